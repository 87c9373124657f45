"""Reading what a parent wrote beside the answers, and deciding in one go what it asks for."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from consent import bulk
from consent.alike import by_words
from consent.faults import ConsentFault, WrongState
from consent.models import ReviewEntry
from consent.past import refuse_past
from people.models import User

from .decisions import keep_decisions, refuse_unseen
from .locking import same_open
from .telling import parents_told, parents_told_once

Status = ReviewEntry.Status


@transaction.atomic
def read_comment(
    *,
    entry: ReviewEntry,
    has_condition: bool,
    by: User,
    condition: str = "",
    values: Mapping[str, str] | None = None,
    reason: str = "",
    seen: Mapping[str, str] | None = None,
) -> ReviewEntry:
    """Say what a comment means: no condition, or a condition, which makes the answers beside it unclear.

    `condition` says in a few words what it asks for. `values` decides some of the places it touches at once, yes
    or no by the purpose's slug, for one `reason`; a place left out stays unclear (requirements 1.3, domain 5.8).
    The comment's text is dropped. The same comment waiting from another load is settled alike. All of it happens
    or nothing. `seen` is the stamp of each place as the page showed it, None where nobody looked at a page.
    Raises WrongState if it was read already, is no comment, a place cannot be decided or changed since it was
    shown; ConsentFault if the words of the condition or the reason are missing.
    """
    entries = same_open(entry)
    _refuse_answers(entries[0])
    words = condition_words(condition, has_condition)
    if values and not has_condition:
        raise ConsentFault("Without a condition the answers count as they stand: there is nothing to decide.")
    now, pupil, year = timezone.now(), entries[0].pupil, entries[0].survey.school_year
    if values and pupil and seen is not None:
        refuse_unseen(pupil, year, values, seen, now)
    decisions = []
    with parents_told(year, [pupil.pk] if pupil else [], by=by):
        _keep_reading(entries, has_condition, words, by, now)
        if values and pupil:
            decisions = keep_decisions(pupil=pupil, values=values, school_year=year, reason=reason, by=by, now=now)
    keys = [decision.pk for decision in decisions]
    record(Verb.COMMENT_READ, target=entry, by=by, condition=has_condition, decisions=keys)
    return entries[0]


@transaction.atomic
def read_comments(
    *, entries: Sequence[ReviewEntry], has_condition: bool, by: User, condition: str = ""
) -> list[ReviewEntry]:
    """Say once what the same sentence means beside several children: `read_comment` for each, all or none.

    `entries` are those that the person saw. What somebody has read meanwhile keeps that reading, and is not among
    those returned. Nothing is decided about a place. Raises WrongState if none of them waits any more or one is no
    comment; ConsentFault if they are not the same sentence, or the words of the condition are missing.
    """
    bulk.one_writer_at_a_time()
    words = condition_words(condition, has_condition)
    waiting = list(ReviewEntry.objects.open().filter(pk__in=[entry.pk for entry in entries]).select_related("survey"))
    if not waiting:
        raise WrongState("Somebody has read all of these already. Look at what is left.")
    for entry in waiting:
        _refuse_answers(entry)
        refuse_past(entry.survey.school_year)
    if len(by_words(waiting, lambda entry: entry.comment)) > 1:
        raise ConsentFault("These comments do not say the same. Read each for itself.")
    now = timezone.now()
    with parents_told_once(_pupils_by_year(waiting), by=by):
        for entry in waiting:
            _keep_reading(ReviewEntry.objects.saying_the_same(entry), has_condition, words, by, now)
    for entry in waiting:
        record(Verb.COMMENT_READ, target=entry, by=by, condition=has_condition, decisions=[])
    return waiting


def _pupils_by_year(entries: Iterable[ReviewEntry]) -> dict[int, list[int]]:
    """The children of some comments, by the school year of the load that brought them."""
    pupils: dict[int, list[int]] = {}
    for entry in entries:
        if entry.pupil_id:
            pupils.setdefault(entry.survey.school_year, []).append(entry.pupil_id)
    return pupils


def _refuse_answers(entry: ReviewEntry) -> None:
    if entry.kind != ReviewEntry.Kind.COMMENT:
        raise WrongState("This is an answer to place, not a comment. Choose whom it is used for.")


def _keep_reading(
    entries: Iterable[ReviewEntry], has_condition: bool, condition: str, by: User, now: dt.datetime
) -> None:
    """Settle what says the same in several loads; the comment's text goes."""
    for waiting in entries:
        waiting.status = Status.CONDITION if has_condition else Status.NO_CONDITION
        waiting.settled_at, waiting.settled_by, waiting.comment, waiting.condition = now, by, "", condition
        waiting.save()


def note_comment(entry: ReviewEntry, has_condition: bool, condition: str, by: User) -> None:
    """Keep what the comment of a sorted-out row means, under the comment's own identity."""
    ReviewEntry.objects.create(
        survey=entry.survey, kind=ReviewEntry.Kind.COMMENT, record=entry.record, child=entry.child,
        status=Status.CONDITION if has_condition else Status.NO_CONDITION, identity=entry.comment_digest,
        comment_digest=entry.comment_digest, pupil=entry.pupil, respondent_key=entry.respondent_key,
        respondent_name=entry.respondent_name, answered_at=entry.answered_at,
        answered_precision=entry.answered_precision, opened_at=entry.settled_at or timezone.now(),
        settled_at=entry.settled_at, settled_by=by, condition=condition_words(condition, has_condition),
    )  # fmt: skip


def condition_words(condition: str, has_condition: bool) -> str:
    """What a condition asks for, tidied; empty without a condition. Raises ConsentFault if it is not said."""
    words = " ".join(condition.split())
    if has_condition and not words:
        raise ConsentFault("Write what the condition is, in a few words.")
    return words if has_condition else ""
