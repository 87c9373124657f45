"""Who is asked to read a policy, by when, and what they said (A7, A9).

Nothing of it is stored but the duties and what people said: a new version, a new school year or a new colleague is
asked because the days say so. Whoever is asked in two ways, such as a teacher who is a governor, is asked once.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from people.models import RoleAssignment, SchoolYear, User
from people.models.school import year_of
from people.roles import Role
from people.school_year import first_day
from people.together import Work, together

from .models import Acknowledgement, AcknowledgementDuty, Policy, PolicyVersion
from .standing import Standing, standing_on
from .words import Audience

# Whose accounts belong to whom a policy is for, those asked first on top. Pupils, visitors and parent helpers have
# no account: the office records what they signed.
ROLES_OF: dict[Audience, frozenset[Role]] = {
    Audience.STAFF: frozenset({Role.HEAD, Role.DSL, Role.OFFICE, Role.STAFF}),
    Audience.GOVERNORS: frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.CLERK, Role.GOVERNOR}),
    Audience.PARENTS: frozenset({Role.PARENT}),
}


@dataclass(frozen=True)
class Reader:
    """One person who is asked: in which school year and whether in each, from when, by when, what they said last."""

    user: User
    audience: Audience
    standing: Standing
    school_year: int
    is_yearly: bool
    begins_on: dt.date
    due_on: dt.date
    agreed: Acknowledgement | None
    refused: Acknowledgement | None

    @property
    def is_open(self) -> bool:
        """Said nothing yet. Who cannot agree has answered."""
        return self.agreed is None and self.refused is None

    @property
    def cannot(self) -> bool:
        return self.agreed is None and self.refused is not None

    @property
    def said_at(self) -> dt.datetime | None:
        said = self.agreed or self.refused
        return said.at if said else None

    def is_late_on(self, day: dt.date) -> bool:
        return self.is_open and self.due_on < day


def readers_of(policy: Policy, today: dt.date) -> list[Reader]:
    """Everybody with an account who is asked to read `policy`, by audience and name. None where it is not in force."""
    return together(reading(policy.duties.all(), today))[0]


def all_readers(today: dt.date) -> list[Reader]:
    """Everybody who is asked to read any policy, policy by policy. One query."""
    return together(reading(AcknowledgementDuty.objects.all(), today))[0]


def reading(duties: QuerySet[AcknowledgementDuty], today: dt.date) -> Work[list[Reader]]:
    """Everybody who is asked to read by one of `duties`, as work: asked once."""
    duties = duties.filter(is_asked=True)
    policies = duties.order_by().values("policy")
    given, versions, held, rows, years, working = yield [
        duties,
        _versions_of(policies),
        _held(RoleAssignment.objects.all(), today),
        Acknowledgement.objects.filter(version__policy__in=policies, user__isnull=False).select_related("version"),
        SchoolYear.objects.of(today),
        User.objects.working_on(today).filter(Exists(_held(RoleAssignment.objects.filter(user=OuterRef("pk")), today))),
    ]
    asking = _by_policy(given)
    standings = {one.version.policy_id: one for one in _standings(versions, today)}
    since = _since(held)
    asked = {policy: _asked(asking[policy], since) for policy in standings}
    said, year = _said(rows), year_of(years, today)
    users = {user.pk: user for user in working}
    found = [
        _reader(users[user], duty, standings[policy], first, year, said[policy, user])
        for policy, of_policy in asked.items()
        for user, (duty, first) in of_policy.items()
        if user in users
    ]
    return sorted(found, key=_in_order)


def asked_of(user: User, today: dt.date) -> list[Reader]:
    """`user` as a reader of each policy that they are asked to read. One query."""
    return together(own_reading(user, today))[0]


def own_reading(user: User, today: dt.date) -> Work[list[Reader]]:
    """The same as work: asked once."""
    asking = AcknowledgementDuty.objects.filter(is_asked=True)
    held, given, versions, rows, years = yield [
        _held(RoleAssignment.objects.filter(user=user), today),
        asking,
        _versions_of(asking.order_by().values("policy")),
        Acknowledgement.objects.filter(user=user).select_related("version"),
        SchoolYear.objects.of(today),
    ]
    since = _since(held).get(user.pk, {})
    duties = _by_policy(duty for duty in given if duty.audience in since)
    said, year = _said(rows), year_of(years, today)
    found = []
    for standing in _standings([one for one in versions if one.policy_id in duties], today):
        policy = standing.version.policy_id
        [(duty, first)] = _asked(duties[policy], {user.pk: since}).values()
        found.append(_reader(user, duty, standing, first, year, said[policy, user.pk]))
    return _by_urgency(found)


def _by_urgency(readers: Iterable[Reader]) -> list[Reader]:
    return sorted(readers, key=lambda one: (one.due_on, one.standing.version.policy.title))


def to_read(user: User, readers: Iterable[Reader]) -> list[Reader]:
    """Of `readers`, what `user` has said nothing about yet, the most urgent first."""
    return _by_urgency(one for one in readers if one.user == user and one.is_open)


def audience_of(user: User) -> Audience:
    """As whom somebody reads who is not asked: by their roles; who belongs to none of them comes from outside."""
    return next((audience for audience, roles in ROLES_OF.items() if user.roles & roles), Audience.VISITORS)


def _by_policy(duties: Iterable[AcknowledgementDuty]) -> dict[int, dict[str, AcknowledgementDuty]]:
    found: dict[int, dict[str, AcknowledgementDuty]] = defaultdict(dict)
    for duty in duties:
        found[duty.policy_id][duty.audience] = duty
    return found


def _versions_of(policies: Any) -> QuerySet[PolicyVersion]:
    return PolicyVersion.objects.filter(policy__in=policies).select_related("policy")


def _standings(versions: Iterable[PolicyVersion], today: dt.date) -> list[Standing]:
    """How each policy of these versions is to be read; nothing of one of which none stands."""
    of_policy: dict[int, list[PolicyVersion]] = defaultdict(list)
    for version in sorted(versions, key=lambda version: version.pk):
        of_policy[version.policy_id].append(version)
    return [standing for each in of_policy.values() if (standing := standing_on(today, each))]


def _in_order(one: Reader) -> tuple[str, int, int, str, str, int]:
    policy = one.standing.version.policy
    place = list(ROLES_OF).index(one.audience)
    return (policy.title, policy.pk, place, one.user.surname, one.user.forename, one.user.pk)


def _held(assignments: Any, today: dt.date) -> Any:
    """Who holds which role since when. Whoever stands in for somebody is asked as themself."""
    return assignments.in_force_on(today).filter(is_cover=False).values_list("user_id", "role", "starts_on")


def _since(held: Iterable[tuple[int, str, dt.date]]) -> dict[int, dict[str, dt.date]]:
    """The first day of each person, by person and audience."""
    found: dict[int, dict[str, dt.date]] = defaultdict(dict)
    for user, role, starts_on in held:
        for audience, roles in ROLES_OF.items():
            if role in roles:
                found[user][audience] = min(found[user].get(audience, starts_on), starts_on)
    return found


def _asked(
    duties: dict[str, AcknowledgementDuty], since: dict[int, dict[str, dt.date]]
) -> dict[int, tuple[AcknowledgementDuty, dt.date]]:
    """Who is asked by which duty: each person by the first that fits, staff before governors before parents."""
    found = {}
    for user, days in since.items():
        fitting = [audience for audience in ROLES_OF if audience in days and audience in duties]
        if fitting:
            found[user] = (duties[fitting[0]], days[fitting[0]])
    return found


def _said(rows: Iterable[Acknowledgement]) -> dict[tuple[int, int | None], list[Acknowledgement]]:
    """What was said, by policy and person, the newest first."""
    found: dict[tuple[int, int | None], list[Acknowledgement]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.at, row.pk), reverse=True):
        found[row.version.policy_id, row.user_id].append(row)
    return found


def _reader(
    user: User,
    duty: AcknowledgementDuty,
    standing: Standing,
    since: dt.date,
    school_year: int,
    said: Sequence[Acknowledgement],
) -> Reader:
    """Due `days` after the latest of: the version began to be read, the school year began, the person began here."""
    begins = max([standing.asked_from, since, *([first_day(school_year)] if duty.is_yearly else [])])
    counting = [
        row
        for row in said
        if row.version_id in standing.counts and (not duty.is_yearly or row.school_year == school_year)
    ]
    return Reader(
        user=user,
        audience=Audience(duty.audience),
        standing=standing,
        school_year=school_year,
        is_yearly=duty.is_yearly,
        begins_on=begins,
        due_on=begins + dt.timedelta(days=duty.days),
        agreed=next((row for row in counting if row.agrees), None),
        refused=next((row for row in counting if not row.agrees), None),
    )
