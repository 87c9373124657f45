"""The demo school's calendar: this year and the next, so that every deadline is counted in real school days."""

import datetime as dt

from people.actions.calendar import save_dates
from people.calendar import bank_holidays
from people.models import User
from people.school_days import SchoolCalendar, Span
from people.school_year import first_day, last_day
from people.year_dates import YearDates
from people.year_proposal import proposal

_FIRST = YearDates(
    school_year=2023,
    starts_on=dt.date(2023, 9, 1),
    terms=(
        Span(dt.date(2023, 9, 5), dt.date(2023, 12, 22)),
        Span(dt.date(2024, 1, 8), dt.date(2024, 3, 22)),
        Span(dt.date(2024, 4, 8), dt.date(2024, 7, 24)),
    ),
    half_terms=(
        Span(dt.date(2023, 10, 23), dt.date(2023, 10, 27)),
        Span(dt.date(2024, 2, 12), dt.date(2024, 2, 16)),
        Span(dt.date(2024, 5, 27), dt.date(2024, 5, 31)),
    ),
    inset=(
        dt.date(2023, 9, 5), dt.date(2023, 10, 30), dt.date(2024, 1, 8), dt.date(2024, 6, 3), dt.date(2024, 7, 24),
    ),
)  # fmt: skip


def enter_calendar(school_year: int, *, by: User, today: dt.date) -> None:
    """Save the dates of `school_year` and of the year after it, each proposed from the year before."""
    save_dates(dates=_dates_of(school_year), by=by, today=today)
    save_dates(dates=_dates_of(school_year + 1), by=by, today=today)


def school_days_of(school_year: int) -> SchoolCalendar:
    """The same days before anybody entered them, for counting back from today; those before them by weekday alone."""
    dates = _dates_of(school_year)
    return SchoolCalendar(
        years=(Span(first_day(school_year), last_day(school_year)),),
        terms=dates.terms,
        closures=tuple(Span(day, day) for day in dates.inset),
        half_terms=tuple(span for span in dates.half_terms if span),
        bank_holidays=frozenset(bank_holidays(school_year - 1, school_year + 2)),
    )


def _dates_of(school_year: int) -> YearDates:
    named = bank_holidays(_FIRST.school_year, school_year + 3)
    dates = _FIRST
    while dates.school_year < school_year:
        dates = proposal(dates, named)
    return dates
