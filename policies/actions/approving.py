"""A version before the governors: sent to them, taken back, changes asked for, approved."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from people.models import User
from people.roles import Role
from policies.models import PolicyVersion, VersionStep
from policies.models.states import EDITABLE

from .faults import CannotBeSo, SamePerson, Unsettled, WrongDay
from .locking import locked_in

Status = PolicyVersion.Status
Kind = VersionStep.Kind


@transaction.atomic
def submit_version(*, version: PolicyVersion, by: User | None, note: str = "") -> PolicyVersion:
    """Send a draft to the governors: from now on nobody changes its wording.

    Raises WrongStatus unless it is being written, CannotBeSo while it says nothing.
    """
    version = locked_in(version, *EDITABLE)
    if not version.sections.exists():
        raise CannotBeSo("", "This draft has no area yet. Write one first.")
    return _step(version, Status.IN_REVIEW, Kind.SUBMITTED, Verb.POLICY_SUBMITTED, by, note)


@transaction.atomic
def take_back_version(*, version: PolicyVersion, by: User, note: str = "") -> PolicyVersion:
    """Take a version back from the governors before they decided, to change it. Raises WrongStatus."""
    version = locked_in(version, Status.IN_REVIEW)
    return _step(version, Status.DRAFT, Kind.TAKEN_BACK, Verb.POLICY_TAKEN_BACK, by, note)


@transaction.atomic
def request_changes(*, version: PolicyVersion, note: str, by: User) -> PolicyVersion:
    """Give a version back to be changed, and say what. Raises WrongStatus, and CannotBeSo without a note."""
    version = locked_in(version, Status.IN_REVIEW)
    if not note.strip():
        raise CannotBeSo("note", "Write what is to be changed.")
    kind, verb = Kind.CHANGES_REQUESTED, Verb.POLICY_CHANGES_REQUESTED
    return _step(version, Status.CHANGES_REQUESTED, kind, verb, by, note)


@transaction.atomic
def approve_version(
    *,
    version: PolicyVersion,
    approved_on: dt.date,
    approved_by_text: str,
    minute_reference: str,
    by: User,
    seen: int | None = None,
) -> PolicyVersion:
    """Keep that the governors approved a version: which body, on what day, in which minute (requirements A5).

    The chair approves; the clerk records what the board decided, and so with its minute. Raises WrongStatus unless
    the governors have it, SamePerson if `by` drafted it or wrote in it last, Unsettled while a comment waits for an
    answer, WrongDay if no body is named or the day has not come yet, CannotBeSo for a clerk's record without minute.
    `seen` is the revision that lay before whoever approves: taken back, changed and sent again since, it is another
    text, and CannotBeSo says so.
    """
    version = locked_in(version, Status.IN_REVIEW)
    if seen is not None and seen != version.revision:
        raise CannotBeSo("", "The wording was changed since you opened this page. Read it again, then approve it.")
    if by.pk in (version.drafted_by_id, version.edited_by_id):
        raise SamePerson(f"You wrote in version {version.number}, so somebody else has to approve it.")
    if waiting := version.comments.open().count():
        raise Unsettled(f"{waiting} comment{' waits' if waiting == 1 else 's wait'} for an answer first.")
    if not approved_by_text.strip() or approved_on > timezone.localdate():
        raise WrongDay("Say who approved it, and on which day up to today.")
    if Role.CHAIR not in by.roles and not minute_reference.strip():
        raise CannotBeSo("minute_reference", "Write the minute in which the decision of the board stands.")
    version.approved_on = approved_on
    version.approved_by = by
    version.approved_by_text = approved_by_text
    version.minute_reference = minute_reference
    return _step(version, Status.APPROVED, Kind.APPROVED, Verb.POLICY_APPROVED, by)


def _step(
    version: PolicyVersion, status: str, kind: VersionStep.Kind, verb: Verb, by: User | None, note: str = ""
) -> PolicyVersion:
    version.status = status
    version.save()
    VersionStep.objects.create(version=version, kind=kind, by=by, note=note)
    record(verb, target=version, by=by, number=version.number)
    return version
