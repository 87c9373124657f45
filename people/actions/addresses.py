"""The address of an account: by it somebody signs in, so whoever decides about it decides who that person is."""

from allauth.account.models import EmailAddress
from django.db import transaction

from audit.models import Verb
from audit.recorder import record
from people.barred import refuse_barred
from people.models import Notification, User
from people.permissions import Permission
from people.roles import GIVEN_ALONE, GUARDED, Role

from .mail import queue_mail
from .sign_in import end_sessions

CHANGED = """The school has changed the e-mail address of your account in the school's portal.

From now on you sign in with the new one. If you did not ask for this, ring the school office at once."""


class AccountTaken(Exception):
    """Another account has this address. `other` is that account: the two can be joined."""

    def __init__(self, other: User) -> None:
        super().__init__("There is an account with this address already.")
        self.other = other


class NotByThisPerson(Exception):
    """The address of somebody with more rights than staff and parents is not for the office alone to change."""


class TakesTwo(Exception):
    """This person's role is one that takes two people, so the account does too: a second one confirms it first."""


class AccountIsOver(Exception):
    """The account has ended, so nobody is invited to it and it gets no new address."""


def fold_address(text: str) -> str:
    """The form in which addresses are kept and compared: without blanks at its ends, in small letters.

    >>> fold_address(" Imogen@Families.Example ")
    'imogen@families.example'
    """
    return text.strip().casefold()


def account_of(address: str) -> User | None:
    """The account with this address, whatever its capitals."""
    return User.objects.filter(email__iexact=fold_address(address)).order_by("pk").first()


@transaction.atomic
def move_account(*, user: User, address: str, by: User) -> User:
    """Give the account the address that a second person confirmed. Raises as `edit_account` does for a taken one."""
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    old = user.email
    take_address(user, address)
    user.save(update_fields=["email", "password"])
    tell_both(user, old)
    end_sessions(user=user, by=by)
    record(Verb.ACCOUNT_EDITED, target=user, by=by, fields=["email"])
    return user


def take_address(user: User, address: str) -> None:
    refuse_address(user, address)
    EmailAddress.objects.filter(user=user).delete()
    user.email = address
    user.set_unusable_password()


def refuse_address(user: User, address: str) -> None:
    """Raises AccountIsOver, AccountTaken, UnderCourtOrder where the account cannot have this address."""
    if not user.is_active:
        raise AccountIsOver(f"The account of {user} has ended. Open it again first.")
    other = account_of(address)
    if other and other.pk != user.pk:
        raise AccountTaken(other)
    refuse_barred(address)


def check_may_move(user: User, by: User | None) -> None:
    """Raises where `by` may not decide where this person signs in: whoever can, is that person.

    Every role counts that the account holds, held or is to hold. The office decides for staff and parents, the head
    for everybody else (NotByThisPerson); for head, chair, vice-chair, clerk and safeguarding lead nobody alone
    (TakesTwo); for nobody while a role waits to be confirmed, which is meant for who has the address now. A command
    on the server decides for all.
    """
    if by is None:
        return
    if by.pk == user.pk:
        raise NotByThisPerson("Your own address is changed by somebody else. Ask the office or the headteacher.")
    if user.role_proposals.waiting().exists():
        raise NotByThisPerson("Something waits to be confirmed for this person. Have it decided or take it back first.")
    ever = {Role(role) for role in user.assignments.values_list("role", flat=True)}
    if ever & GUARDED:
        raise TakesTwo("Somebody with this role, now or before, gets a new address only once a second person confirms.")
    if ever - GIVEN_ALONE and not by.has_perm(Permission.ROLE_CONFIRM):
        raise NotByThisPerson("Only the headteacher changes the address of somebody with this role.")


def tell_both(user: User, old: str) -> None:
    for address in (old, user.email):
        queue_mail(
            kind=Notification.Kind.ACCOUNT_CHANGED,
            address=address,
            subject="The address of your account was changed",
            body=CHANGED,
            user=user,
        )
