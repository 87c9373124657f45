"""Court order: a contact who gets no account and no information. It beats everything else (requirements 2.2)."""

from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from people.barred import accounts_meant_by
from people.models import PupilContact, User
from people.roles import Role

from .accounts import close_on, yesterday
from .roles import end_role
from .sign_in import end_sessions
from .telling import parents_told_where_it_turns


class Reason(StrEnum):
    """Why, as the record keeps it. No word of the order itself is kept in the portal."""

    COURT_ORDER = "court_order"
    SAFEGUARDING = "safeguarding"
    ORDER_ENDED = "order_ended"
    MISTAKE = "mistake"


SETTING = {Reason.COURT_ORDER: "A court order", Reason.SAFEGUARDING: "A decision of the safeguarding lead"}
LIFTING = {Reason.ORDER_ENDED: "The order has ended", Reason.MISTAKE: "It was set by mistake"}


class OrderUnchanged(Exception):
    """It stands as asked already."""


class OwnContact(Exception):
    """Nobody decides this about themself."""


@transaction.atomic
def shut_out(*, contact: PupilContact, reason: Reason, by: User) -> PupilContact:
    """From now on this contact gets nothing: no account, no mail, no page of the child. Raises OrderUnchanged.

    An account that it leads to is no parent's any more, whatever other children it has: no account, no information.
    Where it was a parent's alone it ends; who works here keeps the account for that. The mark remembers the accounts,
    so that no new address opens the page again. Whom it is about is told nothing. A yes of theirs waits for a person
    from now on: the other parents of a child for whom that turns something hear that something changed.
    """
    contact = PupilContact.objects.select_for_update().get(pk=contact.pk)
    _refuse_own(contact, by)
    if contact.gets_nothing:
        raise OrderUnchanged("This mark is set already.")
    users = accounts_meant_by(contact)
    with parents_told_where_it_turns():
        contact.gets_nothing = True
        contact.save(update_fields=["gets_nothing"])
        contact.barred_users.set(users)
        PupilContact.objects.filter(pupil=contact.pupil_id, user__in=users).update(user=None)
        for user in User.objects.select_for_update().filter(pk__in=users).order_by("pk"):
            _cut_off(user, by)
    record(Verb.CONTACT_SHUT_OUT, target=contact, by=by, reason=str(reason), accounts=len(users))
    return contact


@transaction.atomic
def let_in(*, contact: PupilContact, reason: Reason, by: User) -> PupilContact:
    """The mark is taken off. No account comes back by itself: the office invites. Raises OrderUnchanged.

    What they answered counts as it stands again; parents for whose child that turns something hear of it.
    """
    contact = PupilContact.objects.select_for_update().get(pk=contact.pk)
    _refuse_own(contact, by)
    if not contact.gets_nothing:
        raise OrderUnchanged("There is no such mark any more.")
    with parents_told_where_it_turns():
        contact.gets_nothing = False
        contact.save(update_fields=["gets_nothing"])
        contact.barred_users.clear()
    record(Verb.CONTACT_LET_IN, target=contact, by=by, reason=str(reason))
    return contact


def _refuse_own(contact: PupilContact, by: User) -> None:
    if contact.user_id == by.pk or (contact.email and contact.email.casefold() == by.email.casefold()):
        raise OwnContact("This is about you. Somebody else decides it.")


def _cut_off(user: User, by: User) -> None:
    """The account ends, or where its holder works here, the role of a parent does and every session."""
    today = timezone.localdate()
    held = list(user.assignments.exclude(ends_on__lt=today))
    if user.is_active and all(one.role == Role.PARENT for one in held):
        close_on(user=user, last_day=yesterday(), by=by)
        return
    end_sessions(user=user, by=by)
    for one in held:
        if one.role == Role.PARENT:
            end_role(assignment=one, by=by)
