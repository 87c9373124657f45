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
from people.roll.changes import ContactChange
from people.roll.known import known_pupils
from people.roll.plan import PupilChange, RollPlan, plan_roll
from people.roll.rows import Problem, RollReading
from people.roll.writing import write_plan

from .telling import tell_parents


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
    """Load a pupil list for a school year.

    `waiting` is the load that stood in the portal to be looked at; its rows are dropped. Raises ListFaults, and
    TooManyLeavers unless `accept_leavers` is their exact number. Then nothing is changed.
    """
    first, last = years.first_day(school_year), years.last_day(school_year)
    SchoolYear.objects.get_or_create(starts_in=school_year, defaults={"starts_on": first, "ends_on": last})
    # Two lists are never loaded at once: the second waits here and then sees what the first wrote.
    SchoolYear.objects.select_for_update().get(starts_in=school_year)
    plan = prepare_roll(reading, school_year=school_year, is_partial=is_partial)
    if plan.problems:
        raise ListFaults(plan.problems)
    if plan.leavers_are_suspicious and accept_leavers != len(plan.left):
        raise TooManyLeavers(plan)
    write_plan(plan)
    tell_parents(change.known.pk for change in plan.changed if _may_turn(change))
    kept = keep_load(RollImport.Kind.PUPILS, source, school_year, plan.counts, by, plan.is_partial, waiting)
    details: dict[str, Any] = {"school_year": school_year, "sha256": source.sha256, **plan.counts}
    record(Verb.ROLL_IMPORTED, target=kept, by=by, **details)
    return kept, plan


def _may_turn(change: PupilChange) -> bool:
    """Whether a list may turn what may be published of a child: by its mark, or by whose word counts from now on.

    What the answers come to, the permissions know, not people: a parent may hear of it whose page says what it did.
    """
    marked = any(field.field == "do_not_publish" for field in change.fields)
    return marked or any(_changes_whose_word_counts(contact) for contact in change.contacts)


def _changes_whose_word_counts(contact: ContactChange) -> bool:
    """Parental responsibility given or taken off, or somebody who had it ended on the list."""
    ended = contact.row is None and contact.known is not None and contact.known.has_responsibility
    return ended or any(field.field == "has_responsibility" for field in contact.fields)


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
        waiting = RollImport.objects.select_for_update().get(pk=waiting.pk)
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
