"""Taking a whole load back."""

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from consent import bulk
from consent.faults import WrongState
from consent.models import ConsentResponse, StagedSurvey, SurveyImport, SurveyMapping
from consent.past import refuse_past
from people.actions.telling import tell_parents
from people.models import Pupil, User

from .copying import stand_alone
from .telling import parents_told


@transaction.atomic
def undo_import(*, survey: SurveyImport, by: User | None) -> SurveyImport:
    """Take one load back: nothing it brought counts any longer, what came after it stands.

    Answers that a later load brought again, and that were not written twice, are now written as the later
    load's own, with the conditions found beside them. How its questions were matched is forgotten, unless a later
    load matched the same ones. The parents of the children for whom something turns hear of it; of an answer from a
    letter or call they hear in any case, as they did when it was entered. Raises WrongState unless the load
    counts, and once its school year is over: what was answered then stays as it was (B19).
    """
    bulk.one_writer_at_a_time()
    survey = SurveyImport.objects.select_for_update(no_key=True).get(pk=survey.pk)
    if survey.kind == SurveyImport.Kind.PORTAL:
        raise WrongState("A parent said this in the portal. Only the parent changes it.")
    if survey.status == SurveyImport.Status.UNDONE:
        raise WrongState(f"Load {survey.pk} is taken back already.")
    if survey.status != SurveyImport.Status.APPLIED:
        raise WrongState(f"Load {survey.pk} cannot be taken back. It is: {survey.get_status_display().lower()}.")
    refuse_past(survey.school_year)
    if survey.kind == SurveyImport.Kind.LETTER:
        rewritten = _take_back(survey, by)
        tell_parents(Pupil.objects.filter(responses__survey=survey))
    else:
        with parents_told(survey.school_year, by=by):
            rewritten = _take_back(survey, by)
    record(Verb.SURVEY_UNDONE, target=survey, by=by, answers_kept_by_later_loads=rewritten)
    return survey


def _take_back(survey: SurveyImport, by: User | None) -> int:
    """Let nothing of the load count. Returns how many answers later loads keep as their own."""
    now = timezone.now()
    survey.status, survey.undone_at, survey.undone_by = SurveyImport.Status.UNDONE, now, by
    survey.save(update_fields=["status", "undone_at", "undone_by"])
    others = SurveyImport.objects.standing().filter(school_year=survey.school_year).exclude(repeats=None)
    responses = ConsentResponse.objects.filter(survey=survey, retraction=None).prefetch_related("answers")
    rewritten = sum(stand_alone(other, responses.iterator(chunk_size=2000), now) for other in others)
    StagedSurvey.objects.filter(survey=survey).delete()
    SurveyMapping.objects.filter(mapping__load=survey.pk).delete()
    return rewritten
