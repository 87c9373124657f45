"""What the queue says at a moment: who waits, and the conditions that a person found in comments."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

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


def queue_at(pupils: list[int] | None, school_year: int, moment: dt.datetime) -> QuerySet[Any]:
    """The rows that say who waits at `moment`, and the conditions found by then. `pupils` None means all."""
    waiting = Q(pk__in=ReviewEntry.objects.open_at(moment).values("pk"))
    found = Q(status=ReviewEntry.Status.CONDITION, settled_at__lte=moment)
    found &= Q(survey__undone_at=None) | Q(survey__undone_at__gt=moment)
    if pupils is not None:
        waiting, found = waiting & Q(waits__pupil_id__in=pupils), found & Q(pupil_id__in=pupils)
    rows = ReviewEntry.objects.filter(waiting | found, survey__school_year=school_year).order_by()
    return rows.values_list(*FIELDS)


def queued(rows: Iterable[tuple[Any, ...]], moment: dt.datetime) -> Iterator[Condition | Waits]:
    """What the rows of `queue_at` say of `moment`. An entry settled after it was open then, whatever became of it."""
    seen: set[int] = set()
    for settled_at, waits, survey, kind, digest, pk, pupil, key, answered_at, words, identity in rows:
        if settled_at is None or settled_at > moment:
            yield Waits(waits, survey, kind == ReviewEntry.Kind.COMMENT or bool(digest))
        elif pk not in seen:
            seen.add(pk)
            yield Condition(pk, pupil, key, answered_at, settled_at, words, identity)
