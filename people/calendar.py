"""The school's calendar out of the database, for counting school days (`school_days.py`)."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

import holidays
from django.db.models import CharField, DateField, IntegerField, QuerySet, Value
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils import timezone

from people.models import Closure, SchoolSetting, SchoolYear, Term

from .prepared import prepared
from .school_days import Lessons, SchoolCalendar, Span
from .school_year import first_day, label, last_day
from .settings import Key, keep_for, read_all, settings_of, with_defaults
from .settings import number as set_number

Entered = tuple[str, int, Span]
YEARS_BACK, YEARS_AHEAD = 10, 5
MONTH_TO_ENTER = 4


def school_calendar(today: dt.date | None = None, own: Mapping[Key, str] | None = None) -> SchoolCalendar:
    """The calendar as entered, with the bank holidays of England from ten years ago to four years ahead. One query, in
    which the school's settings are read too unless they are known already (`own`).

    A school year that lacks one of its terms is not known: its days are judged by weekday and bank holidays alone.
    """
    days, read = _entered(with_settings=own is None)
    return _calendar(today or timezone.localdate(), days, read if own is None else own)


def calendar_for(request: HttpRequest, today: dt.date) -> SchoolCalendar:
    """The same for a page, which has the settings from then on (`read_for`)."""
    days, read = _entered(with_settings=settings_of(request) is None)
    return _calendar(today, days, settings_of(request) or keep_for(request, read))


def _calendar(today: dt.date, days: Sequence[Sequence[Entered]], own: Mapping[Key, str]) -> SchoolCalendar:
    terms, years, closures = days
    counted = Counter(year for _, year, _ in terms)
    named = [(year, name, span) for name, year, span in terms]
    bounds = {year: span for _, year, span in years}
    return SchoolCalendar(
        years=tuple(
            bounds.get(year, Span(first_day(year), last_day(year)))
            for year in sorted(counted)
            if counted[year] == len(Term.Name)
        ),
        terms=tuple(span for _, _, span in terms),
        closures=tuple(span for kind, _, span in closures if kind != Closure.Kind.HALF_TERM),
        half_terms=tuple(span for kind, _, span in closures if kind == Closure.Kind.HALF_TERM),
        bank_holidays=frozenset(bank_holidays(today.year - YEARS_BACK, today.year + YEARS_AHEAD)),
        lessons=lesson_times(own),
        own_years=tuple(sorted(bounds.items())),
        named_terms=tuple(named),
        told_after=told_after(own),
    )


def _entered(*, with_settings: bool) -> tuple[list[list[Entered]], dict[Key, str]]:
    """Terms, boundaries of school years and closures, each in its own order, and the settings, in one query."""
    rows = prepared("calendar", None, lambda: _asked(with_settings=with_settings), with_settings)
    found: dict[str, list[Entered]] = {"term": [], "year": [], "closure": []}
    for what, number, first, last, _ in sorted((row for row in rows if row[2]), key=lambda row: row[2:4]):
        kind = "term" if what in Term.Name else what
        found.get(kind, found["closure"]).append((what, number, Span(first, last)))
    return list(found.values()), with_defaults({row[0]: row[4] for row in rows if not row[2]})


def _asked(*, with_settings: bool) -> QuerySet[Any]:
    none, year = Value(0, IntegerField()), Value("year", CharField())
    others = [_days(SchoolYear.objects, year, "starts_in"), _days(Closure.objects, "kind", none)]
    if with_settings:
        no_day = Cast(Value(None), DateField())
        others.append(SchoolSetting.objects.order_by().values_list("key", none, no_day, no_day, "value"))
    return _days(Term.objects, "name", "school_year").union(*others, all=True)


def _days(rows: Any, what: Any, number: Any) -> QuerySet[Any]:
    """What each row is, its school year, its first and last day; no value, which settings alone have."""
    return rows.order_by().values_list(what, number, "starts_on", "ends_on", Value("", CharField()))


def told_after(own: Mapping[Key, str]) -> tuple[int, int]:
    """After how many school days whoever stands in is told of what nobody opened, and the chair: never both at once."""
    first = set_number(own, Key.TOLD_TO_COVER_DAYS)
    return first, max(set_number(own, Key.TOLD_TO_CHAIR_DAYS), first + 1)


def lesson_times(own: Mapping[Key, str] | None = None) -> Lessons:
    """From when to when lessons are held: as the school set it, else 8:45 to 15:15. One query unless `own` is given."""
    own = read_all() if own is None else own
    usual = Lessons()
    begin = _time(own[Key.LESSONS_BEGIN]) or usual.begin
    end = _time(own[Key.LESSONS_END]) or usual.end
    return Lessons(begin, end) if begin < end else usual


@cache
def bank_holidays(first_year: int, end_year: int) -> Mapping[dt.date, str]:
    """The bank holidays of England by day, from `first_year` up to `end_year`, that excluded, as far as proclaimed."""
    found = holidays.country_holidays("GB", subdiv="ENG", years=range(first_year, end_year))
    return MappingProxyType(dict(sorted(found.items())))


def entered_years() -> list[int]:
    """The school years whose terms are all entered, newest first."""
    return years_entered(Term.objects.values_list("school_year", flat=True))


def years_entered(terms: Iterable[int]) -> list[int]:
    """The same by the school year of each term that is entered."""
    counted = Counter(terms)
    return sorted((year for year, count in counted.items() if count == len(Term.Name)), reverse=True)


def calendar_gaps(today: dt.date) -> list[str]:
    """What is missing from the calendar, each in a sentence: this year's dates, and from April on the next year's."""
    return terms_missing(entered_years(), SchoolYear.objects.year_on(today), today)


def terms_missing(entered: Collection[int], this: int, today: dt.date) -> list[str]:
    """The same for a school that `entered` these school years; `this` is the one of today."""
    wanted = [this, this + 1] if today >= dt.date(this + 1, MONTH_TO_ENTER, 1) else [this]
    return [
        f"The terms of {label(year)} are not entered. Until they are, every weekday counts as a school day."
        for year in wanted
        if year not in entered
    ]


def _time(text: str) -> dt.time | None:
    """A time of day as "08:45". None for anything else, and for a time with a zone."""
    try:
        time = dt.time.fromisoformat(text)
    except ValueError:
        return None
    return time if time.tzinfo is None else None
