"""Taking a whole load back."""

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from consent import bulk
from consent.faults import WrongState
from consent.models import ConsentResponse, StagedSurvey, SurveyImport
from consent.packing import unpack
from people.models import User


@transaction.atomic
def undo_import(*, survey: SurveyImport, by: User | None) -> SurveyImport:
    """Take one load back: nothing it brought counts any longer, what came after it stands.

    Answers that a later load brought again, and that were not written twice, are now written as the later
    load's own. Raises WrongState unless the load counts.
    """
    bulk.one_writer_at_a_time()
    survey = SurveyImport.objects.select_for_update().get(pk=survey.pk)
    if survey.status != SurveyImport.Status.APPLIED:
        raise WrongState(f"Load {survey.pk} cannot be taken back. It is: {survey.get_status_display().lower()}.")
    now = timezone.now()
    survey.status, survey.undone_at, survey.undone_by = SurveyImport.Status.UNDONE, now, by
    survey.save(update_fields=["status", "undone_at", "undone_by"])
    others = SurveyImport.objects.standing().filter(school_year=survey.school_year).exclude(repeats=None)
    rewritten = sum(_stand_alone(other, survey) for other in others)
    StagedSurvey.objects.filter(survey=survey).delete()
    record(Verb.SURVEY_UNDONE, target=survey, by=by, answers_kept_by_later_loads=rewritten)
    return survey


def _stand_alone(other: SurveyImport, undone: SurveyImport) -> int:
    """Write the answers that `other` brought again from `undone` as its own. Returns the number of responses."""
    again: dict[int, tuple[int, int, set[int]]] = {
        response: (row, child, set(purposes)) for response, row, child, purposes in unpack(other.repeats)
    }
    responses = ConsentResponse.objects.filter(survey=undone, retraction=None).prefetch_related("answers")
    new = [
        _copy(response, other, *again[response.pk])
        for response in responses.iterator(chunk_size=2000)
        if response.pk in again
    ]
    bulk.write([n for n in new if n.answers], recorded_at=undone.undone_at or timezone.now(), recorded_by=None)
    return len(new)


def _copy(response: ConsentResponse, other: SurveyImport, row: int, child: int, purposes: set[int]) -> bulk.NewResponse:
    answers = {a.purpose_id: a.value for a in response.answers.all() if a.purpose_id in purposes}
    return bulk.NewResponse(
        other.pk, response.pupil_id, response.school_year, row, child, response.respondent_key,
        response.respondent_name, response.respondent_email, response.relationship,
        response.answered_at, response.answered_precision, answers, response.settled,
    )  # fmt: skip
