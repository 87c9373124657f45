"""Giving and ending roles. A role is never deleted: it ends on a day."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from people.barred import refuse_barred
from people.models import RoleAssignment, User
from people.roles import NEVER_BOTH, Role


class RoleHeldAlready(Exception):
    """The person holds this role on that day already."""


class NeverBoth(RoleHeldAlready):
    """The person holds a role that excludes this one: head and chair watch over each other."""


class RoleEndedAlready(Exception):
    """The role has ended before that day."""


@transaction.atomic
def give_role(
    *,
    user: User,
    role: Role,
    by: User | None,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    is_cover: bool = False,
    covers: RoleAssignment | None = None,
) -> RoleAssignment:
    """Give somebody a role from `starts_on` (today) to `ends_on`, both included.

    Raises RoleHeldAlready where they hold it on its first day, NeverBoth for a head who is to be chair or the other way
    round, UnderCourtOrder for a parent whom a court order shuts out.
    """
    starts_on = starts_on or timezone.localdate()
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if role == Role.PARENT:
        refuse_barred(user.email, user)
    refuse_both(user, role, starts_on, ends_on)
    if user.assignments.filter(role=role).in_force_on(starts_on).exists():
        raise RoleHeldAlready(f"{user} is {role.label} already.")
    given = RoleAssignment.objects.create(
        user=user, role=role, starts_on=starts_on, ends_on=ends_on, is_cover=is_cover, covers=covers
    )
    record(Verb.ROLE_GIVEN, target=given, by=by, role=str(role), user=user.pk, is_cover=is_cover)
    return given


def refuse_both(user: User, role: Role, starts_on: dt.date, ends_on: dt.date | None) -> None:
    """Raises NeverBoth where `user` is head or chair, or stands in for one, on a day when they would be the other."""
    others = user.assignments.filter(role__in=NEVER_BOTH - {role}).exclude(ends_on__lt=starts_on)
    if ends_on:
        others = others.filter(starts_on__lte=ends_on)
    if role in NEVER_BOTH and others.exists():
        raise NeverBoth("Headteacher and chair are never one person, not while standing in either.")


@transaction.atomic
def end_role(*, assignment: RoleAssignment, by: User | None, ends_on: dt.date | None = None) -> RoleAssignment:
    """End a role: `ends_on` (yesterday, so at once) is its last day.

    One that begins later than its end is moved back to it, so that nobody holds it for the rest of the day. Whoever
    stands in for it does so no longer than it lasts. Raises RoleEndedAlready where it ended before.
    """
    ends_on = ends_on or timezone.localdate() - dt.timedelta(days=1)
    assignment = RoleAssignment.objects.select_for_update(no_key=True).get(pk=assignment.pk)
    if assignment.ends_on and assignment.ends_on <= ends_on:
        raise RoleEndedAlready(f"It ended on {assignment.ends_on:%d/%m/%Y}.")
    assignment.ends_on = ends_on
    assignment.starts_on = min(assignment.starts_on, ends_on)
    assignment.save(update_fields=["starts_on", "ends_on"])
    record(Verb.ROLE_ENDED, target=assignment, by=by, role=assignment.role, user=assignment.user_id)
    for cover in assignment.covered_by.exclude(ends_on__lte=ends_on):
        end_role(assignment=cover, by=by, ends_on=ends_on)
    return assignment
