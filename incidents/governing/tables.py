"""What the report is made of: tables of a few rows, this term beside the same term last year. No database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from .hiding import NOTHING_WORDS, Cell

Kept = dict[str, Any]
NOTHING: Kept = {"said": NOTHING_WORDS}


@dataclass(frozen=True)
class Row:
    """One line: `key` finds the same line of last year, `width` is the length of its bar in per cent, where it is not
    that of its count beside the largest of the table."""

    key: str
    label: str
    cell: Cell
    width: int | None = None


@dataclass(frozen=True)
class Table:
    """One table of one part of the report. `total` is the number that its rows share out, where they share one out;
    `has_bars`: its rows are counts that can be compared; what `is_detail` stands below the other tables of its part."""

    part: str
    key: str
    title: str
    head: str
    rows: Sequence[Row]
    note: str = ""
    has_bars: bool = False
    total: int | None = None
    is_detail: bool = False

    def as_kept(self) -> Kept:
        """As it is frozen. Nothing of what is hidden is in it."""
        most = max((row.cell.count or 0 for row in self.rows), default=0)
        kept: Kept = {
            "part": self.part, "key": self.key, "title": self.title, "head": self.head, "note": self.note,
            "bars": self.has_bars, "detail": self.is_detail, "rows": [_kept(row, most) for row in self.rows],
        }  # fmt: skip
        return kept if self.total is None else kept | {"total": self.total}


@dataclass(frozen=True)
class Numbers:
    """Everything that is counted of one term, as it is published."""

    tables: list[Table] = field(default_factory=list)

    def as_kept(self) -> list[Kept]:
        return [table.as_kept() for table in self.tables]


def _kept(row: Row, most: int) -> Kept:
    kept: Kept = {"key": row.key, "label": row.label, "cell": row.cell.as_kept()}
    if row.width is not None:
        kept["width"] = row.width
    elif row.cell.count is not None and most:
        kept["width"] = round(100 * row.cell.count / most)
    return kept


def beside(this: Iterable[Kept], last: Iterable[Kept] | None) -> list[Kept]:
    """This term's tables with the same term last year in each row. A row that was not there then was not counted."""
    before = {(table["key"], row["key"]): row["cell"] for table in last or [] for row in table["rows"]}
    totals = {table["key"]: table["total"] for table in last or [] if "total" in table}
    joined = []
    for table in this:
        rows = [row | {"last": before.get((table["key"], row["key"]), NOTHING)} for row in table["rows"]]
        joined.append(table | {"rows": rows} | ({"last_total": totals[table["key"]]} if table["key"] in totals else {}))
    return joined


def cell_of(tables: Iterable[Kept], table: str, row: str) -> Kept:
    """One published cell; an empty one where there is none."""
    for one in tables:
        if one["key"] == table:
            for line in one["rows"]:
                if line["key"] == row:
                    return line["cell"]
    return {}
