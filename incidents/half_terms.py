"""The half-terms of a school, one after another without a gap: for numbers by half-term. No database."""

import datetime as dt
from dataclasses import dataclass

from people.models import Term
from people.school_days import SchoolCalendar, Span

from .governing.periods import ONE_DAY, Name, Period, Terms

# Where no break is entered for a term: the last days by which schools usually have had the first half of it.
USUAL_MIDDLE = {Name.AUTUMN: (10, 31), Name.SPRING: (2, 15), Name.SUMMER: (5, 31)}
SHOWN = 7
SHORT = {Name.AUTUMN: "Autumn", Name.SPRING: "Spring", Name.SUMMER: "Summer"}


@dataclass(frozen=True)
class Half:
    """The first or the second half of a term, both days in it."""

    period: Period
    number: int
    first: dt.date
    last: dt.date

    @property
    def label(self) -> str:
        """As the staff room says it.

        >>> term = Period(2025, Name.SUMMER, dt.date(2026, 4, 1), dt.date(2026, 7, 21))
        >>> Half(term, 2, dt.date(2026, 5, 25), dt.date(2026, 7, 21)).label
        'Summer 2, ’26'
        """
        year = self.period.school_year + (self.period.name != Name.AUTUMN)
        return f"{SHORT[self.period.name]} {self.number}, ’{year % 100:02d}"


def last_halves(calendar: SchoolCalendar, today: dt.date, count: int = SHOWN) -> list[Half]:
    """The half-term of `today` and those before it, `count` in all, the oldest first.

    A half-term begins on the day after the one before it ended, so that the holiday before it belongs to it and every
    day is in exactly one, as in the governors' report. The first half of a term ends on the day before its half-term
    break; where several breaks are entered, before the first. Where the calendar has no break for a term, its first
    half ends on the last day of October, on 15 February, on the last day of May, or in its middle if that day is not in
    it. Where a term itself is not entered it ends as terms usually do: with December, March and August.
    """
    terms = Terms(Term(school_year=year, name=name, ends_on=span.last) for year, name, span in calendar.named_terms)
    period = terms.on(today)
    found: list[Half] = []
    while len(found) <= count:
        found += reversed(_halves(period, calendar.half_terms))
        period = terms.before(period)
    return [half for half in found if half.first <= today][:count][::-1]


def _halves(period: Period, breaks: tuple[Span, ...]) -> list[Half]:
    middle = _end_of_first(period, breaks)
    return [Half(period, 1, period.first, middle), Half(period, 2, middle + ONE_DAY, period.last)]


def _end_of_first(period: Period, breaks: tuple[Span, ...]) -> dt.date:
    entered = [span.first for span in breaks if period.first < span.first <= period.last]
    if entered:
        return min(entered) - ONE_DAY
    month, day = USUAL_MIDDLE[period.name]
    usual = dt.date(period.school_year + (period.name != Name.AUTUMN), month, day)
    return usual if period.first <= usual < period.last else period.first + (period.last - period.first) / 2
