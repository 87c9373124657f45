"""School days: which days pupils are in school, and counting by them. Pure; `calendar.py` fills it from the database.

All days are local days (Europe/London); moments are aware and are turned into local ones first, so that nights on
which the clock is put forward or back count as the days they are. Where the school has not entered its terms yet a
day is judged as well as can be: Monday to Friday, bank holidays apart; `is_known` tells the two from each other.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from .school_year import school_year_of

LONDON = ZoneInfo("Europe/London")
SATURDAY = 5
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
FARTHEST = 3 * 366
FEW = 10  # days that are looked at one by one; more are counted out of those of ten years
TEN = 10


class CalendarEnds(Exception):
    """No school day within three years: the calendar closes the school for good, which nobody meant."""


def in_words(days: int) -> str:
    """A number of school days as a sentence says it.

    >>> in_words(1), in_words(4), in_words(12)
    ('one school day', 'four school days', '12 school days')
    """
    number = _NUMBERS[days] if days < len(_NUMBERS) else str(days)
    return f"{number} school day{'s' * (days != 1)}"


@dataclass(frozen=True, slots=True)
class Span:
    """Days in a row, both ends included."""

    first: dt.date
    last: dt.date

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Lessons:
    """From when to when lessons are held on a school day, local time, the end excluded."""

    begin: dt.time = dt.time(8, 45)
    end: dt.time = dt.time(15, 15)


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """The calendar of a school as it was entered.

    `years` are the boundaries of the school years whose terms are entered; only there is a day outside all terms a
    holiday. `half_terms` are closures too; they stand apart because people ask for the next one by name. `own_years`
    are the boundaries that the school entered, by the year they begin in, `named_terms` its terms by year and name.
    `told_after` is for how many school days nobody has opened a thing when whoever stands in is told, and when the
    chair is: the school sets it, and it is counted by this calendar.
    """

    years: tuple[Span, ...] = ()
    terms: tuple[Span, ...] = ()
    closures: tuple[Span, ...] = ()
    half_terms: tuple[Span, ...] = ()
    bank_holidays: frozenset[dt.date] = frozenset()
    lessons: Lessons = Lessons()
    own_years: tuple[tuple[int, Span], ...] = ()
    named_terms: tuple[tuple[int, str, Span], ...] = ()
    told_after: tuple[int, int] = (2, 4)

    def year_of(self, day: dt.date) -> int:
        """The school year of `day`, as `SchoolYear.objects.year_on` finds it: by the school's own boundaries, else from
        1 September."""
        return next((number for number, span in self.own_years if day in span), school_year_of(day))

    def is_known(self, day: dt.date) -> bool:
        """Whether the school entered its terms for the year of `day`. Else the answers here are a guess."""
        return _in_any(day, self.years)

    def is_school_day(self, day: dt.date) -> bool:
        """Whether pupils are in school on `day`.

        Monday to Friday, no bank holiday, within a term, not within a half-term, INSET day or other closure.
        """
        if day.weekday() >= SATURDAY or day in self.bank_holidays:
            return False
        if _in_any(day, self.closures) or _in_any(day, self.half_terms):
            return False
        return _in_any(day, self.terms) or not self.is_known(day)

    def next_school_day(self, day: dt.date) -> dt.date:
        """`day` itself where it is a school day, else the first one after it. Raises CalendarEnds."""
        for ahead in range(FARTHEST):
            found = day + dt.timedelta(days=ahead)
            if self.is_school_day(found):
                return found
        raise CalendarEnds(f"There is no school day within three years of {day:%-d %B %Y}. Look at the calendar.")

    def add_school_days(self, day: dt.date, count: int) -> dt.date:
        """The day that is `count` school days after `day`; with 0 the next school day, `day` included.

        From a day without school the count begins as if it were the school day before: one school day after a
        Saturday is Monday. Raises ValueError for a negative count, CalendarEnds where the calendar never opens.
        """
        if count < 0:
            raise ValueError("School days are counted forwards.")
        if count == 0:
            return self.next_school_day(day)
        found = day
        for _ in range(count):
            found = self.next_school_day(found + dt.timedelta(days=1))
        return found

    def school_days_between(self, first: dt.date, last: dt.date) -> int:
        """How many school days lie after `first` up to and including `last`: the age of what came in on `first`.

        0 where `last` is not after `first`.
        """
        if (last - first).days <= FEW:
            return sum(self.is_school_day(first + dt.timedelta(days=n)) for n in range(1, (last - first).days + 1))
        decades = (_school_days_of(self, decade) for decade in range(first.year // TEN, last.year // TEN + 1))
        return sum(bisect_right(days, last) - bisect_right(days, first) for days in decades)

    def counts_as_received(self, moment: dt.datetime) -> dt.date:
        """The day on which something sent at `moment` counts as received, from which deadlines run.

        The local day where it is a school day and its lessons were not over; else the next school day: what is
        sent on 24 December is received on the first school day of January (requirements 4, row 35). Raises
        CalendarEnds.
        """
        local = _local(moment)
        too_late = local.time() >= self.lessons.end
        return self.next_school_day(local.date() + dt.timedelta(days=1 if too_late else 0))

    def is_lesson_time(self, moment: dt.datetime) -> bool:
        """Whether lessons were being held at `moment` (policy A6)."""
        local = _local(moment)
        return self.is_school_day(local.date()) and self.lessons.begin <= local.time() < self.lessons.end

    def next_half_term(self, day: dt.date) -> Span | None:
        """The half-term that `day` lies in or that begins next. None where none is entered."""
        ahead = [span for span in self.half_terms if span.last >= day]
        return min(ahead, key=lambda span: span.first, default=None)


@lru_cache(maxsize=8)
def _school_days_of(calendar: SchoolCalendar, decade: int) -> list[dt.date]:
    """Every school day of ten years, such as of 2020 to 2029. Kept by all that the calendar holds, so that a change is
    seen at once."""
    begin, end = dt.date(max(decade * TEN, dt.MINYEAR), 1, 1), dt.date(min(decade * TEN + TEN - 1, dt.MAXYEAR), 12, 31)
    days = (begin + dt.timedelta(days=n) for n in range((end - begin).days + 1))
    return [day for day in days if calendar.is_school_day(day)]


def _in_any(day: dt.date, spans: Iterable[Span]) -> bool:
    return any(day in span for span in spans)


def _local(moment: dt.datetime) -> dt.datetime:
    """Raises ValueError for a moment without a time zone: nobody knows which day it was."""
    if moment.tzinfo is None:
        raise ValueError("A moment needs its time zone.")
    return moment.astimezone(LONDON)
