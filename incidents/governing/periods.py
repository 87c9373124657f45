"""The terms of which the governors get a report: their keys, their days, which of them may be released."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from people.models import Term
from people.school_year import first_day, label, last_day

Name = Term.Name
ORDER = (Name.AUTUMN, Name.SPRING, Name.SUMMER)
# Where the school has not entered its terms: the last days by which schools usually have ended them.
USUAL_END = {Name.AUTUMN: (12, 31), Name.SPRING: (3, 31)}
_KEY = re.compile(r"(20[0-9]{2})-(autumn|spring|summer)")
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """One term of one school year, with the holidays before it: both days are in it. What happens after its last day
    is of the next one, so that every day is in exactly one report."""

    school_year: int
    name: Name
    first: dt.date
    last: dt.date

    @property
    def key(self) -> str:
        """As it stands in an address."""
        return f"{self.school_year}-{self.name}"

    @property
    def label(self) -> str:
        """As people say it.

        >>> Period(2025, Name.SUMMER, dt.date(2026, 4, 1), dt.date(2026, 8, 31)).label
        'Summer term 2026'
        """
        return label_of(self.school_year, self.name)

    @property
    def year_label(self) -> str:
        return label(self.school_year)

    @property
    def place(self) -> int:
        """Where it stands among all terms, for comparing."""
        return place_of(self.key)

    def is_over(self, today: dt.date) -> bool:
        """Whether its last day has gone by, so that nothing of it can be missing from its report."""
        return today > self.last


def label_of(school_year: int, name: Name) -> str:
    """A term with the calendar year in which people place it.

    >>> label_of(2025, Name.AUTUMN), label_of(2025, Name.SPRING)
    ('Autumn term 2025', 'Spring term 2026')
    """
    return f"{name.label} {school_year + (name != Name.AUTUMN)}"


def place_of(key: str) -> int:
    """The number of a term among all terms.

    >>> place_of("2026-autumn") - place_of("2025-summer")
    1
    """
    year, _, name = key.partition("-")
    return int(year) * len(ORDER) + ORDER.index(Name(name))


def parsed(key: str) -> tuple[int, Name] | None:
    """A key out of an address; None for anything else.

    >>> parsed("2026-autumn"), parsed("2026-winter")
    ((2026, Term.Name.AUTUMN), None)
    """
    found = _KEY.fullmatch(key)
    return (int(found[1]), Name(found[2])) if found else None


class Terms:
    """The terms as the school entered them, else as they usually are. One query for as many as are asked."""

    def __init__(self, entered: Iterable[Term] | None = None) -> None:
        rows = Term.objects.all() if entered is None else entered
        self._ends = {(row.school_year, Name(row.name)): row.ends_on for row in rows}

    def of(self, year: int, name: Name) -> Period:
        """A term, from the day after the one before it. A summer term that was not entered ends with August."""
        before = (year - 1, Name.SUMMER) if name == Name.AUTUMN else (year, ORDER[ORDER.index(name) - 1])
        return Period(year, name, self._end(*before) + ONE_DAY, self._end(year, name))

    def on(self, day: dt.date) -> Period:
        """The term in whose days `day` lies."""
        for year in (day.year - 1, day.year):
            for name in ORDER:
                found = self.of(year, name)
                if found.first <= day <= found.last:
                    return found
        raise ValueError(f"{day} lies in no term.")  # the terms follow one another without a gap

    def before(self, period: Period, count: int = 1) -> Period:
        """The term that lies `count` terms back."""
        year, number = divmod(period.place - count, len(ORDER))
        return self.of(year, ORDER[number])

    def year_before(self, period: Period) -> Period:
        """The same term of the school year before."""
        return self.of(period.school_year - 1, period.name)

    def _end(self, year: int, name: Name) -> dt.date:
        entered = self._ends.get((year, name))
        if entered:
            return entered
        if name == Name.SUMMER:
            return last_day(year)
        month, day = USUAL_END[name]
        return dt.date(first_day(year).year + (name != Name.AUTUMN), month, day)
