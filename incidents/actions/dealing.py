"""Who deals with a case: given to somebody, taken back."""

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from incidents.models import Case, CaseAssignment, TimelineEntry
from incidents.notifications import tell_handler
from incidents.relations import Act
from incidents.standing import can
from people.models import User

from .entries import add_entry
from .faults import CannotBeSo
from .locking import locked, locked_open, touch
from .verbs import verb_of

Kind = TimelineEntry.Kind


@transaction.atomic
def assign_case(*, case: Case, user: User, by: User) -> CaseAssignment:
    """Give a case to somebody to deal with. Never to somebody it is about, nor about the headteacher or a governor to
    anybody: there the owner deals with it, or a panel. Raises NotAllowed, WrongState, CannotBeSo."""
    held = locked_open(case, Act.ASSIGN, by)
    if held.people.subjects().filter(user=user).exists():
        raise CannotBeSo("user", "Choose somebody else: it is about this person.")
    if not user.is_active:
        raise CannotBeSo("user", "Choose somebody whose account works.")
    assignment, is_new = CaseAssignment.objects.get_or_create(
        case=held, user=user, ended_at=None, defaults={"given_by": by}
    )
    if not can(user, Act.READ, held):
        raise CannotBeSo("user", "Nobody else may read a case about the headteacher or a governor.")
    if is_new:
        touch(held)
        add_entry(held, Kind.EVENT, f"Given to {user.get_short_name()}.", by=by)
        tell_handler(held, user)
        record(Verb.INCIDENT_ASSIGNED, target=held, by=by, user=user.pk)
    return assignment


@transaction.atomic
def end_assignment(*, assignment: CaseAssignment, by: User) -> None:
    """Take a case back from somebody. They do not see it from the next request on. Raises NotAllowed."""
    held = locked(assignment.case, Act.ASSIGN, by)
    assignment = CaseAssignment.objects.select_for_update(of=("self",), no_key=True).get(pk=assignment.pk)
    if assignment.ended_at:
        return
    assignment.ended_at, assignment.ended_by = timezone.now(), by
    assignment.save(update_fields=["ended_at", "ended_by"])
    touch(held)
    add_entry(held, Kind.EVENT, f"Taken back from {assignment.user.get_short_name()}.", by=by)
    record(verb_of(held, "unassigned"), target=held, by=by, user=assignment.user_id)
