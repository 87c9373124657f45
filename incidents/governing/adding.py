"""How a school year is made of the reports of its terms: their published cells, added up where each shows its number.

Nothing is counted here, and nothing is read but what was released. A year counted from the cases of today would let
anybody take the published terms off it and find what one of them hides; a year that says no more than its terms say
together lets nobody find what they did not tell. No database.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .hiding import FEW_WORDS, HIDDEN_WORDS
from .tables import Kept

# What stands in the place of a term's cell where there is none.
NOT_YET, NO_REPORT, NOT_IN_IT = "not yet", "no report", "not in it"
NOT_ADDED = "not added up"
# Why a year shows no number, the first that holds.
WHY_NOT = {
    NOT_YET: "not released yet",
    NO_REPORT: "not shown: a term has no report",
    NOT_IN_IT: "not shown: not in every report",
    FEW_WORDS: "not shown: a term is hidden",
    HIDDEN_WORDS: "not shown: a term is hidden",
}
# Numbers of the day on which a report was made: what was open on three days is no number of a year.
OF_A_DAY = {("state", "open"), ("answered", "open")}

TableId = tuple[str, str]
RowId = tuple[str, str]


@dataclass(frozen=True)
class Line:
    """One row of the year: what each term's report says, and what the year says of them."""

    label: str
    terms: Sequence[Kept]
    year: Kept


@dataclass(frozen=True)
class Joined:
    """A table of the year. `shape` is the one of the last report that has it: its title, its heads, its note."""

    shape: Kept
    lines: Mapping[RowId, Line]


def is_number(cell: Kept) -> bool:
    """Whether a published cell is a number and nothing else: "196 of 210", a median, a version, a day are none."""
    return "count" in cell and cell["said"] == str(cell["count"])


def in_the_year(cells: Iterable[Kept], *, is_of_a_day: bool = False) -> Kept:
    """What the year says of the cells of its terms: their sum where each is a number, else in words why there is none.

    >>> three = {"said": "3", "count": 3}
    >>> in_the_year([three, three])["said"], in_the_year([three, {"said": "fewer than 5", "few": True}])["said"]
    ('6', 'not shown: a term is hidden')
    >>> in_the_year([three, {"said": "4 hours"}])["said"], in_the_year([three, three], is_of_a_day=True)["said"]
    ('not added up', 'not added up')
    """
    every = list(cells)
    said = [cell["said"] for cell in every]
    if is_of_a_day or not all(is_number(cell) or cell["said"] in WHY_NOT for cell in every):
        return {"said": NOT_ADDED}
    why = next((why for words, why in WHY_NOT.items() if words in said), None)
    if why:
        return {"said": why}
    total = sum(cell["count"] for cell in every)
    return {"said": str(total), "count": total}


def table_id(table: Kept) -> TableId:
    """What makes it the same table in two terms. One of detail has the name of its section in the title: a section that
    the policy has renamed since is another one."""
    return table["key"], table["title"] if table["detail"] else ""


def joined(terms: Sequence[Sequence[Kept] | str]) -> list[Joined]:
    """The tables of some terms in order, each as published; for one without a report, the words for that.

    A row is the same in two terms where its key and its words are: what is worded differently is not added up. The
    order is that of the last report; what only earlier ones have stands below it.
    """
    shapes: dict[TableId, Kept] = {}
    rows: dict[TableId, dict[RowId, None]] = {}
    found: list[dict[tuple[TableId, RowId], Kept] | str] = []
    for tables in reversed(terms):
        if isinstance(tables, str):
            found.insert(0, tables)
            continue
        for table in tables:
            shapes.setdefault(table_id(table), table)
            rows.setdefault(table_id(table), {}).update(dict.fromkeys(_row_ids(table)))
        found.insert(0, {(table_id(table), row_id): cell for table in tables for row_id, cell in _cells(table)})
    return [Joined(shape, {row_id: _line(key, row_id, found) for row_id in rows[key]}) for key, shape in shapes.items()]


def _line(key: TableId, row_id: RowId, terms: Sequence[Mapping[tuple[TableId, RowId], Kept] | str]) -> Line:
    cells = [
        {"said": term} if isinstance(term, str) else term.get((key, row_id), {"said": NOT_IN_IT}) for term in terms
    ]
    return Line(row_id[1], cells, in_the_year(cells, is_of_a_day=(key[0], row_id[0]) in OF_A_DAY))


def _row_ids(table: Kept) -> Iterator[RowId]:
    return ((row["key"], row["label"]) for row in table["rows"])


def _cells(table: Kept) -> Iterator[tuple[RowId, Kept]]:
    return (((row["key"], row["label"]), row["cell"]) for row in table["rows"])
