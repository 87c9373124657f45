"""Court order: a contact who gets no account and no information. It beats everything else (requirements 2.2)."""

from collections.abc import Collection
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from people.barred import accounts_meant_by, accounts_of, namesakes_of
from people.marks import Kind, begin_mark, end_mark
from people.models import Namesake, PupilContact, User
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


class NoNamesake(Exception):
    """There is no mark, or nobody else of that name beside the child."""


@transaction.atomic
def shut_out(
    *,
    contact: PupilContact,
    reason: Reason,
    by: User,
    somebody_else: Collection[PupilContact] = (),
    same_person: Collection[PupilContact] = (),
) -> PupilContact:
    """From now on this contact gets nothing: no account, no mail, no page of the child. Raises OrderUnchanged.

    An account that it leads to is no parent's any more, whatever other children it has: no account, no information.
    Where it was a parent's alone it ends; who works here keeps the account for that. The mark remembers the accounts,
    so that no new address opens the page again. Whom it is about is told nothing. A yes of theirs waits for a person
    from now on: the other parents of a child for whom that turns something hear that something changed.

    `somebody_else`: entries of the same name beside this child of whom `by` knows that they are another person; they
    keep what they have. `same_person`: of whom `by` knows that they are the same. Everybody else of that name is taken
    for the same person until somebody says otherwise.
    """
    contact = PupilContact.objects.select_for_update(no_key=True).get(pk=contact.pk)
    _refuse_own(contact, by)
    if contact.gets_nothing:
        raise OrderUnchanged("This mark is set already.")
    for other in namesakes_of(contact):
        if other in somebody_else or other in same_person:
            _say(contact, other, other in same_person, by)
    users = accounts_meant_by(contact)
    with parents_told_where_it_turns():
        contact.gets_nothing = True
        contact.save(update_fields=["gets_nothing"])
        contact.barred_users.set(users)
        begin_mark(Kind.COURT_ORDER, contacts=[contact])
        _cut_loose(contact, users, by)
    record(Verb.CONTACT_SHUT_OUT, target=contact, by=by, reason=str(reason), accounts=len(users))
    return contact


@transaction.atomic
def let_in(*, contact: PupilContact, reason: Reason, by: User) -> PupilContact:
    """The mark is taken off. No account comes back by itself: the office invites. Raises OrderUnchanged.

    Which accounts it had shut out stays known, for a look at a day on which it stood. What they answered counts as it
    stands again; parents for whose child that turns something hear of it.
    """
    contact = PupilContact.objects.select_for_update(no_key=True).get(pk=contact.pk)
    _refuse_own(contact, by)
    if not contact.gets_nothing:
        raise OrderUnchanged("There is no such mark any more.")
    with parents_told_where_it_turns():
        contact.gets_nothing = False
        contact.save(update_fields=["gets_nothing"])
        end_mark(Kind.COURT_ORDER, contacts=[contact])
    record(Verb.CONTACT_LET_IN, target=contact, by=by, reason=str(reason))
    return contact


@transaction.atomic
def tell_apart(*, contact: PupilContact, other: PupilContact, is_same_person: bool, by: User) -> None:
    """Say of an entry of the same name whether it is the person under the order on `contact`, or somebody else.

    Somebody else is shut out no longer: what they answered counts as it stands, and the office may open their account
    or invite them again. What was said can be said anew. Raises OwnContact, NoNamesake.
    """
    contact = PupilContact.objects.select_for_update(no_key=True).get(pk=contact.pk)
    other = PupilContact.objects.select_for_update(no_key=True).get(pk=other.pk)
    _refuse_own(contact, by)
    _refuse_own(other, by)
    if not contact.gets_nothing or other.pk not in {one.pk for one in namesakes_of(contact)}:
        raise NoNamesake("There is no such mark any more, or nobody else of that name.")
    with parents_told_where_it_turns([contact.pupil_id]):
        _say(contact, other, is_same_person, by)
        if is_same_person:
            _shut_out_too(contact, other, by)
        else:
            _let_go(contact, other)
    record(Verb.CONTACT_TOLD_APART, target=contact, by=by, same_person=is_same_person)


def _say(contact: PupilContact, other: PupilContact, is_same_person: bool, by: User) -> None:
    said = {"is_same_person": is_same_person, "said_by": by, "said_at": timezone.now()}
    Namesake.objects.update_or_create(marked=contact, other=other, defaults=said)


def _shut_out_too(contact: PupilContact, other: PupilContact, by: User) -> None:
    """Who had been taken for somebody else is not: their account goes the way of the mark."""
    users = accounts_meant_by(contact) - set(contact.barred_users.values_list("pk", flat=True))
    contact.barred_users.add(*users)
    _cut_loose(contact, users, by)


def _let_go(contact: PupilContact, other: PupilContact) -> None:
    """The accounts of somebody else are shut out by this mark no longer, unless it means them in another way."""
    theirs = accounts_of(other) | set(Namesake.objects.get(marked=contact, other=other).accounts)
    contact.barred_users.remove(*(theirs - accounts_meant_by(contact)))


def _cut_loose(contact: PupilContact, users: Collection[int], by: User) -> None:
    """No entry of the child leads to these accounts any more; which one hung on which namesake is kept."""
    for other in namesakes_of(contact):
        if other.user_id in users and other.user_id != contact.user_id:
            said, _ = Namesake.objects.get_or_create(marked=contact, other=other)
            said.accounts = sorted({*said.accounts, other.user_id})
            said.save(update_fields=["accounts"])
    PupilContact.objects.filter(pupil=contact.pupil_id, user__in=users).update(user=None)
    for user in User.objects.select_for_update(no_key=True).filter(pk__in=users).order_by("pk"):
        _cut_off(user, by)


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
