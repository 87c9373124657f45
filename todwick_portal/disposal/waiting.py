"""What waits for one person as one of two, and what is kept: as far as they may open each record."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from people.disposal import Kind
from people.models import DestructionRequest, KeepOrder, User

from .kinds import BY_SLUG
from .paging import address_of


@dataclass(frozen=True)
class Waiting:
    """One record on which somebody is to decide, or that is kept."""

    kind: Kind
    row: Any
    item: Any
    is_mine: bool

    @property
    def url(self) -> str:
        return address_of(self.kind, self.row)


def waiting_for(user: User) -> list[Waiting]:
    """Destructions asked for: those that they confirm, and those that they asked for themselves."""
    asked = DestructionRequest.objects.waiting().select_related("asked_by")
    return [
        one for one in _opened(list(asked), user)
        if one.item.asked_by_id == user.pk or one.item.second_role in user.roles
    ]  # fmt: skip


def kept_for(user: User) -> list[Waiting]:
    """What is kept, the next to be looked at first."""
    return _opened(list(KeepOrder.objects.in_force().select_related("set_by")), user)


def _opened(items: list[Any], user: User) -> list[Waiting]:
    """Those whose record the person may open. A query for each kind, not for each."""
    by_kind: dict[str, list[Any]] = defaultdict(list)
    for item in items:
        by_kind[item.kind].append(item)
    found: dict[tuple[str, int], Any] = {}
    for slug, some in by_kind.items():
        if kind := BY_SLUG.get(slug):
            rows = kind.opened(user).filter(pk__in=[item.record for item in some])
            found |= {(slug, row.pk): row for row in rows}
    return [
        Waiting(BY_SLUG[item.kind], found[item.kind, item.record], item, user.pk in _by(item))
        for item in items if (item.kind, item.record) in found
    ]  # fmt: skip


def _by(item: Any) -> set[int]:
    return {item.asked_by_id if isinstance(item, DestructionRequest) else item.set_by_id}


def reviews_due(user: User) -> int:
    """How many of those kept are to be looked at again by today."""
    today = timezone.localdate()
    return sum(one.item.review_on <= today for one in kept_for(user))
