"""What is marked on a case: that it is safeguarding, its number there, that it was printed."""

from collections.abc import Sequence

from django.db import transaction

from audit.models import Verb
from audit.recorder import record
from incidents.models import Case, TimelineEntry
from incidents.notifications import tell_owners
from incidents.relations import Act
from people.models import User

from .entries import add_entry
from .faults import CannotBeSo
from .locking import locked, locked_open, touch


@transaction.atomic
def mark_safeguarding(*, case: Case, is_safeguarding: bool, number: str, revision: int, by: User) -> Case:
    """Say whether a case is safeguarding, and which number it has in the school's child-protection system. Marked, the
    safeguarding lead sees it from this request on. Raises NotAllowed, WrongState, Stale, CannotBeSo."""
    held = locked_open(case, Act.CHANGE_STATE, by, revision)
    incident, number = held.incident, number.strip()
    if incident.child_at_risk and not is_safeguarding:
        raise CannotBeSo("is_safeguarding", "It was reported with a child at risk: it stays marked.")
    changed = held.is_safeguarding != is_safeguarding
    if not changed and incident.protection_number == number:
        return held
    is_new_number = incident.protection_number != number
    held.is_safeguarding, incident.protection_number = is_safeguarding, number
    incident.save(update_fields=["protection_number"])
    touch(held, "is_safeguarding")
    said = (["marked as safeguarding" if is_safeguarding else "not safeguarding after all"] if changed else []) + (
        ["number in the child-protection system entered"] if is_new_number else []
    )
    add_entry(held, TimelineEntry.Kind.EVENT, f"Safeguarding: {', '.join(said)}.", by=by)
    if changed and is_safeguarding:
        tell_owners(held, "routed", except_user=by)
    record(Verb.INCIDENT_SAFEGUARDING, target=held, by=by, marked=is_safeguarding, numbered=bool(number))
    return held


@transaction.atomic
def record_printed(*, case: Case, left_out: Sequence[str], by: User) -> Case:
    """Somebody made the case file to print. Raises NotAllowed."""
    held = locked(case, Act.EXPORT, by)
    record(Verb.INCIDENT_PRINTED, target=held, by=by, left_out=list(left_out))
    return held
