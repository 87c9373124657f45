"""Accounts: made, invited, edited, ended, opened again. One is never deleted: it ends on a day."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from people.barred import refuse_barred
from people.models import Notification, RoleAssignment, User
from people.models.users import RoleAssignmentQuerySet
from people.roles import ALWAYS_TWO, Role

from .addresses import (
    AccountIsOver,
    AccountTaken,
    TakesTwo,
    account_of,
    check_may_move,
    fold_address,
    take_address,
    tell_both,
)  # fmt: skip
from .mail import queue_mail
from .roles import end_role
from .sign_in import end_sessions

INVITED = """You have an account in the school's portal.

To sign in, open
{address}
and write this e-mail address. You get a code by mail; there is no password to remember.

The invitation works as long as the account does. If you did not expect it, ring the school office."""
JUST_NOW = dt.timedelta(minutes=1)
DAY = dt.timedelta(days=1)
LAST_ONES = (Role.HEAD, Role.OFFICE, Role.CHAIR)


class OwnAccount(Exception):
    """Nobody does this to their own account."""


class LastOfRole(Exception):
    """Nobody else would hold a role that the school cannot be without."""


class AccountUnchanged(Exception):
    """It stands as asked already."""


@transaction.atomic
def create_account(*, email: str, by: User | None, **names: str) -> User:
    """A new account without a password or a role. `names`: title, forename, surname.

    Raises AccountTaken, and UnderCourtOrder for an address that a court order shuts out.
    """
    if other := account_of(email):
        raise AccountTaken(other)
    refuse_barred(email)
    user = User.objects.create_user(fold_address(email), None, **names)
    record(Verb.ACCOUNT_EDITED, target=user, by=by, created=True)
    return user


@transaction.atomic
def invite(*, user: User, by: User | None) -> User:
    """Write an invitation, or another one. It holds no secret: it says where to sign in.

    Raises OwnAccount, AccountIsOver, AccountUnchanged within a minute of the last one, and UnderCourtOrder; who works
    here is invited to that work all the same.
    """
    if by and by.pk == user.pk:
        raise OwnAccount("Nobody invites themself.")
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if not user.is_active:
        raise AccountIsOver(f"The account of {user} has ended. Open it again first.")
    if not user.roles - {Role.PARENT}:
        refuse_barred(user.email, user)
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
    told by mail.

    Raises AccountTaken, AccountUnchanged; for a new address also NotByThisPerson, TakesTwo, AccountIsOver and
    UnderCourtOrder.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    changed = [field for field, value in names.items() if getattr(user, field) != value]
    for field in changed:
        setattr(user, field, names[field])
    old = user.email
    if moves := email is not None and fold_address(email) != fold_address(old):
        check_may_move(user, by)
        take_address(user, fold_address(email))
        changed.append("email")
    if not changed:
        raise AccountUnchanged("Nothing was changed.")
    user.save(update_fields=[*changed, *(["password"] if moves else [])])
    if moves:
        tell_both(user, old)
        end_sessions(user=user, by=by)
    record(Verb.ACCOUNT_EDITED, target=user, by=by, fields=sorted(changed))
    return user


@transaction.atomic
def end_account(*, user: User, by: User | None, from_day: dt.date | None = None) -> User:
    """From `from_day` (today) on the account does not work. From today: every session is gone, the next request too.

    The roles stay as they are dated; they rest with the account. Raises OwnAccount, LastOfRole, AccountUnchanged, and
    TakesTwo for head, chair, vice-chair and clerk (`two_people.close_account` asks for a second person).
    """
    last_day = max(from_day or timezone.localdate(), timezone.localdate()) - DAY
    if by and by.pk == user.pk:
        raise OwnAccount("Nobody ends their own account. Ask the office, the headteacher or the chair.")
    user = check_may_end(user, last_day)
    if by and _posts_after(user, last_day).exists():
        raise TakesTwo(f"{user} holds a role that takes two people, so a second person confirms the end.")
    return close_on(user=user, last_day=last_day, by=by)


def _posts_after(user: User, day: dt.date) -> RoleAssignmentQuerySet:
    """The roles that take two people and that `user` would still hold after `day`, in their own right."""
    return user.assignments.filter(role__in=ALWAYS_TWO, is_cover=False).exclude(ends_on__lte=day)


def check_may_end(user: User, last_day: dt.date) -> User:
    """The account, locked. Raises AccountUnchanged where it ends that day or has ended, LastOfRole."""
    # All holders of these roles are locked in one order, so that two people cannot end each other's.
    list(User.objects.select_for_update(no_key=True).filter(pk__in=_last_ones()).order_by("pk").values_list("pk"))
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if user.ends_on is not None and (user.ends_on == last_day or not user.is_active):
        raise AccountUnchanged(f"The account ends on {user.ends_on:%-d %B %Y} already.")
    refuse_last(user)
    return user


@transaction.atomic
def close_on(*, user: User, last_day: dt.date, by: User | None) -> User:
    """The account works until `last_day`, and nobody stands in for its holder longer. Whether it may end is for the
    caller: `end_account`, a staff list, a court order."""
    user.ends_on = last_day
    user.save(update_fields=["ends_on"])
    for cover in RoleAssignment.objects.filter(covers__user=user, is_cover=True).exclude(ends_on__lte=last_day):
        end_role(assignment=cover, by=by, ends_on=last_day)
    if last_day < timezone.localdate():
        end_sessions(user=user, by=by)
    record(Verb.ACCOUNT_ENDED, target=user, by=by, last_day=last_day.isoformat())
    return user


def yesterday() -> dt.date:
    """The last day of what ends at once."""
    return timezone.localdate() - DAY


def _last_ones() -> list[int]:
    return list(User.objects.holding(*LAST_ONES).values_list("pk", flat=True))


def refuse_last(user: User, *roles: Role) -> None:
    """Raises LastOfRole where `user` is the only one left who holds one of `roles`, for good: head, office, chair.

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

    Raises AccountUnchanged for one that has no end, OwnAccount, UnderCourtOrder, and TakesTwo for one that works yet
    with a role that takes two people: two decided that it ends.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if by and by.pk == user.pk:
        raise OwnAccount("Nobody opens their own account again.")
    if user.ends_on is None:
        raise AccountUnchanged("This account has no end.")
    if not user.roles - {Role.PARENT}:
        refuse_barred(user.email, user)
    if by and user.is_active and _posts_after(user, user.ends_on).exists():
        raise TakesTwo("Two people decided that this account ends. Ask for a later day: a second person confirms it.")
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
