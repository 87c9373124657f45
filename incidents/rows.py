"""Cases as the rows of a list and of a file: what stands in each, put together in one query whatever their number."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from django.db.models import CharField, F, QuerySet, Value
from django.urls import reverse
from django.utils import timezone

from people.prepared import prepared_of
from people.roles import Role
from people.school_days import SchoolCalendar
from policies.words import Strength

from .kinds import Kind
from .models import CaseAssignment, CitedRule, State

NONE = uuid.UUID(int=0)
KINDS, STATES, ROLES, STRENGTHS = (
    {one.value: str(one.label) for one in words} for words in (Kind, State, Role, Strength)
)


class Line(Protocol):
    """An incident as it is fetched for a row (`paging.light`)."""

    pk: int
    public_id: uuid.UUID
    reference: str
    title: str
    state: str
    owner_role: str
    received_on: dt.date
    due_on: dt.date | None
    closed_at: dt.datetime | None
    incident__kind: str


class Cited(NamedTuple):
    """A rule as a row names it: its code, its word, the section by which it is drawn."""

    code: str
    word: str
    section: str


class Row(NamedTuple):
    """One line of the list: every word of it and nothing else, for it is kept as drawn by these (`people/drawn.py`).

    `age` in words while it is open; `due`: by when; `late`: said where that day has gone by; `closed`: on which day.
    """

    url: str
    title: str
    kind: str
    reference: str
    rules: tuple[Cited, ...]
    state: str
    with_whom: str
    age: str
    due: str
    late: str
    closed: str


class Beside(NamedTuple):
    """What stands beside some cases, by their keys: the rules cited, who deals with each."""

    rules: Mapping[int, list[Cited]]
    people: Mapping[int, list[str]]

    def with_whom(self, case: Line) -> str:
        """Who deals with it, else whose it is."""
        return ", ".join(self.people.get(case.pk, ())) or ROLES[case.owner_role]


def rows_of(cases: Sequence[Line], calendar: SchoolCalendar, today: dt.date) -> list[Row]:
    """The rows of some incidents, in their order. One query."""
    beside = beside_of(cases)
    address = reverse("incidents:incident", args=[NONE])  # once: as an address of its own each costs as much as the row
    before, _, after = address.partition(str(NONE))
    here = timezone.get_current_timezone()
    rows = []
    for case in cases:
        is_open, due = case.state != State.CLOSED, case.due_on
        rows.append(
            Row(
                url=f"{before}{case.public_id}{after}",
                title=case.title,
                kind=KINDS[case.incident__kind],
                reference=case.reference,
                rules=tuple(beside.rules.get(case.pk, ())),
                state=STATES[case.state],
                with_whom=beside.with_whom(case),
                age=age_words(calendar.school_days_between(case.received_on, today)) if is_open else "",
                due=day_words(due) if is_open and due else "",
                late="late" if is_open and due and due < today else "",
                closed=day_words(case.closed_at.astimezone(here).date()) if case.closed_at else "",
            )
        )
    return rows


@lru_cache(maxsize=500)
def day_words(day: dt.date) -> str:
    """A day as a row says it.

    >>> day_words(dt.date(2026, 3, 2))
    '2 March 2026'
    """
    return f"{day:%-d %B %Y}"


@lru_cache(maxsize=500)
def age_words(days: int) -> str:
    """For how many school days something has been open.

    >>> age_words(0), age_words(1), age_words(2)
    ('today', '1 school day', '2 school days')
    """
    return "today" if days == 0 else f"{days} school day{'' if days == 1 else 's'}"


def days_to_close(received: dt.date, closed: dt.datetime, calendar: SchoolCalendar) -> int:
    """How many school days a case was open."""
    return calendar.school_days_between(received, timezone.localdate(closed))


def beside_of(cases: Iterable[Line]) -> Beside:
    """The rules cited in each of the cases, in the order of the policy, and who deals with each. One query."""
    rules: dict[int, list[Cited]] = defaultdict(list)
    people: dict[int, list[str]] = defaultdict(list)
    for what, key, _, _, first, second, third in sorted(prepared_of("beside", [case.pk for case in cases], _beside)):
        if what == "rule":
            rules[key].append(Cited(first, STRENGTHS[second], third.lower()))
        else:
            people[key].append(" ".join(part for part in (first, second) if part) or third)
    return Beside(rules, people)


def _beside(keys: Sequence[int]) -> QuerySet[CitedRule, tuple]:
    said = {name: Value(name, CharField()) for name in ("rule", "person")}
    cited = CitedRule.objects.filter(incident__in=keys, taken_off_at=None).order_by()
    given = CaseAssignment.objects.filter(case__in=keys, ended_at=None).order_by()
    return cited.values_list(
        said["rule"], F("incident_id"), F("rule__section__order"), F("rule__order"), F("rule__code"),
        F("rule__strength"), F("rule__section__code"),
    ).union(
        given.values_list(
            said["person"], F("case_id"), F("pk"), F("user_id"), F("user__title"), F("user__surname"), F("user__email")
        ),
        all=True,
    )  # fmt: skip
