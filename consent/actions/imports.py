"""A survey export becomes kept answers: all of them, or none."""

import datetime as dt
import json
from collections.abc import Mapping as Choices
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from consent import bulk
from consent.faults import TooManyChanges, WrongState
from consent.known import year_stamp
from consent.loading import filled_headings
from consent.models import StagedSurvey, SurveyImport, SurveyMapping, SurveyQuestion
from consent.packing import pack
from consent.past import refuse_late_file
from consent.plans import SurveyPlan
from consent.survey import mapping as mappings
from consent.survey.mapping import Mapping
from consent.survey.verdict import Outcome
from people.models import User
from people.spreadsheets.table import Table

from .queue import open_comments, open_entries
from .staging import locked_load, refuse_known_bytes
from .telling import parents_told

Status = SurveyImport.Status


def remember_mapping(table: Table, mapping: Mapping, survey: SurveyImport, by: User | None) -> None:
    """Keep a mapping that was used for the next file with the same headings. Part of the caller's transaction.

    What a person confirmed for this one survey alone is not kept: who could answer it, and when it opened. Nor are
    the doubts, which the next file raises anew. The load is kept with it: taken back, its mapping is forgotten.
    """
    columns = tuple(replace(column, confirm="") for column in mapping.columns)
    questions = tuple(replace(question, confirm="") for question in mapping.questions)
    mapping = replace(
        mapping, only_parents_could_answer=False, survey_opened=None, columns=columns, questions=questions
    )
    empty = {mappings.fold_heading(heading) for heading in table.headings} - filled_headings(table)
    SurveyMapping.objects.update_or_create(
        headings_sha256=mappings.fingerprint(table.headings),
        defaults={
            "mapping": {**json.loads(mappings.dump(mapping)), "empty": sorted(empty), "load": survey.pk},
            "confirmed_by": by,
            "confirmed_at": timezone.now(),
        },
    )


@transaction.atomic
def apply_survey(
    *,
    survey: SurveyImport,
    table: Table,
    plan: SurveyPlan,
    by: User | None,
    accepted_changes: int | None = None,
    read_comments: Choices[str, str] | None = None,
) -> SurveyImport:
    """Keep the answers of a planned load: all of them, or none. Parents hear of it where something turns.

    `read_comments` says of a comment's identity what condition the person found in it, "" for none. Raises WrongState
    if the load is settled, the year changed since planning or is over, AlreadyLoaded if its bytes count already,
    TooManyChanges unless `accepted_changes` is the number of answers that turn.
    """
    bulk.one_writer_at_a_time()
    survey = locked_load(survey, Status.UPLOADED, Status.PREVIEWED)
    _refuse_stale(survey, plan, accepted_changes)
    new, now = plan.difference.new, timezone.now()
    with parents_told(survey.school_year, by=by):
        bulk.write(new, recorded_at=now, recorded_by=by.pk if by else None, survey=survey.pk)
        open_entries(survey, plan, now)
        open_comments(survey, plan, now, by, read_comments or {})
        _keep_questions(survey, plan)
        _settle(survey, plan, by, now)
    remember_mapping(table, plan.mapping, survey, by)
    record(Verb.SURVEY_IMPORTED, target=survey, by=by, **survey.counts, answers_sha256=bulk.digest_of(new))
    return survey


def _refuse_stale(survey: SurveyImport, plan: SurveyPlan, accepted_changes: int | None) -> None:
    """Raise as `apply_survey` does unless the plan may be kept as it is."""
    refuse_late_file(survey.school_year)
    refuse_known_bytes(survey.sha256, survey.school_year)
    if year_stamp(survey.school_year) != plan.stamp:
        raise WrongState("Answers of this year changed meanwhile. Look at the load again, then save it.")
    found = plan.difference
    if found.is_large and accepted_changes != found.turned:
        raise TooManyChanges(found.turned, found.given_before)


def _settle(survey: SurveyImport, plan: SurveyPlan, by: User | None, now: dt.datetime) -> None:
    """The load counts from now on, with what it brought again; its file is held no longer."""
    repeats = plan.difference.repeats
    survey.status, survey.applied_at, survey.applied_by = Status.APPLIED, now, by
    survey.asked, survey.counts = sorted(plan.reading.asked), _counts(plan)
    survey.repeats = pack(repeats) if repeats else None
    survey.save()
    StagedSurvey.objects.filter(survey=survey).delete()


@transaction.atomic
def import_survey(
    *,
    table: Table,
    plan: SurveyPlan,
    file_name: str,
    sha256: str,
    by: User | None = None,
    accepted_changes: int | None = None,
) -> SurveyImport:
    """The unattended import: certain matches and clear answers are kept, the rest waits for a person."""
    survey = SurveyImport.objects.create(
        school_year=plan.school_year,
        file_name=file_name[:200],
        sha256=sha256,
        mapping=json.loads(mappings.dump(plan.mapping)),
        uploaded_by=by,
    )
    return apply_survey(survey=survey, table=table, plan=plan, by=by, accepted_changes=accepted_changes)


def _keep_questions(survey: SurveyImport, plan: SurveyPlan) -> None:
    SurveyQuestion.objects.bulk_create(
        SurveyQuestion(survey=survey, purpose=plan.purposes[slug], wording=wording, is_refusal=is_refusal)
        for slug, asked in plan.reading.wordings.items()
        for wording, is_refusal in asked
    )


def _counts(plan: SurveyPlan) -> dict[str, Any]:
    found = plan.difference
    ends = (Outcome.MATCH, Outcome.REVIEW, Outcome.REJECT)
    outcomes = {f"rows_{outcome.value}": len(plan.of(outcome)) for outcome in ends}
    return {
        **outcomes,
        **{f"new_{value}": count for value, count in found.new_values.items()},
        "yes_to_no": len(found.yes_to_no),
        "no_to_yes": len(found.no_to_yes),
        "outside_year": plan.outside_year,
        "comments_unread": len(plan.comments_unread),
    }
