"""What nobody opened since it came to its owner: told to the others who may hear of it, then to the chair by
reference."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from audit.recorder import record
from incidents.models import Case, State
from incidents.models.cases import CaseQuerySet
from incidents.notifications import readers_of, tell, tell_by_reference, who_was_told
from incidents.sorts import Sort
from incidents.walls import Wall
from people.calendar import school_calendar
from people.cover import who_is_told
from people.models import User
from people.roles import Role
from people.school_days import SchoolCalendar, in_words

from .verbs import verb_of

# Behind the other walls the chair owns the case or is whom it is about, and nobody further may hear of it.
THEN_THE_CHAIR = frozenset({Wall.PUPIL, Wall.STAFF, Wall.GOVERNOR, Wall.UNSURE, Wall.DATA})
# A complaint about the headteacher that the chair does not open is known to the vice-chair, never to the head.
THEN_THE_VICE_CHAIR = frozenset({(Sort.COMPLAINT, Wall.HEAD)})


def hand_on_incidents() -> int:
    """Tell those who are due of each incident that nobody opened. Called by the worker. Returns how many were told.

    Who owns it was told when it was reported. After 2 school days whoever owns it since, such as somebody who stands
    in, and the safeguarding lead where they may read it; after 4 the chair, by its reference alone. Each once; never
    who it is about. What others had seen and came to another owner since (`passed_at`) waits in the same way for them.
    """
    return _hand_on_all(Case.objects.incidents())


def hand_on_complaints() -> int:
    """The same of complaints, with whoever owns those: never the safeguarding lead, who reads none as such."""
    return _hand_on_all(Case.objects.complaints())


def _hand_on_all(cases: CaseQuerySet) -> int:
    waiting = cases.open().filter(Q(state=State.NEW) | Q(passed_at__isnull=False))
    waiting = list(waiting.order_by("pk").values_list("pk", flat=True))
    calendar = school_calendar() if waiting else None
    return sum(_hand_on(pk, calendar, timezone.localdate()) for pk in waiting if calendar)


@transaction.atomic
def _hand_on(pk: int, calendar: SchoolCalendar, today: dt.date) -> int:
    case = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    if not case.is_open or (case.state != State.NEW and not case.passed_at):
        return 0
    able = {user.pk: user for user in readers_of(case, Role.DSL)}
    chairs = {user.pk: user for user in _chairs(case)}
    known = who_was_told(case, [*able, *chairs], case.passed_at) | {case.reported_by_id}
    received = calendar.counts_as_received(case.passed_at) if case.passed_at else case.received_on
    due = who_is_told(
        received_on=received, opened=False, today=today, calendar=calendar, subject=None,
        holder=next((pk for pk in able if pk in known), None), covers=list(able), chair=next(iter(chairs), None),
    )  # fmt: skip
    whole = [able[one.person] for one in due if one.person in able and one.person not in known]
    by_reference = chairs if any(one.reference_only for one in due) else {}
    rest = [user for pk, user in by_reference.items() if pk not in known and pk not in able]
    first, then = (in_words(days) for days in calendar.told_after)
    told = tell(case, "unopened", whole, first) + tell_by_reference(case, rest, then)
    if told:
        record(verb_of(case, "due_told"), target=case, by=None, people=told)
    return told


def _chairs(case: Case) -> list[User]:
    """The chair, else the vice-chair, as far as it is not about them."""
    roles: tuple[Role, ...] = (Role.CHAIR, Role.VICE_CHAIR) if case.wall in THEN_THE_CHAIR else ()
    if (case.sort, case.wall) in THEN_THE_VICE_CHAIR:
        roles = (Role.VICE_CHAIR,)
    about = case.people.subjects().filter(user__isnull=False).values("user")
    for role in roles:
        found = list(User.objects.holding(role).exclude(pk__in=about))
        if found:
            return found
    return []
