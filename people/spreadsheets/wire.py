"""How a workbook travels from the child process that reads it: lines of JSON, and nothing that could run."""

import datetime as dt
import json
from collections.abc import Iterator
from typing import BinaryIO

from .table import Cell, Mark, Sheet, UnreadableFile, Workbook


def send(workbook: Workbook, out: BinaryIO) -> None:
    """Write the workbook: a heading line, then each sheet's line and its rows, then an end line."""
    _line(out, {"kind": workbook.kind, "epoch_1904": workbook.epoch_1904, "sheets": len(workbook.sheets)})
    for sheet in workbook.sheets:
        _line(out, {"name": sheet.name, "hidden_rows": sheet.hidden_rows, "rows": len(sheet.rows)})
        for row in sheet.rows:
            _line(out, row)
    _line(out, {"end": True})


def send_refusal(message: str, out: BinaryIO) -> None:
    """Write why the file cannot be read."""
    _line(out, {"refused": message})


def receive(answer: bytes) -> Workbook:
    """The workbook that `send` wrote. Raises UnreadableFile for a refusal, ValueError for anything broken."""
    lines = iter(answer.splitlines())
    head = json.loads(_next(lines))
    if "refused" in head:
        raise UnreadableFile(str(head["refused"]))
    sheets = tuple(_sheet(lines) for _ in range(int(head["sheets"])))
    if json.loads(_next(lines)) != {"end": True}:
        raise ValueError("The answer does not end where it says.")
    return Workbook(kind=str(head["kind"]), sheets=sheets, epoch_1904=bool(head["epoch_1904"]))


def _sheet(lines: Iterator[bytes]) -> Sheet:
    head = json.loads(_next(lines))
    rows = [_row(json.loads(_next(lines))) for _ in range(int(head["rows"]))]
    return Sheet(name=str(head["name"]), rows=rows, hidden_rows=int(head["hidden_rows"]))


def _next(lines: Iterator[bytes]) -> bytes:
    try:
        return next(lines)
    except StopIteration:
        raise ValueError("The answer breaks off.") from None


def _line(out: BinaryIO, value: object) -> None:
    out.write(json.dumps(value, default=_told).encode() + b"\n")


def _told(cell: object) -> list[str]:
    """A cell that JSON has no word for, as its sort and its text."""
    if isinstance(cell, Mark):
        return ["mark", cell.name]
    if isinstance(cell, dt.datetime):
        return ["moment", cell.isoformat()]
    if isinstance(cell, dt.date):
        return ["day", cell.isoformat()]
    if isinstance(cell, dt.time):
        return ["time", cell.isoformat()]
    raise TypeError(f"A cell of the sort {type(cell).__name__} has no place in a table.")


_SORTS = {
    "mark": Mark.__getitem__,
    "moment": dt.datetime.fromisoformat,
    "day": dt.date.fromisoformat,
    "time": dt.time.fromisoformat,
}


def _row(row: list) -> list[Cell]:
    return [_SORTS[cell[0]](cell[1]) if cell.__class__ is list else cell for cell in row]
