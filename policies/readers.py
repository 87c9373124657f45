"""Who is asked to read a policy, by when, and what they said (A7, A9).

Nothing of it is stored but the duties and what people said: a new version, a new school year or a new colleague is
asked because the days say so. Whoever is asked in two ways, such as a teacher who is a governor, is asked once.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from people.models import RoleAssignment, SchoolYear, User
from people.roles import Role
from people.school_year import first_day

from .models import Acknowledgement, AcknowledgementDuty, Policy, PolicyVersion
from .standing import Standing, standing_on
from .words import Audience

Versions = Iterable[PolicyVersion]

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
    return _readers(policy.duties.all(), lambda _: policy.versions.all(), today)


def all_readers(today: dt.date, year: int | None = None) -> list[Reader]:
    """Everybody who is asked to read any policy, policy by policy. As many queries for ten policies as for one; one
    less where the school `year` of the day is known."""
    return _readers(AcknowledgementDuty.objects.all(), _versions_of, today, year)


def _readers(
    duties: Any, versions_of: Callable[[Iterable[int]], Versions], today: dt.date, year: int | None = None
) -> list[Reader]:
    asking = _by_policy(duties.filter(is_asked=True))
    standings = {one.version.policy_id: one for one in _standings(versions_of(asking), today)} if asking else {}
    if not standings:
        return []
    since = _since(RoleAssignment.objects.all(), today)
    asked = {policy: _asked(asking[policy], since) for policy in standings}
    said = _said(Acknowledgement.objects.filter(version__policy__in=list(standings), user__isnull=False))
    year = SchoolYear.objects.year_on(today) if year is None else year
    users = User.objects.working_on(today).in_bulk({user for of_policy in asked.values() for user in of_policy})
    found = [
        _reader(users[user], duty, standings[policy], first, year, said[policy, user])
        for policy, of_policy in asked.items()
        for user, (duty, first) in of_policy.items()
        if user in users
    ]
    return sorted(found, key=_in_order)


def asked_of(user: User, today: dt.date) -> list[Reader]:
    """`user` as a reader of each policy that they are asked to read. Two queries for whoever is asked nothing."""
    since = _since(RoleAssignment.objects.filter(user=user), today).get(user.pk, {})
    duties = _by_policy(AcknowledgementDuty.objects.filter(is_asked=True, audience__in=list(since)))
    if not duties:
        return []
    said = _said(Acknowledgement.objects.filter(user=user))
    year = SchoolYear.objects.year_on(today)
    found = []
    for standing in _standings(_versions_of(duties), today):
        policy = standing.version.policy_id
        [(duty, first)] = _asked(duties[policy], {user.pk: since}).values()
        found.append(_reader(user, duty, standing, first, year, said[policy, user.pk]))
    return _by_urgency(found)


def _by_urgency(readers: Iterable[Reader]) -> list[Reader]:
    return sorted(readers, key=lambda one: (one.due_on, one.standing.version.policy.title))


def to_read(user: User, today: dt.date, readers: Iterable[Reader] | None = None) -> list[Reader]:
    """Of these, what `user` has said nothing about yet, the most urgent first. `readers`: those of all policies, where
    they are known already; then no query."""
    own = asked_of(user, today) if readers is None else _by_urgency(one for one in readers if one.user == user)
    return [reader for reader in own if reader.is_open]


def audience_of(user: User) -> Audience:
    """As whom somebody reads who is not asked: by their roles; who belongs to none of them comes from outside."""
    return next((audience for audience, roles in ROLES_OF.items() if user.roles & roles), Audience.VISITORS)


def _by_policy(duties: Iterable[AcknowledgementDuty]) -> dict[int, dict[str, AcknowledgementDuty]]:
    found: dict[int, dict[str, AcknowledgementDuty]] = defaultdict(dict)
    for duty in duties:
        found[duty.policy_id][duty.audience] = duty
    return found


def _versions_of(policies: Iterable[int]) -> Versions:
    return PolicyVersion.objects.filter(policy__in=list(policies)).select_related("policy").order_by("pk")


def _standings(versions: Versions, today: dt.date) -> list[Standing]:
    """How each policy of these versions is to be read; nothing of one of which none stands."""
    of_policy: dict[int, list[PolicyVersion]] = defaultdict(list)
    for version in versions:
        of_policy[version.policy_id].append(version)
    return [standing for each in of_policy.values() if (standing := standing_on(today, each))]


def _in_order(one: Reader) -> tuple[str, int, int, str, str, int]:
    policy = one.standing.version.policy
    place = list(ROLES_OF).index(one.audience)
    return (policy.title, policy.pk, place, one.user.surname, one.user.forename, one.user.pk)


def _since(assignments: Any, today: dt.date) -> dict[int, dict[str, dt.date]]:
    """The first day of each person, by person and audience. Whoever stands in for somebody is asked as themself."""
    found: dict[int, dict[str, dt.date]] = defaultdict(dict)
    held = assignments.in_force_on(today).filter(is_cover=False)
    for user, role, starts_on in held.values_list("user_id", "role", "starts_on"):
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


def _said(rows: Any) -> dict[tuple[int, int | None], list[Acknowledgement]]:
    """What was said, by policy and person, the newest first."""
    found: dict[tuple[int, int | None], list[Acknowledgement]] = defaultdict(list)
    for row in rows.select_related("version").order_by("-at", "-pk"):
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
