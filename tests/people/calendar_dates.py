"""The dates of an invented school for tests."""

import datetime as dt

from people.school_days import Span
from people.year_dates import YearDates


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def span(first: str, last: str) -> Span:
    return Span(day(first), day(last))


def dates(**changes) -> YearDates:
    """2026/27 of an invented school."""
    usual = {
        "school_year": 2026,
        "starts_on": day("2026-09-01"),
        "terms": (span("2026-09-02", "2026-12-18"), span("2027-01-04", "2027-03-25"), span("2027-04-12", "2027-07-22")),
        "half_terms": (
            span("2026-10-26", "2026-10-30"),
            span("2027-02-15", "2027-02-19"),
            span("2027-05-31", "2027-06-04"),
        ),
        "inset": (day("2026-09-02"), day("2027-01-04"), day("2027-04-12"), day("2027-06-07")),
    }
    return YearDates(**(usual | changes))
