"""One line of the demo school's survey, and the days on which parents answered."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from people.school_year import first_day

from .answers import Said
from .families import LEFT, Child, Parent

_ALLERGIES = ("None", "", "No", "Nuts", "", "None known", "", "Hay fever", "", "Eggs", "")


@dataclass(frozen=True)
class Row:
    """One line of the export."""

    at: dt.datetime | str
    who: str
    email: str
    child: str
    class_text: str
    said: Said

    def cells(self, number: int) -> list[Any]:
        """The line under the headings."""
        allergies = _ALLERGIES[number % len(_ALLERGIES)]
        about = [number, self.at, self.who, self.email, self.child, self.class_text]
        return [*about, *self.said.cells(), allergies, self.said.comment]


@dataclass(frozen=True)
class Season:
    """When the survey is open: from the second day of the school year, earlier only if that is yet to come.

    `again` is the day, a week ago at most, on which the office loads it a second time: what waits came in with it.
    """

    school_year: int
    opened: dt.date
    again: dt.date

    @classmethod
    def of(cls, school_year: int, today: dt.date) -> "Season":
        """Everything lies before `today`, within the year's window for answers."""
        opened = min(first_day(school_year) + dt.timedelta(days=1), today - dt.timedelta(days=40))
        return cls(school_year, opened, weekday_before(today, 5))

    def day(self, number: int) -> dt.date:
        return self.opened + dt.timedelta(days=number)

    def late(self, number: int) -> int:
        """The number of a day in the ten days before the second load, on which late families answer."""
        return (self.again - self.opened).days - 10 + number

    def tuesday(self) -> dt.date:
        """The first Tuesday after the survey had been open for three days."""
        third = self.day(3)
        return third + dt.timedelta(days=(1 - third.weekday()) % 7)

    def at(self, number: int, minutes: int) -> dt.datetime:
        """A moment on the day `number` of the survey, between breakfast and bedtime."""
        return dt.datetime.combine(self.day(number), dt.time(7, 5)) + dt.timedelta(minutes=minutes % 860)


def weekday_before(today: dt.date, days: int) -> dt.date:
    """Some days before today; on a weekend, the Friday before it."""
    day = today - dt.timedelta(days=days)
    return day - dt.timedelta(days=max(0, day.weekday() - 4))


def may_answer(child: Child) -> list[Parent]:
    """The contacts with parental responsibility."""
    return [parent for parent in child.parents if parent.has_responsibility]


def row_of(child: Child, said: Said, season: Season, day: int, *, parent: int = 0, school_class: str = "") -> Row:
    """What `parent` says for `child` on the given day of the survey."""
    who = may_answer(child)[parent]
    at = season.at(day, child.family * 37 + child.slot)
    code = school_class or (child.class_code if child.year < LEFT else "")
    return Row(at, who.name, who.email, child.name, code, said)
