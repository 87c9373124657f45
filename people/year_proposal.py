"""The dates to propose for a school year from those of the year before. Pure."""

import datetime as dt
from collections.abc import Mapping

from .school_days import SATURDAY, Span
from .school_year import first_day
from .year_dates import ONE, YearDates

WEEK = 7
SAME_WEEKDAYS = 52 * WEEK
LATEST_IN_DECEMBER = (12, 23)


def proposal(last: YearDates, bank_holidays: Mapping[dt.date, str]) -> YearDates:
    """The year after `last`: the same weeks on the same weekdays, closures for snow and the like left out.

    What lay at Easter goes with Easter, and the half-term of the spring bank holiday with that; what would begin on
    a bank holiday begins the day after. Where the first term would begin in August, everything is a week later,
    but no term goes on to Christmas Eve. A proposal only: somebody looks at it and saves it.
    """
    usual = dt.timedelta(days=SAME_WEEKDAYS)
    if last.terms[0].first + usual < first_day(last.school_year + 1):
        usual += dt.timedelta(days=WEEK)
    moves = _Moves(last, usual, bank_holidays)
    autumn, spring, summer = last.terms
    return YearDates(
        school_year=last.school_year + 1,
        starts_on=first_day(last.school_year + 1),
        terms=(
            Span(moves.open(autumn.first + usual), autumn.last + moves.christmas),
            Span(moves.open(spring.first + moves.christmas), spring.last + moves.easter),
            Span(moves.open(summer.first + moves.easter), summer.last + usual),
        ),
        half_terms=(moves.half(0), moves.half(1), moves.half(2)),
        inset=moves.inset(),
    )


class _Moves:
    """By how many days what lies where is moved from one year to the next."""

    def __init__(self, last: YearDates, usual: dt.timedelta, bank_holidays: Mapping[dt.date, str]) -> None:
        self.last = last
        self.usual = usual
        self.named = bank_holidays
        late = last.terms[0].last + usual > dt.date(last.school_year + 1, *LATEST_IN_DECEMBER)
        self.christmas = dt.timedelta(days=SAME_WEEKDAYS) if late else usual
        gap = Span(last.terms[1].last, last.terms[2].first)
        self.easter = self._with("Easter Monday", gap)

    def half(self, term: int) -> Span | None:
        half = self.last.half_terms[term]
        if half is None:
            return None
        by = self._with("Spring Bank Holiday", half)
        return Span(half.first + by, half.last + by)

    def open(self, day: dt.date) -> dt.date:
        """`day`, or the first day after it that is neither at a weekend nor a bank holiday."""
        while day.weekday() >= SATURDAY or day in self.named:
            day += ONE
        return day

    def inset(self) -> tuple[dt.date, ...]:
        """The INSET days, each on a day of its own."""
        found: list[dt.date] = []
        for before in self.last.inset:
            day = self.open(before + self.of(before))
            while day in found:
                day = self.open(day + ONE)
            found.append(day)
        return tuple(found)

    def of(self, day: dt.date) -> dt.timedelta:
        """A day beside the Christmas or Easter break, or a half-term, goes with it."""
        near = dt.timedelta(days=4)
        if day in (self.last.terms[0].last, self.last.terms[1].first):
            return self.christmas
        if day in (self.last.terms[1].last, self.last.terms[2].first):
            return self.easter
        for half in self.last.half_terms:
            if half and half.first - near <= day <= half.last + near:
                return self._with("Spring Bank Holiday", half)
        return self.usual

    def _with(self, name: str, span: Span) -> dt.timedelta:
        """As the bank holiday `name` moves, in whole weeks, where it lies in `span`; else as usual."""
        days = {}
        for year in (self.last.school_year, self.last.school_year + 1):
            days[year] = next((d for d, called in self.named.items() if d.year == year + 1 and name in called), None)
        before, after = days.values()
        if before is None or after is None or before not in span:
            return self.usual
        return dt.timedelta(days=round((after - before).days / WEEK) * WEEK)
