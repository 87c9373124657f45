"""Who may sit on the panel of one complaint: governors without an earlier part in it, read from what is kept of it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from audit.models import AuditEvent, Verb
from people.models import User
from people.names import fold
from people.roles import Role
from people.settings import Key, read_all

from .complaints.abouts import About
from .complaints.panels import Bar, Seat
from .finding_people import is_called, posts_called
from .models import AskedGovernor, Case, CasePerson, PanelMember, TimelineEntry
from .walls import Standing

GOVERNING = (Role.GOVERNOR, Role.CHAIR, Role.VICE_CHAIR)
WORKING = (Role.HEAD, Role.DSL, Role.OFFICE, Role.STAFF)
CHILDREN = (Standing.PUPIL, Standing.FORMER_PUPIL)
# An event may be one of arranging the panel itself, which is no part in the complaint.
WRITTEN = tuple(kind for kind in TimelineEntry.Kind if kind != TimelineEntry.Kind.EVENT)


@dataclass(frozen=True)
class Seating:
    """The governors of the school: those who may sit, and those who may not with why."""

    offered: list[User]
    barred: list[tuple[User, Bar]]


def sitting(case: Case) -> list[PanelMember]:
    """Who is on the panel now: not whom the complaint turned out to be about. One query."""
    about = CasePerson.objects.subjects().filter(case=case, user__isnull=False).values("user")
    members = case.panel.filter(ended_at=None).exclude(user__in=about)
    return list(members.select_related("user"))


def barred_members(case: Case, *, are_governors: bool = True) -> list[tuple[PanelMember, str]]:
    """Who sits on it now and had a part in it by now, each with why: it is judged again, as if they were only to be
    named. Of a governor of another school by the name. `are_governors`: who governs no more is among them."""
    members = list(case.panel.filter(ended_at=None).select_related("user"))
    bars: dict[int, Bar] = bars_of(case, [one.user for one in members if one.user], are_seated=True) if members else {}
    theirs = names_in_part(case) if any(one.user is None for one in members) else set()
    found: list[tuple[PanelMember, str]] = []
    for member in members:
        bar = bars.get(member.user_id) if member.user_id else Bar.PART if fold(member.name) in theirs else None
        if bar and (are_governors or bar != Bar.NO_GOVERNOR):
            found.append((member, bar))
    return found


def seat_of(member: PanelMember) -> Seat:
    """What somebody on a panel is to the rules."""
    return Seat(is_outside=member.user_id is None, is_independent=member.is_independent)


def is_academy() -> bool:
    """Whether the school says that it is an academy."""
    return bool(read_all()[Key.IS_ACADEMY])


def governors():
    """Everybody who sits on the governing board today."""
    return User.objects.holding(*GOVERNING).order_by("surname", "forename", "pk")


def seating(case: Case) -> Seating:
    """Every governor of today, and whether they may sit. As many queries for ten governors as for three."""
    found = list(governors())
    bars = bars_of(case, found)
    return Seating(
        [user for user in found if user.pk not in bars], [(user, bars[user.pk]) for user in found if user.pk in bars]
    )


def bars_of(case: Case, users: Sequence[User], *, are_seated: bool = False) -> dict[int, Bar]:
    """Who of these does not sit on the panel of `case`, and why. Whoever is in it, complained or wrote it down, owns it
    or dealt with it, was asked, answered or wrote, or opened it had a part, whether that has ended or not. Of one about
    most of the governors no governor of the school sits (domain 1.1: a committee of independent governors).

    `are_seated`: they sit on it now, and are judged as if they did not.
    """
    keys = [user.pk for user in users]
    heads = _holding(keys, Role.HEAD)
    governing = _holding(keys, *GOVERNING)
    members = {} if are_seated else _members(case, keys)
    part = _had_a_part(case, users)
    found: dict[int, Bar] = {}
    for key in keys:
        if key in heads:
            found[key] = Bar.HEAD
        elif key in members:
            found[key] = Bar.SITS if members[key] is None else Bar.TAKEN_OFF
        elif key in part:
            found[key] = Bar.PART
        elif key not in governing:
            found[key] = Bar.NO_GOVERNOR
        elif case.complaint.about == About.BOARD:
            found[key] = Bar.BOARD
    return found


def _members(case: Case, keys: Iterable[int]) -> dict[int, dt.datetime | None]:
    return dict(case.panel.filter(user__in=keys).order_by("named_at", "pk").values_list("user", "ended_at"))


def _holding(keys: Iterable[int], *roles: Role) -> set[int]:
    return set(User.objects.holding(*roles).filter(pk__in=keys).values_list("pk", flat=True))


def _had_a_part(case: Case, users: Sequence[User]) -> set[int]:
    """Who of these had a part. One query of many parts, one for who holds its role, and one for typed names."""
    complaint, keys = case.complaint, [user.pk for user in users]
    rows = (
        case.people.present().filter(user__in=keys).values_list("user"),
        case.assignments.filter(user__in=keys).values_list("user"),
        AskedGovernor.objects.filter(referral__case=case, user__in=keys).values_list("user"),
        _wrote(case, keys),
        complaint.answers.filter(decided_by__in=keys).values_list("decided_by"),
        complaint.understandings.filter(said_by__in=keys).values_list("said_by"),
        complaint.revisions.filter(revised_by__in=keys).exclude(what="panel").values_list("revised_by"),
        complaint.hearings.filter(bundle_by__in=keys).values_list("bundle_by"),
        case.evidence.filter(added_by__in=keys).values_list("added_by"),
        _opened(case, keys),
    )
    first, *rest = (row.order_by() for row in rows)
    found = {key for (key,) in first.union(*rest)}
    found |= {case.reported_by_id, case.seen_by_id, complaint.recorded_by_id} & set(keys)
    return found | _holding(keys, Role(case.owner_role)) | _typed(case, users)


def _wrote(case: Case, keys: Sequence[int]):
    """Who wrote into it. What somebody writes while they sit on its panel, the panel writes: it is no earlier part."""
    seat = case.panel.filter(user=OuterRef("by"), named_at__lte=OuterRef("at")).order_by()
    sat = seat.filter(Q(ended_at=None) | Q(ended_at__gte=OuterRef("at")))
    return case.timeline.filter(~Exists(sat), by__in=keys, kind__in=WRITTEN).values_list("by")


def _typed(case: Case, users: Sequence[User]) -> set[int]:
    """Whom a name may mean that was typed of somebody in it, "Mrs Ashdown" as well as the whole name or a post; and
    who bears the name of whoever complained. A child's name means no governor."""
    complaint = case.complaint
    people = case.people.present().filter(user=None, pupil=None).exclude(standing__in=CHILDREN)
    names = set(people.values_list("name", flat=True))
    if complaint.about != About.CHILD:
        names.add(complaint.about_name)
    posts = {role for name in names for role in posts_called(name)}
    authors = {fold(name) for name in (complaint.name, complaint.written_by) if name}
    found = {user.pk for user in users if any(is_called(user, name) for name in names)}
    found |= {user.pk for user in users if fold(f"{user.forename} {user.surname}") in authors}
    return found | (_holding([user.pk for user in users], *posts) if posts else set())


def _opened(case: Case, keys: Sequence[int]):
    """Who opened it while they could read it: each time is recorded."""
    events = AuditEvent.objects.about(case).filter(verb=Verb.COMPLAINT_OPENED, by__in=keys)
    return events.values_list("by")


def name_fault(case: Case, name: str, school: str) -> str:
    """What stands against a governor of another school, by name alone: that it is the name of somebody in the complaint
    or of this school. Empty where nothing does."""
    folded = fold(name)
    if folded in names_in_part(case):
        return f"{name} {Bar.PART}. Choose somebody else."
    ours = User.objects.holding(*GOVERNING, *WORKING, Role.CLERK).values_list("forename", "surname")
    if folded in {fold(f"{forename} {surname}") for forename, surname in ours}:
        return f"{name} is the name of somebody of this school. Choose governors of this school from the list."
    if fold(school) == fold(read_all()[Key.SCHOOL_NAME]):
        return "Write the name of their own school. This one is ours."
    return ""


def names_in_part(case: Case) -> set[str]:
    """The folded names of whoever complained, of whom it is about and of everybody in it. One query."""
    complaint = case.complaint
    theirs = {fold(one) for one in (complaint.name, complaint.written_by, complaint.about_name) if one}
    return theirs | {fold(one) for one in case.people.present().values_list("name", flat=True)}
