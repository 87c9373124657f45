"""The attack on a report: everything that can be worked out from what is published, by whoever knows our rules.

Two ways. `intervals` knows nothing but sums: each hidden number lies between two bounds, tightened in turn until
nothing moves. `preimages` knows how the portal hides: it makes every table that could have been counted, hides it by
the same rules, and keeps those that come out as published.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from incidents.governing.hiding import FEWEST, Cell

Kept = dict[str, Any]
Place = tuple[str, str, str]  # report, table, row
OF_STAFF = {"staff", "disciplinary"}
Hide = Callable[[dict[str, int]], dict[str, Cell]]


def cells(tables: Iterable[Kept], report: str = "this") -> Iterator[tuple[Place, Kept]]:
    """Every published cell with its place."""
    for table in tables:
        for row in table["rows"]:
            yield (report, table["key"], row["key"]), row["cell"]


def is_hidden(cell: Kept) -> bool:
    return "count" not in cell and cell["said"] in {"fewer than 5", "not shown"}


def intervals(
    reports: dict[str, list[Kept]], more: Iterable[tuple[list[Place], int]] = ()
) -> dict[Place, tuple[int, int]]:
    """The bounds of every hidden number of some reports at once; `more` are sums that are told beside them.

    The sums: each table adds up to its total; the same incidents are shared out in several tables; what is closed is
    the total of what came of it; a section is the total of its firmness. Conduct of staff stands outside every sum, and
    the attack tries it inside as well.
    """
    bounds: dict[Place, tuple[int, int]] = {}
    for name, tables in reports.items():
        most = max((table.get("total", 0) for table in tables), default=0) + 1000
        for place, cell in cells(tables, name):
            if "count" in cell:
                bounds[place] = (cell["count"], cell["count"])
            elif is_hidden(cell):
                is_few = cell.get("few", False)
                low = 0 if place[2] in OF_STAFF or not is_few else 1
                bounds[place] = (low, FEWEST - 1 if is_few else most)
    sums = [*(found for name, tables in reports.items() for found in _sums(name, tables)), *more]
    moved = True
    while moved:
        moved = sum(_tighten(bounds, parts, total) for parts, total in sums) > 0
    return bounds


def _sums(name: str, tables: list[Kept]) -> Iterator[tuple[list[Place], int]]:
    for table in tables:
        if "total" not in table:
            continue
        parts = [(name, table["key"], row["key"]) for row in table["rows"] if row["key"] not in OF_STAFF]
        yield parts, table["total"]


def _tighten(bounds: dict[Place, tuple[int, int]], parts: list[Place], total: int) -> bool:
    """One sum, read for each of its parts in turn: whether a bound moved."""
    moved = False
    for part in parts:
        others = [bounds[other] for other in parts if other != part]
        low = max(bounds[part][0], total - sum(high for _, high in others))
        high = min(bounds[part][1], total - sum(least for least, _ in others))
        if (low, high) != bounds[part]:
            bounds[part], moved = (low, high), True
    return moved


def preimages(table: Kept, hide: Hide) -> list[dict[str, int]]:
    """Every way to count that would have been published as this table is."""
    keys = [row["key"] for row in table["rows"]]
    shown = {row["key"]: row["cell"] for row in table["rows"]}
    known = {key: cell["count"] for key, cell in shown.items() if "count" in cell}
    open_keys = [key for key in keys if key not in known]
    left = table["total"] - sum(known.values())
    found = []
    for counts in _ways(left, len(open_keys)):
        parts = known | dict(zip(open_keys, counts, strict=True))
        ordered = {key: parts[key] for key in keys}
        if {key: cell.as_kept() for key, cell in hide(ordered).items()} == shown:
            found.append(ordered)
    return found


def _ways(total: int, places: int) -> Iterator[tuple[int, ...]]:
    """Every way to share out a total."""
    if places == 0:
        if total == 0:
            yield ()
        return
    if places == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in _ways(total - first, places - 1):
            yield (first, *rest)


def pinned(table: Kept, truth: dict[str, int], hide: Hide) -> list[str]:
    """The hidden numbers of one to four that the attack knows for certain."""
    ways = preimages(table, hide)
    hidden = [row["key"] for row in table["rows"] if is_hidden(row["cell"])]
    return [key for key in hidden if 0 < truth[key] < FEWEST and len({way[key] for way in ways}) < 2]
