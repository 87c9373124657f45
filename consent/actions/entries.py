"""Sorting out what a load could not decide: doubtful rows, and comments beside the answers."""

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
from consent.survey.entry import NamedRespondent
from consent.survey.respondents import Standing, respondent_key, standing
from people.models import Pupil, User
from people.roll.contacts import listed_pupil
from people.school_year import survey_window

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
    note: str = "",
) -> ReviewEntry:
    """Use a doubtful row for `pupil`. The same submission waiting from another load is settled alike.

    `respondent_confirmed`: the person has made sure that this respondent has parental responsibility.
    `answered_on` dates a row whose own date is missing or unreadable; `has_condition` is what the person found
    in the comment. Raises WrongState if it is settled, ConsentFault if one of these is needed and missing.
    """
    entries = _same_open(entry)
    respondent = NamedRespondent(entry.respondent_name, entry.respondent_email, entry.relationship)
    listed = listed_pupil(pupil)
    if not respondent_confirmed and not _may_answer(standing(respondent, listed), entry.survey):
        raise ConsentFault("Say that you made sure who answered: tick that this person has parental responsibility.")
    if entry.comment and has_condition is None:
        raise ConsentFault("Read the comment, then choose whether there is a condition in it.")
    key = respondent_key(respondent, listed.contacts)
    for waiting in entries:
        _use(waiting, pupil, key, by, answered_on, bool(has_condition), note)
    record(Verb.ENTRY_SETTLED, target=entry, by=by, pupil=pupil.pk, entries=[waiting.pk for waiting in entries])
    return entries[0]


def _may_answer(found: Standing, survey: SurveyImport) -> bool:
    only_parents = survey.mapping.get("only_parents_could_answer", False)
    return found is Standing.ON_LIST or (found is Standing.UNNAMED and only_parents)


def _use(
    entry: ReviewEntry, pupil: Pupil, key: str, by: User, answered_on: dt.date | None, condition: bool, note: str
) -> None:
    now = timezone.now()
    if entry.answered_at is None or entry.answered_at > now:
        entry.answered_at, entry.answered_precision = _typed_day(answered_on, entry.survey.school_year), "day"
    purposes = dict(Purpose.objects.values_list("slug", "pk"))
    answers = {purposes[slug]: value for slug, value in entry.answers.items() if slug in purposes}
    new = bulk.NewResponse(
        entry.survey_id, pupil.pk, entry.survey.school_year, entry.record, entry.child, key,
        entry.respondent_name, entry.respondent_email, entry.relationship, entry.answered_at,
        entry.answered_precision, answers, settled=True,
    )  # fmt: skip
    bulk.write([new], recorded_at=now, recorded_by=by.pk)
    if condition:
        _note_condition(entry, pupil, key, by, now)
    entry.status, entry.pupil, entry.respondent_key = Status.SETTLED, pupil, key
    entry.settled_at, entry.settled_by, entry.note, entry.comment = now, by, note, ""
    entry.save()


def _typed_day(answered_on: dt.date | None, school_year: int) -> dt.datetime:
    if answered_on is None:
        raise ConsentFault("Write the day on which the parent answered.")
    first, last = survey_window(school_year)
    if not first <= answered_on <= min(last, timezone.localdate()):
        raise ConsentFault(
            f"The day must lie between {first:%-d %B %Y} and today. An answer outside counts for another year."
        )
    return timezone.make_aware(dt.datetime.combine(answered_on, dt.time()))


def _note_condition(entry: ReviewEntry, pupil: Pupil, key: str, by: User, now: dt.datetime) -> None:
    found = ReviewEntry(
        survey=entry.survey, kind=ReviewEntry.Kind.COMMENT, status=Status.CONDITION, record=entry.record,
        child=entry.child, identity=entry.identity, pupil=pupil, respondent_key=key,
        answered_at=entry.answered_at, answered_precision=entry.answered_precision,
        opened_at=now, settled_at=now, settled_by=by,
    )  # fmt: skip
    found.save()


@transaction.atomic
def reject_entry(*, entry: ReviewEntry, by: User, note: str = "") -> ReviewEntry:
    """Use a doubtful row for nobody. Its pupils wait no longer. Raises WrongState if it is settled."""
    entries = _same_open(entry)
    for waiting in entries:
        waiting.status, waiting.settled_at, waiting.settled_by = Status.REJECTED, timezone.now(), by
        waiting.note, waiting.comment = note, ""
        waiting.save()
    record(Verb.ENTRY_REJECTED, target=entry, by=by, entries=[waiting.pk for waiting in entries])
    return entries[0]


@transaction.atomic
def reopen_entry(*, entry: ReviewEntry, by: User) -> ReviewEntry:
    """Take a settlement back: what it used counts no longer and its pupils wait again.

    Raises WrongState unless the entry was used or put aside, and its load counts.
    """
    entry = _locked(entry)
    if entry.status not in (Status.SETTLED, Status.REJECTED) or not _stands(entry.survey):
        raise WrongState(f"This answer cannot be opened again. It is: {entry.get_status_display().lower()}.")
    used = ConsentResponse.objects.filter(
        survey=entry.survey, record=entry.record, child=entry.child, settled=True, retraction=None
    )
    for response in used:
        ConsentRetraction.objects.create(response=response, by=by)
    if entry.pupil_id and not entry.waits.filter(pupil=entry.pupil_id).exists():
        ReviewWaiting.objects.create(entry=entry, pupil_id=entry.pupil_id)
    entry.status, entry.pupil, entry.settled_at, entry.settled_by = Status.OPEN, None, None, None
    entry.save()
    record(Verb.ENTRY_REOPENED, target=entry, by=by)
    return entry


@transaction.atomic
def read_comment(*, entry: ReviewEntry, has_condition: bool, by: User) -> ReviewEntry:
    """Say what a comment means: no condition, or a condition, which makes the answers beside it unclear.

    The text is dropped. The same comment waiting from another load is settled alike.
    """
    entries = _same_open(entry)
    for waiting in entries:
        waiting.status = Status.CONDITION if has_condition else Status.NO_CONDITION
        waiting.settled_at, waiting.settled_by, waiting.comment = timezone.now(), by, ""
        waiting.save()
    record(Verb.COMMENT_READ, target=entry, by=by, condition=has_condition)
    return entries[0]


def _locked(entry: ReviewEntry) -> ReviewEntry:
    return ReviewEntry.objects.select_for_update(of=("self",)).select_related("survey").get(pk=entry.pk)


def _same_open(entry: ReviewEntry) -> list[ReviewEntry]:
    """The entry, locked, and the same submission waiting from other loads of the year."""
    bulk.one_writer_at_a_time()
    entry = _locked(entry)
    if entry.status != Status.OPEN or not _stands(entry.survey):
        raise WrongState(f"Somebody has sorted this out already. It is: {entry.get_status_display().lower()}.")
    others = (
        ReviewEntry.objects.open()
        .filter(identity=entry.identity, kind=entry.kind, survey__school_year=entry.survey.school_year)
        .exclude(pk=entry.pk)
        .select_related("survey")
    )
    return [entry, *others]


def _stands(survey: SurveyImport) -> bool:
    return survey.status == SurveyImport.Status.APPLIED
