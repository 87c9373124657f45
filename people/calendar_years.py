"""The dates of school years out of the database, and the proposal for one that is not entered."""

import datetime as dt

from .calendar import YEARS_AHEAD, YEARS_BACK, bank_holidays
from .models import Closure, SchoolYear, Term
from .school_days import Span
from .school_year import first_day, last_day
from .year_dates import Around, Closed, YearDates
from .year_proposal import proposal


def dates_of(school_year: int) -> YearDates | None:
    """The dates as saved. None where a term is missing. Three queries."""
    terms = {term.name: Span(term.starts_on, term.ends_on) for term in Term.objects.filter(school_year=school_year)}
    if len(terms) < len(Term.Name):
        return None
    spans = (terms[Term.Name.AUTUMN], terms[Term.Name.SPRING], terms[Term.Name.SUMMER])
    closures = list(Closure.objects.filter(school_year=school_year))
    halves = [_span(c) for c in closures if c.kind == Closure.Kind.HALF_TERM]
    autumn, spring, summer = (next((half for half in halves if half.first in term), None) for term in spans)
    row = SchoolYear.objects.filter(starts_in=school_year).first()
    return YearDates(
        school_year=school_year,
        starts_on=row.starts_on if row else first_day(school_year),
        terms=spans,
        half_terms=(autumn, spring, summer),
        inset=tuple(c.starts_on for c in closures if c.kind == Closure.Kind.INSET),
        closed=tuple(Closed(_span(c), c.note) for c in closures if c.kind == Closure.Kind.CLOSED),
    )


def proposed_dates(school_year: int) -> YearDates | None:
    """What to propose for a year that is not entered: the year before, moved. None where that is not entered."""
    last = dates_of(school_year - 1)
    if last is None:
        return None
    return proposal(last, bank_holidays(school_year - YEARS_BACK, school_year + YEARS_AHEAD))


def around(school_year: int) -> Around:
    """What the years beside it leave free. Two queries."""
    summer = Term.objects.filter(school_year=school_year - 1, name=Term.Name.SUMMER).first()
    return Around(summer.ends_on if summer else None, year_end(school_year))


def year_end(school_year: int) -> dt.date:
    """The last day of a school year: the day before the next begins, as far as that is set; else 31 August."""
    following = SchoolYear.objects.filter(starts_in=school_year + 1).first()
    return following.starts_on - dt.timedelta(days=1) if following else last_day(school_year)


def editable_years(today: dt.date) -> list[int]:
    """The years whose dates may be changed: this one and the two after it."""
    this = SchoolYear.objects.year_on(today)
    return [this, this + 1, this + 2]


def _span(row: Closure) -> Span:
    return Span(row.starts_on, row.ends_on)
