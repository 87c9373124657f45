"""What those who answer write into a complaint, as rows: for tests of what whoever complained reads and does after."""

import datetime as dt
from typing import Any

from django.utils import timezone

from incidents.actions.entries import add_entry
from incidents.complaints.stages import Finding, Progress, Stage
from incidents.models import Case, Complaint, DateRevision, StageAnswer, State, TimelineEntry, Understanding
from people.models import User


def moved(case: Case, progress: Progress, **changed: Any) -> Case:
    """The complaint has come so far."""
    Complaint.objects.filter(pk=case.pk).update(progress=progress, **changed)
    Case.objects.filter(pk=case.pk, state=State.NEW).update(state=State.WORKING, seen_at=timezone.now())
    return Case.objects.get(pk=case.pk)


def understood(case: Case, by: User, text: str = "A picture was shown although you had said no.") -> Understanding:
    """*This is what we understood*."""
    return Understanding.objects.create(complaint=case.complaint, text=text, said_by=by)


def written(case: Case, by: User, text: str = "When did you see it?") -> TimelineEntry:
    """A message of the school."""
    return add_entry(case, TimelineEntry.Kind.TO_AUTHOR, "Written to whoever complained", by=by, text=text)


def noted(case: Case, by: User, text: str = "A private canary.") -> TimelineEntry:
    """A note that stays in school."""
    return add_entry(case, TimelineEntry.Kind.NOTE, "Private note", by=by, text=text)


def put_off(case: Case, by: User, reason: str = "The teacher was ill.") -> DateRevision:
    """The day of the answer became a week later."""
    before = case.complaint.answer_by
    after = before + dt.timedelta(days=7)
    Complaint.objects.filter(pk=case.pk).update(answer_by=after)
    what = DateRevision.What.ANSWER
    return DateRevision.objects.create(
        complaint=case.complaint, what=what, before=before, after=after, reason=reason, revised_by=by
    )


def answered(case: Case, by: User, *, days: int = 10, stage: Stage = Stage.ONE, **said: Any) -> Case:
    """A stage has its answer; the next can be asked for during so many days more."""
    plain = {"finding": Finding.PARTLY, "reason": "It was our mistake.", "actions": "We took it down.", "private": "P."}
    StageAnswer.objects.create(complaint=case.complaint, stage=stage, decided_by=by, **plain | said)
    last = timezone.localdate() + dt.timedelta(days=days)
    return moved(case, Progress.ANSWERED, next_stage_by=last, answered_at=timezone.now(), stage=stage)


def closed(case: Case, progress: Progress = Progress.CLOSED) -> Case:
    """It is closed."""
    case = moved(case, progress)
    Case.objects.filter(pk=case.pk).update(state=State.CLOSED, closed_at=timezone.now())
    return Case.objects.get(pk=case.pk)
