"""How the policy stands, on the start pages of those who lead, govern or are in the office."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects
from django.urls import reverse

from people.models import User
from people.permissions import Permission
from policies.gap_owners import open_gaps, owners_of
from policies.models import PolicyVersion, RelatedDocument, RuleVersion
from policies.models.states import Status
from policies.readers import Reader
from policies.reading_figures import Figures, figures_of
from policies.reading_notices import remindable

from .doors import GOVERNING, POLICY

# As much of a version as its gaps are seen by.
WORDING_OF_GAPS = (
    Prefetch("sections__rules", RuleVersion.objects.select_related("rule")), "sections__rules__rule__uses",
    "sections__rules__related", "open_points",
)  # fmt: skip


@dataclass(frozen=True)
class PolicyBox:
    """How the policy stands: its version, when it is looked at again, how much of it is not settled, who read it.

    `mine`: open points of it given to the reader; `remind`: how many the headteacher's reminder would reach now.
    """

    title: str
    slug: str
    number: int
    since: dt.date | None
    review_due_on: dt.date | None
    is_review_late: bool
    gaps: int
    read_by: list[Figures] = field(default_factory=list)
    mine: int = 0
    remind: int = 0

    @property
    def url(self) -> str:
        return reverse("policies:policy", args=[self.slug])

    @property
    def not_read(self) -> int:
        """How many have not answered yet, for those who see their names."""
        return sum(figures.open for figures in self.read_by)

    @property
    def late(self) -> int:
        """How many of these are past the day by which they were to read it."""
        return sum(figures.late for figures in self.read_by)


def version_in_force(today: dt.date) -> PolicyVersion | None:
    """The social-media policy that holds today."""
    return PolicyVersion.objects.in_force_on(today).select_related("policy").filter(policy__slug=POLICY).first()


def box_of(
    user: User, version: PolicyVersion | None, today: dt.date, readers: Sequence[Reader] = ()
) -> PolicyBox | None:
    """For those who lead or govern, and the office, by whom some points are settled. `readers`: those of all policies,
    for whoever may see how many have read it."""
    if version is None or not (user.has_perm(Permission.CONSENT_RECORD_VIEW) or user.roles & GOVERNING):
        return None
    due, policy = version.review_due_on, version.policy
    prefetch_related_objects([version], *WORDING_OF_GAPS)
    gaps = open_gaps(version, owners_of([policy]))
    own = [one for one in readers if one.standing.version.policy_id == policy.pk]
    reminds = user.has_perm(Permission.POLICY_REMIND)
    return PolicyBox(
        policy.title, policy.slug, version.number, version.effective_from, due,
        is_review_late=due is not None and due < today,
        gaps=len(gaps),
        read_by=figures_of(own, today),
        mine=sum(gap.owner == user for gap in gaps),
        remind=len(remindable(policy, own, today).readers) if reminds and own else 0,
    )  # fmt: skip


def to_approve(user: User) -> QuerySet[PolicyVersion]:
    """The versions that wait for `user` to approve them. Whoever wrote one last does not approve it (A5)."""
    if not user.has_perm(Permission.POLICY_APPROVE):
        return PolicyVersion.objects.none()
    waiting = PolicyVersion.objects.visible_to(user).filter(status=Status.IN_REVIEW)
    return waiting.exclude(Q(drafted_by=user) | Q(edited_by=user))


def to_look_at(user: User, today: dt.date) -> QuerySet[RelatedDocument]:
    """The documents at which nobody has looked for a year, for whoever looks after them."""
    looks = user.has_perm(Permission.POLICY_LISTS_EDIT)
    return RelatedDocument.objects.to_look_at_on(today) if looks else RelatedDocument.objects.none()
