"""From the approved version to the one in force, and back out of force."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from people.models import User
from policies.models import PolicyVersion, VersionStep
from policies.models.states import PUBLIC

from .faults import CannotBeSo, WrongDay
from .locking import locked_in
from .telling import tell_readers

Status = PolicyVersion.Status


@transaction.atomic
def publish_version(
    *, version: PolicyVersion, effective_from: dt.date, review_due_on: dt.date | None, by: User
) -> PolicyVersion:
    """Let an approved version hold from `effective_from` on; the one before it is replaced in the same step.

    The school's first version may have begun before the portal knew it. A later one may not begin in the
    past, for the one before it stood then. Whom it is for hears of it by mail. Raises WrongStatus unless it is
    approved, WrongDay for such a day or a review that is not after it.
    """
    version = locked_in(version, Status.APPROVED)
    before = version.policy.versions.published().select_for_update(no_key=True).first()
    _check_days(version, effective_from, review_due_on)
    if before:
        before.status = Status.SUPERSEDED
        before.save(update_fields=["status"])
    version.status = Status.PUBLISHED
    version.published_at = timezone.now()
    version.effective_from = effective_from
    version.review_due_on = review_due_on
    version.save()
    VersionStep.objects.create(version=version, kind=VersionStep.Kind.PUBLISHED, by=by)
    people = tell_readers(version)
    replaced = before.number if before else None
    record(Verb.POLICY_PUBLISHED, target=version, by=by, number=version.number, replaced=replaced, people=people)
    return version


def first_possible_day(version: PolicyVersion) -> dt.date | None:
    """The first day on which `version` may begin: today, or that of the version it replaces, whichever is later.

    None for the first one of a policy, which may have begun before the portal knew it.
    """
    earlier = version.policy.versions.filter(status__in=PUBLIC)
    if not earlier.exists():
        return None
    today = timezone.localdate()
    begins = earlier.published().values_list("effective_from", flat=True).first()
    return max(today, begins or today)


@transaction.atomic
def withdraw_version(*, version: PolicyVersion, reason: str, by: User) -> PolicyVersion:
    """Take the published version out of force from today on. Everybody may still read it, with the day.

    Up to its first day the one that it was to replace goes on and stands as published again; afterwards no version
    holds until the next is published. Raises WrongStatus for any other version, CannotBeSo without a reason.
    """
    version = locked_in(version, Status.PUBLISHED)
    if not reason.strip():
        raise CannotBeSo("reason", "Write why it is withdrawn.")
    today = timezone.localdate()
    before = goes_on_instead(version)
    version.status, version.withdrawn_on = Status.WITHDRAWN, today
    version.save(update_fields=["status", "withdrawn_on"])
    if before:
        before.status = Status.PUBLISHED
        before.save(update_fields=["status"])
    VersionStep.objects.create(version=version, kind=VersionStep.Kind.WITHDRAWN, by=by, note=reason)
    record(Verb.POLICY_WITHDRAWN, target=version, by=by, number=version.number)
    return version


def has_begun(version: PolicyVersion) -> bool:
    """Whether a published version held on a day before today."""
    return version.effective_from is None or version.effective_from < timezone.localdate()


def goes_on_instead(version: PolicyVersion) -> PolicyVersion | None:
    """The version that goes on if this one is withdrawn today: only what has not begun leaves the one before it."""
    if has_begun(version):
        return None
    return version.policy.versions.filter(status=Status.SUPERSEDED, number__lt=version.number).first()


def _check_days(version: PolicyVersion, effective_from: dt.date, review_due_on: dt.date | None) -> None:
    if review_due_on and review_due_on <= effective_from:
        raise WrongDay("Choose a day for the next review that comes after the first day.")
    first = first_possible_day(version)
    if first and effective_from < first:
        raise WrongDay(f"Choose {first:%-d %B %Y} or later: until then the version before it holds.")
