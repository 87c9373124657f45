"""A long file on its way from the upload to its questions: opened beside the requests."""

import datetime as dt
import json

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from consent.models import StagedSurvey, SurveyImport
from consent.packing import pack_table
from consent.past import refuse_late_file
from consent.survey import mapping as mappings
from consent.survey.mapping import Mapping
from people.models import User
from people.spreadsheets.table import Table

from .staging import HELD_DAYS, refuse_known_bytes

Status = SurveyImport.Status


@transaction.atomic
def receive_survey(*, content: bytes, school_year: int, file_name: str, sha256: str, by: User) -> SurveyImport:
    """Hold the bytes of a long file until the worker has opened it. Nothing counts yet.

    Raises AlreadyLoaded if these very bytes count for the year, WrongState for a past year once this one has begun.
    """
    refuse_late_file(school_year)
    refuse_known_bytes(sha256, school_year)
    survey = SurveyImport.objects.create(
        status=Status.OPENING,
        school_year=school_year,
        file_name=file_name[:200],
        sha256=sha256,
        uploaded_by=by,
    )
    StagedSurvey.objects.create(
        survey=survey, content=content, expires_at=timezone.now() + dt.timedelta(days=HELD_DAYS)
    )
    record(Verb.SURVEY_UPLOADED, target=survey, by=by, school_year=school_year, bytes=len(content))
    return survey


@transaction.atomic
def finish_opening(*, survey: SurveyImport, table: Table, proposal: Mapping) -> None:
    """Put the questions of an opened file before its person, unless it was left meanwhile. Its bytes go."""
    locked = SurveyImport.objects.select_for_update(no_key=True).get(pk=survey.pk)
    if locked.status != Status.OPENING:
        return
    locked.status, locked.progress_total = Status.UPLOADED, len(table.lines)
    locked.mapping = json.loads(mappings.dump(proposal))
    locked.save(update_fields=["status", "progress_total", "mapping"])
    StagedSurvey.objects.filter(survey=locked).update(table=pack_table(table), content=None)


@transaction.atomic
def refuse_opening(*, survey: SurveyImport, fault: str) -> None:
    """Say why a file cannot be read. Nothing of it is held any longer."""
    if SurveyImport.objects.filter(pk=survey.pk, status=Status.OPENING).update(status=Status.FAILED, fault=fault):
        StagedSurvey.objects.filter(survey=survey).update(content=None)
