"""Putting doubtful rows and comments of a load into the queue, inside the load's own transaction.

Every load owns its entries, also those that were sorted out in an earlier load: taking one load back then takes
nothing from another.
"""

import datetime as dt
from collections.abc import Mapping as Choices

from consent.identity import comment_identity, content_digest
from consent.models import ReviewEntry, ReviewWaiting, SurveyImport
from consent.plans import SurveyPlan, survey_opened
from consent.queue_words import child_text
from consent.survey.entry import Moment
from consent.survey.verdict import Judged, Outcome
from people.models import User

Status = ReviewEntry.Status
New = list[tuple[ReviewEntry, tuple[int, ...]]]


def open_entries(survey: SurveyImport, plan: SurveyPlan, now: dt.datetime) -> None:
    """One entry for each doubtful child of the load; those pupils wait from now on.

    A submission that was sorted out before is kept as sorted out, by whom it was.
    """
    opened = survey_opened(plan.mapping)
    new: New = []
    for number, judged in enumerate(plan.judged):
        prior = plan.prior.get(number)
        if judged.outcome is not Outcome.REVIEW and prior is None:
            continue
        entry = _entry(survey, judged, plan.identities[number], now, opened)
        if prior:
            _as_before(entry, prior, now)
        new.append((entry, judged.waiting))
    _create(new)


def _as_before(entry: ReviewEntry, prior: ReviewEntry, now: dt.datetime) -> None:
    entry.status, entry.pupil_id, entry.note = prior.status, prior.pupil_id, prior.note
    entry.respondent_key, entry.date_typed = prior.respondent_key, prior.date_typed
    entry.respondent_confirmed = prior.respondent_confirmed
    entry.answered_at, entry.answered_precision = prior.answered_at, prior.answered_precision
    entry.settled_at, entry.settled_by_id, entry.comment = now, prior.settled_by_id, ""


def _create(new: New) -> None:
    created = ReviewEntry.objects.bulk_create(entry for entry, _ in new)
    ReviewWaiting.objects.bulk_create(
        ReviewWaiting(entry=entry, pupil_id=pupil)
        for entry, (_, waiting) in zip(created, new, strict=True)
        for pupil in waiting
    )


def _entry(survey: SurveyImport, judged: Judged, identity: str, now: dt.datetime, opened: Moment | None) -> ReviewEntry:
    entry = judged.entry
    moment = entry.moment or opened
    return ReviewEntry(
        survey=survey,
        kind=ReviewEntry.Kind.ENTRY,
        record=entry.record,
        child=entry.child,
        identity=identity,
        content=content_digest(entry),
        comment_digest=comment_identity(entry) if entry.comment else "",
        reason=judged.reason.value,
        child_text=child_text(entry)[:200],
        class_text=entry.named.class_text[:120],
        respondent_key=judged.respondent_key,
        respondent_name=entry.respondent.name[:160],
        respondent_email=entry.respondent.email[:254],
        relationship=entry.respondent.relationship[:60],
        answered_at=moment.at if moment else None,
        answered_precision=moment.precision.value if moment else "",
        answers={slug: value.value for slug, value in entry.answers.items()},
        suggestions=[
            {"pupil": suggestion.pupil, "score": suggestion.score, "why": suggestion.why}
            for suggestion in judged.suggestions[:8]
        ],
        comment=entry.comment,
        opened_at=now,
    )


def open_comments(
    survey: SurveyImport, plan: SurveyPlan, now: dt.datetime, by: User | None, read: Choices[str, str]
) -> None:
    """Queue each comment nobody has read; keep what a person found in the others, now or before.

    `read` says by the comment's identity what condition it holds, "" for none.
    """
    new: New = []
    for comment in plan.comments:
        entry = _entry(survey, comment.judged, comment.identity, now, survey_opened(plan.mapping))
        entry.kind, entry.pupil_id = ReviewEntry.Kind.COMMENT, comment.judged.pupil
        entry.answers, entry.suggestions, entry.content = {}, [], ""
        if comment.known:
            found = comment.known
            entry.status, entry.settled_at, entry.settled_by_id = found.status, now, found.settled_by_id
            entry.condition = found.condition
        elif comment.identity in read:
            entry.condition = read[comment.identity]
            entry.status = Status.CONDITION if entry.condition else Status.NO_CONDITION
            entry.settled_at, entry.settled_by = now, by
        if entry.settled_at:
            entry.comment = ""
        new.append((entry, (comment.judged.pupil or 0,)))
    _create(new)
