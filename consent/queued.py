"""What the queue says at a moment: who waits, and the conditions that a person found in comments."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Q

from .models import ReviewEntry


class Condition(NamedTuple):
    """What a person found in the comment of one parent: `entry` is where it was read, `words` what it asks for.

    `identity` is the comment's own, the same in every load that brought it.
    """

    entry: int
    pupil: int
    respondent_key: str
    answered_at: dt.datetime
    found_at: dt.datetime
    words: str
    identity: str

    @property
    def beside(self) -> tuple[int, str, dt.datetime]:
        """Whose answers of when it stands beside."""
        return self.pupil, self.respondent_key, self.answered_at


class Waits(NamedTuple):
    """A pupil who waits because of a load; `is_unread`: because of words of a parent that nobody has read."""

    pupil: int
    survey: int
    is_unread: bool


FIELDS = (
    "settled_at", "waits__pupil_id", "survey_id", "kind", "comment_digest", "pk", "pupil_id", "respondent_key",
    "answered_at", "condition", "identity",
)  # fmt: skip


def queued(pupils: list[int] | None, school_year: int, moment: dt.datetime) -> Iterator[Condition | Waits]:
    """Who waits at `moment`, and the conditions found by then. `pupils` None means all. One query.

    An entry settled after `moment` was open then, whatever became of it.
    """
    waiting = Q(pk__in=ReviewEntry.objects.open_at(moment).values("pk"))
    found = Q(status=ReviewEntry.Status.CONDITION, settled_at__lte=moment)
    found &= Q(survey__undone_at=None) | Q(survey__undone_at__gt=moment)
    if pupils is not None:
        waiting, found = waiting & Q(waits__pupil_id__in=pupils), found & Q(pupil_id__in=pupils)
    rows = ReviewEntry.objects.filter(waiting | found, survey__school_year=school_year).order_by()
    seen: set[int] = set()
    for settled_at, waits, survey, kind, digest, pk, pupil, key, answered_at, words, identity in rows.values_list(
        *FIELDS
    ):
        if settled_at is None or settled_at > moment:
            yield Waits(waits, survey, kind == ReviewEntry.Kind.COMMENT or bool(digest))
        elif pk not in seen:
            seen.add(pk)
            yield Condition(pk, pupil, key, answered_at, settled_at, words, identity)
