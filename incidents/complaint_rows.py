"""Complaints as the rows of a list and of the register: what stands in each, in one query whatever their number."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from people.roles import Role
from people.school_days import SchoolCalendar

from .complaints.stages import Progress
from .models import Case, CaseAssignment, Complaint, StageAnswer
from .rows import age_of
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
    def wish(self) -> str:
        """What would put it right, in a line."""
        said = " ".join(shown(self.case.complaint, "wish", None).split())
        return f"{said[:LINE].rstrip()} …" if len(said) > LINE else said

    @property
    def with_whom(self) -> str:
        """Who deals with it, else whose it is."""
        return ", ".join(self.people) or Role(self.case.owner_role).label

    @property
    def next_date(self) -> str:
        """What is to be done by when; nothing for one that is closed."""
        return next_words(self.case) if self.case.is_open and self.case.due_on else ""

    @property
    def stage(self) -> str:
        """The stage without what its label explains."""
        return short_stage(self.case.complaint)

    @property
    def age_words(self) -> str:
        if self.age is None:
            return ""
        return "today" if self.age == 0 else f"{self.age} school day{'' if self.age == 1 else 's'}"

    @property
    def closed(self) -> str:
        return f"{timezone.localdate(self.case.closed_at):%-d %B %Y}" if self.case.closed_at else ""


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
            age=age_of(case, calendar, today),
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
    given = CaseAssignment.objects.filter(case__in=[case.pk for case in cases], ended_at=None)
    people: dict[int, list[str]] = defaultdict(list)
    for one in given.select_related("user").order_by("pk"):
        people[one.case_id].append(one.user.get_short_name())
    return people


def _answers(cases: Sequence[Case]) -> dict[int, list[StageAnswer]]:
    """What each stage came to, the first first."""
    found: dict[int, list[StageAnswer]] = defaultdict(list)
    complaints = {case.pk: case.complaint for case in cases}
    for answer in StageAnswer.objects.filter(complaint__in=list(complaints)).order_by("decided_at", "pk"):
        answer.complaint = complaints[answer.complaint_id]
        found[answer.complaint_id].append(answer)
    return found
