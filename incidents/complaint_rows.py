"""Complaints as the rows of a list and of the register: what stands in each, in one query whatever their number."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from people.prepared import prepared_of
from people.school_days import SchoolCalendar

from .complaints.stages import Progress, Way
from .models import Case, CaseAssignment, Complaint, StageAnswer
from .rows import NONE, ROLES, age_words
from .shown_words import shown

LINE = 90


@dataclass(frozen=True)
class ComplaintRow:
    """One line. `age` in school days while it is open; `is_late`: its next day has gone by; `took` in school days once
    it was answered."""

    case: Case
    age: int | None
    is_late: bool
    took: int | None = None
    people: list[str] = field(default_factory=list)
    answers: list[StageAnswer] = field(default_factory=list)

    @property
    def with_whom(self) -> str:
        """Who deals with it, else whose it is."""
        return ", ".join(self.people) or ROLES[self.case.owner_role]


class Listed(NamedTuple):
    """One line of the list: every word of it and nothing else, for it is kept as drawn by these (`people/drawn.py`).

    `concern`: said of one that is no more than that; `wish`: what would put it right, in a line; `next`: what is to be
    done by when; `late`: said where that day has gone by.
    """

    url: str
    title: str
    concern: str
    reference: str
    wish: str
    with_whom: str
    stage: str
    progress: str
    age: str
    next: str
    late: str
    closed: str


def listed(rows: Sequence[ComplaintRow]) -> list[Listed]:
    """The lines of some rows."""
    address = reverse("incidents:complaint", args=[NONE])
    before, _, after = address.partition(str(NONE))
    return [
        Listed(
            url=f"{before}{row.case.public_id}{after}",
            title=row.case.title,
            concern="concern" if row.case.complaint.way == Way.CONCERN else "",
            reference=row.case.reference,
            wish=_wish(row.case),
            with_whom=row.with_whom,
            stage=short_stage(row.case.complaint),
            progress=str(row.case.complaint.get_progress_display()).lower(),
            age="" if row.age is None else age_words(row.age),
            next=next_words(row.case) if row.case.is_open and row.case.due_on else "",
            late="late" if row.is_late else "",
            closed=f"{timezone.localdate(row.case.closed_at):%-d %B %Y}" if row.case.closed_at else "",
        )
        for row in rows
    ]


def _wish(case: Case) -> str:
    said = " ".join(shown(case.complaint, "wish", None).split())
    return f"{said[:LINE].rstrip()} …" if len(said) > LINE else said


def next_step(case: Case) -> str:
    """What is to be done next, as a button would say it."""
    complaint = case.complaint
    if complaint.is_to_sort:
        return "Say whom it is about"
    if complaint.acknowledged_at is None:
        return "Say that we have it"
    if complaint.progress == Progress.ANSWERED:
        return "Wait, then close it"
    if complaint.progress == Progress.NEXT_ASKED:
        return "Name a panel"
    return "With the panel" if case.at_panel else "Answer"


def next_words(case: Case) -> str:
    """What is to be done next, and by when: an answer is closed once the days to ask for the next stage are over."""
    if not case.due_on:
        return next_step(case)
    day = f"{case.due_on:%-d %B %Y}"
    if case.at_panel and case.complaint.progress == Progress.PANEL:
        return f"{next_step(case)}: its next day is {day}"
    return f"Close it after {day}" if case.complaint.progress == Progress.ANSWERED else f"{next_step(case)} by {day}"


def short_stage(complaint: Complaint) -> str:
    """The stage without what its label explains.

    >>> short_stage(Complaint(stage="one"))
    'Stage 1'
    """
    return str(complaint.get_stage_display()).partition(":")[0]


def complaint_rows(
    cases: Sequence[Case], calendar: SchoolCalendar, today: dt.date, *, with_answers: bool = False
) -> list[ComplaintRow]:
    """The rows of some cases that were fetched with their complaint, in their order. One query, two `with_answers`."""
    people = _dealing(cases)
    answers = _answers(cases) if with_answers else {}
    return [
        ComplaintRow(
            case=case,
            age=calendar.school_days_between(case.received_on, today) if case.is_open else None,
            is_late=bool(case.is_open and case.due_on and case.due_on < today),
            took=_took(case, calendar),
            people=people[case.pk],
            answers=answers.get(case.pk, []),
        )
        for case in cases
    ]


def _took(case: Case, calendar: SchoolCalendar) -> int | None:
    """How many school days it took to the last answer."""
    at = case.complaint.answered_at
    return calendar.school_days_between(case.received_on, timezone.localdate(at)) if at else None


def _dealing(cases: Iterable[Case]) -> dict[int, list[str]]:
    people: dict[int, list[str]] = defaultdict(list)
    for _, key, title, surname, email in sorted(prepared_of("dealing", [case.pk for case in cases], _given)):
        people[key].append(" ".join(part for part in (title, surname) if part) or email)
    return people


def _given(keys: Sequence[int]) -> QuerySet[CaseAssignment, tuple]:
    given = CaseAssignment.objects.filter(case__in=keys, ended_at=None).order_by()
    return given.values_list("pk", "case_id", "user__title", "user__surname", "user__email")


def _answers(cases: Sequence[Case]) -> dict[int, list[StageAnswer]]:
    """What each stage came to, the first first."""
    found: dict[int, list[StageAnswer]] = defaultdict(list)
    complaints = {case.pk: case.complaint for case in cases}
    for answer in StageAnswer.objects.filter(complaint__in=list(complaints)).order_by("decided_at", "pk"):
        answer.complaint = complaints[answer.complaint_id]
        found[answer.complaint_id].append(answer)
    return found
