"""Loading a pupil list: all of it or nothing, and nothing is ever deleted."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from people import school_year as years
from people.models import RollImport, SchoolYear, User
from people.roll.known import known_pupils
from people.roll.plan import RollPlan, plan_roll
from people.roll.rows import Problem, RollReading
from people.roll.writing import write_plan

from .pictures import LEAVER, MARK, pictures_to_remove
from .telling import parents_told_where_it_turns


class ListFaults(Exception):
    """The list has faults, so nothing was saved. `problems` say where and how to mend them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        more = f" ({len(problems) - 1} more like this)" if len(problems) > 1 else ""
        super().__init__(f"{problems[0]}{more}")


class TooManyLeavers(Exception):
    """The list lacks so many children that it looks like a part of the school. `plan` says whom."""

    def __init__(self, plan: RollPlan) -> None:
        self.plan = plan
        what = f"{len(plan.left)} of {plan.on_roll} children on our list are not in this one"
        if plan.whole_classes_left:
            what += f", among them all of {', '.join(plan.whole_classes_left)}"
        super().__init__(what)


class LoadIsOver(Exception):
    """The load was saved or dropped meanwhile."""


@dataclass(frozen=True)
class ListSource:
    """Where a list came from."""

    file_name: str
    sha256: str


def prepare_roll(
    reading: RollReading, *, school_year: int, is_partial: bool = False, today: dt.date | None = None
) -> RollPlan:
    """What loading this list would do, without doing it. Three queries."""
    return plan_roll(
        reading,
        known_pupils(school_year),
        school_year=school_year,
        today=today or timezone.localdate(),
        is_partial=is_partial,
    )


@transaction.atomic
def import_roll(
    *,
    reading: RollReading,
    source: ListSource,
    school_year: int,
    by: User | None,
    is_partial: bool = False,
    accept_leavers: int | None = None,
    waiting: RollImport | None = None,
) -> tuple[RollImport, RollPlan]:
    """Load a pupil list for a school year. Parents hear of it where a permission turns: by a mark in the list, or by
    whose word counts from now on; pictures of those whom it marks, or who have left, are listed to come down.

    `waiting` is the load that stood in the portal to be looked at; its rows are dropped. Raises ListFaults, and
    TooManyLeavers unless `accept_leavers` is their exact number. Then nothing is changed.
    """
    first, last = years.first_day(school_year), years.last_day(school_year)
    SchoolYear.objects.get_or_create(starts_in=school_year, defaults={"starts_on": first, "ends_on": last})
    # Two lists are never loaded at once: the second waits here and then sees what the first wrote.
    SchoolYear.objects.select_for_update(no_key=True).get(starts_in=school_year)
    plan = prepare_roll(reading, school_year=school_year, is_partial=is_partial)
    if plan.problems:
        raise ListFaults(plan.problems)
    if plan.leavers_are_suspicious and accept_leavers != len(plan.left):
        raise TooManyLeavers(plan)
    with parents_told_where_it_turns(change.known.pk for change in plan.changed if change.fields or change.contacts):
        write_plan(plan)
    _list_pictures(plan, by)
    kept = keep_load(RollImport.Kind.PUPILS, source, school_year, plan.counts, by, plan.is_partial, waiting)
    details: dict[str, Any] = {"school_year": school_year, "sha256": source.sha256, **plan.counts}
    record(Verb.ROLL_IMPORTED, target=kept, by=by, **details)
    return kept, plan


def _list_pictures(plan: RollPlan, by: User | None) -> None:
    """What is out with the children whom the list marks, and with those who have left by today."""
    today = timezone.localdate()
    whys = dict.fromkeys((known.pk for known in plan.left if plan.day <= today), LEAVER)
    for change in plan.changed:
        becomes = {one.field: one.becomes for one in change.fields}
        left_on = becomes.get("left_on")
        if isinstance(left_on, dt.date) and left_on <= today:
            whys[change.known.pk] = LEAVER
        if becomes.get("do_not_publish"):
            whys[change.known.pk] = MARK
    pictures_to_remove(whys, by)


def keep_load(
    kind: RollImport.Kind,
    source: ListSource,
    school_year: int,
    counts: dict[str, int],
    by: User | None,
    is_partial: bool,
    waiting: RollImport | None,
) -> RollImport:
    """The load as it stays in the books: what came when, and never its rows. Raises LoadIsOver."""
    if waiting:
        waiting = RollImport.objects.select_for_update(no_key=True).get(pk=waiting.pk)
        if waiting.staged is None:
            raise LoadIsOver("This list was saved or dropped meanwhile.")
    kept = waiting or RollImport(kind=kind, file_name=source.file_name[:200], sha256=source.sha256, by=by)
    kept.school_year = school_year
    kept.status = RollImport.Status.APPLIED
    kept.is_partial = is_partial
    kept.counts = counts
    kept.staged = None
    kept.mapping = {}
    kept.applied_at = timezone.now()
    kept.save()
    return kept
