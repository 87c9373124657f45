"""Class tablets: made by the office, set up with a code, taken out of use."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from audit.models import Actor, Verb
from audit.recorder import record
from people.devices import CODE_MINUTES, code_digest, new_code, new_secret, secret_digest
from people.models import SchoolClass, SchoolYear, SharedDevice, User
from people.school_year import last_day


class CodeDoesNotWork(Exception):
    """Wrong, used, too old, or of a tablet taken out of use: nobody is told which."""


class DeviceRevoked(Exception):
    """It is out of use already."""


class DeviceSetUp(Exception):
    """The tablet has used its code: it needs no other."""


@transaction.atomic
def make_device(*, name: str, classes: Collection[SchoolClass], by: User) -> tuple[SharedDevice, str]:
    """A tablet that may be set up, and the code for it, which is kept nowhere. No classes: the whole school.

    It works until the end of the school year, since classes and permissions end then.
    """
    device = SharedDevice.objects.create(
        name=name, whole_school=not classes, enrolled_by=by, expires_on=end_of_year(timezone.localdate())
    )
    device.classes.set(classes)
    code = _give_code(device)
    record(Verb.DEVICE_ENROLLED, target=device, by=by, step="code", whole_school=not classes, classes=len(classes))
    return device, code


@transaction.atomic
def renew_code(*, device: SharedDevice, by: User) -> str:
    """Another code in place of one that was not typed in time. Raises DeviceRevoked and DeviceSetUp."""
    device = SharedDevice.objects.select_for_update(no_key=True).get(pk=device.pk)
    if device.revoked_at:
        raise DeviceRevoked("This tablet was taken out of use. Set it up as a new one.")
    if device.secret_digest:
        raise DeviceSetUp("This tablet is set up already.")
    code = _give_code(device)
    record(Verb.DEVICE_ENROLLED, target=device, by=by, step="code_again")
    return code


@transaction.atomic
def enrol_device(*, code: str) -> tuple[SharedDevice, str]:
    """The code was typed on the tablet: it is set up, and the code is used up. Returns the secret for its cookie.

    Raises CodeDoesNotWork.
    """
    now = timezone.now()
    device = SharedDevice.objects.select_for_update(no_key=True).waiting_for(code_digest(code), now).first()
    if device is None or device.expires_on < timezone.localdate():
        raise CodeDoesNotWork
    secret = new_secret()
    device.secret_digest, device.enrolled_at, device.seen_on = secret_digest(secret), now, timezone.localdate()
    device.code_digest = device.code_expires_at = None
    device.save()
    record(Verb.DEVICE_ENROLLED, target=device, by=None, actor=Actor.PUBLIC, step="used")
    return device, secret


@transaction.atomic
def revoke_device(*, device: SharedDevice, by: User) -> None:
    """Out of use, from the next request on. Raises DeviceRevoked."""
    device = SharedDevice.objects.select_for_update(no_key=True).get(pk=device.pk)
    if device.revoked_at:
        raise DeviceRevoked("This tablet was out of use already.")
    device.revoked_at, device.revoked_by = timezone.now(), by
    device.code_digest = device.code_expires_at = None
    device.save()
    record(Verb.DEVICE_REVOKED, target=device, by=by)


def end_of_year(day: dt.date) -> dt.date:
    """The last day of the school year of `day`, as entered in the calendar."""
    year = SchoolYear.objects.year_on(day)
    row = SchoolYear.objects.filter(starts_in=year).first()
    return row.ends_on if row else last_day(year)


def _give_code(device: SharedDevice) -> str:
    code = new_code()
    device.code_digest = code_digest(code)
    device.code_expires_at = timezone.now() + dt.timedelta(minutes=CODE_MINUTES)
    device.save(update_fields=["code_digest", "code_expires_at"])
    return code
