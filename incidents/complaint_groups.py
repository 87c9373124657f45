"""Complaints about one thing: which can be put together, and what a group shows to whoever owns all of it."""

from dataclasses import dataclass

from people.models import User

from .actions.complaint_answering import BEFORE_AN_ANSWER
from .complaints.stages import Progress, Stage
from .models import Campaign, Case
from .models.cases import CaseQuerySet
from .paging import NEWEST
from .relations import Act
from .sorts import Sort

MOST = 100  # complaints to choose from on one page


@dataclass(frozen=True)
class InGroup:
    """One complaint of a group. `why_not`: why it cannot be answered with the others, empty where it can."""

    case: Case
    why_not: str

    @property
    def sign(self) -> str:
        """By which a form names it, with how it stood when its page was opened."""
        return f"{self.case.public_id}:{self.case.revision}"


def owned(user: User) -> CaseQuerySet:
    """The complaints that `user` owns: of those they decide every step."""
    return Case.objects.allowing(Act.CHANGE_STATE, user, Sort.COMPLAINT)


def to_choose(user: User) -> list[Case]:
    """Open complaints of one's own that are in no group, newest first. One query."""
    free = owned(user).open().filter(complaint__campaign=None)
    return list(free.select_related("complaint").order_by(*NEWEST)[:MOST])


def in_group(campaign: Campaign, user: User) -> list[InGroup]:
    """The complaints of a group, as far as `user` owns them, in the order in which they came. One query."""
    cases = owned(user).filter(complaint__campaign=campaign).select_related("complaint")
    return [InGroup(case, _why_not(case)) for case in cases.order_by("reported_at", "pk")]


def _why_not(case: Case) -> str:
    complaint = case.complaint
    if not case.is_open:
        return "closed"
    if case.at_panel or complaint.stage == Stage.TWO:
        return "with a panel"
    return "" if Progress(complaint.progress) in BEFORE_AN_ANSWER else "answered"
