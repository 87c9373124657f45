"""Saving the dates of a school year, and the times of lessons."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from people.calendar import YEARS_AHEAD, YEARS_BACK, bank_holidays
from people.calendar_years import around, dates_of, editable_years, year_end
from people.models import Closure, NewYear, SchoolYear, Term, User
from people.school_year import label
from people.settings import Key
from people.year_dates import TERMS, Fault, YearDates, faults

from .settings import NothingSet, change_settings


class DatesRefused(Exception):
    """The dates cannot be so. `faults` say what to write instead."""

    def __init__(self, found: Sequence[Fault]) -> None:
        self.faults = tuple(found)
        super().__init__(found[0].text)


class YearIsPast(Exception):
    """The year is over: its dates are history. Or it is too far ahead."""


class SameDates(Exception):
    """Nothing is other than it was."""


@transaction.atomic
def save_dates(*, dates: YearDates, by: User | None, today: dt.date | None = None) -> SchoolYear:
    """Save the dates of a school year in place of those before. The year before then ends the day before it begins.

    Raises YearIsPast, DatesRefused, SameDates; then nothing is changed.
    """
    if dates.school_year not in editable_years(today or timezone.localdate()):
        raise YearIsPast(f"The dates of {label(dates.school_year)} cannot be changed.")
    year = _locked_year(dates)
    before = dates_of(dates.school_year)
    if found := faults(dates, around(dates.school_year), _bank_holidays(dates.school_year)) or _held(dates, year):
        raise DatesRefused(found)
    if before == dates:
        raise SameDates("These are the dates as they are saved.")
    year.starts_on = dates.starts_on
    year.ends_on = year_end(dates.school_year)
    year.save(update_fields=["starts_on", "ends_on"])
    day_before = dates.starts_on - dt.timedelta(days=1)
    SchoolYear.objects.filter(starts_in=dates.school_year - 1).update(ends_on=day_before)
    counts = _write(dates)
    record(Verb.CALENDAR_CHANGED, target=year, by=by, school_year=dates.school_year, **counts)
    return year


def _locked_year(dates: YearDates) -> SchoolYear:
    usual = {"starts_on": dates.starts_on, "ends_on": year_end(dates.school_year)}
    SchoolYear.objects.get_or_create(starts_in=dates.school_year, defaults=usual)
    return SchoolYear.objects.select_for_update(no_key=True).get(starts_in=dates.school_year)


def _held(dates: YearDates, year: SchoolYear) -> list[Fault]:
    """Classes that are prepared begin on the day the year begins; it stays while they stand."""
    prepared = NewYear.objects.filter(school_year=dates.school_year, status=NewYear.Status.PREPARED).exists()
    if not prepared or year.starts_on == dates.starts_on:
        return []
    said = f"The classes of this year are prepared from {year.starts_on:%-d %B %Y} on. Take that back first."
    return [Fault("starts_on", said)]


def _bank_holidays(school_year: int) -> Mapping[dt.date, str]:
    return bank_holidays(school_year - YEARS_BACK, school_year + YEARS_AHEAD)


def _write(dates: YearDates) -> dict[str, Any]:
    """Terms and closures anew: they are dates, and the record keeps that they were changed."""
    year = dates.school_year
    Term.objects.filter(school_year=year).delete()
    Closure.objects.filter(school_year=year).delete()
    Term.objects.bulk_create(
        Term(school_year=year, name=name, starts_on=span.first, ends_on=span.last)
        for name, span in zip(TERMS, dates.terms, strict=True)
    )
    kind = Closure.Kind
    halves = [half for half in dates.half_terms if half]
    Closure.objects.bulk_create(
        [
            *(Closure(school_year=year, kind=kind.HALF_TERM, starts_on=h.first, ends_on=h.last) for h in halves),
            *(Closure(school_year=year, kind=kind.INSET, starts_on=day, ends_on=day) for day in dates.inset),
            *(
                Closure(school_year=year, kind=kind.CLOSED, starts_on=c.span.first, ends_on=c.span.last, note=c.note)
                for c in dates.closed
            ),
        ]
    )
    return {
        "terms": len(dates.terms),
        "half_terms": len(halves),
        "inset": len(dates.inset),
        "closed": len(dates.closed),
    }


@transaction.atomic
def set_lesson_times(*, begin: dt.time, end: dt.time, by: User | None) -> bool:
    """From when to when lessons are held on a school day. True if that is other than before.

    Raises ValueError where they would be over before they begin.
    """
    if end <= begin:
        raise ValueError("Lessons end after they begin.")
    try:
        change_settings(values={Key.LESSONS_BEGIN: f"{begin:%H:%M}", Key.LESSONS_END: f"{end:%H:%M}"}, by=by)
    except NothingSet:
        return False
    return True
