"""What waits for one person as one of two, and what is kept: as far as they may open each record, newest first."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from incidents.newest import newest
from people.disposal import Kind
from people.models import DestructionRequest, KeepOrder, User

from .kinds import BY_SLUG, KINDS
from .paging import address_of

Item = TypeVar("Item", DestructionRequest, KeepOrder)


@dataclass(frozen=True)
class Waiting:
    """One record on which somebody is to decide, or that is kept."""

    kind: Kind
    row: Any
    item: Any
    is_mine: bool
    is_review_due: bool = False

    @property
    def url(self) -> str:
        return address_of(self.kind, self.row)


@dataclass(frozen=True)
class WaitingPage:
    """The newest, or those before a mark; `older` is the mark of the next page, empty where there is none."""

    lines: list[Waiting]
    older: str


def waiting_for(user: User) -> QuerySet[DestructionRequest]:
    """Destructions asked for: those that they confirm, and those that they asked for themselves."""
    theirs = Q(asked_by=user) | Q(second_role__in=sorted(user.roles))
    return _opened(DestructionRequest.objects.waiting().filter(theirs), user)


def kept_for(user: User) -> QuerySet[KeepOrder]:
    """What is kept, as far as they may know of it."""
    return _opened(KeepOrder.objects.in_force(), user)


def reviews_due(user: User) -> QuerySet[KeepOrder]:
    """Those of them that are to be looked at again by today."""
    return kept_for(user).filter(review_on__lte=timezone.localdate())


def page_of_waiting(user: User, older: str = "") -> WaitingPage:
    """One page of what waits. One query, and one for each kind of record on the page."""
    items, mark = newest(waiting_for(user).select_related("asked_by"), "asked_at", older)
    return WaitingPage([_line(one, row, one.asked_by_id == user.pk) for one, row in _with_rows(items, user)], mark)


def page_of_kept(user: User, older: str = "", *, only_due: bool = False) -> WaitingPage:
    """One page of what is kept, or of what of it is to be looked at again. As many queries as `page_of_waiting`."""
    today = timezone.localdate()
    items, mark = newest((reviews_due if only_due else kept_for)(user).select_related("set_by"), "set_at", older)
    lines = [
        _line(one, row, one.set_by_id == user.pk, is_review_due=one.review_on <= today)
        for one, row in _with_rows(items, user)
    ]
    return WaitingPage(lines, mark)


def _line(item: DestructionRequest | KeepOrder, row: Any, is_mine: bool, *, is_review_due: bool = False) -> Waiting:
    return Waiting(BY_SLUG[item.kind], row, item, is_mine, is_review_due)


def _opened(items: QuerySet[Item], user: User) -> QuerySet[Item]:
    """Those whose record the person may open, as each kind says: one query for all kinds, however many there are."""
    return items.filter(
        reduce(or_, (Q(Exists(kind.opened(user).filter(pk=OuterRef("record"))), kind=kind.slug) for kind in KINDS))
    )


def _with_rows(items: Iterable[Item], user: User) -> list[tuple[Item, Any]]:
    """Each with its record. A query for each kind, not for each."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for item in items:
        by_kind[item.kind].append(item.record)
    found = {
        (slug, row.pk): row for slug, keys in by_kind.items() for row in BY_SLUG[slug].opened(user).filter(pk__in=keys)
    }
    return [(item, found[item.kind, item.record]) for item in items if (item.kind, item.record) in found]
