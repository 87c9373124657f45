"""The school's calendar out of the database, for counting school days (`school_days.py`)."""

import datetime as dt
from collections.abc import Iterable
from functools import cache

import holidays
from django.utils import timezone

from people.models import Closure, SchoolYear, Term

from .school_days import SchoolCalendar, Span
from .school_year import first_day, last_day

YEARS_OF_BANK_HOLIDAYS = 4


def school_calendar(today: dt.date | None = None) -> SchoolCalendar:
    """The calendar as entered, with the bank holidays of England around `today`. Three queries.

    A school year without terms is not known: its days are judged by weekday and bank holidays alone.
    """
    today = today or timezone.localdate()
    terms = list(Term.objects.all())
    entered = {term.school_year for term in terms}
    bounds = {year.starts_in: Span(year.starts_on, year.ends_on) for year in SchoolYear.objects.all()}
    closures = list(Closure.objects.all())
    half_terms = [closure for closure in closures if closure.kind == Closure.Kind.HALF_TERM]
    return SchoolCalendar(
        years=tuple(bounds.get(year, Span(first_day(year), last_day(year))) for year in sorted(entered)),
        terms=_spans(terms),
        closures=_spans(closure for closure in closures if closure.kind != Closure.Kind.HALF_TERM),
        half_terms=_spans(half_terms),
        bank_holidays=bank_holidays(today.year - 1, today.year + YEARS_OF_BANK_HOLIDAYS),
    )


@cache
def bank_holidays(first_year: int, end_year: int) -> frozenset[dt.date]:
    """The bank holidays of England from `first_year` up to `end_year`, that excluded, as far as proclaimed."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=range(first_year, end_year)))


def _spans(rows: Iterable[Term | Closure]) -> tuple[Span, ...]:
    return tuple(Span(row.starts_on, row.ends_on) for row in rows)
