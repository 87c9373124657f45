"""Lists of pictures to remove as pages show them: how far each is, and which part of it is whose."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from people.models import Pupil, SchoolAccount, User
from people.permissions import Permission
from people.school_accounts import possible_holders, working_holders

from .answer_words import joined
from .models import RemovalItem, RemovalList, RemovalLook
from .models.removals import RemovalListQuerySet

Outcome = RemovalItem.Outcome


@dataclass(frozen=True)
class Shown:
    """One list for one reader: what of it they see, how much is done, and whether they may tick."""

    removal: RemovalList
    items: Sequence[RemovalItem]
    looks: Sequence[RemovalLook]
    is_late: bool
    holders: Mapping[int, Sequence[User]]  # by picture: whoever holds its account and works here

    @property
    def left(self) -> int:
        """How many pictures are still to be seen to."""
        return sum(item.done_at is None for item in self.items)

    @property
    def gone(self) -> int:
        return sum(item.outcome in (Outcome.REMOVED, Outcome.CHANGED) for item in self.items)

    @property
    def staying(self) -> list[RemovalItem]:
        return [item for item in self.items if item.outcome == Outcome.STAYS]

    @property
    def looks_left(self) -> list[RemovalLook]:
        return [look for look in self.looks if look.done_at is None]

    @property
    def how_far(self) -> str:
        """In numbers, without a name."""
        return how_far(self.items)

    @property
    def by_hand(self) -> str:
        """The sentence that stands on every list: what cannot be in it, and where it is looked for."""
        return by_hand(self.removal, self.looks)


def shown_to(user: User, removals: RemovalListQuerySet, now: dt.datetime) -> list[Shown]:
    """The lists that `user` sees, each with the pictures and accounts that are theirs to see: an account holder's own,
    everything for those who see the full record. Four queries, whatever their number."""
    in_full = user.has_perm(Permission.CONSENT_RECORD_VIEW)
    related = "post__destination", "post__account__first_holder", "post__account__second_holder", "done_by"
    items = Prefetch("items", RemovalItem.objects.select_related(*related))
    looks = Prefetch("looks", RemovalLook.objects.select_related("account", "done_by"))
    lists = removals.visible_to(user).select_related("pupil", "released_by", "called_off_by")
    found = lists.defer("pupil__do_not_publish_reason").prefetch_related(items, looks)
    able = set(possible_holders().values_list("pk", flat=True))
    return [_shown(removal, user, in_full, now, able) for removal in found]


def _shown(removal: RemovalList, user: User, in_full: bool, now: dt.datetime, able: set[int]) -> Shown:
    items = [item for item in removal.items.all() if in_full or is_held_by(user, item.post.account)]
    looks = [look for look in removal.looks.all() if in_full or is_held_by(user, look.account)]
    late = removal.is_overdue(now) and any(look.done_at is None for look in looks)
    late |= removal.is_open and any(item.done_at is None and item.due_at < now for item in items)
    holders = {item.pk: working_holders(item.post.account, able) for item in items if item.post.account}
    return Shown(removal, items, looks, late, holders)


def is_held_by(user: User, account: SchoolAccount | None) -> bool:
    """Whether the person is one of the two holders."""
    return account is not None and user.pk in (account.first_holder_id, account.second_holder_id)


def may_tick(user: User, account: SchoolAccount | None) -> bool:
    """Whoever holds the account, and the office and the head in their place."""
    return is_held_by(user, account) or user.has_perm(Permission.PHOTO_REQUEST_ANSWER)


def how_far(items: Iterable[RemovalItem]) -> str:
    """How far a list is: "3 of 4 removed. The prospectus cannot be recalled." No name, no date."""
    every = list(items)
    if not every:
        return "No picture that is entered shows this child."
    gone = sum(item.outcome in (Outcome.REMOVED, Outcome.CHANGED) for item in every)
    stays = [item for item in every if item.outcome == Outcome.STAYS]
    places = joined(sorted({_in_print(item) for item in stays}))
    said = f"{gone} of {len(every)} removed."
    return f"{said} {places[:1].upper()}{places[1:]} cannot be recalled." if places else said


def _in_print(item: RemovalItem) -> str:
    label = item.post.destination.label
    return f"the printed {label.lower()}" if item.post.account_id is None else f"what is on {label}"


def by_hand(removal: RemovalList, looks: Iterable[RemovalLook]) -> str:
    """What a list cannot hold, and what is done about it."""
    accounts = joined([str(look.account) for look in looks])
    since = f"{removal.register_since:%-d %B %Y}"
    looking = (
        f"we are looking through {accounts} by hand" if accounts else "no account is in the register to look through"
    )
    return f"Pictures posted before {since} or never entered here are not in this list; {looking}."


@dataclass(frozen=True)
class OwnRemoval:
    """What parents read of a list that was released: numbers, what stays, and whether accounts are still looked at."""

    since: dt.datetime
    how_far: str
    by_hand: str
    is_done: bool


def released_to_parents(pupils: Sequence[Pupil]) -> dict[int, list[OwnRemoval]]:
    """By child, the lists that the office released, the latest first. Three queries for a family, none for nobody."""
    found: dict[int, list[OwnRemoval]] = defaultdict(list)
    if not pupils:
        return found
    items = Prefetch("items", RemovalItem.objects.select_related("post__destination"))
    looks = Prefetch("looks", RemovalLook.objects.select_related("account"))
    lists = RemovalList.objects.counting().filter(pupil__in=[p.pk for p in pupils], released_at__isnull=False)
    for removal in lists.order_by("-opened_at", "-pk").prefetch_related(items, looks):
        here = list(removal.looks.all())
        found[removal.pupil_id].append(
            OwnRemoval(
                removal.opened_at, how_far(removal.items.all()), by_hand(removal, here), removal.done_at is not None
            )
        )
    return found
