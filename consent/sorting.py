"""What waits for a person, as its pages show and count it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from people.models import User
from people.permissions import Permission

from .deciding import ToDecide, number_undecided, undecided
from .models import ReviewEntry


@dataclass(frozen=True)
class Desk:
    """Everything that waits for a person. `count` is the number on the tab, on the start page and on the list."""

    entries: list[ReviewEntry]
    comments: list[ReviewEntry]
    children: list[ToDecide]

    @property
    def count(self) -> int:
        return len(self.entries) + len(self.comments) + len(self.children)

    @property
    def in_words(self) -> str:
        """What the number is made of, such as "2 answers to place, 1 comment to read"."""
        parts = (
            (len(self.entries), "answer to place", "answers to place"),
            (len(self.comments), "comment to read", "comments to read"),
            (len(self.children), "child to decide about", "children to decide about"),
        )
        return ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in parts if count)


def desk(user: User, day: dt.date) -> Desk:
    """What waits for `user` on `day`. The number of queries does not depend on how much it is."""
    entries = ReviewEntry.objects.visible_to(user).open().select_related("survey", "pupil")
    waiting = queue(entries.defer("survey__repeats", "survey__mapping", "survey__counts"))
    return Desk(
        [entry for entry in waiting if entry.kind == ReviewEntry.Kind.ENTRY],
        [entry for entry in waiting if entry.kind == ReviewEntry.Kind.COMMENT],
        undecided(day) if user.has_perm(Permission.CONSENT_CORRECT) else [],
    )


def number_waiting(user: User, day: dt.date) -> int:
    """The `count` of the desk alone, for the tab on every page."""
    entries = ReviewEntry.objects.visible_to(user).waiting_count()
    return entries + (number_undecided(day) if user.has_perm(Permission.CONSENT_CORRECT) else 0)


def queue(entries: Iterable[ReviewEntry]) -> list[ReviewEntry]:
    """One line a submission, oldest first: what says the same in two loads is sorted out once."""
    first: dict[tuple[str, str, str], ReviewEntry] = {}
    for entry in entries:
        first.setdefault((entry.kind, entry.identity, entry.content), entry)
    return list(first.values())
