"""The register of complaints (domain 1.1): stage, time, what came of it, what is done, what is learned. Who complained
does not stand in it."""

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import islice

from django.utils import timezone

from people.calendar import school_calendar
from people.models import User

from .complaint_rows import ComplaintRow, complaint_rows
from .exporting import AT_ONCE, Sheet, Written, write_cells
from .models import StageAnswer
from .models.cases import CaseQuerySet
from .paging import NEWEST
from .shown_words import shown

HEADINGS = (
    "reference", "about", "received", "way", "stage", "where_it_stands", "acknowledged", "acknowledge_by", "answered",
    "answer_by", "school_days_to_answer", "finding", "what_the_school_does", "what_it_learns", "closed", "with_whom",
)  # fmt: skip
REGISTER = Sheet("Complaints", HEADINGS)


def write_register(cases: CaseQuerySet, form: str, at: dt.datetime, by: User) -> Written:
    """All of the complaints, newest first. As much memory for many as for few."""
    return write_cells(_cells(cases, at.date()), REGISTER, form, at, by)


def _cells(cases: CaseQuerySet, today: dt.date) -> Iterator[tuple[str, ...]]:
    calendar = school_calendar(today)
    fetched = cases.select_related("complaint").order_by(*NEWEST).iterator(chunk_size=AT_ONCE)
    while some := list(islice(fetched, AT_ONCE)):
        yield from map(_row, complaint_rows(some, calendar, today, with_answers=True))


def _row(row: ComplaintRow) -> tuple[str, ...]:
    case, complaint = row.case, row.case.complaint
    return (
        case.reference,
        complaint.get_about_display(),
        case.received_on.isoformat(),
        complaint.get_source_display(),
        complaint.get_stage_display(),
        complaint.get_progress_display(),
        _day(complaint.acknowledged_at),
        complaint.acknowledge_by.isoformat(),
        _day(complaint.answered_at),
        complaint.answer_by.isoformat(),
        "" if row.took is None else str(row.took),
        _each(row, lambda answer: str(answer.get_finding_display())),
        _each(row, lambda answer: shown(answer, "actions", None)),
        _each(row, lambda answer: shown(answer, "learning", None)),
        _day(case.closed_at),
        row.with_whom,
    )


def _day(at: dt.datetime | None) -> str:
    return timezone.localdate(at).isoformat() if at else ""


def _each(row: ComplaintRow, of: Callable[[StageAnswer], str]) -> str:
    """One thing of each stage that was answered, the first first, with blocks where words were blacked out."""
    said = ((str(answer.get_stage_display()).partition(":")[0], of(answer)) for answer in row.answers)
    return "; ".join(f"{stage}: {words}" for stage, words in said if words)
