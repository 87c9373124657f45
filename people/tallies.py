"""Several counts in one query: for start pages, which count a little of everything and must not ask for each alone.

A tally is a name, up to three keys by which its rows are told apart, how many rows there are, and the first (or last)
moment and days among them. Whoever asks says which rows may be counted at all: `visible_to` comes first, as everywhere.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, DateField, DateTimeField, Max, Min, QuerySet, Value
from django.db.models.functions import Cast

NO_DAY, NO_MOMENT = Cast(Value(None), DateField()), Cast(Value(None), DateTimeField())
COLUMNS = ("t_name", "t_first", "t_second", "t_third")


@dataclass(frozen=True)
class Tally:
    """One row of a count."""

    keys: tuple[str, ...]
    count: int
    moment: dt.datetime | None = None
    day: dt.date | None = None
    other_day: dt.date | None = None


class Tallies:
    """What was counted, by name."""

    def __init__(self, rows: Iterable[tuple[Any, ...]] = ()) -> None:
        self._found: dict[str, list[Tally]] = defaultdict(list)
        for name, first, second, third, *rest in rows:
            self._found[name].append(Tally((first, second, third), *rest))

    def of(self, name: str) -> list[Tally]:
        """Every row of one name."""
        return self._found.get(name, [])

    def one(self, name: str) -> Tally:
        """The one row of what was counted as a whole; nothing of what was not asked."""
        return next(iter(self.of(name)), Tally((), 0))

    def count(self, name: str) -> int:
        return self.one(name).count


def tally(
    name: str,
    rows: QuerySet[Any],
    *,
    keys: tuple[Any, ...] = (),
    moment: Any = None,
    day: Any = None,
    other_day: Any = None,
) -> QuerySet[Any]:
    """A count of `rows`, grouped by `keys`. `moment`, `day` and `other_day` are fields, of which the first is told, or
    aggregates."""
    said = dict(zip(COLUMNS, (Value(name, CharField()), *keys, *[Value("", CharField())] * 3), strict=False))
    return (
        rows.order_by()
        .annotate(**said)
        .values_list(*COLUMNS)
        .annotate(
            t_count=Count("pk"),
            t_moment=_first(moment, NO_MOMENT),
            t_day=_first(day, NO_DAY),
            t_other=_first(other_day, NO_DAY),
        )
    )


def _first(field: Any, none: Cast) -> Any:
    return none if field is None else Min(field) if isinstance(field, str) else field


def last(rows: QuerySet[Any], field: str, name: str) -> QuerySet[Any]:
    """The last moment in a field of `rows`, as a tally."""
    return tally(name, rows, moment=Max(field))


def all_of(asked: Iterable[QuerySet[Any]]) -> QuerySet[Any]:
    """All of them as one query, whose rows are `Tallies`; at least one is asked."""
    first, *others = asked
    return first.union(*others, all=True) if others else first
