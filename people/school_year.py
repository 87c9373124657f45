"""School years, written as the calendar year in which they start: 2026 means 2026/27."""

import datetime as dt

FIRST_MONTH = 9


def school_year_of(day: dt.date) -> int:
    """The school year that `day` (a local date) falls in, as the calendar year in which it starts.

    A school year begins with the first term to begin after July (Education Act 1996, s. 579(1)). Todwick's
    first term begins in September, so we count from 1 September; permission given for one school year lapses
    when the next begins.

    >>> school_year_of(dt.date(2026, 8, 31)), school_year_of(dt.date(2026, 9, 1))
    (2025, 2026)
    """
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def first_day(school_year: int) -> dt.date:
    """1 September of the year in which it starts.

    >>> first_day(2026)
    datetime.date(2026, 9, 1)
    """
    return dt.date(school_year, FIRST_MONTH, 1)


def last_day(school_year: int) -> dt.date:
    """31 August of the year in which it ends.

    >>> last_day(2026)
    datetime.date(2027, 8, 31)
    """
    return first_day(school_year + 1) - dt.timedelta(days=1)


def survey_window(school_year: int) -> tuple[dt.date, dt.date]:
    """The first and last day on which an answer for `school_year` may be dated (domain 5.9).

    >>> survey_window(2026)
    (datetime.date(2026, 6, 1), datetime.date(2027, 8, 31))
    """
    return dt.date(school_year, 6, 1), last_day(school_year)


def label(school_year: int) -> str:
    """As people write it.

    >>> label(2026), label(2099)
    ('2026/27', '2099/00')
    """
    return f"{school_year}/{(school_year + 1) % 100:02d}"
