"""What is still to be done in a case: added, worded anew, given to somebody, ticked."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from incidents.models import Case, CaseStep, TimelineEntry
from incidents.relations import Act
from incidents.standing import can
from people.models import User

from .entries import add_entry
from .faults import CannotBeSo
from .locking import locked_open, touch

Kind = TimelineEntry.Kind


@transaction.atomic
def add_step(*, case: Case, text: str, owner: User | None, due_on: dt.date | None, by: User) -> CaseStep:
    """Add something to be done, unless the very same is to be done already. Its owner must be somebody who may read
    the case. Raises NotAllowed, CannotBeSo."""
    held = locked_open(case, Act.COMMENT, by)
    _refuse(held, text, owner)
    what = {"text": text.strip()[:200], "owner": owner, "due_on": due_on}
    known = held.steps.filter(**what, done_at=None).first()
    if known:
        return known
    touch(held)
    step = CaseStep.objects.create(case=held, **what, added_by=by)
    record(Verb.INCIDENT_STEP_ADDED, target=held, by=by)
    return step


@transaction.atomic
def change_step(
    *, step: CaseStep, text: str, owner: User | None, due_on: dt.date | None, revision: int, by: User
) -> CaseStep:
    """Word a step anew, give it to somebody, set its day. Raises NotAllowed, WrongState, Stale, CannotBeSo."""
    held = locked_open(step.case, Act.COMMENT, by, revision)
    step = CaseStep.objects.select_for_update(of=("self",), no_key=True).get(pk=step.pk)
    _refuse(held, text, owner)
    step.text, step.owner, step.due_on = text.strip()[:200], owner, due_on
    step.save(update_fields=["text", "owner", "due_on"])
    touch(held)
    whose = f", {owner.get_short_name()}" if owner else ""
    until = f", by {due_on:%-d %B %Y}" if due_on else ""
    add_entry(held, Kind.STEP, f"To do: {step.text[:120]}{whose}{until}."[:200], by=by)
    record(Verb.INCIDENT_STEP_ADDED, target=held, by=by)
    return step


@transaction.atomic
def tick_step(*, step: CaseStep, is_done: bool, by: User) -> CaseStep:
    """Say that a step was taken, or that it was not after all. Raises NotAllowed, WrongState."""
    held = locked_open(step.case, Act.COMMENT, by)
    step = CaseStep.objects.select_for_update(of=("self",), no_key=True).get(pk=step.pk)
    if bool(step.done_at) == is_done:
        return step
    step.done_at, step.done_by = (timezone.now(), by) if is_done else (None, None)
    step.save(update_fields=["done_at", "done_by"])
    touch(held)
    said = "Done" if is_done else "Not done after all"
    add_entry(held, Kind.STEP, f"{said}: {step.text}"[:200], by=by)
    record(Verb.INCIDENT_STEP_TICKED, target=held, by=by, done=is_done)
    return step


def _refuse(case: Case, text: str, owner: User | None) -> None:
    if not text.strip():
        raise CannotBeSo("text", "Write what is to be done.")
    if owner and not can(owner, Act.READ, case):
        raise CannotBeSo("owner", "Choose somebody who may read this case. Give it to them first.")
