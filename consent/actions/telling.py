"""Parents hear of it when a permission of their child turns, by whatever act (issue 3, item 6)."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from django.utils import timezone

from consent.effective import Status
from consent.facts import Place
from consent.register import register_on
from people.actions.telling import tell_parents, with_parents_to_tell
from people.models import Pupil, SchoolYear

Statuses = dict[Place, Status]


@contextmanager
def parents_told(school_year: int, pupils: Iterable[int] | None = None) -> Iterator[None]:
    """Tell the parents of every child for whom something turns within the block: one mail to each parent.

    What turns is the effective permission for some place, waiting among them. `pupils` are the row numbers of those
    for whom it may; None means all. Only children with a parent to tell are looked at, twice, in a constant number of
    queries. What a past school year holds turns nothing that counts. Used inside the transaction of the act, before
    its audit event; raises nothing of its own.
    """
    with parents_told_once({school_year: pupils}):
        yield


@contextmanager
def parents_told_once(by_year: Mapping[int, Iterable[int] | None]) -> Iterator[None]:
    """The same for what touches several school years, with their children: still one mail to each parent."""
    this_year = SchoolYear.objects.year_on(timezone.localdate())
    watched = {y: list(with_parents_to_tell(pupils)) for y, pupils in by_year.items() if y >= this_year}
    before = {year: _statuses(pupils, year) for year, pupils in watched.items()}
    yield
    after = {year: _statuses(pupils, year) for year, pupils in watched.items()}
    tell_parents(
        {
            place[0]
            for year in watched
            for place in before[year] | after[year]
            if _turned(place, before[year], after[year])
        }
    )


def _turned(place: Place, before: Statuses, after: Statuses) -> bool:
    """A place that nobody was asked about is as one that nobody answered."""
    return before.get(place, Status.NOT_ANSWERED) != after.get(place, Status.NOT_ANSWERED)


def _statuses(pupils: list[Pupil], school_year: int) -> Statuses:
    if not pupils:
        return {}
    entries = register_on(pupils, timezone.localdate(), school_year).entries
    return {place: effective.status for place, effective in entries.items()}
