"""Until when whoever complained can still do something: the last days, both ends included (requirements D11, D16)."""

import datetime as dt

from people.school_days import LONDON, SchoolCalendar

from .deadlines import Deadlines


def last_day_to_reopen(closed_at: dt.datetime, calendar: SchoolCalendar, days: Deadlines) -> dt.date:
    """Until when a closed complaint is said to be not settled: as long as the next stage can be asked for."""
    return calendar.add_school_days(closed_at.astimezone(LONDON).date(), days.ask_next)


def is_closing_soon(last: dt.date, today: dt.date, calendar: SchoolCalendar, days: int = 3) -> bool:
    """Whether `last` is at most `days` school days away and not over yet.

    >>> is_closing_soon(dt.date(2026, 10, 16), dt.date(2026, 10, 13), SchoolCalendar())
    True
    >>> is_closing_soon(dt.date(2026, 10, 16), dt.date(2026, 10, 12), SchoolCalendar())
    False
    """
    return today <= last and calendar.school_days_between(today, last) <= days
