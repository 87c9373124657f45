"""Accounts: made, invited, edited, ended, opened again. One is never deleted: it ends on a day."""

import datetime as dt

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from people.models import Notification, RoleAssignment, User
from people.permissions import Permission
from people.roles import GIVEN_ALONE, Role

from .mail import queue_mail
from .sign_in import end_sessions

INVITED = """You have an account in the school's portal.

To sign in, open
{address}
and write this e-mail address. You get a code by mail; there is no password to remember.

The invitation works as long as the account does. If you did not expect it, ring the school office."""
CHANGED = """The school has changed the e-mail address of your account in the school's portal.

From now on you sign in with the new one. If you did not ask for this, ring the school office at once."""
JUST_NOW = dt.timedelta(minutes=1)
LAST_ONES = (Role.HEAD, Role.OFFICE)


class AccountTaken(Exception):
    """Another account has this address. `other` is that account: the two can be joined."""

    def __init__(self, other: User) -> None:
        super().__init__("There is an account with this address already.")
        self.other = other


class OwnAccount(Exception):
    """Nobody does this to their own account."""


class LastOfRole(Exception):
    """Nobody else would hold a role that the school cannot be without."""


class AccountUnchanged(Exception):
    """It stands as asked already."""


class NotByThisPerson(Exception):
    """The address of somebody with more rights than staff and parents is not for the office alone to change."""


class AccountIsOver(Exception):
    """The account has ended, so nobody is invited to it."""


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
def create_account(*, email: str, by: User | None, **names: str) -> User:
    """A new account without a password or a role. `names`: title, forename, surname. Raises AccountTaken."""
    if other := account_of(email):
        raise AccountTaken(other)
    user = User.objects.create_user(fold_address(email), None, **names)
    record(Verb.ACCOUNT_EDITED, target=user, by=by, created=True)
    return user


@transaction.atomic
def invite(*, user: User, by: User | None) -> User:
    """Write an invitation, or another one. It holds no secret: it says where to sign in.

    Raises AccountIsOver, and AccountUnchanged within a minute of the last one.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        raise AccountIsOver(f"The account of {user} has ended. Open it again first.")
    now = timezone.now()
    if user.invited_at and now - user.invited_at < JUST_NOW:
        raise AccountUnchanged("This invitation was written a moment ago.")
    user.invited_at = now
    user.save(update_fields=["invited_at"])
    queue_mail(
        kind=Notification.Kind.INVITATION,
        address=user.email,
        subject="Your account in the school's portal",
        body=INVITED.format(address=f"{settings.SITE_URL}{reverse('account_request_login_code')}"),
        user=user,
    )
    record(Verb.ACCOUNT_INVITED, target=user, by=by)
    return user


@transaction.atomic
def edit_account(*, user: User, by: User | None, email: str | None = None, **names: str) -> User:
    """Change the names or the address. A new address ends every session and drops the password; both addresses are
    told by mail. Raises AccountTaken, NotByThisPerson, AccountUnchanged."""
    user = User.objects.select_for_update().get(pk=user.pk)
    changed = [field for field, value in names.items() if getattr(user, field) != value]
    for field in changed:
        setattr(user, field, names[field])
    old = user.email
    if email is not None and fold_address(email) != fold_address(old):
        _take_address(user, fold_address(email), by)
        changed.append("email")
    if not changed:
        raise AccountUnchanged("Nothing was changed.")
    user.save(update_fields=[*changed, *(["password"] if "email" in changed else [])])
    if "email" in changed:
        _tell_both(user, old)
        end_sessions(user=user, by=by)
    record(Verb.ACCOUNT_EDITED, target=user, by=by, fields=sorted(changed))
    return user


def _take_address(user: User, address: str, by: User | None) -> None:
    check_may_move(user, by)
    other = account_of(address)
    if other and other.pk != user.pk:
        raise AccountTaken(other)
    EmailAddress.objects.filter(user=user).delete()
    user.email = address
    user.set_unusable_password()


def check_may_move(user: User, by: User | None) -> None:
    """Raises NotByThisPerson where `by` may not decide where this person signs in: whoever can, is that person.

    The office for staff and parents, the head for everybody but themself; a command for all.
    """
    if by is None:
        return
    if by.pk == user.pk:
        raise NotByThisPerson("Your own address is changed by somebody else. Ask the office or the headteacher.")
    ahead = user.assignments.exclude(ends_on__lt=timezone.localdate()).values_list("role", flat=True)
    if set(ahead) - GIVEN_ALONE and not by.has_perm(Permission.ROLE_CONFIRM):
        raise NotByThisPerson("Only the headteacher changes the address of somebody with this role.")


def _tell_both(user: User, old: str) -> None:
    for address in (old, user.email):
        queue_mail(
            kind=Notification.Kind.ACCOUNT_CHANGED,
            address=address,
            subject="The address of your account was changed",
            body=CHANGED,
            user=user,
        )


@transaction.atomic
def end_account(*, user: User, by: User | None, from_day: dt.date | None = None) -> User:
    """From `from_day` (today) on the account does not work. From today: every session is gone, the next request too.

    The roles stay as they are dated; they rest with the account. Raises OwnAccount, LastOfRole, AccountUnchanged.
    """
    today = timezone.localdate()
    last_day = max(from_day or today, today) - dt.timedelta(days=1)
    if by and by.pk == user.pk:
        raise OwnAccount("Nobody ends their own account. Ask the office, the headteacher or the chair.")
    # All holders of the two roles are locked in one order, so that two people cannot end each other's.
    list(User.objects.select_for_update().filter(pk__in=_last_ones()).order_by("pk").values_list("pk"))
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.ends_on is not None and (user.ends_on == last_day or not user.is_active):
        raise AccountUnchanged(f"The account ends on {user.ends_on:%-d %B %Y} already.")
    refuse_last(user)
    user.ends_on = last_day
    user.save(update_fields=["ends_on"])
    if last_day < today:
        end_sessions(user=user, by=by)
    record(Verb.ACCOUNT_ENDED, target=user, by=by, last_day=last_day.isoformat())
    return user


def _last_ones() -> list[int]:
    return list(User.objects.holding(*LAST_ONES).values_list("pk", flat=True))


def refuse_last(user: User, *roles: Role) -> None:
    """Raises LastOfRole where `user` is the only one left who holds one of `roles` (head and office), for good.

    Whoever stands in, or whose account or role has an end already, does not count as another.
    """
    today = timezone.localdate()
    for role in roles or LAST_ONES:
        held = user.assignments.in_force_on(today).filter(role=role, is_cover=False).exists()
        others = RoleAssignment.objects.filter(role=role, is_cover=False, ends_on=None, starts_on__lte=today)
        others = others.filter(user__ends_on=None).exclude(user=user)
        if role in LAST_ONES and held and not others.exists():
            raise LastOfRole(f"{user} is the only {role.label.lower()}. Give the role to somebody else first.")


@transaction.atomic
def reopen_account(*, user: User, by: User | None) -> User:
    """The account works again. Where it had ended, its roles ended with it and are given anew.

    Raises AccountUnchanged for one that has no end, OwnAccount.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if by and by.pk == user.pk:
        raise OwnAccount("Nobody opens their own account again.")
    if user.ends_on is None:
        raise AccountUnchanged("This account has no end.")
    ended = 0
    if not user.is_active:
        for held in user.assignments.exclude(ends_on__lte=user.ends_on):
            held.ends_on = max(user.ends_on, held.starts_on)
            if held.ends_on >= timezone.localdate():
                held.starts_on = held.ends_on = user.ends_on
            held.save(update_fields=["starts_on", "ends_on"])
            ended += 1
    user.ends_on = None
    user.save(update_fields=["ends_on"])
    record(Verb.ACCOUNT_REOPENED, target=user, by=by, roles_ended=ended)
    return user
