"""Answers that came on paper, by letter or by telephone."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from consent import bulk
from consent.faults import ConsentFault
from consent.models import Purpose, SurveyImport, SurveyQuestion
from consent.survey.entry import NamedRespondent
from consent.survey.respondents import respondent_key
from people.models import Pupil, PupilContact, User
from people.roll.contacts import contacts_of
from people.school_year import survey_window


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
) -> SurveyImport:
    """Keep answers that a person typed from paper. `asked` are the purposes that the paper asked about.

    Raises ConsentFault if the day lies outside the year or in the future, or a contact may not answer.
    """
    first, last = survey_window(school_year)
    if not first <= answered_on <= min(last, timezone.localdate()):
        raise ConsentFault(f"The day must lie between {first:%-d %B %Y} and today.")
    if not rows:
        raise ConsentFault("Nothing is filled in. Choose Yes or No for at least one child.")
    now = timezone.now()
    survey = SurveyImport.objects.create(
        kind=SurveyImport.Kind.PAPER,
        status=SurveyImport.Status.APPLIED,
        school_year=school_year,
        file_name=source[:200],
        asked=sorted(purpose.slug for purpose in asked),
        counts={"rows_match": len(rows)},
        uploaded_by=by,
        applied_by=by,
        applied_at=now,
    )
    slugs = {purpose.slug: purpose for purpose in asked}
    midnight = timezone.make_aware(dt.datetime.combine(answered_on, dt.time()))
    new = [_response(survey, row, number, midnight, slugs) for number, row in enumerate(rows, start=1)]
    bulk.write(new, recorded_at=now, recorded_by=by.pk)
    SurveyQuestion.objects.bulk_create(
        SurveyQuestion(survey=survey, purpose=purpose, wording=f"{source}: {purpose.label}") for purpose in asked
    )
    record(Verb.PAPER_RECORDED, target=survey, by=by, rows=len(rows), school_year=school_year)
    return survey


def _response(
    survey: SurveyImport, row: PaperAnswers, number: int, at: dt.datetime, slugs: dict[str, Purpose]
) -> bulk.NewResponse:
    contact = row.contact
    if contact.pupil_id != row.pupil.pk or not contact.has_parental_responsibility or contact.ends_on:
        raise ConsentFault(f"{contact.name} may not answer for {row.pupil}. Choose somebody else.")
    key = respondent_key(NamedRespondent(contact.name, contact.email, contact.relationship), contacts_of(row.pupil))
    answers = {slugs[slug].pk: value for slug, value in row.answers.items()}
    return bulk.NewResponse(
        survey.pk, row.pupil.pk, survey.school_year, number, 1, key, contact.name, contact.email,
        contact.relationship, at, "day", answers,
    )  # fmt: skip
