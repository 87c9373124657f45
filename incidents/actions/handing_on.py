"""Incidents that nobody opened: to whoever stands in and the safeguarding lead, then to the chair by reference."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from incidents.models import Case, State
from incidents.notifications import readers_of, tell, tell_by_reference, who_was_told
from incidents.walls import Wall
from people.calendar import school_calendar
from people.cover import who_is_told
from people.models import User
from people.roles import Role
from people.school_days import SchoolCalendar

# Behind the other walls the chair owns the case or is whom it is about, and nobody further may hear of it.
THEN_THE_CHAIR = frozenset({Wall.PUPIL, Wall.STAFF, Wall.GOVERNOR})


def hand_on_incidents() -> int:
    """Tell those who are due of each incident that nobody opened. Called by the worker. Returns how many were told.

    Who owns it was told when it was reported. After 2 school days whoever owns it since, such as somebody who stands
    in, and the safeguarding lead where they may read it; after 4 the chair, by its reference alone. Each once; never
    who it is about.
    """
    waiting = list(Case.objects.incidents().filter(state=State.NEW).order_by("pk").values_list("pk", flat=True))
    calendar = school_calendar() if waiting else None
    return sum(_hand_on(pk, calendar, timezone.localdate()) for pk in waiting if calendar)


@transaction.atomic
def _hand_on(pk: int, calendar: SchoolCalendar, today: dt.date) -> int:
    case = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    if case.state != State.NEW:
        return 0
    able = {user.pk: user for user in readers_of(case, Role.DSL)}
    chairs = {user.pk: user for user in _chairs(case)}
    known = who_was_told(case, [*able, *chairs]) | {case.reported_by_id}
    due = who_is_told(
        received_on=case.received_on, opened=False, today=today, calendar=calendar, subject=None,
        holder=next((pk for pk in able if pk in known), None), covers=list(able), chair=next(iter(chairs), None),
    )  # fmt: skip
    whole = [able[one.person] for one in due if one.person in able and one.person not in known]
    by_reference = chairs if any(one.reference_only for one in due) else {}
    rest = [user for pk, user in by_reference.items() if pk not in known and pk not in able]
    told = tell(case, "unopened", whole) + tell_by_reference(case, rest)
    if told:
        record(Verb.INCIDENT_DUE_TOLD, target=case, by=None, people=told)
    return told


def _chairs(case: Case) -> list[User]:
    """The chair, else the vice-chair, as far as it is not about them."""
    if case.wall not in THEN_THE_CHAIR:
        return []
    about = case.people.subjects().filter(user__isnull=False).values("user")
    for role in (Role.CHAIR, Role.VICE_CHAIR):
        found = list(User.objects.holding(role).exclude(pk__in=about))
        if found:
            return found
    return []
