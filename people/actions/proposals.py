"""What needs a second person: asked for by one, confirmed by another (security 2.2; access matrix, account)."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from people.models import Notification, RoleAssignment, RoleProposal, User
from people.permissions import ROLE_PERMISSIONS, Permission
from people.roles import ALWAYS_TWO, GIVEN_ALONE, Role

from .accounts import DAY, check_may_end, close_on, refuse_last, yesterday
from .addresses import AccountIsOver, move_account
from .mail import queue_mail
from .roles import RoleEndedAlready, RoleHeldAlready, end_role, give_role, refuse_both

Change = RoleProposal.Change
Outcome = RoleProposal.Outcome
CONFIRMERS = tuple(role for role, granted in ROLE_PERMISSIONS.items() if Permission.ROLE_CONFIRM in granted)
ASKED = """Somebody asks you to confirm a change in the school's portal. It counts only once you have.

Sign in and look:
{address}"""


class OwnRole(Exception):
    """Nobody gives, ends or confirms a role of their own."""


class AskedAlready(Exception):
    """The same waits to be confirmed already."""


class SamePerson(Exception):
    """Whoever asked does not confirm."""


class AddressChanged(Exception):
    """The account has another address than when it was asked for: it may be somebody else's."""


class AskedBySomebodyElse(Exception):
    """Head and chair take back what they asked for themselves; the office what anybody asked for."""


class ProposalIsOver(Exception):
    """It was decided meanwhile."""


@transaction.atomic
def change_role(
    *, user: User, role: Role, by: User, starts_on: dt.date | None = None, ends_on: dt.date | None = None
) -> RoleAssignment | RoleProposal:
    """Give a role, or ask a second person to, whichever the role and `by` allow.

    Raises OwnRole, AccountIsOver, RoleHeldAlready, NeverBoth, AskedAlready, UnderCourtOrder.
    """
    starts_on = max(starts_on or timezone.localdate(), timezone.localdate())
    if user.pk == by.pk:
        raise OwnRole("Nobody gives themself a role. Ask somebody else to do it.")
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if not user.is_active:
        raise AccountIsOver(f"The account of {user} has ended. Open it again first.")
    if goes_alone(role, by):
        return give_role(user=user, role=role, by=by, starts_on=starts_on, ends_on=ends_on)
    if user.assignments.filter(role=role, is_cover=False).in_force_on(starts_on).exists():
        raise RoleHeldAlready(f"{user} is {role.label} already.")
    refuse_both(user, role, starts_on, ends_on)
    return ask_for(user=user, role=role, by=by, starts_on=starts_on, ends_on=ends_on)


@transaction.atomic
def ask_for(*, user: User, role: Role, by: User, starts_on: dt.date, ends_on: dt.date | None = None) -> RoleProposal:
    """Ask a second person to give a role. Raises AskedAlready."""
    return ask(user, role, Change.GIVE, by, starts_on=starts_on, ends_on=ends_on)


@transaction.atomic
def take_role(
    *, assignment: RoleAssignment, by: User, from_day: dt.date | None = None
) -> RoleAssignment | RoleProposal:
    """End a role from `from_day` (today, so at once) on, or ask a second person to.

    Raises OwnRole, LastOfRole, RoleEndedAlready, AskedAlready.
    """
    last_day = max(from_day or timezone.localdate(), timezone.localdate()) - DAY
    user = User.objects.select_for_update(no_key=True).get(pk=assignment.user_id)
    role = Role(assignment.role)
    if user.pk == by.pk:
        raise OwnRole("Nobody ends a role of their own. Ask somebody else to do it.")
    if assignment.ends_on and assignment.ends_on <= last_day:
        raise RoleEndedAlready(f"Its last day is {assignment.ends_on:%-d %B %Y} already.")
    if not assignment.is_cover:
        refuse_last(user, role)
    if goes_alone(role, by):
        return end_role(assignment=assignment, by=by, ends_on=last_day)
    return ask(user, role, Change.END, by, assignment=assignment, starts_on=last_day + DAY)


def goes_alone(role: Role, by: User) -> bool:
    """Whether `by` needs no second person: parent and staff for everybody, the rest for head and chair, but those
    roles that always take two."""
    return role in GIVEN_ALONE or (role not in ALWAYS_TWO and by.has_perm(Permission.ROLE_CONFIRM))


@transaction.atomic
def ask(user: User, role: Role, change: RoleProposal.Change, by: User, **fields: object) -> RoleProposal:
    """Write down what waits, and tell whoever may confirm it. Raises AskedAlready."""
    user = User.objects.select_for_update(no_key=True).get(
        pk=user.pk
    )  # two who ask at once: the second sees what the first asked
    if RoleProposal.objects.waiting().filter(user=user, role=role, change=change).exists():
        raise AskedAlready("This waits to be confirmed already.")
    asked = RoleProposal.objects.create(
        user=user, role=role, change=change, address=user.email, proposed_by=by, **fields
    )
    able = confirmers(asked)
    asked.told = [confirmer.pk for confirmer in able]
    asked.save(update_fields=["told"])
    for confirmer in able:
        queue_mail(
            kind=Notification.Kind.ROLE_TO_CONFIRM,
            address=confirmer.email,
            subject="Something to confirm",
            body=ASKED.format(address=f"{settings.SITE_URL}{reverse('people:proposals')}"),
            user=confirmer,
        )
    record(Verb.ROLE_PROPOSED, target=asked, by=by, role=str(role), change=str(change), user=user.pk)
    return asked


def confirmers(asked: RoleProposal) -> list[User]:
    """Everybody who may decide about it: head and chair, but neither who asked, nor whom it is for, nor whoever stands
    in for one of the two: they were named by them."""
    return list(User.objects.holding(*CONFIRMERS).exclude(pk__in=concerned(asked)))


def concerned(asked: RoleProposal) -> set[int]:
    """The keys of who asked, whom it is for, and whoever stands in for one of the two today."""
    both = {asked.proposed_by_id, asked.user_id}
    named = RoleAssignment.objects.in_force().filter(is_cover=True, covers__user__in=both)
    return both | set(named.values_list("user_id", flat=True))


def stands_in_for(user: User) -> set[int]:
    """The keys of those for whom `user` stands in today."""
    return set(user.assignments.in_force().filter(is_cover=True).values_list("covers__user_id", flat=True))


def decidable_by(user: User) -> QuerySet[RoleProposal]:
    """What waits for a second person, and that may be `user`: not asked for by them, nor about them.

    The same holds of those for whom they stand in.
    """
    covered = user.assignments.in_force().filter(is_cover=True).values("covers__user")
    not_by = User.objects.filter(Q(pk=user.pk) | Q(pk__in=covered)).order_by().values("pk")
    return RoleProposal.objects.waiting().exclude(proposed_by__in=not_by).exclude(user__in=not_by)


@transaction.atomic
def decide(*, asked: RoleProposal, confirm: bool, by: User) -> RoleProposal:
    """Confirm what somebody asked for, or not. What was to begin on a day that is past begins today.

    Raises SamePerson, OwnRole, ProposalIsOver; AddressChanged, AccountIsOver, AccountUnchanged, AccountTaken,
    LastOfRole, RoleHeldAlready, RoleEndedAlready and UnderCourtOrder where the role or its holder changed meanwhile:
    then it still waits, and can be declined.
    """
    asked = RoleProposal.objects.select_for_update(no_key=True).get(pk=asked.pk)
    if asked.outcome:
        raise ProposalIsOver("Somebody decided about this meanwhile.")
    if by.pk == asked.user_id:
        raise OwnRole("This is about your own role. Somebody else decides.")
    if by.pk == asked.proposed_by_id or not by.has_perm(Permission.ROLE_CONFIRM):
        raise SamePerson("You asked for this yourself. A second person confirms it.")
    if stands_in_for(by) & {asked.proposed_by_id, asked.user_id}:
        raise SamePerson("You stand in for whoever asked, or for whom it is about. Somebody else decides.")
    if confirm:
        _carry_out(asked, by)
    asked.outcome = Outcome.CONFIRMED if confirm else Outcome.DECLINED
    asked.decided_by, asked.decided_at = by, timezone.now()
    asked.save(update_fields=["outcome", "decided_by", "decided_at", "assignment"])
    if not confirm:
        record(Verb.ROLE_DECLINED, target=asked, by=by, role=asked.role, user=asked.user_id)
    return asked


@transaction.atomic
def withdraw(*, asked: RoleProposal, by: User) -> None:
    """Whoever asked thinks better of it, or another of the office does; never whom it is about, nor who stands in for
    them: they would keep a role, or an account, that somebody wants to end.

    Raises OwnRole, AskedBySomebodyElse, ProposalIsOver.
    """
    if by.pk == asked.user_id or asked.user_id in stands_in_for(by):
        raise OwnRole("This is about you, or about whom you stand in for. Somebody else takes it back.")
    if by.pk != asked.proposed_by_id and not by.has_perm(Permission.ROLE_CHANGE):
        raise AskedBySomebodyElse("Somebody else asked for this. They take it back, or the office does.")
    gone, _ = RoleProposal.objects.waiting().filter(pk=asked.pk).delete()
    if not gone:
        raise ProposalIsOver("Somebody decided about this meanwhile.")
    record(Verb.ROLE_DECLINED, target=asked, by=by, role=asked.role, user=asked.user_id, withdrawn=True)


def _carry_out(asked: RoleProposal, by: User) -> None:
    user = User.objects.select_for_update(no_key=True).get(pk=asked.user_id)
    if user.email != asked.address:
        raise AddressChanged("The address of this account has changed since. Decline, and have it asked for anew.")
    if asked.change == Change.SHUT:
        last_day = max(asked.starts_on, timezone.localdate()) - DAY
        close_on(user=check_may_end(user, last_day), last_day=last_day, by=by)
    elif asked.change == Change.MOVE:
        move_account(user=user, address=asked.new_address, by=by)
    elif asked.change == Change.END and asked.assignment:
        if not asked.assignment.is_cover:
            refuse_last(user, Role(asked.role))
        end_role(assignment=asked.assignment, by=by, ends_on=max(asked.starts_on - DAY, yesterday()))
    else:
        _give(asked, user, by)


def _give(asked: RoleProposal, user: User, by: User) -> None:
    if not user.is_active:
        raise AccountIsOver(f"The account of {user} has ended.")
    begins = max(asked.starts_on, timezone.localdate())
    if asked.ends_on and asked.ends_on < begins:
        raise RoleEndedAlready("Its last day is past. Ask for it anew with other dates.")
    given = give_role(user=user, role=Role(asked.role), by=by, starts_on=begins, ends_on=asked.ends_on)
    asked.assignment = given
