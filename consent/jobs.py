"""Opening, reading and matching a long survey beside the requests, so that nobody waits on a blank page."""

from django.utils import timezone
from django_tasks import task

from people.spreadsheets.table import UnreadableFile

from .actions.opening import finish_opening, refuse_opening
from .actions.preparing import finish_reading, refuse_reading
from .faults import ConsentFault
from .held import held_mapping, held_table
from .models import SurveyImport
from .opening import open_table
from .plans import read_survey, roll_for
from .survey.mapping import MappingFault


@task()
def open_survey(survey_id: int) -> None:
    """Open a long file and put its questions before the person who loaded it. Harmless if it was left meanwhile."""
    survey = SurveyImport.objects.select_related("staged").filter(pk=survey_id, status="opening").first()
    if survey is None or survey.staged.content is None:
        return
    try:
        table, proposal = open_table(bytes(survey.staged.content), survey.file_name, survey.school_year)
    except (UnreadableFile, ConsentFault, MappingFault) as fault:
        refuse_opening(survey=survey, fault=str(fault))
    else:
        finish_opening(survey=survey, table=table, proposal=proposal)


@task()
def prepare_survey(survey_id: int) -> None:
    """Read and match a held survey and put it before the person who loaded it. Harmless if it was left meanwhile."""
    survey = SurveyImport.objects.select_related("staged").filter(pk=survey_id, status="reading").first()
    if survey is None:
        return
    now = timezone.now()

    def _tell(done: int, total: int) -> None:
        SurveyImport.objects.filter(pk=survey_id, status="reading").update(
            progress_done=done * survey.progress_total // max(total, 1)
        )

    try:
        read = read_survey(held_table(survey), held_mapping(survey), roll_for(survey.school_year, now), now, _tell)
    except (ConsentFault, MappingFault) as fault:
        refuse_reading(survey=survey, fault=str(fault))
    else:
        finish_reading(survey=survey, read=read)
