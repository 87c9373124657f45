"""How the policy stands, on the start pages of those who lead, govern or are in the office."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from people.models import User
from people.permissions import Permission
from people.together import Work, hang
from policies.gap_owners import open_gaps
from policies.models import (
    GapOwner,
    OpenPoint,
    PolicyVersion,
    RelatedDocument,
    RuleUse,
    RuleVersion,
    Section,
    Statute,
)
from policies.models.states import Status
from policies.readers import Reader
from policies.reading_figures import Figures, figures_of
from policies.reading_notices import reminding

from .doors import GOVERNING, POLICY


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


@dataclass(frozen=True)
class InForce:
    """The social-media policy that holds today, with as much of it as its gaps are seen by; who was given one. None and
    nobody for those who have no box."""

    version: PolicyVersion | None
    owners: list[GapOwner] = field(default_factory=list)


def _has_box(user: User) -> bool:
    """Those who lead or govern, and the office, by whom some points are settled."""
    return user.has_perm(Permission.CONSENT_RECORD_VIEW) or bool(user.roles & GOVERNING)


def in_force(user: User, today: dt.date) -> Work[InForce]:
    """The policy that holds today, as work: asked once. Its wording comes along for those who have a box of it."""
    held = PolicyVersion.objects.in_force_on(today).filter(policy__slug=POLICY)
    if not _has_box(user):
        [found] = yield [held.select_related("policy")]
        return InForce(next(iter(found), None))
    this = held.order_by().values("pk")
    found, sections, rules, uses, cited, points, laws, owners = yield [
        held.select_related("policy"),
        Section.objects.filter(version__in=this),
        RuleVersion.objects.filter(version__in=this).select_related("rule"),
        RuleUse.objects.filter(rule__wordings__version__in=this),
        RuleVersion.related.through.objects.filter(ruleversion__version__in=this).select_related("relateddocument"),
        OpenPoint.objects.filter(version__in=this),
        Statute.objects.filter(policy__slug=POLICY),
        GapOwner.objects.filter(policy__slug=POLICY, owner__isnull=False).select_related("owner"),
    ]
    version = next(iter(found), None)
    if version is not None:
        for rule in rules:
            hang(rule.rule, "uses", (one for one in uses if one.rule_id == rule.rule_id))
            hang(rule, "related", (one.relateddocument for one in cited if one.ruleversion_id == rule.pk))
        for section in sections:
            hang(section, "rules", (rule for rule in _in_order(rules) if rule.section_id == section.pk))
        hang(version, "sections", _in_order(sections))
        hang(version, "open_points", _in_order(points))
        hang(version.policy, "statutes", laws)
    return InForce(version, list(owners))


def _in_order(parts: Iterable[Any]) -> list[Any]:
    return sorted(parts, key=lambda part: part.order)


def box_of(user: User, found: InForce, today: dt.date, readers: Sequence[Reader] = ()) -> Work[PolicyBox | None]:
    """The box of those who have one, as work: whom a reminder would reach is asked of those who may remind. `readers`:
    those of all policies, for whoever may see how many have read it."""
    version = found.version
    if version is None or not _has_box(user):
        return None
    due, policy = version.review_due_on, version.policy
    gaps = open_gaps(version, found.owners)
    own = [one for one in readers if one.standing.version.policy_id == policy.pk]
    reached: list[Reader] = []
    if own and user.has_perm(Permission.POLICY_REMIND):
        reached = (yield from reminding(policy, own, today)).readers
    return PolicyBox(
        policy.title, policy.slug, version.number, version.effective_from, due,
        is_review_late=due is not None and due < today,
        gaps=len(gaps),
        read_by=figures_of(own, today),
        mine=sum(gap.owner == user for gap in gaps),
        remind=len(reached),
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
