"""Who is asked to read a policy, by when, and what they said (A7, A9).

Nothing of it is stored but the duties and what people said: a new version, a new school year or a new colleague is
asked because the days say so. Whoever is asked in two ways, such as a teacher who is a governor, is asked once.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from people.models import RoleAssignment, SchoolYear, User
from people.roles import Role
from people.school_year import first_day

from .models import Acknowledgement, AcknowledgementDuty, Policy, PolicyVersion
from .models.states import PUBLIC
from .words import Audience

# Whose accounts belong to whom a policy is for, those asked first on top. Pupils, visitors and parent helpers have
# no account: the office records what they signed.
ROLES_OF: dict[Audience, frozenset[Role]] = {
    Audience.STAFF: frozenset({Role.HEAD, Role.DSL, Role.OFFICE, Role.STAFF}),
    Audience.GOVERNORS: frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.CLERK, Role.GOVERNOR}),
    Audience.PARENTS: frozenset({Role.PARENT}),
}


@dataclass(frozen=True)
class Standing:
    """A policy as it is to be read today.

    `counts`: the versions of which an agreement counts, this one and those from which only corrections led to it.
    `asked_from`: since when the last of them that has to be read has stood, and `root` is that one.
    """

    version: PolicyVersion
    counts: frozenset[int]
    asked_from: dt.date
    root: int


@dataclass(frozen=True)
class Reader:
    """One person who is asked: in which school year and whether in each, by when, and what they said last."""

    user: User
    audience: Audience
    standing: Standing
    school_year: int
    is_yearly: bool
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


def standing_on(day: dt.date, versions: Iterable[PolicyVersion]) -> Standing | None:
    """How a policy with these `versions` is to be read on `day`; None where none stands.

    After a version that was withdrawn none stands, as on the policy's own page (`in_force_on`). A correction that
    nobody has to read again leaves what was agreed to before it standing, and no further back: a withdrawn version
    that had to be read stays one that had to be read.
    """
    stood = [
        version
        for version in versions
        if version.status in PUBLIC and (version.effective_from or day) <= day and not version.never_held
    ]
    stood.sort(key=lambda version: (version.effective_from or day, version.number))
    if not stood or (stood[-1].withdrawn_on and stood[-1].withdrawn_on <= day):
        return None
    counting = [stood.pop()]
    while counting[-1].is_minor and stood:
        counting.append(stood.pop())
    counts = frozenset(version.pk for version in counting)
    return Standing(counting[0], counts, _asked_from(counting[-1], day), root=counting[-1].pk)


def readers_of(policy: Policy, today: dt.date) -> list[Reader]:
    """Everybody with an account who is asked to read `policy`, by audience and name. As many queries for one as for
    a hundred. None where it is not in force."""
    standing = standing_on(today, policy.versions.all())
    duties = {duty.audience: duty for duty in policy.duties.filter(is_asked=True)}
    if standing is None or not duties:
        return []
    asked = _asked(duties, _since(RoleAssignment.objects.all(), today))
    said = _said(Acknowledgement.objects.filter(version__policy=policy, user__isnull=False))
    year = SchoolYear.objects.year_on(today)
    users = User.objects.working_on(today).in_bulk(list(asked))
    found = [
        _reader(users[key], duty, standing, since, year, said[policy.pk, key])
        for key, (duty, since) in asked.items()
        if key in users
    ]
    order = list(ROLES_OF)
    return sorted(found, key=lambda one: (order.index(one.audience), one.user.surname, one.user.forename, one.user.pk))


def asked_of(user: User, today: dt.date) -> list[Reader]:
    """`user` as a reader of each policy that they are asked to read, said or not. Constant queries; two for whoever is
    asked nothing."""
    since = _since(RoleAssignment.objects.filter(user=user), today).get(user.pk, {})
    duties: dict[int, dict[str, AcknowledgementDuty]] = defaultdict(dict)
    for duty in AcknowledgementDuty.objects.filter(is_asked=True, audience__in=list(since)):
        duties[duty.policy_id][duty.audience] = duty
    if not duties:
        return []
    versions: dict[int, list[PolicyVersion]] = defaultdict(list)
    for version in PolicyVersion.objects.filter(policy__in=list(duties)).select_related("policy").order_by("pk"):
        versions[version.policy_id].append(version)
    said = _said(Acknowledgement.objects.filter(user=user))
    year = SchoolYear.objects.year_on(today)
    found = []
    for policy, of_policy in duties.items():
        standing = standing_on(today, versions[policy])
        [(duty, first)] = _asked(of_policy, {user.pk: since}).values()
        if standing:
            found.append(_reader(user, duty, standing, first, year, said[policy, user.pk]))
    return sorted(found, key=lambda one: (one.due_on, one.standing.version.policy.title))


def to_read(user: User, today: dt.date) -> list[Reader]:
    """Of these, what `user` has said nothing about yet, the most urgent first."""
    return [reader for reader in asked_of(user, today) if reader.is_open]


def audience_of(user: User) -> Audience:
    """As whom somebody reads who is not asked: by their roles; who belongs to none of them comes from outside."""
    return next((audience for audience, roles in ROLES_OF.items() if user.roles & roles), Audience.VISITORS)


def last_agreed(policy: Policy, user: User) -> Acknowledgement | None:
    """The last version of `policy` to which `user` agreed, in any year."""
    said = Acknowledgement.objects.filter(version__policy=policy, user=user, agrees=True)
    return said.select_related("version").order_by("version__number", "at").last()


def _asked_from(version: PolicyVersion, day: dt.date) -> dt.date:
    """A version published for later is read from its first day, one that began long ago from its publication."""
    published = timezone.localdate(version.published_at) if version.published_at else day
    return max(published, version.effective_from or published)


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
        due_on=begins + dt.timedelta(days=duty.days),
        agreed=next((row for row in counting if row.agrees), None),
        refused=next((row for row in counting if not row.agrees), None),
    )


def also_said(standing: Standing, readers: Iterable[Reader]) -> list[Acknowledgement]:
    """The last that others with an account said to the versions that count: who left since, or was never asked."""
    asked = {reader.user.pk for reader in readers}
    rows = Acknowledgement.objects.filter(version__in=standing.counts, user__isnull=False).exclude(user__in=asked)
    last: dict[int | None, Acknowledgement] = {}
    for row in rows.select_related("version", "user").order_by("at", "pk"):
        last[row.user_id] = row
    return sorted(last.values(), key=_by_name)


def said_of(version: PolicyVersion) -> list[Acknowledgement]:
    """Everything that anybody ever said to one version, in whatever year, by name and then by day."""
    rows = version.acknowledgements.select_related("version__policy", "user").order_by("at", "pk")
    return sorted(rows, key=_by_name)


def _by_name(row: Acknowledgement) -> tuple[str, str]:
    return (row.user.surname, row.user.forename) if row.user else (row.person, "")


def sheets_of(standing: Standing, today: dt.date) -> list[Acknowledgement]:
    """The signed sheets that count, of this school year, by audience and name."""
    year = SchoolYear.objects.year_on(today)
    rows = Acknowledgement.objects.filter(user=None, version__in=standing.counts, school_year=year)
    return list(rows.select_related("version", "recorded_by").order_by("audience", "person", "pk"))
