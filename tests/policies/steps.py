"""The steps of a version, taken and read by tests."""

import datetime as dt

from django.utils import timezone

from audit.models import AuditEvent, Verb
from policies.actions import (
    approve_version,
    publish_version,
)
from policies.models import PolicyVersion, VersionStep

Status = PolicyVersion.Status
Kind = VersionStep.Kind
DAY = dt.timedelta(days=1)


def approve(version: PolicyVersion, by, **changes) -> PolicyVersion:
    plain = {"approved_on": timezone.localdate(), "approved_by_text": "the board", "minute_reference": "26/7"}
    return approve_version(version=version, by=by, **plain | changes)


def publish(version: PolicyVersion, by, days: int = 0) -> PolicyVersion:
    day = timezone.localdate() + days * DAY
    return publish_version(version=version, effective_from=day, review_due_on=None, by=by)


def steps(version: PolicyVersion) -> list[str]:
    return list(version.steps.values_list("kind", flat=True))


def recorded(version: PolicyVersion, verb: Verb) -> int:
    return AuditEvent.objects.about(version).filter(verb=verb).count()


def in_force(days: int = 0) -> PolicyVersion | None:
    return PolicyVersion.objects.in_force_on(timezone.localdate() + days * DAY).first()
