"""One page of a long list of cases, newest first, by the first or last case seen (performance P8).

No OFFSET: page a hundred costs what page one costs. The marks in the address are sealed: the number of a case would
tell, by the gaps, that there are others which this reader may not see.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, IntegerField, Q, QuerySet, Subquery, Value

from people.models import User
from people.prepared import prepared
from people.sealing import CannotUnseal, seal_as_text, unseal_text

from .models import Case, State
from .models.cases import CaseQuerySet
from .relations import Act
from .sorts import Sort

SIZE = 50
MOST_COUNTED = 200  # beyond it a list says "more than"; each case more is looked at on every page
NEWEST = ("-reported_at", "-pk")
# What a row of the list shows of an incident and its case. As values: to make two objects of each costs more.
LINE = (
    "pk", "public_id", "reference", "title", "state", "owner_role", "reported_at", "received_on", "due_on", "closed_at",
    "incident__kind",
)  # fmt: skip
BESIDE = ("total", "part")  # what a query of this page says beside: how many there are, and in which part one stands

Fetched = Callable[[CaseQuerySet], QuerySet[Case, Any]]


class HowMany(Subquery):
    """How many rows a sliced query has, without a query of its own."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


@dataclass(frozen=True)
class Page:
    """The cases of one page as they were fetched, the marks of those beside it (empty: there is none), and how many
    there are in all.

    `total` is None where nobody counted, and one more than `MOST_COUNTED` where there are more.
    """

    cases: list[Any]
    newer: str
    older: str
    total: int | None

    @property
    def is_first(self) -> bool:
        return not self.newer

    @property
    def is_more(self) -> bool:
        """Whether there are more than are counted."""
        return self.total is not None and self.total > MOST_COUNTED


def page_of(
    cases: CaseQuerySet,
    fetched: Fetched,
    *,
    newer: str = "",
    older: str = "",
    counted: bool = True,
    size: int = SIZE,
) -> Page:
    """The page before or after a mark; the first one where there is no mark, or none of ours. `fetched`: `light` or
    `with_complaint`. One query, or two where nothing stands before the mark any more."""
    rows = with_total(cases) if counted else cases
    before, after = _place(newer), _place(older)
    if before:
        found = list(fetched(rows.filter(_newer_than(*before)).order_by("reported_at", "pk")[: size + 1]))
        if len(found) > size:
            found.reverse()
            return _page(found[1:], has_newer=True, has_older=True)
        after = None
    beside = rows.filter(_older_than(*after)) if after else rows
    found = list(fetched(beside.order_by(*NEWEST)[: size + 1]))
    return _page(found[:size], has_newer=bool(after), has_older=len(found) > size)


def queue_and_page(sort: Sort, user: User, most: int, size: int = SIZE) -> tuple[list[Any], Page]:
    """How the list of one sort begins for `user`: the first `most` of those that nobody has seen yet, who waits longest
    first, and the first page of the rest. One query, whose SQL is kept."""
    found: dict[str, list[Any]] = {"queue": [], "page": []}
    for case in prepared("queue and page", user, lambda: _queue_and_page(sort, user, most, size), sort, most, size):
        found[case.part].append(case)
    found["queue"].sort(key=_place_of)
    found["page"].sort(key=_place_of, reverse=True)
    return found["queue"], _page(found["page"][:size], has_newer=False, has_older=len(found["page"]) > size)


def _queue_and_page(sort: Sort, user: User, most: int, size: int) -> QuerySet[Case, Any]:
    """Each part is picked by its keys, so that SQLite too can join them; no case is in both."""
    cases = Case.objects.allowing(Act.LIST, user, sort)
    queue = cases.filter(state=State.NEW).order_by("reported_at", "pk")
    rest = cases.exclude(state=State.NEW).order_by(*NEWEST)
    parts = (("queue", queue, most), ("page", rest, size + 1))
    waiting, page = (_picked(sort, found, number, name) for name, found, number in parts)
    return waiting.union(page, all=True)


def _picked(sort: Sort, cases: CaseQuerySet, most: int, part: str) -> QuerySet[Case, Any]:
    """The first of some cases, without an order, each with how many there are in all, and the part it stands in.

    They are counted in the order in which they are listed: along its index. Without one SQLite makes itself an index of
    a thousand cases for each count, which takes longer than counting.
    """
    counted = HowMany(cases.values("pk")[: MOST_COUNTED + 1])
    picked = Case.objects.filter(pk__in=cases.values("pk")[:most]).order_by()
    counting = picked.annotate(total=counted, part=Value(part, CharField()))
    return (light if sort == Sort.INCIDENT else with_complaint)(counting)


def _place_of(case: Any) -> tuple[dt.datetime, int]:
    return case.reported_at, case.pk


def light(cases: CaseQuerySet, *also: str) -> QuerySet[Case, Any]:
    """What a row of the list shows of incidents, by name, and `also` whatever else somebody wants to know."""
    beside = [name for name in BESIDE if name in cases.query.annotations]
    return cases.values_list(*LINE, *also, *beside, named=True)


def with_complaint(cases: CaseQuerySet) -> QuerySet[Case, Any]:
    """With what a row of the list shows of the complaint, and not its long words."""
    return cases.select_related("complaint").defer("complaint__words", "complaint__tried_words")


def with_total(cases: CaseQuerySet) -> CaseQuerySet:
    """Each case with `total`: how many there are, counted up to one more than `MOST_COUNTED`."""
    return cases.annotate(total=HowMany(cases.order_by().values("pk")[: MOST_COUNTED + 1]))


def _page(cases: list[Any], *, has_newer: bool, has_older: bool) -> Page:
    return Page(
        cases,
        newer=_mark(cases[0]) if has_newer and cases else "",
        older=_mark(cases[-1]) if has_older and cases else "",
        total=getattr(cases[0], "total", None) if cases else 0,
    )


def _older_than(moment: dt.datetime, key: int) -> Q:
    """As two conditions, so that the range of the index is used (performance.md 4)."""
    return Q(reported_at__lte=moment) & (Q(reported_at__lt=moment) | Q(pk__lt=key))


def _newer_than(moment: dt.datetime, key: int) -> Q:
    return Q(reported_at__gte=moment) & (Q(reported_at__gt=moment) | Q(pk__gt=key))


def _mark(case: Any) -> str:
    return seal_as_text(f"{case.reported_at.isoformat()} {case.pk}")


def _place(mark: str) -> tuple[dt.datetime, int] | None:
    try:
        moment, key = unseal_text(mark).split(" ")
        return dt.datetime.fromisoformat(moment), int(key)
    except (CannotUnseal, ValueError):
        return None
