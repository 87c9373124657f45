"""Roles that need a second person: asked for by one, confirmed by another (security 2.2; access matrix, account)."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from people.models import Notification, RoleAssignment, RoleProposal, User
from people.permissions import ROLE_PERMISSIONS, Permission
from people.roles import ALWAYS_TWO, GIVEN_ALONE, Role

from .accounts import AccountIsOver, refuse_last
from .mail import queue_mail
from .roles import RoleEndedAlready, RoleHeldAlready, end_role, give_role

Change = RoleProposal.Change
Outcome = RoleProposal.Outcome
CONFIRMERS = tuple(role for role, granted in ROLE_PERMISSIONS.items() if Permission.ROLE_CONFIRM in granted)
ASKED = """Somebody asks you to confirm a role in the school's portal. It counts only once you have.

Sign in and look:
{address}"""


class OwnRole(Exception):
    """Nobody gives, ends or confirms a role of their own."""


class AskedAlready(Exception):
    """The same waits to be confirmed already."""


class SamePerson(Exception):
    """Whoever asked does not confirm."""


class ProposalIsOver(Exception):
    """It was decided meanwhile."""


@transaction.atomic
def change_role(
    *, user: User, role: Role, by: User, starts_on: dt.date | None = None, ends_on: dt.date | None = None
) -> RoleAssignment | RoleProposal:
    """Give a role, or ask a second person to, whichever the role and `by` allow.

    Raises OwnRole, AccountIsOver, RoleHeldAlready and AskedAlready.
    """
    starts_on = max(starts_on or timezone.localdate(), timezone.localdate())
    if user.pk == by.pk:
        raise OwnRole("Nobody gives themself a role. Ask somebody else to do it.")
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        raise AccountIsOver(f"The account of {user} has ended. Open it again first.")
    if goes_alone(role, by):
        return give_role(user=user, role=role, by=by, starts_on=starts_on, ends_on=ends_on)
    if user.assignments.filter(role=role, is_cover=False).in_force_on(starts_on).exists():
        raise RoleHeldAlready(f"{user} is {role.label} already.")
    return ask_for(user=user, role=role, by=by, starts_on=starts_on, ends_on=ends_on)


@transaction.atomic
def ask_for(*, user: User, role: Role, by: User, starts_on: dt.date, ends_on: dt.date | None = None) -> RoleProposal:
    """Ask a second person to give a role. Raises AskedAlready."""
    return _ask(user, role, Change.GIVE, by, starts_on=starts_on, ends_on=ends_on)


@transaction.atomic
def take_role(*, assignment: RoleAssignment, by: User) -> RoleAssignment | RoleProposal:
    """End a role at once, or ask a second person to. Raises OwnRole, LastOfRole, RoleEndedAlready, AskedAlready."""
    user = User.objects.select_for_update().get(pk=assignment.user_id)
    role = Role(assignment.role)
    if user.pk == by.pk:
        raise OwnRole("Nobody ends a role of their own. Ask somebody else to do it.")
    if assignment.ends_on and assignment.ends_on < timezone.localdate():
        raise RoleEndedAlready(f"It ended on {assignment.ends_on:%-d %B %Y}.")
    if not assignment.is_cover:
        refuse_last(user, role)
    if goes_alone(role, by):
        return end_role(assignment=assignment, by=by)
    return _ask(user, role, Change.END, by, assignment=assignment)


def goes_alone(role: Role, by: User) -> bool:
    """Whether `by` needs no second person: parent and staff for everybody, the rest for head and chair, but those
    roles that always take two."""
    return role in GIVEN_ALONE or (role not in ALWAYS_TWO and by.has_perm(Permission.ROLE_CONFIRM))


def _ask(user: User, role: Role, change: RoleProposal.Change, by: User, **fields: object) -> RoleProposal:
    if RoleProposal.objects.waiting().filter(user=user, role=role, change=change).exists():
        raise AskedAlready("This waits to be confirmed already.")
    asked = RoleProposal.objects.create(user=user, role=role, change=change, proposed_by=by, **fields)
    for confirmer in confirmers(asked):
        queue_mail(
            kind=Notification.Kind.ROLE_TO_CONFIRM,
            address=confirmer.email,
            subject="A role to confirm",
            body=ASKED.format(address=f"{settings.SITE_URL}{reverse('people:proposals')}"),
            user=confirmer,
        )
    record(Verb.ROLE_PROPOSED, target=asked, by=by, role=str(role), change=str(change), user=user.pk)
    return asked


def confirmers(asked: RoleProposal) -> list[User]:
    """Everybody who may decide about it: head and chair, neither who asked nor whom it is for."""
    return list(User.objects.holding(*CONFIRMERS).exclude(pk__in=[asked.proposed_by_id, asked.user_id]))


@transaction.atomic
def decide(*, asked: RoleProposal, confirm: bool, by: User) -> RoleProposal:
    """Confirm what somebody asked for, or not. A role whose first day is past begins today.

    Raises SamePerson, OwnRole, ProposalIsOver; AccountIsOver, LastOfRole, RoleHeldAlready and RoleEndedAlready where
    the role or its holder changed meanwhile: then it still waits, and can be declined.
    """
    asked = RoleProposal.objects.select_for_update().get(pk=asked.pk)
    if asked.outcome:
        raise ProposalIsOver("Somebody decided about this meanwhile.")
    if by.pk == asked.user_id:
        raise OwnRole("This is about your own role. Somebody else decides.")
    if by.pk == asked.proposed_by_id or not by.has_perm(Permission.ROLE_CONFIRM):
        raise SamePerson("You asked for this yourself. A second person confirms it.")
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
    """Whoever asked thinks better of it, or another of the office does. Raises ProposalIsOver."""
    gone, _ = RoleProposal.objects.waiting().filter(pk=asked.pk).delete()
    if not gone:
        raise ProposalIsOver("Somebody decided about this meanwhile.")
    record(Verb.ROLE_DECLINED, target=asked, by=by, role=asked.role, user=asked.user_id, withdrawn=True)


def _carry_out(asked: RoleProposal, by: User) -> None:
    user = User.objects.select_for_update().get(pk=asked.user_id)
    if asked.change == Change.END and asked.assignment:
        if not asked.assignment.is_cover:
            refuse_last(user, Role(asked.role))
        end_role(assignment=asked.assignment, by=by)
        return
    if not user.is_active:
        raise AccountIsOver(f"The account of {user} has ended.")
    begins = max(asked.starts_on, timezone.localdate())
    if asked.ends_on and asked.ends_on < begins:
        raise RoleEndedAlready("Its last day is past. Ask for it anew with other dates.")
    given = give_role(user=user, role=Role(asked.role), by=by, starts_on=begins, ends_on=asked.ends_on)
    asked.assignment = given
