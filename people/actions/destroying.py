"""What two people instructed, done: rows, words, files, mails go; a record of it and a line of the list stay."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from audit import scrubbing
from audit.erasing import erase
from audit.models import Verb
from audit.recorder import record
from people import destroyed_list
from people.disposal import Erased, Kind, period_of
from people.models import DestructionRecord, DestructionRequest, Ground, KeepOrder, User
from people.roles import Role
from people.sweeping import sweep
from people.tracing import Finder

from .disposal import (
    CannotBeSo,
    WrongState,
    counts_on,
    erased_of,
    held,
    is_due,
    may_confirm,
    refuse_held,
    waiting_of,
)

HIGHEST = (Role.HEAD, Role.CHAIR, Role.VICE_CHAIR, Role.CLERK, Role.DPO, Role.DSL)
NOT_THE_OTHER = "One of two people asks, the other confirms. You are not the other of this one."


@transaction.atomic
def confirm_destruction(*, kind: Kind, found: Any, by: User) -> DestructionRecord:
    """Confirm it as the other of the two: it is destroyed now. All of it or nothing.

    Raises NotAllowed, CannotBeSo for anybody but the second, WrongState where something holds it back meanwhile.
    """
    row = held(kind, found, by)
    asked = waiting_of(kind, row)
    if not may_confirm(kind, row, asked, by):
        raise CannotBeSo("", NOT_THE_OTHER)
    refuse_held(kind, row)
    if asked.ground == Ground.DUE and not is_due(kind, row):
        raise WrongState("Its time is not over any more: the period was changed, or it was opened again.")
    # First of what follows: files that cannot be taken away just now keep neither from being done.
    transaction.on_commit(destroyed_list.keep, robust=True)
    transaction.on_commit(scrubbing.scrub, robust=True)
    erased = erased_of(kind, row, keeps_names=asked.keeps_names, by=by)
    made = _recorded(kind, row, asked, by)
    destroy(kind, erased)
    record(Verb.DESTROYED, target=made, by=by, ground=str(asked.ground))
    return made


def _recorded(kind: Kind, row: Any, asked: DestructionRequest, by: User) -> DestructionRecord:
    period, day = period_of(kind), counts_on(kind, row)
    return DestructionRecord.objects.create(
        kind=kind.slug, key=kind.key(row), reference=kind.reference(row), described=kind.described(row)[:120],
        counted_from=day, due_on=period.due_on(day) if day else None, months=period.months, source=period.source,
        ground=asked.ground, reason=asked.reason, keeps_names=asked.keeps_names,
        went=[one.words for one in kind.goes(row)], readers=_between_blanks(kind.readers(row)),
        about=_between_blanks(kind.about(row)), asked_by=asked.asked_by, asked_as=role_of(asked.asked_by),
        asked_at=asked.asked_at, confirmed_by=by, confirmed_as=asked.second_role, confirmed_at=timezone.now(),
    )  # fmt: skip


def role_of(user: User) -> str:
    """The role by which somebody is one of the two: the highest of theirs."""
    first = [role for role in HIGHEST if role in user.roles]
    return str(first[0]) if first else str(min(user.roles, default=Role.STAFF))


def _between_blanks(some: Any) -> str:
    return f" {' '.join(sorted(map(str, some)))} "


def destroy(kind: Kind, erased: Erased) -> None:
    """The parts of every app in turn; of a person every other table is then looked through for what leads to them."""
    key = erased.record.pk
    for part in kind.parts:
        part(erased)
    erase(KeepOrder.objects.filter(kind__in=kind.slugs, record=key))
    erase(DestructionRequest.objects.filter(kind__in=kind.slugs, record=key))
    if kind.is_somebody and erased.traces.whole:  # the rest names somebody who may still be here
        sweep(Finder(erased.traces.whole), apart=kind.apart)
