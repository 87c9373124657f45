"""Platforms with the age from which their makers let people have an account (B1; requirements 27)."""

import datetime as dt
from dataclasses import dataclass, fields

from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from people.models import User
from policies.models import Platform

from .faults import CannotBeSo, NothingChanged

TAKEN = "This platform stands in the list already. Change that line."


@dataclass(frozen=True)
class PlatformEntry:
    """A line of the list. `checked_on`: when somebody looked the age up; `is_active`: shown to readers."""

    name: str
    minimum_age: int | None = None
    note: str = ""
    checked_on: dt.date | None = None
    is_active: bool = True


@transaction.atomic
def add_platform(*, entry: PlatformEntry, by: User) -> Platform:
    """Enter a platform. Raises CannotBeSo."""
    return _keep(Platform(), entry, by)


@transaction.atomic
def change_platform(*, platform: Platform, entry: PlatformEntry, by: User) -> Platform:
    """Change a line, leave it out, take it in again. Raises NothingChanged, CannotBeSo."""
    return _keep(Platform.objects.select_for_update(no_key=True).get(pk=platform.pk), entry, by)


def _keep(platform: Platform, entry: PlatformEntry, by: User) -> Platform:
    """Raises CannotBeSo for a name that is taken or a day to come."""
    created = platform.pk is None
    changed = [f.name for f in fields(PlatformEntry) if getattr(platform, f.name) != getattr(entry, f.name)]
    if not changed:
        raise NothingChanged("Nothing was changed.")
    if entry.checked_on and entry.checked_on > timezone.localdate():
        raise CannotBeSo("checked_on", "Write today or an earlier day.")
    if Platform.objects.exclude(pk=platform.pk).filter(name__iexact=entry.name).exists():
        raise CannotBeSo("name", TAKEN)
    for name in changed:
        setattr(platform, name, getattr(entry, name))
    try:
        with transaction.atomic():
            platform.save()
    except IntegrityError as fault:
        raise CannotBeSo("name", TAKEN) from fault
    details = {"created": True} if created else {"fields": sorted(changed)}
    record(Verb.PLATFORM_CHANGED, target=platform, by=by, **details)
    return platform
