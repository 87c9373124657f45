"""From the draft to the version in force: approval and publication."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from people.models import User
from policies.models import Policy, PolicyVersion

from .faults import SamePerson, WrongDay, WrongStatus

Status = PolicyVersion.Status


@transaction.atomic
def approve_version(
    *, version: PolicyVersion, approved_on: dt.date, approved_by_text: str, minute_reference: str, by: User
) -> PolicyVersion:
    """Keep that the governors approved a version: which body, on what day, in which minute.

    Raises WrongStatus unless it is a draft or being looked at, SamePerson if `by` wrote it, WrongDay if no
    body is named or the day has not come yet.
    """
    version = _locked(version)
    if version.status not in (Status.DRAFT, Status.IN_REVIEW):
        raise WrongStatus(version.get_status_display())
    if by.pk == version.drafted_by_id:
        raise SamePerson(f"Somebody else has to approve {version}.")
    if not approved_by_text or approved_on > timezone.localdate():
        raise WrongDay("Say who approved it, and on which day up to today.")
    version.status = Status.APPROVED
    version.approved_on = approved_on
    version.approved_by = by
    version.approved_by_text = approved_by_text
    version.minute_reference = minute_reference
    version.save()
    record(Verb.POLICY_APPROVED, target=version, by=by, number=version.number)
    return version


@transaction.atomic
def publish_version(
    *, version: PolicyVersion, effective_from: dt.date, review_due_on: dt.date | None, by: User
) -> PolicyVersion:
    """Let an approved version hold from `effective_from` on; the one before it is replaced in the same step.

    The school's first version may have begun before the portal knew it. A later one may not begin in the
    past, for the one before it stood then. Raises WrongStatus unless it is approved, WrongDay for such a
    day or a review that is not after it.
    """
    version = _locked(version)
    if version.status != Status.APPROVED:
        raise WrongStatus(version.get_status_display())
    before = version.policy.versions.published().select_for_update().first()
    _check_days(before, effective_from, review_due_on)
    if before:
        before.status = Status.SUPERSEDED
        before.save(update_fields=["status"])
    version.status = Status.PUBLISHED
    version.published_at = timezone.now()
    version.effective_from = effective_from
    version.review_due_on = review_due_on
    version.save()
    replaced = before.number if before else None
    record(Verb.POLICY_PUBLISHED, target=version, by=by, number=version.number, replaced=replaced)
    return version


def _check_days(before: PolicyVersion | None, effective_from: dt.date, review_due_on: dt.date | None) -> None:
    if review_due_on and review_due_on <= effective_from:
        raise WrongDay("Choose a day for the next review that comes after the first day.")
    if before is None:
        return
    first_possible = max(timezone.localdate(), before.effective_from or timezone.localdate())
    if effective_from < first_possible:
        raise WrongDay(f"Choose {first_possible:%-d %B %Y} or later: until then version {before.number} holds.")


def _locked(version: PolicyVersion) -> PolicyVersion:
    """The version as it stands now. The policy is locked first, so that publications wait for each other."""
    Policy.objects.select_for_update().get(pk=version.policy_id)
    return PolicyVersion.objects.select_for_update(of=("self",)).select_related("policy").get(pk=version.pk)
