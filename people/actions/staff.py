"""Loading a staff list: accounts without a password, roles by job title, class teachers, last days."""

import datetime as dt
from contextlib import suppress
from typing import Any

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from people import school_year as years
from people.models import ClassTeacher, RoleAssignment, RollImport, SchoolClass, SchoolYear, User
from people.names import fold
from people.roll.staff.known import known_accounts
from people.roll.staff.plan import AccountChange, StaffPlan, plan_staff
from people.roll.staff.rows import StaffReading

from .accounts import close_on
from .proposals import AskedAlready, ask_for, goes_alone
from .roles import end_role
from .rolls import ListFaults, ListSource, keep_load

_FIELDS = ("staff_code", "title", "forename", "surname", "job_title")


def prepare_staff(reading: StaffReading, *, school_year: int, today: dt.date | None = None) -> StaffPlan:
    """What loading this list would do, without doing it. Three queries."""
    accounts = known_accounts(school_year)
    return plan_staff(reading, accounts, school_year=school_year, today=today or timezone.localdate())


@transaction.atomic
def import_staff(
    *,
    reading: StaffReading,
    source: ListSource,
    school_year: int,
    by: User | None,
    waiting: RollImport | None = None,
) -> tuple[RollImport, StaffPlan]:
    """Load a staff list; class teachers are those of `school_year`. Raises ListFaults; then nothing changed.

    Loaded by a person, the roles that need a second one wait for it (`proposals.py`): a list promotes nobody.
    """
    first, last = years.first_day(school_year), years.last_day(school_year)
    SchoolYear.objects.get_or_create(starts_in=school_year, defaults={"starts_on": first, "ends_on": last})
    SchoolYear.objects.select_for_update(no_key=True).get(starts_in=school_year)
    plan = prepare_staff(reading, school_year=school_year)
    if plan.problems:
        raise ListFaults(plan.problems)
    _write(plan, by)
    kept = keep_load(RollImport.Kind.STAFF, source, school_year, plan.counts, by, False, waiting)
    details: dict[str, Any] = {"school_year": school_year, "sha256": source.sha256, **plan.counts}
    record(Verb.STAFF_IMPORTED, target=kept, by=by, **details)
    return kept, plan


def _write(plan: StaffPlan, by: User | None) -> None:
    classes = {fold(c.code): c for c in SchoolClass.objects.filter(school_year=plan.school_year)}
    for change in (*plan.new, *plan.changed):
        user = _write_account(change, by)
        _write_roles(change, user, plan.today, by)
        _write_classes(change, user, plan, classes)


def _write_account(change: AccountChange, by: User | None) -> User:
    row = change.row
    if change.known is None:
        fields = {name: getattr(row, name) for name in _FIELDS}
        return User.objects.create_user(row.email, None, ends_on=row.ends_on, **fields)
    user = User.objects.select_for_update(no_key=True).get(pk=change.known.pk)
    new = {f.field: f.becomes for f in change.fields}
    last_day = new.pop("ends_on", None)
    if new:
        User.objects.filter(pk=user.pk).update(**new)
    if isinstance(last_day, dt.date):
        close_on(user=user, last_day=last_day, by=by)
    return user


def _write_roles(change: AccountChange, user: User, today: dt.date, by: User | None) -> None:
    """The roles of the list. Those that need a second person wait for one; a command on the server needs none."""
    last = change.row.ends_on
    begins = change.row.starts_on or today
    if last:
        begins = min(begins, last)
    for role in change.roles_given:
        if by is None or (goes_alone(role, by) and by.pk != user.pk):
            RoleAssignment.objects.create(user=user, role=role, starts_on=begins, ends_on=last)
        elif by.pk != user.pk and not (last and last < today):
            with suppress(AskedAlready):
                ask_for(user=user, role=role, by=by, starts_on=begins, ends_on=last)
    for held in RoleAssignment.objects.filter(pk__in=[role.pk for role in change.roles_ended]):
        end_role(assignment=held, by=by, ends_on=last)


def _write_classes(change: AccountChange, user: User, plan: StaffPlan, classes: dict[str, SchoolClass]) -> None:
    """The classes of the year. A class that no pupil list has named yet is made."""
    first = years.first_day(plan.school_year)
    for link in ClassTeacher.objects.filter(pk__in=[link.pk for link in change.classes_ended]):
        yesterday = plan.today - dt.timedelta(days=1)
        link.ends_on = max(link.starts_on, change.row.ends_on or yesterday)
        link.save(update_fields=["ends_on"])
    for code in change.classes_begun:
        if fold(code) not in classes:
            classes[fold(code)] = SchoolClass.objects.create(school_year=plan.school_year, code=code)
        begins = max(change.row.starts_on or first, first)
        ClassTeacher.objects.create(
            user=user,
            school_class=classes[fold(code)],
            starts_on=plan.today if change.known and change.classes_ended else begins,
            ends_on=change.row.ends_on,
        )
