"""A long survey on its way from matched questions to the preview."""

from django.db import transaction

from consent.faults import WrongState
from consent.held import hold_read
from consent.models import SurveyImport
from consent.plans import ReadSurvey

Status = SurveyImport.Status


@transaction.atomic
def begin_reading(*, survey: SurveyImport) -> SurveyImport:
    """Send a load to be read beside the requests. Not recorded: nothing is decided by it.

    Raises WrongState unless its questions are matched and it is not saved.
    """
    survey = SurveyImport.objects.select_for_update(no_key=True).get(pk=survey.pk)
    if survey.status not in (Status.PREVIEWED, Status.FAILED):
        raise WrongState(f"This load has moved on. It is now: {survey.get_status_display().lower()}.")
    survey.status, survey.progress_done, survey.fault = Status.READING, 0, ""
    survey.save(update_fields=["status", "progress_done", "fault"])
    return survey


@transaction.atomic
def finish_reading(*, survey: SurveyImport, read: ReadSurvey) -> None:
    """Put a read load before its person, unless it was left meanwhile."""
    locked = SurveyImport.objects.select_for_update(no_key=True).get(pk=survey.pk)
    if locked.status != Status.READING:
        return
    hold_read(locked, read)
    locked.status, locked.progress_done = Status.PREVIEWED, locked.progress_total
    locked.save(update_fields=["status", "progress_done"])


@transaction.atomic
def refuse_reading(*, survey: SurveyImport, fault: str) -> None:
    """Say why a load cannot be read as its questions were matched."""
    SurveyImport.objects.filter(pk=survey.pk, status=Status.READING).update(status=Status.FAILED, fault=fault)
