"""What is in force for some children today, as plain values: to tell what an act elsewhere has turned."""

import datetime as dt
from collections.abc import Collection

from django.utils import timezone

from people.models import Pupil, SchoolYear

from .effective import Status
from .models import SurveyImport
from .register import register_on

Place = tuple[int, int, int]  # the child, the school year, the purpose, by their numbers


def permissions_of(pupils: Collection[int]) -> dict[Place, tuple[Status, bool]]:
    """The effective permission at each place, and whether pictures are used there: what a parent's page rests on.

    Of this school year and, once somebody asked about it, of the coming one. *Not to be published* is in it before
    anybody was asked anything. `people.actions.telling` asks for it before an act and after (decision 12; issue 3,
    item 6: a parent hears when something turns, whoever turned it). A constant number of queries, none for nobody.
    """
    if not pupils:
        return {}
    today = timezone.localdate()
    this_year = SchoolYear.objects.year_on(today)
    children = list(Pupil.objects.filter(pk__in=pupils))
    found = {(child.pk, 0, 0): (Status.DO_NOT_PUBLISH, False) for child in children if child.is_never_published}
    for year in _asked_years(this_year):
        found |= _of_year(children, year, today)
    return found


def pictured_until_retired(pupils: Collection[int], purposes: Collection[int]) -> dict[int, set[int]]:
    """Of places that are retired now: the children whose pictures were used there until then, by their numbers.

    Those with a yes there today, where nothing else keeps the place shut. Of this school year and, once somebody
    asked about it, of the coming one. A constant number of queries, none for nobody.
    """
    found: dict[int, set[int]] = {purpose: set() for purpose in purposes}
    if not pupils or not purposes:
        return found
    today = timezone.localdate()
    children = list(Pupil.objects.filter(pk__in=pupils))
    for year in _asked_years(SchoolYear.objects.year_on(today)):
        register = register_on(children, today, year)
        for (pupil, purpose), effective in register.entries.items():
            if purpose in found and purpose not in register.closed and effective.may_publish:
                found[purpose].add(pupil)
    return found


def _asked_years(this_year: int) -> list[int]:
    coming = SurveyImport.objects.standing().filter(school_year=this_year + 1)
    return [this_year, this_year + 1] if coming.exists() else [this_year]


def _of_year(children: list[Pupil], year: int, today: dt.date) -> dict[Place, tuple[Status, bool]]:
    register = register_on(children, today, year)
    out = {purpose.pk for purpose in register.asked if register.goes_out(purpose)}
    return {
        (pupil, year, purpose): (effective.status, effective.may_publish and purpose in out)
        for (pupil, purpose), effective in register.entries.items()
    }
