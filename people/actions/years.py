"""Preparing a new school year: classes move up, the oldest leave. Taken back until its first day.

September's pupil list is the truth: whom it has given a class already, nothing here moves; and what it says later
is written over what was prepared.
"""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from people.models import NewYear, RollImport, SchoolYear, User
from people.new_year import dates_are_entered, plan_year, year_to_prepare
from people.year_choices import Choices, YearPlan

from .year_writing import undo_plan, write_plan


class YearNotReady(Exception):
    """Something is still to be said before the year can be prepared."""


class YearStands(Exception):
    """The year is prepared already: it is taken back before it is changed."""


class YearChanged(Exception):
    """The lists are other than when they were looked at."""


class YearBegun(Exception):
    """It is too late to take the year back: it has begun, or September's list counts."""


@transaction.atomic
def keep_choices(*, school_year: int, choices: Choices, by: User) -> NewYear:
    """Keep what was chosen so far; nothing of it counts yet, so nothing is recorded.

    Raises YearNotReady for a year that does not come next, YearStands once it is prepared.
    """
    _only_the_next(school_year)
    new = _locked(school_year)
    if new.is_prepared:
        raise YearStands("This year is prepared. Take it back to change it.")
    new.choices = choices.as_json()
    new.by = by
    new.save(update_fields=["choices", "by"])
    return new


@transaction.atomic
def start_year(*, school_year: int, seen: str, by: User) -> YearPlan:
    """Prepare a school year as chosen: from its first day the children are in their new classes, the oldest gone.

    `seen` is the fingerprint of the plan that was looked at. Raises YearNotReady, YearStands, YearChanged; then
    nothing is changed.
    """
    if NewYear.objects.filter(school_year=school_year, status=NewYear.Status.PREPARED).exists():
        raise YearStands("This year is prepared already. Nothing was done twice.")
    _only_the_next(school_year)
    new = _locked(school_year)
    if not dates_are_entered(school_year):
        raise YearNotReady("Save the dates of the new year first.")
    # A pupil list of either year that is being loaded waits here, or we wait for it: both hold the row of its year.
    years = SchoolYear.objects.filter(starts_in__in=(school_year - 1, school_year)).order_by("starts_in")
    list(years.select_for_update(no_key=True))
    plan = plan_year(school_year, Choices.of(new))
    if plan.fingerprint != seen:
        raise YearChanged("The lists changed meanwhile. Look again; nothing was saved.")
    if not plan.moving and not plan.leaving:
        raise YearNotReady("There is nobody to move. Choose the classes first, or load September’s pupil list.")
    new.written = write_plan(plan, by)
    new.status, new.prepared_at, new.by = NewYear.Status.PREPARED, timezone.now(), by
    new.save(update_fields=["written", "status", "prepared_at", "by"])
    record(Verb.YEAR_STARTED, target=new, by=by, school_year=school_year, **plan.counts)
    return plan


@transaction.atomic
def take_year_back(*, new: NewYear, by: User) -> NewYear:
    """Undo the preparation of a year, as long as it has not begun; what was chosen stays to be changed.

    Raises YearNotReady where it is not prepared, YearBegun from its first day on and once its pupil list is loaded.
    """
    new = NewYear.objects.select_for_update(no_key=True).get(pk=new.pk)
    if not new.is_prepared:
        raise YearNotReady("This year is not prepared, so there is nothing to take back.")
    year = SchoolYear.objects.select_for_update(no_key=True).get(starts_in=new.school_year)
    if year.starts_on <= timezone.localdate():
        raise YearBegun(f"The school year {new} has begun. Load September’s pupil list to change classes.")
    if _list_since(new):
        raise YearBegun(f"The pupil list of {new} is loaded, and it counts now. Load it again to change classes.")
    undo_plan(new.written, year.starts_on)
    new.status, new.written, new.prepared_at = NewYear.Status.CHOOSING, {}, None
    new.save(update_fields=["status", "written", "prepared_at"])
    record(Verb.YEAR_TAKEN_BACK, target=new, by=by, school_year=new.school_year)
    return new


def can_be_taken_back(new: NewYear, day: dt.date) -> bool:
    """Whether the year is prepared, has not begun on `day`, and no pupil list of it was loaded since."""
    year = SchoolYear.objects.filter(starts_in=new.school_year).first()
    return new.is_prepared and year is not None and day < year.starts_on and not _list_since(new)


def _list_since(new: NewYear) -> bool:
    loads = RollImport.objects.filter(kind=RollImport.Kind.PUPILS, status=RollImport.Status.APPLIED)
    return loads.filter(school_year=new.school_year, applied_at__gte=new.prepared_at).exists()


def _only_the_next(school_year: int) -> None:
    if school_year != year_to_prepare(timezone.localdate()):
        raise YearNotReady("Only the school year that comes next can be prepared.")


def _locked(school_year: int) -> NewYear:
    NewYear.objects.get_or_create(school_year=school_year)
    return NewYear.objects.select_for_update(no_key=True).get(school_year=school_year)
