"""Two accounts of one person become one. Nothing is lost: what the old one did stays under its name in the record."""

import datetime as dt
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from people.barred import refuse_barred_pair
from people.models import ClassTeacher, Notification, PupilContact, RoleAssignment, RoleProposal, SchoolAccount, User

from .accounts import AccountUnchanged, OwnAccount
from .addresses import NotByThisPerson, TakesTwo, check_may_move
from .mail import queue_mail
from .roles import end_role
from .sign_in import end_sessions

JOINED = """Two accounts of yours in the school's portal are one now. You sign in with this address.

If the other account was not yours, ring the school office at once."""


@transaction.atomic
def join_accounts(*, kept: User, other: User, by: User | None) -> User:
    """Everything that `other` holds goes over to `kept`: roles, children, classes, school accounts. `other` ends.

    Both addresses are told by mail. Raises OwnAccount where either is the account of `by` (nobody gives themself a
    role), NotByThisPerson, AccountUnchanged for one and the same or an ended account to keep, UnderCourtOrder where
    the joined account would reach past a mark on the contact list.
    """
    locked = {
        u.pk: u for u in User.objects.select_for_update(no_key=True).filter(pk__in=[kept.pk, other.pk]).order_by("pk")
    }
    kept, other = locked[kept.pk], locked[other.pk]
    if kept.pk == other.pk or not kept.is_active:
        raise AccountUnchanged("Choose two different accounts; the one that is kept must work today.")
    if by and by.pk in locked:
        raise OwnAccount("Nobody joins their own account with another. Ask somebody else to do it.")
    _check(kept, other, by)
    moved = _move(kept, other, by)
    _end(other)
    for address in (kept.email, other.email):
        kind = Notification.Kind.ACCOUNT_CHANGED
        queue_mail(kind=kind, address=address, subject="Your accounts were joined", body=JOINED, user=kept)
    for user in (kept, other):
        end_sessions(user=user, by=by)
    record(Verb.ACCOUNTS_JOINED, target=kept, by=by, other=other.pk, **moved)
    return kept


def _check(kept: User, other: User, by: User | None) -> None:
    """An account with a role that takes two people is joined with none on the pages: it would be theirs to take."""
    try:
        for user in (kept, other):
            check_may_move(user, by)
    except TakesTwo:
        raise NotByThisPerson(
            "One of them holds, or held, a role that takes two people. Such an account is joined on the server alone: "
            "ask whoever runs it."
        ) from None
    refuse_barred_pair(kept, other)


def _move(kept: User, other: User, by: User | None) -> dict[str, Any]:
    """What hangs on `other` today; counts by kind. Past deeds stay where they are: they name who did them."""
    both = SchoolAccount.objects.filter(first_holder__in=[kept, other], second_holder__in=[kept, other])
    both.exclude(first_holder=F("second_holder")).update(first_holder=kept, second_holder=None)
    RoleProposal.objects.waiting().filter(user=other).delete()
    holders = SchoolAccount.objects.filter(first_holder=other).update(first_holder=kept)
    holders += SchoolAccount.objects.filter(second_holder=other).update(second_holder=kept)
    other.in_cases.update(
        user=kept
    )  # whom an incident is about stays kept out of it, and nobody is told that it exists
    for mark in other.barred_from.all():
        mark.barred_users.add(kept)
    for cover in RoleAssignment.objects.filter(covers__user=other, is_cover=True):
        if cover.ends_on is None or cover.ends_on >= timezone.localdate():
            end_role(assignment=cover, by=by)
    return {
        "roles": _move_roles(kept, other),
        "contacts": PupilContact.objects.filter(user=other).update(user=kept),
        "classes": ClassTeacher.objects.filter(user=other).update(user=kept),
        "school_accounts": holders,
    }


def _move_roles(kept: User, other: User) -> int:
    """Roles that had ended with the account of `other` are not given back by the way."""
    roles = RoleAssignment.objects.filter(user=other)
    if not other.is_active:
        roles = roles.filter(ends_on__lte=other.ends_on)
    return roles.update(user=kept)


def _end(other: User) -> None:
    EmailAddress.objects.filter(user=other).delete()
    other.set_unusable_password()
    if other.is_active:
        other.ends_on = timezone.localdate() - dt.timedelta(days=1)
    other.save(update_fields=["password", "ends_on"])
