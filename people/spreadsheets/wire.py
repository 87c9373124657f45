"""How a workbook travels from the child process that reads it: as JSON, a form in which nothing can run."""

import datetime as dt
import json
from typing import BinaryIO

from .table import Mark, Sheet, UnreadableFile, Workbook


def send(workbook: Workbook, out: BinaryIO) -> None:
    """Write the workbook: one line about the whole, one line for each sheet, one for the end."""
    _line(out, {"kind": workbook.kind, "epoch_1904": workbook.epoch_1904, "sheets": len(workbook.sheets)})
    for sheet in workbook.sheets:
        about = {"name": sheet.name, "hidden_rows": sheet.hidden_rows, "doubted": sorted(sheet.doubted)}
        _line(out, {**about, "rows": sheet.rows})
    _line(out, {"end": True})


def send_refusal(message: str, out: BinaryIO) -> None:
    """Write why the file cannot be read."""
    _line(out, {"refused": message})


def receive(answer: bytes) -> Workbook:
    """The workbook that `send` wrote. Raises UnreadableFile for a refusal, ValueError for anything broken."""
    lines = answer.splitlines()
    if not lines:
        raise ValueError("There is no answer.")
    head, tail = json.loads(lines[0]), json.loads(lines[-1])
    if "refused" in tail:
        raise UnreadableFile(str(tail["refused"]))
    if tail != {"end": True} or len(lines) != int(head["sheets"]) + 2:
        raise ValueError("The answer does not end where it says.")
    sheets = (json.loads(line, object_hook=_heard) for line in lines[1:-1])
    return Workbook(
        kind=str(head["kind"]),
        sheets=tuple(
            Sheet(str(one["name"]), one["rows"], int(one["hidden_rows"]), frozenset(map(tuple, one["doubted"])))
            for one in sheets
        ),
        epoch_1904=bool(head["epoch_1904"]),
    )


def _line(out: BinaryIO, value: object) -> None:
    out.write(json.dumps(value, default=_told).encode() + b"\n")


def _told(cell: object) -> dict[str, str]:
    """A cell that JSON has no word for: its sort, and its text."""
    if isinstance(cell, Mark):
        return {"mark": cell.name}
    if isinstance(cell, dt.datetime):
        return {"moment": cell.isoformat()}
    if isinstance(cell, dt.date):
        return {"day": cell.isoformat()}
    if isinstance(cell, dt.time):
        return {"time": cell.isoformat()}
    raise TypeError(f"A cell of the sort {type(cell).__name__} has no place in a table.")


_SORTS = {
    "mark": Mark.__getitem__,
    "moment": dt.datetime.fromisoformat,
    "day": dt.date.fromisoformat,
    "time": dt.time.fromisoformat,
}


def _heard(told: dict) -> object:
    if len(told) != 1:
        return told
    ((sort, text),) = told.items()
    return _SORTS[sort](text)
