"""Holding a case still while something is done to it by somebody who may."""

from django.utils import timezone

from incidents.models import Case
from incidents.relations import Act
from incidents.standing import can
from people.models import User

from .faults import NotAllowed, Stale, WrongState


def locked(case: Case, act: Act, by: User) -> Case:
    """The case as it stands now, held until the end of the transaction. Raises NotAllowed where `by` may not do `act`
    to it as it stands now: what was allowed when the page was opened may not be any more."""
    held = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=case.pk)
    if not can(by, act, held):
        raise NotAllowed
    return held


def locked_open(case: Case, act: Act, by: User, revision: int | None = None) -> Case:
    """The same, of a case that is not closed and that nobody changed since `revision`. Raises WrongState, Stale."""
    held = locked(case, act, by)
    if not held.is_open:
        raise WrongState(f"{held.reference} is closed. Open it again first.")
    if revision is not None and revision != held.revision:
        raise Stale(held)
    return held


def touch(case: Case, *fields: str) -> None:
    """Save the fields of a held case, and that it changed."""
    case.revision += 1
    case.changed_at = timezone.now()
    case.save(update_fields=[*fields, "revision", "changed_at"])
