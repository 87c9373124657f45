"""The impact assessment: its own words, putting it before the headteacher, agreeing to it (UK GDPR, Article 35)."""

import datetime as dt
import hashlib
from collections.abc import Callable

from django.db import IntegrityError, transaction

from audit.models import Verb
from audit.recorder import record, wait_for_the_chain
from people.models import AssessmentApproval, AssessmentWords, DataAssessment, User
from people.permissions import Permission

Part = AssessmentWords.Part
# Who writes what: advice is the data-protection officer's alone, the rest is for both.
WRITES = {Part.ADVICE: Permission.ASSESSMENT_ADVISE}


class NotYours(Exception):
    """Somebody else writes or decides this."""


class Changed(Exception):
    """It says something else by now than on the page that was sent."""


class NotNow(Exception):
    """It cannot be done in the state in which it is. The message says why."""


def may_write(user: User, part: str) -> bool:
    """Whether `user` writes this part of the assessment."""
    return user.has_perm(WRITES.get(Part(part), Permission.DATA_PAPERS))


@transaction.atomic
def write_words(*, part: str, text: str, seen: int, by: User) -> AssessmentWords:
    """Keep what somebody writes for a part. `seen`: the key of the words that stood on the page, 0 for none.

    The same words again change nothing. Raises NotYours; Changed where somebody else wrote meanwhile.
    """
    if not may_write(by, part):
        raise NotYours
    wait_for_the_chain()
    held = AssessmentWords.objects.filter(part=part).first()
    if held and held.text == text.strip():
        return held
    if (held.pk if held else 0) != seen:
        raise Changed
    written = AssessmentWords.objects.create(part=part, text=text.strip(), written_by=by)
    record(Verb.ASSESSMENT_WORDED, target=written, by=by, assessment_part=str(part))
    return written


@transaction.atomic
def submit_assessment(*, says: Callable[[], str], seen: str, review_on: dt.date, by: User) -> DataAssessment:
    """Freeze the assessment as it stands, and put it before the headteacher. `seen`: the fingerprint of what was read.

    Sent twice it is one. Raises NotYours; NotNow where no advice is written; Changed where it says something else now.
    """
    if not by.has_perm(Permission.ASSESSMENT_ADVISE):
        raise NotYours
    wait_for_the_chain()
    last = DataAssessment.objects.first()
    if last and last.digest == seen and last.review_on == review_on:
        return last
    words = AssessmentWords.objects.latest_of_each()
    if Part.ADVICE not in words or not words[Part.ADVICE].text:
        raise NotNow("Write your advice first. The headteacher decides on it.")
    content = says()
    digest = hashlib.sha256(content.encode()).hexdigest()
    if digest != seen:
        raise Changed
    made = DataAssessment.objects.create(
        number=last.number + 1 if last else 1, content=content, digest=digest, review_on=review_on, submitted_by=by
    )
    record(Verb.ASSESSMENT_SUBMITTED, target=made, by=by, number=made.number, sha256=digest)
    return made


@transaction.atomic
def approve_assessment(*, assessment: DataAssessment, decision: str, by: User) -> AssessmentApproval:
    """Agree to the version that was put forward last, in words of one's own if one likes. Approved twice it is one.

    Raises NotYours, for whoever put it forward too; NotNow where a later version waits.
    """
    if not by.has_perm(Permission.ASSESSMENT_APPROVE) or assessment.submitted_by_id == by.pk:
        raise NotYours
    wait_for_the_chain()
    if found := AssessmentApproval.objects.filter(assessment=assessment).first():
        return found
    if DataAssessment.objects.filter(number__gt=assessment.number).exists():
        raise NotNow("A later version was put before you. Read that one.")
    try:
        with transaction.atomic():
            approval = AssessmentApproval.objects.create(
                assessment=assessment, decision=decision.strip(), approved_by=by
            )
    except IntegrityError:
        return AssessmentApproval.objects.get(assessment=assessment)
    record(Verb.ASSESSMENT_APPROVED, target=assessment, by=by, number=assessment.number, sha256=assessment.digest)
    return approval
