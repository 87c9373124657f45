"""What waits in the policies for one person: versions under way, laws, open points, documents, reviews (issue 4.6-4.8).

As many queries for one policy as for ten.
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from people.models import User
from people.permissions import Permission

from .gap_owners import OpenGap, open_gaps, owners_of
from .models import Policy, PolicyVersion, RelatedDocument, Statute
from .models.states import EDITABLE, UNDER_WAY, Status
from .review import Due, due_on
from .rule_uses import Standing as RuleStanding
from .rule_uses import standings


@dataclass(frozen=True)
class UnderWay:
    """A version that is not published yet: what is to be done with it, and whether this person may do it."""

    version: PolicyVersion
    step: str
    is_mine: bool
    comments: int
    url: str
    comments_url: str


@dataclass(frozen=True)
class Standing:
    """A policy in force: what is open in it, and when it is looked at again."""

    version: PolicyVersion
    gaps: list[OpenGap]
    due: Due | None

    @property
    def policy(self) -> Policy:
        return self.version.policy


@dataclass(frozen=True)
class Desk:
    """Everything that waits. What a person may not see is None, which is not the same as nothing waiting."""

    user: User
    under_way: list[UnderWay] | None
    laws: list[Statute] | None
    standing: list[Standing]
    documents: list[RelatedDocument] | None
    not_linked: list[RelatedDocument] | None
    rules_to_name: list[RuleStanding] | None
    without_version: list[Policy] | None

    @property
    def mine(self) -> list[tuple[Standing, OpenGap]]:
        """The open points that this person was given."""
        return [(one, gap) for one in self.standing for gap in one.gaps if gap.owner == self.user]

    @property
    def reviews(self) -> list[Standing]:
        """Those whose review falls due within two months, the nearest first."""
        due = [one for one in self.standing if one.due]
        return sorted(due, key=lambda one: one.version.review_due_on or dt.date.max)

    @property
    def open(self) -> int:
        return sum(len(one.gaps) for one in self.standing)


def desk_of(user: User, today: dt.date) -> Desk:
    """The desk of `user`, who holds the permission to see one."""
    edits = user.has_perm(Permission.POLICY_LISTS_EDIT)
    known = RelatedDocument.objects.visible_to(user).filter(cited_by__isnull=False).distinct()
    documents = list(known) if edits else None
    return Desk(
        user=user,
        under_way=_under_way(user) if user.has_perm(Permission.POLICY_DRAFT_VIEW) else None,
        laws=list(_proposed()) if user.has_perm(Permission.STATUTE_CONFIRM) else None,
        standing=_standing(today),
        documents=None if documents is None else [one for one in documents if one.is_to_look_at_on(today)],
        not_linked=None if documents is None else [one for one in documents if not one.is_linked],
        rules_to_name=_rules_to_name(user, today),
        without_version=_without_version() if user.has_perm(Permission.POLICY_DRAFT_EDIT) else None,
    )


def _rules_to_name(user: User, today: dt.date) -> list[RuleStanding] | None:
    """What of the portal rests on no rule in force, for whoever names the rules."""
    if not user.has_perm(Permission.POLICY_PUBLISH):
        return None
    return [one for one in standings(today) if one.is_open]


def _without_version() -> list[Policy]:
    """The policies whose only draft was thrown away: nothing else leads to them."""
    return list(Policy.objects.exclude(versions__in=PolicyVersion.objects.exclude(status=Status.DISCARDED)))


def _proposed() -> QuerySet[Statute]:
    return Statute.objects.proposed().select_related("policy")


def _standing(today: dt.date) -> list[Standing]:
    versions = list(
        PolicyVersion.objects.in_force_on(today)
        .with_wording()
        .prefetch_related("policy__statutes")
        .order_by("policy__title")
    )
    owners = owners_of([version.policy for version in versions])
    return [Standing(version, open_gaps(version, owners), due_on(version.review_due_on, today)) for version in versions]


def _under_way(user: User) -> list[UnderWay]:
    versions = (
        PolicyVersion.objects.visible_to(user)
        .filter(status__in=UNDER_WAY)
        .select_related("policy", "drafted_by", "edited_by")
        .annotate(unsettled=Count("comments", filter=Q(comments__settled_at=None)))
    )
    return [_waiting(version, user) for version in versions.order_by("policy__title")]


def _waiting(version: PolicyVersion, user: User) -> UnderWay:
    """The next step of a version. Whoever wrote it last does not approve it (A5)."""
    page = "version"
    if version.status in EDITABLE:
        step, mine = "To be finished and sent to the governors", user.has_perm(Permission.POLICY_DRAFT_EDIT)
        page = "draft" if mine else page
    elif version.status == Status.IN_REVIEW:
        wrote = user.pk in (version.drafted_by_id, version.edited_by_id)
        step, mine = "To be approved", user.has_perm(Permission.POLICY_APPROVE) and not wrote
        page = "approval" if mine else page
    else:
        step, mine = "To be published", user.has_perm(Permission.POLICY_PUBLISH)
        page = "publication" if mine else page
    place = (version.policy.slug, version.number)
    unsettled: int = version.unsettled  # type: ignore[attr-defined]  # counted by `_under_way`
    return UnderWay(
        version,
        step,
        mine,
        unsettled,
        reverse(f"policies:{page}", args=place),
        reverse("policies:comments", args=place),
    )
