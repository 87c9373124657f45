"""The entries that one act of sorting out is about, held until it is done."""

from consent import bulk
from consent.faults import WrongState
from consent.models import ReviewEntry, SurveyImport
from consent.past import refuse_past


def locked_entry(entry: ReviewEntry) -> ReviewEntry:
    """The entry as it is now, locked, with its load."""
    return ReviewEntry.objects.select_for_update(of=("self",), no_key=True).select_related("survey").get(pk=entry.pk)


def same_open(entry: ReviewEntry) -> list[ReviewEntry]:
    """The entry, locked, and what says the same of the same submission in other loads of the year.

    Raises WrongState if somebody was faster, its load was taken back, or its school year is over.
    """
    bulk.one_writer_at_a_time()
    entry = locked_entry(entry)
    if entry.status != ReviewEntry.Status.OPEN or not stands(entry.survey):
        raise WrongState(f"Somebody has sorted this out already. It is: {entry.get_status_display().lower()}.")
    refuse_past(entry.survey.school_year)
    return ReviewEntry.objects.saying_the_same(entry)


def stands(survey: SurveyImport) -> bool:
    """Whether what a load brought counts."""
    return survey.status == SurveyImport.Status.APPLIED
