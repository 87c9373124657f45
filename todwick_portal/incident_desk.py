"""Incidents on the start page: the tiles, and the lines of what is open."""

import datetime as dt
from collections.abc import Callable

from django.urls import reverse

from incidents.desk import Desk, Pile
from incidents.kinds import Kind as IncidentKind
from incidents.models import State
from incidents.open_lines import OpenCase
from people.roles import Role
from people.school_days import SchoolCalendar

from .feed import Kind, Line, age
from .tiles import Tile, Weight

KEY = "incident"
KINDS = {
    State.NEW: Kind(KEY, "Incidents", "New, not yet seen", "Open it", "ask"),
    State.SEEN: Kind(KEY, "Incidents", "Seen", "Decide what to do", "info"),
    State.WORKING: Kind(KEY, "Incidents", "Being looked into", "Decide, then close it", "wait"),
    State.WAITING: Kind(KEY, "Incidents", "Waiting for others", "Ask again, or close it", "wait"),
    State.REOPENED: Kind(KEY, "Incidents", "Opened again", "Decide what to do", "ask"),
}
SHOWN_OF_RULES = 3


def incident_tiles(desk: Desk, now: dt.datetime, calendar: SchoolCalendar, *, all_of_them: bool) -> list[Tile]:
    """The four numbers, each a link to its list. `all_of_them`: those of which there is nothing, too."""
    today = now.date()
    late, next_day = desk.overdue.since, desk.soon.since
    now_, next_ = Weight.NOW, Weight.NEXT
    told = (
        (desk.new, now_, "New, not yet seen", "Every report was seen", "?state=new", "ask",
         lambda: f"oldest: {age(desk.new.since, now)}"),
        (desk.soon, next_, "Due within 2 school days", "Nothing is due", "?due=soon", "ask",
         lambda: f"next: {near_words(next_day, today)}"),
        (desk.overdue, now_, "Overdue", "Nothing is late", "?due=overdue", "no",
         lambda: f"oldest {late_words(late, today, calendar)}"),
        (desk.waiting, next_, "Waiting for others", "Nobody is waited for", "?state=waiting", "",
         lambda: f"oldest: {in_school_days(calendar.school_days_between(desk.waiting.since, today))}"),
    )  # fmt: skip
    return [_tile(*one) for one in told if all_of_them or one[0].count]


def _tile(pile: Pile, weight: Weight, what: str, none: str, query: str, sign: str, old: Callable[[], str]) -> Tile:
    url = f"{reverse('incidents:incidents')}{query}"
    if not pile.count:
        return Tile("0", what, none, url, "0", Weight.NOTHING)
    return Tile(str(pile.count), what, old(), url, sign, weight)


def near_words(day: dt.date, today: dt.date) -> str:
    """A day that is still to come, or today."""
    return {0: "today", 1: "tomorrow"}.get((day - today).days, f"{day:%-d %B}")


def in_school_days(count: int) -> str:
    """How old in school days; what came in since the last of them is of today."""
    return f"{count} school day{'' if count == 1 else 's'}" if count else "today"


def late_words(due_on: dt.date, today: dt.date, calendar: SchoolCalendar) -> str:
    """By how many school days; on the weekend after the day there is none yet."""
    count = calendar.school_days_between(due_on, today)
    return f"by {in_school_days(count)}" if count else f"since {due_on:%-d %B}"


def incident_line(one: OpenCase, today: dt.date, calendar: SchoolCalendar) -> Line:
    """One that is open: reference, kind, rules with their strength, how old, what is next, with whom."""
    case = one.case
    return Line(
        when=case.reported_at,
        what=case.reference,
        who=", ".join(one.people) or f"the {Role(case.owner_role).label.lower()}",
        url=case.get_absolute_url(),
        kind=KINDS[State(case.state)],
        about=_about(one, today, calendar),
        step=one.step if case.state != State.NEW else "",
        age=in_school_days(calendar.school_days_between(case.received_on, today)),
    )


def _about(one: OpenCase, today: dt.date, calendar: SchoolCalendar) -> str:
    said = [IncidentKind(one.case.incident.kind).label, *one.rules[:SHOWN_OF_RULES]]
    return " · ".join(said + due_words(one.case.due_on, today, calendar))


def due_words(due_on: dt.date | None, today: dt.date, calendar: SchoolCalendar) -> list[str]:
    """By when, or by how much too late; nothing where no day was set."""
    if due_on is None:
        return []
    late = due_on < today
    return [f"overdue {late_words(due_on, today, calendar)}" if late else f"due {near_words(due_on, today)}"]
