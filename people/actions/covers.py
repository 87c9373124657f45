"""Cover: head, safeguarding lead and chair name somebody to stand in for them from one day to another."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from people.models import RoleAssignment, User
from people.roles import NAMES_COVER, Role

from .roles import RoleHeldAlready, end_role, give_role

LONGEST = dt.timedelta(days=366)


class CannotCover(Exception):
    """This person cannot stand in, or these dates cannot be."""


def may_stand_in(user: User, day: dt.date) -> bool:
    """Whether somebody has a role in the school on `day` other than parent: a parent's account alone does not."""
    return user.assignments.in_force_on(day).exclude(role=Role.PARENT).exists()


@transaction.atomic
def name_cover(
    *, assignment: RoleAssignment, user: User, starts_on: dt.date, ends_on: dt.date, by: User
) -> RoleAssignment:
    """`user` holds the role of `assignment` too from `starts_on` to `ends_on`, both included; it ends by itself.

    Only the holder names, and nobody who stands in names another. Raises CannotCover and RoleHeldAlready.
    """
    today = timezone.localdate()
    held = RoleAssignment.objects.select_for_update(no_key=True).get(pk=assignment.pk)
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if held.user_id != by.pk or held.is_cover or Role(held.role) not in NAMES_COVER or not _runs(held, today):
        raise CannotCover("Only the holder of a role names who stands in.")
    if user.pk == by.pk:
        raise CannotCover("Choose somebody other than yourself.")
    if starts_on < today or ends_on < starts_on or ends_on - starts_on > LONGEST:
        raise CannotCover("Write a first day from today on, and a last day after it, within a year.")
    if any(end and ends_on > end for end in (held.ends_on, by.ends_on)):
        raise CannotCover("Nobody stands in for longer than you hold the role yourself.")
    if not user.is_active or (user.ends_on and user.ends_on < ends_on) or not may_stand_in(user, today):
        raise CannotCover("Choose a member of staff or a governor whose account works on all these days.")
    meets = user.assignments.filter(role=held.role, starts_on__lte=ends_on).exclude(ends_on__lt=starts_on)
    if meets.exists():
        raise RoleHeldAlready(f"{user} is {Role(held.role).label} on some of these days already.")
    given = give_role(
        user=user, role=Role(held.role), by=by, starts_on=starts_on, ends_on=ends_on, is_cover=True, covers=held
    )
    record(Verb.COVER_NAMED, target=given, by=by, role=held.role, user=user.pk, covers=held.pk)
    return given


@transaction.atomic
def end_cover(*, cover: RoleAssignment, by: User) -> RoleAssignment:
    """End it before its last day, at once. Raises CannotCover for one that `by` did not name, RoleEndedAlready."""
    if not cover.is_cover or cover.covers is None or cover.covers.user_id != by.pk:
        raise CannotCover("Only the holder of the role ends this.")
    return end_role(assignment=cover, by=by)


def _runs(held: RoleAssignment, day: dt.date) -> bool:
    return held.starts_on <= day and (held.ends_on is None or held.ends_on >= day)
