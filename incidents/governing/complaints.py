"""Complaints of a term for the governors: by stage, answered in time, what came of them. Of those that the headteacher
answers; the others are in the part of the clerk alone (requirements 1.15)."""

from collections import Counter
from dataclasses import dataclass

from django.utils import timezone

from incidents.complaints.stages import Finding, Stage
from incidents.models import StageAnswer
from incidents.sorts import Sort

from .cases import counted_in
from .hiding import Cell, shares
from .periods import Period
from .tables import Row, Table

PART = "complaints"
LABELS = {Stage.INFORMAL: "Settled by talking", Stage.ONE: "Stage 1, headteacher", Stage.TWO: "Stage 2, panel"}
NOTE = (
    "Complaints about the headteacher are in the clerk’s own part, which is not made or seen by the headteacher. "
    "Those taken further are the ones at stage 2."
)
NO_FINDING = "none"


@dataclass(frozen=True)
class Counted:
    """The complaints of a term: at which stage each stands, how many are not answered, how those that are were."""

    stages: Counter[Stage]
    open: int
    in_time: int
    late: int
    findings: Counter[str]

    @property
    def answered(self) -> int:
        return self.in_time + self.late


def tables(period: Period) -> list[Table]:
    """The tables about complaints. Two queries."""
    return tables_of(_count(period))


def _count(period: Period) -> Counted:
    found = [case.complaint for case in counted_in(period, Sort.COMPLAINT).select_related("complaint")]
    answered = [(complaint, timezone.localdate(complaint.answered_at)) for complaint in found if complaint.answered_at]
    in_time = sum(day <= complaint.answer_by for complaint, day in answered)
    answers = StageAnswer.objects.filter(complaint__in=[complaint.pk for complaint, _ in answered])
    last = {one.complaint_id: str(one.finding) for one in answers.order_by("decided_at", "pk")}
    return Counted(
        stages=Counter(Stage(complaint.stage) for complaint in found),
        open=len(found) - len(answered),
        in_time=in_time,
        late=len(answered) - in_time,
        findings=Counter(last.get(complaint.pk, NO_FINDING) for complaint, _ in answered),
    )


def tables_of(found: Counted) -> list[Table]:
    """The same for complaints that are counted: stages and answered or not exact, the rest without small numbers."""
    total = found.answered + found.open
    labels = {str(finding): str(finding.label) for finding in Finding} | {NO_FINDING: "Ended without a finding"}
    times = shares({"in_time": found.in_time, "late": found.late})
    findings = shares({key: found.findings[key] for key in labels})
    state = [
        Row("answered", "Answered", Cell(found.answered)),
        Row("open", "Not answered yet, or taken back", Cell(found.open)),
    ]
    in_time = [
        Row("in_time", "By the day that was promised", times["in_time"]),
        Row("late", "Later", times["late"]),
    ]
    stages = [Row(str(one), LABELS[one], Cell(found.stages[one])) for one in Stage]
    came_to = [Row(key, label, findings[key]) for key, label in labels.items()]
    return [
        Table(PART, "stages", "By stage", "Stage", stages, NOTE, has_bars=True, total=total),
        Table(PART, "answered", "Answered or not", "Answer", state, total=total, is_detail=True),
        Table(PART, "times", "Answered in time", "Answer came", in_time, total=found.answered, is_detail=True),
        Table(
            PART, "findings", "What came of those answered", "Finding", came_to, total=found.answered, is_detail=True
        ),
    ]
