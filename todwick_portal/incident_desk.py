"""Incidents on the start page: the tiles, and the lines of what is open."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from incidents.desk import Desk, Pile
from incidents.kinds import Kind as IncidentKind
from incidents.models import State
from people.roles import Role
from people.school_days import SchoolCalendar
from policies.words import Strength

from .feed import Kind, Line, age
from .tiles import Tile

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
    told = (
        (desk.new, "New, not yet seen", "Every report was seen", "?state=new", "ask",
         lambda: f"oldest: {age(desk.new.since, now)}"),
        (desk.soon, "Due within 2 school days", "Nothing is due", "?due=soon", "ask",
         lambda: f"next: {near_words(next_day, today)}"),
        (desk.overdue, "Overdue", "Nothing is late", "?due=overdue", "no",
         lambda: f"oldest {late_words(late, today, calendar)}"),
        (desk.waiting, "Waiting for others", "Nobody is waited for", "?state=waiting", "",
         lambda: f"oldest: {in_school_days(calendar.school_days_between(desk.waiting.since, today))}"),
    )  # fmt: skip
    return [_tile(*one) for one in told if all_of_them or one[0].count]


def _tile(pile: Pile, what: str, none: str, query: str, sign: str, old: Any) -> Tile:
    url = f"{reverse('incidents:incidents')}{query}"
    return Tile(str(pile.count), what, old() if pile.count else none, url, sign if pile.count else "0")


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


def incident_lines(desk: Desk, today: dt.date, calendar: SchoolCalendar) -> Iterator[Line]:
    """The newest that are open: reference, kind, rules with their strength, how old, what is next, with whom."""
    for case in desk.newest:
        yield Line(
            when=case.reported_at,
            what=case.reference,
            who=_with(case),
            url=case.get_absolute_url(),
            kind=KINDS[State(case.state)],
            about=_about(case, today, calendar),
            step=_next(case),
            age=in_school_days(calendar.school_days_between(case.received_on, today)),
        )


def _about(case: Any, today: dt.date, calendar: SchoolCalendar) -> str:
    cited = [f"{one.rule.code} {Strength(one.rule.strength).label.lower()}" for one in case.incident.rules_cited]
    said = [IncidentKind(case.incident.kind).label, *cited[:SHOWN_OF_RULES]]
    if case.due_on and case.due_on < today:
        said.append(f"overdue {late_words(case.due_on, today, calendar)}")
    elif case.due_on:
        said.append(f"due {near_words(case.due_on, today)}")
    return " · ".join(said)


def _next(case: Any) -> str:
    """The first step that is still to be taken, once somebody has looked at it."""
    return case.to_do[0].text.rstrip(".") if case.state != State.NEW and case.to_do else ""


def _with(case: Any) -> str:
    names = [one.user.get_short_name() for one in case.dealing]
    return ", ".join(names) or f"the {Role(case.owner_role).label.lower()}"
