"""Cases as the rows of a list and of a file: what stands in each, put together in one query whatever their number."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import CharField, F, Value
from django.urls import reverse
from django.utils import timezone

from people.roles import Role
from people.school_days import SchoolCalendar
from policies.words import POWERS, Strength

from .kinds import Kind
from .models import Case, CaseAssignment, CitedRule, State

NONE = uuid.UUID(int=0)


@dataclass(frozen=True)
class Cited:
    """A rule as a row names it: its code, its word, the sign and the section by which it is drawn."""

    code: str
    word: str
    power: str
    section: str


@dataclass(frozen=True)
class Row:
    """One line of the list. `age` in school days while it is open; `is_late`: its day has gone by."""

    case: Case
    url: str
    kind: str
    state: str
    age: int | None
    is_late: bool
    rules: list[Cited] = field(default_factory=list)
    people: list[str] = field(default_factory=list)

    @property
    def due(self) -> str:
        """By when; nothing for one that is closed."""
        return f"{self.case.due_on:%-d %B %Y}" if self.case.is_open and self.case.due_on else ""

    @property
    def closed(self) -> str:
        return f"{timezone.localdate(self.case.closed_at):%-d %B %Y}" if self.case.closed_at else ""

    @property
    def with_whom(self) -> str:
        """Who deals with it, else whose it is."""
        return ", ".join(self.people) or Role(self.case.owner_role).label

    @property
    def age_words(self) -> str:
        if self.age is None:
            return ""
        return "today" if self.age == 0 else f"{self.age} school day{'' if self.age == 1 else 's'}"


def rows_of(cases: Sequence[Case], calendar: SchoolCalendar, today: dt.date) -> list[Row]:
    """The rows of some cases that were fetched with their incident, in their order. One query."""
    rules, people = _beside(cases)
    address = reverse("incidents:incident", args=[NONE])  # once: as an address of its own each costs as much as the row
    return [
        Row(
            case=case,
            url=address.replace(str(NONE), str(case.public_id)),
            kind=Kind(case.incident.kind).label,
            state=State(case.state).label,
            age=age_of(case, calendar, today),
            is_late=bool(case.is_open and case.due_on and case.due_on < today),
            rules=rules[case.pk],
            people=people[case.pk],
        )
        for case in cases
    ]


def age_of(case: Case, calendar: SchoolCalendar, today: dt.date) -> int | None:
    """For how many school days a case has been open; None for one that is closed."""
    return calendar.school_days_between(case.received_on, today) if case.is_open else None


def days_to_close(received: dt.date, closed: dt.datetime, calendar: SchoolCalendar) -> int:
    """How many school days a case was open."""
    return calendar.school_days_between(received, timezone.localdate(closed))


def _beside(cases: Iterable[Case]) -> tuple[dict[int, list[Cited]], dict[int, list[str]]]:
    """The rules cited in each of the cases, in the order of the policy, and who deals with each."""
    keys = [case.pk for case in cases]
    said = {name: Value(name, CharField()) for name in ("rule", "person")}
    cited = CitedRule.objects.filter(incident__in=keys, taken_off_at=None).order_by()
    given = CaseAssignment.objects.filter(case__in=keys, ended_at=None).order_by()
    found = cited.values_list(
        said["rule"], F("incident_id"), F("rule__section__order"), F("rule__order"), F("rule__code"),
        F("rule__strength"), F("rule__section__code"),
    ).union(
        given.values_list(
            said["person"], F("case_id"), F("pk"), F("user_id"), F("user__title"), F("user__surname"), F("user__email")
        ),
        all=True,
    )  # fmt: skip
    rules: dict[int, list[Cited]] = defaultdict(list)
    people: dict[int, list[str]] = defaultdict(list)
    for what, key, _, _, first, second, third in sorted(found):
        if what == "rule":
            strength = Strength(second)
            rules[key].append(Cited(first, strength.label, str(POWERS[strength]), third))
        else:
            people[key].append(" ".join(part for part in (first, second) if part) or third)
    return rules, people
