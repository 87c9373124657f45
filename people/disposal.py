"""Kinds of record, how long each is kept, what is due for disposal, and what holds something back (requirements C27).

Each app says its own kinds (`retention_kinds.py`); `todwick_portal/disposal/kinds.py` gathers them. Nothing here
destroys anything, and nothing is destroyed because its time is over: two people see to it, one by one.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import TruncDate

from .models import DestructionRequest, KeepOrder, RetentionPeriod, User
from .tracing import Traces

MONTHS = 12
LONGEST = 1200  # months: a hundred years
NO_FIGURE = "No figure is known for this kind."


@dataclass(frozen=True)
class Went:
    """So many of one thing that go, or stay."""

    count: int
    one: str
    many: str

    @property
    def words(self) -> str:
        return f"{self.count:,} {self.one if self.count == 1 else self.many}"


@dataclass(frozen=True)
class Erased:
    """One record that is being erased, with what the parts of it need: what it is known by, and whether names in cases
    stay until those are due."""

    record: Any
    traces: Traces
    keeps_names: bool
    by: User | None


@dataclass(frozen=True)
class Kind:
    """One kind of record.

    `rows`: those that can be due at all, with no thought of who looks. `counts_from` names the day or moment on a row
    from which the time runs, in words `counted`. `seen(user)`: the rows of which a person may know that they are due;
    `opened(user)`: those whose page they may open as one of two. `may_ask` and `second` say who the two are, `keeps`
    who else has one kept, `about` whom it is about: they are none of these. `traces` leads to whoever is erased,
    `parts` erase, in this order. `stays` is said of every record alike: it tells nobody whether there is such a thing.
    """

    slug: str
    label: str
    noun: str
    model: type[Model]
    rows: Callable[[], QuerySet[Any]]
    counts_from: str | Combinable
    counted: str
    months: int
    source: str
    seen: Callable[[User], QuerySet[Any]]
    opened: Callable[[User], QuerySet[Any]]
    may_ask: Callable[[User, Any], bool]
    second: Callable[[Any, User], tuple[str, QuerySet[User]] | None]
    keeps: Callable[[User, Any], bool]
    about: Callable[[Any], set[int]]
    readers: Callable[[Any], set[str]]
    key: Callable[[Any], str]
    reference: Callable[[Any], str]
    described: Callable[[Any], str]
    goes: Callable[[Any], Iterable[Went]]
    stays: tuple[str, ...] = ()
    also_kept_as: tuple[str, ...] = ()  # other kinds under which the same row may be kept, or asked for
    parts: tuple[Callable[[Erased], None], ...] = ()
    apart: tuple[type[Model], ...] = ()  # tables whose words the parts see to themselves
    traces: Callable[[Any], Traces] = lambda record: Traces()
    names: Callable[[Any], Iterable[str]] = lambda record: ()  # of others in it, for no reason to say
    named: Callable[[Any], str] = lambda record: ""
    holds_back: Callable[[Any], list[str]] = lambda record: []
    hints: Callable[[Any], list[str]] = lambda record: []  # what its readers are told about how its time counts
    is_moment: bool = False  # whether `counts_from` is a moment, not a day
    is_known: bool = True  # whether a figure for it is known, or only proposed by the portal
    bears_on_abuse: Callable[[Any], bool] = lambda record: False
    address: str = "public_id"  # the field that names a row in an address
    is_somebody: bool = False  # a person: their name may stand in records of others
    names_to: Callable[[User], bool] = lambda user: False  # who else than the two reads the name
    in_list: Callable[[Any], str] = lambda record: ""  # a word beside the reference, without a query
    is_gone: Callable[[Any], bool] = lambda record: False  # whether its row is what destruction leaves
    find: Callable[[str], Iterable[Any]] | None = None

    @property
    def slugs(self) -> tuple[str, ...]:
        """Every kind under which a row of this one may be kept, or asked for: what a row is may change meanwhile."""
        return (self.slug, *self.also_kept_as)

    @property
    def day(self) -> Combinable:
        """The day from which the time of a row runs, for a query."""
        if isinstance(self.counts_from, str):
            return TruncDate(self.counts_from) if self.is_moment else F(self.counts_from)
        return self.counts_from


@dataclass(frozen=True)
class Period:
    """How long a kind is kept today, and who says so."""

    months: int
    source: str
    confirmed: RetentionPeriod | None = None

    @property
    def words(self) -> str:
        return in_words(self.months)

    def cutoff(self, today: dt.date) -> dt.date:
        """What counts from this day or an earlier one is due."""
        return months_later(today, -self.months)

    def due_on(self, day: dt.date) -> dt.date:
        return months_later(day, self.months)


def in_words(months: int) -> str:
    """A length as people say it.

    >>> in_words(72), in_words(1), in_words(18)
    ('6 years', '1 month', '18 months')
    """
    count, word = (months // MONTHS, "year") if months and months % MONTHS == 0 else (months, "month")
    return f"{count} {word}{'' if count == 1 else 's'}"


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day so many months on, or earlier; the last of the month where there is none.

    >>> months_later(dt.date(2028, 2, 29), 12), months_later(dt.date(2026, 1, 31), -2)
    (datetime.date(2029, 2, 28), datetime.date(2025, 11, 30))
    """
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    first = dt.date(year, month + 1, 1)
    following = dt.date(year + (month == MONTHS - 1), (month + 1) % MONTHS + 1, 1)
    return min(first + dt.timedelta(days=day.day - 1), following - dt.timedelta(days=1))


def periods(kinds: Iterable[Kind]) -> dict[str, Period]:
    """The period of each kind. One query."""
    own = {row.kind: row for row in RetentionPeriod.objects.select_related("set_by")}
    return {
        kind.slug: Period(own[kind.slug].months, own[kind.slug].source, own[kind.slug])
        if kind.slug in own else Period(kind.months, kind.source)
        for kind in kinds
    }  # fmt: skip


def period_of(kind: Kind) -> Period:
    """The period of one kind."""
    return periods([kind])[kind.slug]


def with_days(kind: Kind, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Each with `counts_on`, the day from which its time runs, and whether it is `is_kept` and `is_asked`."""
    kept = KeepOrder.objects.in_force().filter(kind__in=kind.slugs, record=OuterRef("pk"))
    asked = DestructionRequest.objects.waiting().filter(kind__in=kind.slugs, record=OuterRef("pk"))
    return rows.annotate(counts_on=kind.day, is_kept=Exists(kept), is_asked=Exists(asked))


def due(kind: Kind, rows: QuerySet[Any], cutoff: dt.date) -> QuerySet[Any]:
    """Those of `rows` whose time is over, the longest over first. Held ones too."""
    found = with_days(kind, rows.filter(pk__in=kind.rows().order_by().values("pk")))
    return found.filter(counts_on__lte=cutoff).order_by("counts_on", "pk")


def after(rows: QuerySet[Any], place: tuple[dt.date, int] | None) -> QuerySet[Any]:
    """Those behind a place of the list."""
    if place is None:
        return rows
    day, key = place
    return rows.filter(Q(counts_on__gt=day) | Q(counts_on=day, pk__gt=key))
