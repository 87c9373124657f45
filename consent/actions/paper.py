"""Answers that came on paper, by letter or by telephone."""

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from consent import bulk
from consent.court_orders import refuse_yes_of_barred
from consent.faults import AlreadySaved, ConsentFault
from consent.models import Purpose, SurveyImport, SurveyQuestion
from consent.past import refuse_past
from consent.survey.entry import NamedRespondent
from consent.survey.respondents import respondent_key
from consent.turning import refuse_unseen
from people.models import Pupil, PupilContact, User
from people.roll.contacts import contacts_of
from people.school_year import survey_window

from .telling import parents_told


@dataclass(frozen=True)
class PaperAnswers:
    """One parent's answers for one child, by purpose: yes or no."""

    pupil: Pupil
    contact: PupilContact
    answers: dict[str, str]


@transaction.atomic
def record_paper_answers(
    *,
    rows: Sequence[PaperAnswers],
    school_year: int,
    answered_on: dt.date,
    source: str,
    asked: Sequence[Purpose],
    by: User,
    token: UUID | None = None,
    accepted: str | None = None,
) -> SurveyImport:
    """Keep answers that a person typed from paper. `asked` are the purposes that the paper asked about.

    `token` is the page's own: sent a second time with the same answers, nothing is written twice and the load
    that was kept is given again (security 2.5). `accepted` is the stamp of the answers that become a yes, as the page
    showed them (`turning.stamp_of`); None where nobody looked at a page. Parents hear of it where something turns.
    Raises ConsentFault if the day lies outside the year or in the future, a contact may not answer, or a yes is of
    somebody under a court order; AlreadySaved
    if the page was saved before with other answers in it; TurnsToYes where nobody looked at what becomes a yes.
    """
    _refuse(rows, answered_on, school_year)
    bulk.one_writer_at_a_time()
    digest = _digest(rows, answered_on, source)
    if kept := _kept_before(token, digest, by):
        return kept
    new = _responses(rows, answered_on, school_year, asked)
    refuse_unseen(zip((row.pupil for row in rows), new, strict=True), school_year, accepted, "the paper")
    with parents_told(school_year, [row.pupil.pk for row in rows], by=by):
        survey = _write(new, school_year, source, asked, by, token or uuid4(), digest)
    record(
        Verb.PAPER_RECORDED, target=survey, by=by, rows=len(rows), school_year=school_year,
        answers_sha256=bulk.digest_of(new),
    )  # fmt: skip
    return survey


def _refuse(rows: Sequence[PaperAnswers], answered_on: dt.date, school_year: int) -> None:
    refuse_past(school_year)
    first, _ = survey_window(school_year)  # until today, which may be in September where the new year begins later
    if not first <= answered_on <= timezone.localdate():
        raise ConsentFault(f"The day must lie between {first:%-d %B %Y} and today.")
    if not rows:
        raise ConsentFault("Nothing is filled in. Choose Yes or No for at least one child.")
    refuse_yes_of_barred(row.contact for row in rows if "yes" in row.answers.values())


def _write(
    new: Sequence[bulk.NewResponse], school_year: int, source: str, asked: Sequence[Purpose], by: User, token: UUID,
    digest: str,
) -> SurveyImport:  # fmt: skip
    now = timezone.now()
    survey = SurveyImport.objects.create(
        public_id=token, sha256=digest, kind=SurveyImport.Kind.PAPER, status=SurveyImport.Status.APPLIED,
        school_year=school_year, file_name=source[:200], asked=sorted(purpose.slug for purpose in asked),
        counts={"rows_match": len(new), **bulk.counts_of(new)}, uploaded_by=by, applied_by=by, applied_at=now,
    )  # fmt: skip
    bulk.write(new, recorded_at=now, recorded_by=by.pk, survey=survey.pk)
    SurveyQuestion.objects.bulk_create(
        SurveyQuestion(survey=survey, purpose=purpose, wording=f"{source}: {purpose.label}") for purpose in asked
    )
    return survey


def _kept_before(token: UUID | None, digest: str, by: User) -> SurveyImport | None:
    kept = SurveyImport.objects.filter(public_id=token).first() if token else None
    if kept is None:
        return None
    if (kept.kind, kept.sha256, kept.uploaded_by_id) != (SurveyImport.Kind.PAPER, digest, by.pk):
        raise AlreadySaved(
            f"This page was saved already on {timezone.localtime(kept.uploaded_at):%-d %B at %H:%M}, and what you see "
            "now is not the same. Leave only what is new, then save again."
        )
    return kept


def _digest(rows: Sequence[PaperAnswers], answered_on: dt.date, source: str) -> str:
    """What tells one page of answers from another."""
    said = sorted([row.pupil.pk, row.contact.pk, sorted(row.answers.items())] for row in rows)
    return hashlib.sha256(json.dumps([answered_on.isoformat(), source, said]).encode()).hexdigest()


def _responses(
    rows: Sequence[PaperAnswers], answered_on: dt.date, school_year: int, asked: Sequence[Purpose]
) -> list[bulk.NewResponse]:
    """The answers as they are to be written, of a load that has no number yet."""
    slugs = {purpose.slug: purpose for purpose in asked}
    midnight = timezone.make_aware(dt.datetime.combine(answered_on, dt.time()))
    return [_response(school_year, row, number, midnight, slugs) for number, row in enumerate(rows, start=1)]


def _response(
    school_year: int, row: PaperAnswers, number: int, at: dt.datetime, slugs: dict[str, Purpose]
) -> bulk.NewResponse:
    contact = row.contact
    if contact.pupil_id != row.pupil.pk or not contact.has_parental_responsibility or contact.ends_on:
        raise ConsentFault(f"{contact.name} may not answer for {row.pupil}. Choose somebody else.")
    key = respondent_key(NamedRespondent(contact.name, contact.email, contact.relationship), contacts_of(row.pupil))
    answers = {slugs[slug].pk: value for slug, value in row.answers.items()}
    return bulk.NewResponse(
        0, row.pupil.pk, school_year, number, 1, key, contact.name, contact.email,
        contact.relationship, at, "day", answers,
    )  # fmt: skip
