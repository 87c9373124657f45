"""Sorting out what a load could not decide: the doubtful rows."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from consent import bulk
from consent.faults import ConsentFault, WrongState
from consent.models import (
    ConsentResponse,
    ConsentRetraction,
    Purpose,
    ReviewEntry,
    ReviewWaiting,
    SurveyImport,
)
from consent.past import refuse_past
from consent.survey.entry import NamedRespondent
from consent.survey.respondents import Standing, respondent_key, standing
from consent.survey.verdict import Reason
from people.models import Pupil, User
from people.roll.contacts import listed_pupil
from people.school_year import survey_window

from .comments import note_comment
from .copying import keep_what_others_matched
from .locking import locked_entry, same_open, stands
from .telling import parents_told

Status = ReviewEntry.Status


@transaction.atomic
def settle_entry(
    *,
    entry: ReviewEntry,
    pupil: Pupil,
    by: User,
    respondent_confirmed: bool = False,
    answered_on: dt.date | None = None,
    has_condition: bool | None = None,
    condition: str = "",
    note: str = "",
) -> ReviewEntry:
    """Use a doubtful row for `pupil`. The same submission waiting from another load is settled alike.

    `respondent_confirmed`: the person has made sure that this respondent has parental responsibility.
    `answered_on` dates a row whose own date is missing or unreadable; `has_condition` is what the person found
    in the comment, `condition` what it asks for. Raises WrongState if it is settled or a comment, ConsentFault if
    one of these is needed and missing.
    """
    entries = _same_open_answers(entry)
    respondent = NamedRespondent(entry.respondent_name, entry.respondent_email, entry.relationship)
    listed = listed_pupil(pupil)
    namesake = entry.reason == Reason.RESPONDENT_NAMESAKE
    if not respondent_confirmed and (namesake or not _may_answer(standing(respondent, listed), entry.survey)):
        raise ConsentFault("Say that you made sure who answered: tick that this person has parental responsibility.")
    if entries[0].comment_digest and has_condition is None:
        raise ConsentFault("Read the comment, then choose whether there is a condition in it.")
    key = respondent_key(respondent, listed.contacts)
    with parents_told(entries[0].survey.school_year, {pupil.pk, *_waiting_for(entries)}, by=by):
        for waiting in entries:
            waiting.respondent_confirmed = respondent_confirmed
            _use(waiting, pupil, key, by, answered_on, note)
            if waiting.comment_digest:
                note_comment(waiting, bool(has_condition), condition, by)
    record(Verb.ENTRY_SETTLED, target=entry, by=by, pupil=pupil.pk, entries=[waiting.pk for waiting in entries])
    return entries[0]


def _same_open_answers(entry: ReviewEntry) -> list[ReviewEntry]:
    """The answers to place that one act is about. Raises WrongState for a comment: that is read, not placed."""
    entries = same_open(entry)
    if entries[0].kind != ReviewEntry.Kind.ENTRY:
        raise WrongState("This is a comment. Read it, then choose whether there is a condition in it.")
    return entries


def _waiting_for(entries: list[ReviewEntry]) -> set[int]:
    """The row numbers of the children that these answers may be about, and of those they were used for."""
    waits = ReviewWaiting.objects.filter(entry__in=entries).values_list("pupil_id", flat=True)
    return {*waits, *(entry.pupil_id for entry in entries if entry.pupil_id)}


def _may_answer(found: Standing, survey: SurveyImport) -> bool:
    only_parents = survey.mapping.get("only_parents_could_answer", False)
    return found is Standing.ON_LIST or (found is Standing.UNNAMED and only_parents)


def _use(entry: ReviewEntry, pupil: Pupil, key: str, by: User, answered_on: dt.date | None, note: str) -> None:
    now = timezone.now()
    if entry.answered_at is None or entry.answered_at > now:
        entry.answered_at, entry.answered_precision = _typed_day(answered_on, entry.survey.school_year), "day"
        entry.date_typed = True
    purposes = dict(Purpose.objects.values_list("slug", "pk"))
    answers = {purposes[slug]: value for slug, value in entry.answers.items() if slug in purposes}
    new = bulk.NewResponse(
        entry.survey_id, pupil.pk, entry.survey.school_year, entry.record, entry.child, key,
        entry.respondent_name, entry.respondent_email, entry.relationship, entry.answered_at,
        entry.answered_precision, answers, settled=True, respondent_confirmed=entry.respondent_confirmed,
    )  # fmt: skip
    bulk.write([new], recorded_at=now, recorded_by=by.pk)
    entry.status, entry.pupil, entry.respondent_key = Status.SETTLED, pupil, key
    entry.settled_at, entry.settled_by, entry.note, entry.comment = now, by, note, ""
    entry.save()


def _typed_day(answered_on: dt.date | None, school_year: int) -> dt.datetime:
    if answered_on is None:
        raise ConsentFault("Write the day on which the parent answered.")
    first, _ = survey_window(school_year)  # until today, which may be in September where the new year begins later
    if not first <= answered_on <= timezone.localdate():
        raise ConsentFault(
            f"The day must lie between {first:%-d %B %Y} and today. An answer outside counts for another year."
        )
    return timezone.make_aware(dt.datetime.combine(answered_on, dt.time()))


@transaction.atomic
def reject_entry(*, entry: ReviewEntry, by: User, note: str = "") -> ReviewEntry:
    """Use a doubtful row for nobody. Its pupils wait no longer. Raises WrongState if it is settled, or a comment."""
    entries = _same_open_answers(entry)
    with parents_told(entries[0].survey.school_year, _waiting_for(entries), by=by):
        for waiting in entries:
            waiting.status, waiting.settled_at, waiting.settled_by = Status.REJECTED, timezone.now(), by
            waiting.note, waiting.comment = note, ""
            waiting.save()
    record(Verb.ENTRY_REJECTED, target=entry, by=by, entries=[waiting.pk for waiting in entries])
    return entries[0]


@transaction.atomic
def reopen_entry(*, entry: ReviewEntry, by: User) -> ReviewEntry:
    """Take a settlement back, in every load that brought the submission: its pupils wait again.

    What it used counts no longer, what was found in its comment neither; a day that a person typed is asked
    for again. Raises WrongState unless the entry is sorted out, its load counts and its school year goes on.
    """
    bulk.one_writer_at_a_time()
    entry = locked_entry(entry)
    if entry.status == Status.OPEN or not stands(entry.survey):
        raise WrongState(f"This answer cannot be opened again. It is: {entry.get_status_display().lower()}.")
    refuse_past(entry.survey.school_year)
    alike = ReviewEntry.objects.filter(
        identity=entry.identity,
        kind=entry.kind,
        survey__school_year=entry.survey.school_year,
        survey__status=SurveyImport.Status.APPLIED,
    ).exclude(status=Status.OPEN)
    found = list(alike.select_related("survey"))
    with parents_told(entry.survey.school_year, _waiting_for(found), by=by):
        opened = [_open_again(one, by) for one in found]
    record(Verb.ENTRY_REOPENED, target=entry, by=by, entries=[one.pk for one in opened])
    return next(one for one in opened if one.pk == entry.pk)


def _open_again(entry: ReviewEntry, by: User) -> ReviewEntry:
    if entry.kind == ReviewEntry.Kind.ENTRY and entry.status == Status.SETTLED:
        _retract(entry, by)
    if entry.pupil_id and not entry.waits.filter(pupil=entry.pupil_id).exists():
        ReviewWaiting.objects.create(entry=entry, pupil_id=entry.pupil_id)
    if entry.kind == ReviewEntry.Kind.ENTRY:
        entry.pupil, entry.respondent_confirmed = None, False
        if entry.date_typed:
            entry.answered_at, entry.answered_precision, entry.date_typed = None, "", False
    entry.status, entry.settled_at, entry.settled_by = Status.OPEN, None, None
    entry.save()
    return entry


def _retract(entry: ReviewEntry, by: User) -> None:
    """Everything that this submission was used for, in whatever load, and what was found in its comment.

    A load that matched the same answers by itself keeps them, as its own.
    """
    same = {"pupil_id": entry.pupil_id, "respondent_key": entry.respondent_key, "answered_at": entry.answered_at}
    used = ConsentResponse.objects.filter(**same, school_year=entry.survey.school_year, settled=True, retraction=None)
    responses = list(used.prefetch_related("answers"))
    keep_what_others_matched(responses, entry.survey.school_year)
    ConsentRetraction.objects.bulk_create(ConsentRetraction(response=response, by=by) for response in responses)
    ReviewEntry.objects.filter(
        **same, kind=ReviewEntry.Kind.COMMENT, survey=entry.survey, record=entry.record, child=entry.child
    ).update(status=Status.REJECTED)
