"""A complaint given to somebody to deal with. To decide it is not given away (domain 1.1)."""

from django.db import transaction

from audit.models import Verb
from audit.recorder import record
from incidents.models import Case, CaseAssignment, TimelineEntry
from incidents.notifications import tell_handler
from incidents.relations import Act
from incidents.standing import can
from people.models import User

from .entries import add_entry
from .faults import CannotBeSo
from .locking import locked_open, touch
from .panel_parting import panel_follows


@transaction.atomic
def give_complaint(*, case: Case, user: User, knows_who: bool, by: User) -> CaseAssignment:
    """Give it to somebody to look into, write about and ask. `knows_who`: they need to know who complained, which
    whoever complained may have asked that nobody else learns. Never to somebody it is about.

    Raises NotAllowed, WrongState, CannotBeSo.
    """
    held = locked_open(case, Act.ASSIGN, by)
    if held.people.subjects().filter(user=user).exists():
        raise CannotBeSo("user", "Choose somebody else: it is about this person.")
    if not user.is_active:
        raise CannotBeSo("user", "Choose somebody whose account works.")
    if knows_who and held.complaint.is_name_withheld:
        raise CannotBeSo("knows_who", "They asked that nobody else learns who they are. Leave this empty.")
    assignment, is_new = CaseAssignment.objects.get_or_create(
        case=held, user=user, ended_at=None, defaults={"given_by": by, "knows_who": knows_who}
    )
    if not can(user, Act.READ, held):
        raise CannotBeSo("user", "Nobody else may read this complaint: whoever owns it deals with it.")
    if is_new:
        touch(held)
        told = " They may see who complained." if knows_who else ""
        add_entry(held, TimelineEntry.Kind.EVENT, f"Given to {user.get_short_name()}.{told}", by=by)
        tell_handler(held, user)
        panel_follows(held, by)
        record(Verb.COMPLAINT_ASSIGNED, target=held, by=by, user=user.pk, knows_who=knows_who)
    return assignment
