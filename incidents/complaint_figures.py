"""Complaints as totals for the governors: by stage, on time or not, what came of them. No name, no case.

Counted is what the headteacher answers. What is about the headteacher, the chair, a governor, the clerk, how data was
used or nobody yet stands in no total that the head or all governors see, so that none is found by subtraction: the
clerk, who keeps those files, adds a part of their own (requirements 1.15). There is no table of two things at once.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from people.models import User
from people.roles import Role

from .complaints.stages import ENDED, Finding, Stage
from .governing.cases import COUNTED, counted
from .list_filter import midnight
from .models import Case, StageAnswer
from .models.cases import CaseQuerySet
from .relations import Act
from .sorts import Sort

HEARD, ANSWERED = "They heard that we have it,", "Answered"


@dataclass(frozen=True)
class Totals:
    """The totals of one part: rows of words and a number."""

    received: int
    by_stage: list[tuple[str, int]]
    on_time: list[tuple[str, int]]
    findings: list[tuple[str, int]]

    @property
    def tables(self) -> list[tuple[str, list[tuple[str, int]]]]:
        """Each table under its title: of one thing, never of two."""
        return [("By stage", self.by_stage), ("On time", self.on_time), ("What came of it", self.findings)]


def totals(first: dt.date, last: dt.date) -> Totals:
    """What came in between two days, both in it, as far as the headteacher answers it. Two queries."""
    return _totals(_between(counted(Sort.COMPLAINT), first, last))


def confidential_totals(user: User, first: dt.date, last: dt.date) -> Totals | None:
    """The part that the clerk adds: what they may list of the rest. None for anybody else."""
    if Role.CLERK not in user.roles:
        return None
    rest = Case.objects.allowing(Act.LIST, user, Sort.COMPLAINT).exclude(wall__in=COUNTED)
    return _totals(_between(rest, first, last))


def _between(cases: CaseQuerySet, first: dt.date, last: dt.date) -> CaseQuerySet:
    until = midnight(last + dt.timedelta(days=1))
    return cases.filter(reported_at__gte=midnight(first), reported_at__lt=until).select_related("complaint").order_by()


def _totals(cases: CaseQuerySet) -> Totals:
    found = list(cases)
    stages = Counter(case.complaint.stage for case in found)
    answers = StageAnswer.objects.filter(complaint__in=[case.pk for case in found]).order_by("decided_at", "pk")
    last = {answer.complaint_id: answer.finding for answer in answers}  # the last stage's is what holds
    came_of_it = Counter(last.values())
    return Totals(
        received=len(found),
        by_stage=[(str(stage.label), stages[stage]) for stage in Stage],
        on_time=_on_time(found, timezone.localdate()),
        findings=[(str(finding.label), came_of_it[finding]) for finding in Finding],
    )


def _on_time(cases: Iterable[Case], today: dt.date) -> list[tuple[str, int]]:
    counts: Counter[str] = Counter()
    for case in cases:
        complaint = case.complaint
        counts[_kept(HEARD, complaint.acknowledged_at, complaint.acknowledge_by, today)] += 1
        if complaint.progress not in ENDED or complaint.answered_at:
            counts[_kept(ANSWERED, complaint.answered_at, complaint.answer_by, today)] += 1
    order = [f"{what} {how}" for what in (HEARD, ANSWERED) for how in ("on time", "late", "still to come")]
    return [(words, counts[words]) for words in order]


def _kept(what: str, at: dt.datetime | None, by: dt.date, today: dt.date) -> str:
    if at is None:
        return f"{what} {'late' if by < today else 'still to come'}"
    return f"{what} {'on time' if timezone.localdate(at) <= by else 'late'}"
