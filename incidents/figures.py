"""Counting incidents for the page of figures: of what a person may list, and nothing else."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.db.models import Case as Choice
from django.db.models import CharField, Count, F, IntegerField, Value, When

from people.models import SchoolYear
from people.school_days import SchoolCalendar
from people.school_year import first_day, last_day, school_year_of
from policies.words import POWERS, Power

from .charts import Chart, Counts, Year, Years
from .filters import HOURS, QUESTIONS, TESTS, latest_tests
from .kinds import Affected, Kind
from .list_filter import midnight
from .models import CaseClosure, CitedRule, State
from .models.cases import CaseQuerySet
from .outcomes import Outcome
from .rows import days_to_close

NUMBER = IntegerField()


@dataclass(frozen=True)
class Reported:
    """What was reported in a school year: how many, how many of them are open, and for how many school days those that
    are closed were open, in the middle (None where none is)."""

    year: Year
    count: int
    open: int
    days: float | None

    @property
    def all_address(self) -> str:
        return self.year.address()

    @property
    def open_address(self) -> str:
        return self.year.address(state="open")


@dataclass(frozen=True)
class Figures:
    """The whole page."""

    reported: list[Reported]
    charts: list[Chart]

    @property
    def this(self) -> Year:
        return self.reported[0].year

    @property
    def last(self) -> Year:
        return self.reported[1].year

    @property
    def is_empty(self) -> bool:
        return not any(reported.count for reported in self.reported)


def figures_of(cases: CaseQuerySet, calendar: SchoolCalendar, today: dt.date) -> Figures:
    """The figures about some cases that were reported this school year or last. Seven queries."""
    years = _years(today)
    begin, end = midnight(years.last.first), midnight(years.this.last + dt.timedelta(days=1))
    cases = cases.filter(reported_at__gte=begin, reported_at__lt=end)
    facts, this = _Facts(cases, years.this), years.this
    codes, powers = _rules(cases, this), _powers(cases, this)
    charts = [
        years.chart("What happened", "kind", "Kind", facts.kind, dict(Kind.choices)),
        years.chart("Where they stand", "state", "State", facts.state, dict(State.choices)),
        years.chart("Rules not followed", "rule", "Rule", codes, {code: code for code in _in_order(codes)}),
        years.chart("How firm those rules are", "strength", "Rule says", powers, dict(Power.choices)),
        years.chart("In or outside school hours", "hours", "When", facts.hours, dict(HOURS)),
        years.chart("May the school act", "test", "Answer", _tests(cases, this, facts.hours), dict(TESTS)),
        years.chart("Whom they touch", "group", "Who", facts.group, dict(Affected.choices)),
        years.chart("What came of them", "outcome", "Outcome", _outcomes(cases, this), dict(Outcome.choices)),
    ]
    return Figures(_reported(cases, years, facts, calendar, today), [chart for chart in charts if chart.lines])


def _years(today: dt.date) -> Years:
    """This school year and the last, by the school's own boundaries, else from September to August. One query."""
    entered = {year.starts_in: year for year in SchoolYear.objects.all()}
    now = next((y.starts_in for y in entered.values() if y.starts_on <= today <= y.ends_on), None)
    number = school_year_of(today) if now is None else now
    this, last = (
        Year(n, entered[n].starts_on, entered[n].ends_on) if n in entered else Year(n, first_day(n), last_day(n))
        for n in (number, number - 1)
    )
    return Years(this, last)


def _which(this: Year, reported_at: str) -> Choice:
    """0 for this school year, 1 for the last."""
    return Choice(
        When(**{f"{reported_at}__gte": midnight(this.first)}, then=Value(0)), default=Value(1), output_field=NUMBER
    )


class _Facts:
    """What follows from the incidents themselves, counted in one query."""

    def __init__(self, cases: CaseQuerySet, this: Year) -> None:
        self.all: Counts = Counter()
        self.kind: Counts = Counter()
        self.state: Counts = Counter()
        self.hours: Counts = Counter()
        self.group: Counts = Counter()
        grouped = cases.order_by().annotate(which=_which(this, "reported_at")).values_list(
            "which", "state", "incident__kind", "incident__is_out_of_hours", "incident__affected"
        )  # fmt: skip
        for which, state, kind, is_out, groups, count in grouped.annotate(number=Count("pk")):
            self.all[which, ""] += count
            self.all[which, "closed" if state == State.CLOSED else "open"] += count
            self.state[which, state] += count
            self.kind[which, kind] += count
            self.hours[which, "out" if is_out else "in"] += count
            for group in set(groups):
                self.group[which, group] += count


def _cited(cases: CaseQuerySet, this: Year) -> Any:
    cited = CitedRule.objects.filter(taken_off_at=None, incident__case__in=cases.order_by()).order_by()
    return cited.annotate(which=_which(this, "incident__case__reported_at"))


def _rules(cases: CaseQuerySet, this: Year) -> Counts:
    """In how many incidents each rule was not followed, by the code under which it was cited."""
    return _counts(
        _cited(cases, this).values_list("which", "rule__code").annotate(number=Count("incident", distinct=True))
    )


def _powers(cases: CaseQuerySet, this: Year) -> Counts:
    """In how many incidents a rule of each firmness was not followed."""
    power = Choice(
        *(When(rule__strength=strength, then=Value(str(power))) for strength, power in POWERS.items()),
        output_field=CharField(),
    )
    cited = _cited(cases, this).annotate(power=power)
    return _counts(cited.values_list("which", "power").annotate(number=Count("incident", distinct=True)))


def _in_order(counts: Counts) -> list[str]:
    """Codes as people read them: A2 before A10."""
    return sorted({code for _, code in counts}, key=lambda code: (code[:1], len(code), code))


def _tests(cases: CaseQuerySet, this: Year, hours: Counts) -> Counts:
    """The three questions of policy D3 by their answers that hold, and where nobody has answered them yet."""
    asked = latest_tests().filter(incident__case__in=cases.order_by()).order_by()
    rows = asked.annotate(which=_which(this, "incident__case__reported_at")).values_list(
        "which", "incident__is_out_of_hours", *QUESTIONS.values()
    )
    found: Counts = Counter({(which, "open"): count for (which, value), count in hours.items() if value == "out"})
    for which, is_out, *answers, count in rows.annotate(number=Count("pk")):
        for letter, yes in zip(QUESTIONS, answers, strict=True):
            found[which, letter] += count * yes
        found[which, "none"] += count * (not any(answers))
        found[which, "open"] -= count * is_out
    return found


def _outcomes(cases: CaseQuerySet, this: Year) -> Counts:
    """What came of those that are closed."""
    last = CaseClosure.objects.filter(case__in=cases.order_by(), closed_at=F("case__closed_at")).order_by()
    found: Counts = Counter()
    rows = last.annotate(which=_which(this, "case__reported_at")).values_list("which", "outcomes")
    for which, outcomes, count in rows.annotate(number=Count("case")):
        for outcome in set(outcomes):
            found[which, outcome] += count
    return found


def _counts(rows: Iterable[tuple[int, str, int]]) -> Counts:
    return Counter({(which, value): count for which, value, count in rows})


def _reported(
    cases: CaseQuerySet, years: Years, facts: _Facts, calendar: SchoolCalendar, today: dt.date
) -> list[Reported]:
    """Both school years in a line. Days are counted by the school's calendar, so one by one."""
    closed = cases.filter(state=State.CLOSED).order_by().annotate(which=_which(years.this, "reported_at"))
    days: dict[int, list[int]] = {0: [], 1: []}
    for which, received, moment in closed.values_list("which", "received_on", "closed_at").iterator():
        if moment:  # a closed one has it; the column may be empty for the others
            days[which].append(days_to_close(received, moment, calendar))
    return [
        Reported(year, facts.all[n, ""], facts.all[n, "open"], median(days[n]) if days[n] else None)
        for n, year in enumerate((years.this, years.last))
    ]
