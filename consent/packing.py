"""Tables and lists as small bytes, for what a load holds until it is settled."""

import datetime as dt
import json
import zlib
from typing import Any

from people.spreadsheets.table import Cell, Line, Mark, Table

KINDS: dict[str, Any] = {"datetime": dt.datetime, "date": dt.date, "time": dt.time}


def pack(value: Any) -> bytes:
    """JSON, compressed."""
    return zlib.compress(json.dumps(value, separators=(",", ":")).encode(), 6)


def unpack(packed: bytes | memoryview | None) -> Any:
    """What `pack` was given; None for nothing."""
    return None if packed is None else json.loads(zlib.decompress(bytes(packed)))


def pack_table(table: Table, keep: set[int] | None = None) -> bytes:
    """A table as bytes, without the words above it.

    With `keep`, only those columns hold their cells: the others are dropped for good.
    """
    lines = [
        [line.record, [_out(cell) if keep is None or i in keep else None for i, cell in enumerate(line.cells)]]
        for line in table.lines
    ]
    about = {
        "headings": table.headings, "sheet": table.sheet, "header_row": table.header_row,
        "epoch_1904": table.epoch_1904, "kind": table.kind, "hidden_rows": table.hidden_rows,
        "skipped": table.skipped, "notes": table.notes,
        "doubted": sorted(place for place in table.doubted if keep is None or place[1] in keep),
    }  # fmt: skip
    return pack({**about, "lines": lines})


def unpack_table(packed: bytes | memoryview | None) -> Table:
    """The table that `pack_table` was given."""
    about = unpack(packed)
    lines = [Line(record, [_in(cell) for cell in cells]) for record, cells in about.pop("lines")]
    doubted = frozenset((record, column) for record, column in about.pop("doubted", ()))
    return Table(lines=lines, doubted=doubted, **about)


def _out(cell: Cell) -> Any:
    """A cell as JSON. What JSON lacks becomes a pair of its kind and its text."""
    if isinstance(cell, Mark):
        return ["mark", cell.name]
    if isinstance(cell, dt.datetime | dt.date | dt.time):
        return [type(cell).__name__, cell.isoformat()]
    return cell


def _in(cell: Any) -> Cell:
    if isinstance(cell, list):
        kind, text = cell
        return Mark[text] if kind == "mark" else KINDS[kind].fromisoformat(text)
    return cell
