"""By when a request about somebody's data is answered. Pure: days in, days out.

One month by the calendar (UK GDPR, articles 12(3) and 12A): the same day of the next month, else its last day; where
that is a Saturday, a Sunday or a bank holiday, the next working day (guidance of the ICO on time limits). The
day it came in counts, whether or not anybody was in school. It begins later where the school had to ask who they are,
stands still while the school asks what is meant, and may be put off by two more months where it is complex, if whoever
asked hears that and why within the first. Holidays of the school stop nothing.

The educational record has days of its own: 15 school days (Education (Pupil Information) (England) Regulations 2005,
regulation 5). Those regulations bind maintained schools, and no academy: there a parent asks for a copy of the data.
"""

import calendar
import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

MONTHS, MORE_MONTHS = 1, 2
RECORD_SCHOOL_DAYS = 15
SATURDAY = 5
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Running:
    """What of a request decides by when it is answered.

    `begins_on`: None while the school waits to learn who they are. `paused_on`: since when it asks what is meant.
    `paused_days`: how many days it stood still before that.
    """

    begins_on: dt.date | None
    paused_on: dt.date | None = None
    paused_days: int = 0
    is_extended: bool = False


def same_day_after(day: dt.date, months: int) -> dt.date:
    """The same day so many months later; the last of that month where it has no such day.

    >>> same_day_after(dt.date(2027, 1, 31), 1)
    datetime.date(2027, 2, 28)
    >>> same_day_after(dt.date(2026, 11, 30), 3)
    datetime.date(2027, 2, 28)
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def working_day(day: dt.date, bank_holidays: Collection[dt.date]) -> dt.date:
    """`day` itself where it is one, else the next.

    >>> working_day(dt.date(2026, 12, 25), {dt.date(2026, 12, 25), dt.date(2026, 12, 28)})
    datetime.date(2026, 12, 29)
    """
    while day.weekday() >= SATURDAY or day in bank_holidays:
        day += ONE_DAY
    return day


def last_day(running: Running, bank_holidays: Collection[dt.date]) -> dt.date | None:
    """The last day to answer; None while the clock does not run."""
    if running.begins_on is None or running.paused_on is not None:
        return None
    months = MONTHS + (MORE_MONTHS if running.is_extended else 0)
    return _after(running.begins_on, months, running.paused_days, bank_holidays)


def last_day_to_extend(running: Running, bank_holidays: Collection[dt.date]) -> dt.date | None:
    """The last day on which whoever asked can be told that it takes longer: the end of the first month."""
    if running.begins_on is None:
        return None
    return _after(running.begins_on, MONTHS, running.paused_days, bank_holidays)


def _after(begins_on: dt.date, months: int, paused_days: int, bank_holidays: Collection[dt.date]) -> dt.date:
    return working_day(same_day_after(begins_on, months) + dt.timedelta(days=paused_days), bank_holidays)


def stood_still(asked_on: dt.date, said_on: dt.date) -> int:
    """How many days are not counted where the school asked on one day and was answered on another."""
    return max((said_on - asked_on).days, 0)
