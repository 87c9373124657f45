"""A survey export that is held: from the upload until its answers are kept, or it is left unsaved."""

import datetime as dt
import json

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from consent.faults import AlreadyLoaded, ConsentFault, WrongState
from consent.models import StagedSurvey, SurveyImport
from consent.packing import pack_table
from consent.past import refuse_late_file
from consent.survey import mapping as mappings
from consent.survey.mapping import Mapping
from people.models import User
from people.spreadsheets.table import Table

Status = SurveyImport.Status
HELD_DAYS = 14


@transaction.atomic
def stage_survey(
    *, table: Table, proposal: Mapping, school_year: int, file_name: str, sha256: str, by: User | None
) -> SurveyImport:
    """Hold an uploaded survey until a person has matched its questions. Nothing counts yet.

    Raises AlreadyLoaded if these very bytes count for the year, WrongState for a past year once this one has begun.
    """
    refuse_late_file(school_year)
    refuse_known_bytes(sha256, school_year)
    survey = SurveyImport.objects.create(
        school_year=school_year,
        file_name=file_name[:200],
        sha256=sha256,
        mapping=json.loads(mappings.dump(proposal)),
        uploaded_by=by,
        progress_total=len(table.lines),
    )
    StagedSurvey.objects.create(
        survey=survey, table=pack_table(table), expires_at=timezone.now() + dt.timedelta(days=HELD_DAYS)
    )
    record(Verb.SURVEY_UPLOADED, target=survey, by=by, school_year=school_year, rows=len(table.lines))
    return survey


@transaction.atomic
def confirm_mapping(*, survey: SurveyImport, table: Table, mapping: Mapping, by: User | None) -> SurveyImport:
    """Keep how a person matched the questions of this file.

    Columns that are not used are dropped from what is held. Raises WrongState once the load is settled.
    """
    survey = locked_load(survey, Status.UPLOADED, Status.PREVIEWED, Status.FAILED)
    survey.mapping = json.loads(mappings.dump(mapping))
    survey.status = Status.PREVIEWED
    survey.save(update_fields=["mapping", "status"])
    used = {index for column, index in mappings.bind(mapping, table) if column.role != "ignore"}
    StagedSurvey.objects.filter(survey=survey).update(table=pack_table(table, keep=used), judged=None)
    record(Verb.SURVEY_MAPPED, target=survey, by=by, columns=len(used))
    return survey


@transaction.atomic
def hold_file_again(*, survey: SurveyImport, table: Table, sha256: str, by: User | None) -> SurveyImport:
    """Hold the whole table of a load once more, so that columns left out can be brought back.

    Raises WrongState once the load is settled, ConsentFault if it is another file.
    """
    survey = locked_load(survey, Status.UPLOADED, Status.PREVIEWED, Status.FAILED)
    if survey.sha256 != sha256:
        raise ConsentFault(f"This is another file. Choose “{survey}” as it was loaded, or stop here and load this one.")
    survey.status, survey.fault = Status.UPLOADED, ""
    survey.save(update_fields=["status", "fault"])
    StagedSurvey.objects.filter(survey=survey).update(table=pack_table(table), judged=None)
    record(
        Verb.SURVEY_UPLOADED, target=survey, by=by, school_year=survey.school_year, rows=len(table.lines), again=True
    )
    return survey


@transaction.atomic
def cancel_survey(*, survey: SurveyImport, by: User | None) -> SurveyImport:
    """Leave a load unsaved and drop everything it held. Raises WrongState once it is settled."""
    survey = locked_load(survey, Status.OPENING, Status.UPLOADED, Status.PREVIEWED, Status.READING, Status.FAILED)
    survey.status = Status.CANCELLED
    survey.save(update_fields=["status"])
    StagedSurvey.objects.filter(survey=survey).delete()
    record(Verb.SURVEY_CANCELLED, target=survey, by=by)
    return survey


def refuse_known_bytes(sha256: str, school_year: int) -> None:
    """Raise AlreadyLoaded if a load of these very bytes counts for the year."""
    known = SurveyImport.objects.standing().filter(sha256=sha256, school_year=school_year, kind="survey").first()
    if known:
        raise AlreadyLoaded(f"This file is already imported as {known.pk}. Take that load back first to load it anew.")


def locked_load(survey: SurveyImport, *allowed: str) -> SurveyImport:
    """The load as it is now, locked. Raises WrongState unless its status is one of these."""
    survey = SurveyImport.objects.select_for_update(no_key=True).get(pk=survey.pk)
    if survey.status not in allowed:
        raise WrongState(f"This load has moved on. It is now: {survey.get_status_display().lower()}.")
    return survey
