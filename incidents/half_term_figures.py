"""Rules not followed and days open, by half-term, of the incidents that a person may list, and nothing else."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case as Choice
from django.db.models import CharField, Count, F, IntegerField, QuerySet, Value, When
from django.db.models.functions import Cast, Concat, Substr
from django.db.models.lookups import Exact

from people.models import User
from people.prepared import prepared
from people.school_days import SchoolCalendar
from people.tallies import NO_DAY

from .desk import listed_for
from .filters import for_whom
from .half_terms import Half, last_halves
from .list_filter import in_days, midnight
from .models import CitedRule, State
from .rows import days_to_close

WHOSE = ("school", "parents")
LAST_HOUR = "23"


@dataclass(frozen=True)
class Number:
    """How many incidents, the filters under which the list shows exactly those, the length of the bar in per cent."""

    count: int
    address: str
    width: int


@dataclass(frozen=True)
class HalfFigures:
    """One half-term: incidents under a rule for staff, pupils or everybody, under a rule for parents, and for how many
    school days those of it that are closed were open, in the middle; None where none is closed."""

    half: Half
    school: Number
    parents: Number
    days: float | None
    days_width: int


def half_term_figures(user: User, calendar: SchoolCalendar, today: dt.date) -> list[HalfFigures]:
    """The last seven half-terms, the oldest first. One query, which reads what was reported in them and nothing older,
    and brings at most a row for each day on which cases came in and each on which those were closed.

    An incident under rules of both stands in both numbers; the bar of a half-term is as long as the two together.
    """
    halves = last_halves(calendar, today)
    broken, open_for = _read(user, halves, calendar)
    most = max((sum(broken[n, whose] for whose in WHOSE) for n in range(len(halves))), default=0)
    medians = [median(open_for[n]) if open_for[n] else None for n in range(len(halves))]
    longest = max((days for days in medians if days), default=0)
    return [
        HalfFigures(
            half,
            _number(half, "school", broken[n, "school"], most),
            _number(half, "parents", broken[n, "parents"], most),
            days=medians[n],
            days_width=_share(medians[n] or 0, longest),
        )
        for n, half in enumerate(halves)
    ]


def _number(half: Half, whose: str, count: int, most: int) -> Number:
    said = {"whose": whose, "since": half.first.isoformat(), "until": half.last.isoformat()}
    return Number(count, urlencode(said), _share(count, most))


def _share(part: float, whole: float) -> int:
    return round(100 * part / whole) if whole else 0


def _read(
    user: User, halves: Sequence[Half], calendar: SchoolCalendar
) -> tuple[Counter[tuple[int, str]], dict[int, list[int]]]:
    """How many incidents by half-term and by whose rule it was; how long each closed one of a half-term was open."""
    broken: Counter[tuple[int, str]] = Counter()
    open_for: dict[int, list[int]] = defaultdict(list)
    for which, whose, number, received, closed in prepared("half-terms", user, lambda: _rows(user, halves), *halves):
        if whose:
            broken[which, whose] += number
        else:
            open_for[which] += [days_to_close(received, _moment(closed), calendar)] * number
    return broken, open_for


def _rows(user: User, halves: Sequence[Half]) -> QuerySet[Any]:
    """How many by half-term and by whose rule it was; and how many closed ones by the days on which they came in and
    were closed."""
    cases = in_days(listed_for(user), halves[0].first, halves[-1].last).order_by()
    cited = for_whom(CitedRule.objects.filter(taken_off_at=None, incident__case__in=cases)).order_by()
    nobody, no_day = Value("", CharField()), Value("", CharField())
    return cited.annotate(which=_which(halves, "incident__case__reported_at")).values_list("which", "whose").annotate(
        number=Count("incident", distinct=True), received=NO_DAY, closed=no_day
    ).union(
        cases.filter(state=State.CLOSED)
        .annotate(which=_which(halves, "reported_at"), whose=nobody)
        .values_list("which", "whose")
        .annotate(number=Count("pk"), received=F("received_on"), closed=_part_of_day("closed_at")),
        all=True,
    )  # fmt: skip


def _part_of_day(moment: str) -> Concat:
    """A day of Greenwich, and whether it was its last hour: by these the day in England is known, in summer too, and
    no database calls back for every row."""
    said = Cast(moment, CharField())
    hour = Choice(When(Exact(Substr(said, 12, 2), LAST_HOUR), then=Value(LAST_HOUR)), default=Value("00"))
    return Concat(Substr(said, 1, 10), Value(" "), hour, output_field=CharField())


def _moment(part_of_day: str) -> dt.datetime:
    """A moment of it."""
    return dt.datetime.fromisoformat(f"{part_of_day}:00+00:00")


def _which(halves: Sequence[Half], reported_at: str) -> Choice:
    """The number of the half-term in which it was reported."""
    begun = [(n, midnight(half.first)) for n, half in enumerate(halves)]
    return Choice(
        *(When(**{f"{reported_at}__gte": begin}, then=Value(n)) for n, begin in reversed(begun)),
        default=Value(0),
        output_field=IntegerField(),
    )
