"""Which points of a policy are not settled, and who takes care of each until it is (A17)."""

from collections.abc import Iterable
from dataclasses import dataclass

from people.models import User

from .gaps import Gap, gaps_of
from .models import GapOwner, Policy, PolicyVersion
from .models.states import UNDER_WAY


@dataclass(frozen=True)
class OpenGap:
    """A gap with its owner, as those who look after policies see it. `in_draft`: a draft under way settles it."""

    gap: Gap
    given: GapOwner | None
    is_settled_in_draft: bool = False

    @property
    def owner(self) -> User | None:
        return self.given.owner if self.given else None


def open_gaps(version: PolicyVersion, owners: Iterable[GapOwner], draft: PolicyVersion | None = None) -> list[OpenGap]:
    """The gaps of a version fetched `with_wording`, each with the owner named among `owners`."""
    by_key = {given.key: given for given in owners if given.policy_id == version.policy_id}
    still = {gap.key for gap in gaps_of(draft)} if draft else set()
    return [OpenGap(gap, by_key.get(gap.key), bool(draft) and gap.key not in still) for gap in gaps_of(version)]


def draft_of(policy: Policy, user: User) -> PolicyVersion | None:
    """The version under way that `user` may read, if there is one."""
    return policy.versions.visible_to(user).filter(status__in=UNDER_WAY).with_wording().first()


def owners_of(policies: Iterable[Policy]) -> list[GapOwner]:
    """Everybody who was given a point of these policies; one query."""
    return list(GapOwner.objects.filter(policy__in=policies, owner__isnull=False).select_related("owner"))
