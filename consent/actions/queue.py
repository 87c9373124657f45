"""Putting doubtful rows and unread comments of a load into the queue, inside the load's own transaction."""

import datetime as dt
from collections.abc import Mapping as Choices

from consent.models import ReviewEntry, ReviewWaiting, SurveyImport
from consent.plans import Comment, SurveyPlan
from consent.queue_words import child_text
from consent.survey.verdict import Judged, Outcome
from people.models import User

Queued = list[tuple[int, int, int]]


def open_entries(survey: SurveyImport, plan: SurveyPlan, now: dt.datetime) -> Queued:
    """One entry for each doubtful child of the load; those pupils wait from now on.

    A submission that already waits with the same answers is not queued twice. Returns those that were found
    again: (entry, record, child).
    """
    new: list[tuple[ReviewEntry, tuple[int, ...]]] = []
    repeated: Queued = []
    for number, judged in enumerate(plan.judged):
        if judged.outcome is not Outcome.REVIEW:
            continue
        identity = plan.identities[number]
        same = _same_waiting(plan.open_entries.get(identity, []), judged, plan)
        if same:
            repeated.append((same.pk, judged.entry.record, judged.entry.child))
            continue
        new.append((_entry(survey, judged, identity, now), judged.waiting))
    _create(new)
    return repeated


def _same_waiting(waiting: list[ReviewEntry], judged: Judged, plan: SurveyPlan) -> ReviewEntry | None:
    answers = {slug: value.value for slug, value in judged.entry.answers.items()}
    for entry in waiting:
        if entry.answers == answers and set(plan.reading.asked) <= set(entry.survey.asked):
            return entry
    return None


def _create(new: list[tuple[ReviewEntry, tuple[int, ...]]]) -> None:
    created = ReviewEntry.objects.bulk_create(entry for entry, _ in new)
    ReviewWaiting.objects.bulk_create(
        ReviewWaiting(entry=entry, pupil_id=pupil)
        for entry, (_, waiting) in zip(created, new, strict=True)
        for pupil in waiting
    )


def _entry(survey: SurveyImport, judged: Judged, identity: str, now: dt.datetime) -> ReviewEntry:
    entry = judged.entry
    return ReviewEntry(
        survey=survey,
        kind=ReviewEntry.Kind.ENTRY,
        record=entry.record,
        child=entry.child,
        identity=identity,
        reason=judged.reason.value,
        child_text=child_text(entry)[:200],
        class_text=entry.named.class_text[:120],
        respondent_key=judged.respondent_key[:200],
        respondent_name=entry.respondent.name[:160],
        respondent_email=entry.respondent.email[:254],
        relationship=entry.respondent.relationship[:60],
        answered_at=entry.moment.at if entry.moment else None,
        answered_precision=entry.moment.precision.value if entry.moment else "",
        answers={slug: value.value for slug, value in entry.answers.items()},
        suggestions=[
            {"pupil": suggestion.pupil, "score": suggestion.score, "why": suggestion.why}
            for suggestion in judged.suggestions[:8]
        ],
        comment=entry.comment,
        opened_at=now,
    )


def open_comments(
    survey: SurveyImport, plan: SurveyPlan, now: dt.datetime, by: User | None, read: Choices[str, bool]
) -> Queued:
    """Queue each comment nobody has read; keep what the person found in those read in the preview.

    A comment that waits already is not queued twice. Returns those: (entry, record, child).
    """
    new: list[tuple[ReviewEntry, tuple[int, ...]]] = []
    repeated: Queued = []
    for comment in plan.comments:
        if comment.known:
            continue
        if comment.waiting_entry and comment.identity not in read:
            repeated.append((comment.waiting_entry, comment.judged.entry.record, comment.judged.entry.child))
            continue
        entry = _comment_entry(survey, comment, now)
        if comment.identity in read:
            found = ReviewEntry.Status.CONDITION if read[comment.identity] else ReviewEntry.Status.NO_CONDITION
            entry.status, entry.settled_at, entry.settled_by, entry.comment = found, now, by, ""
        new.append((entry, (comment.judged.pupil or 0,)))
    _create(new)
    return repeated


def _comment_entry(survey: SurveyImport, comment: Comment, now: dt.datetime) -> ReviewEntry:
    entry = _entry(survey, comment.judged, comment.identity, now)
    entry.kind, entry.pupil_id = ReviewEntry.Kind.COMMENT, comment.judged.pupil
    entry.answers, entry.suggestions = {}, []
    return entry
