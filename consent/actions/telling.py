"""Parents hear of it when a permission of their child turns, by whatever act (issue 3, item 6); what is out with the
child, and rests on a yes that is none any more, is listed to come down (domain 5.7)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager

from django.db.models import Exists, OuterRef
from django.utils import timezone

from consent.effective import Status
from consent.facts import Place
from consent.models import Post, PostedChild, Purpose
from consent.register import register_on
from people.actions.telling import tell_parents, with_parents_to_tell
from people.models import Pupil, SchoolYear, User

from .removing import list_turned

Statuses = dict[Place, Status]


@contextmanager
def parents_told(school_year: int, pupils: Iterable[int] | None = None, *, by: User | None = None) -> Iterator[None]:
    """Tell the parents of every child for whom something turns within the block: one mail to each parent.

    What turns is the effective permission for some place, waiting among them. `pupils` are the row numbers of those
    for whom it may; None means all. Only children with a parent to tell are looked at, twice, in a constant number of
    queries. What a past school year holds turns nothing that counts. Used inside the transaction of the act, before
    its audit event; raises nothing of its own.
    """
    with parents_told_once({school_year: pupils}, by=by):
        yield


@contextmanager
def parents_told_once(by_year: Mapping[int, Iterable[int] | None], *, by: User | None = None) -> Iterator[None]:
    """The same for what touches several school years, with their children: still one mail to each parent."""
    this_year = SchoolYear.objects.year_on(timezone.localdate())
    asked = {year: None if pupils is None else set(pupils) for year, pupils in by_year.items() if year >= this_year}
    watched = {year: list(with_parents_to_tell(pupils)) for year, pupils in asked.items()}
    pictured = _pictured(asked[this_year]) if this_year in asked else []
    before = {year: _statuses(pupils, year) for year, pupils in watched.items()}
    allowed = _allowed(pictured, this_year)
    yield
    after = {year: _statuses(pupils, year) for year, pupils in watched.items()}
    ended = allowed - _allowed(pictured, this_year)
    tell_parents(
        {
            place[0]
            for year in watched
            for place in before[year] | after[year]
            if _turned(place, before[year], after[year])
        }
    )
    if ended:
        slugs = dict(Purpose.objects.values_list("pk", "slug"))
        list_turned({pupil: {slugs[place] for one, place in ended if one == pupil} for pupil, _ in ended}, by=by)


def _pictured(pupils: Collection[int] | None) -> list[Pupil]:
    """Those of `pupils` who can be seen in a post that stands; None means all of the school."""
    shown = PostedChild.objects.filter(post__in=Post.objects.standing(), pupil=OuterRef("pk"))
    seen = Pupil.objects.filter(Exists(shown))
    return list(seen if pupils is None else seen.filter(pk__in=pupils))


def _allowed(pupils: list[Pupil], school_year: int) -> set[Place]:
    return {place for place, status in _statuses(pupils, school_year).items() if status is Status.YES}


def _turned(place: Place, before: Statuses, after: Statuses) -> bool:
    """A place that nobody was asked about is as one that nobody answered."""
    return before.get(place, Status.NOT_ANSWERED) != after.get(place, Status.NOT_ANSWERED)


def _statuses(pupils: list[Pupil], school_year: int) -> Statuses:
    if not pupils:
        return {}
    entries = register_on(pupils, timezone.localdate(), school_year).entries
    return {place: effective.status for place, effective in entries.items()}
