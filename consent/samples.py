"""A few cells of each column, to show a person what they are matching."""

import datetime as dt

from people.spreadsheets.table import Cell, Mark, Table

from .survey import mapping as mappings
from .survey.mapping import Mapping

SHOWN = 3


def samples_of(table: Table, mapping: Mapping) -> list[list[str]]:
    """For each column of the mapping, up to three different cells as text, each at most 80 signs."""
    return [_samples(table, index) for _, index in mappings.bind(mapping, table)]


def _samples(table: Table, index: int) -> list[str]:
    found: dict[str, None] = {}
    for line in table.lines:
        text = as_text(line.cells[index]) if index < len(line.cells) else ""
        if text:
            found.setdefault(text[:80])
        if len(found) == SHOWN:
            break
    return list(found)


def as_text(cell: Cell) -> str:
    """A cell as a person would read it.

    >>> as_text(True), as_text(4102), as_text(dt.date(2026, 9, 2)), as_text(None)
    ('TRUE', '4102', '02/09/2026', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, Mark):
        return f"({cell.value})"
    if isinstance(cell, dt.datetime):
        return f"{cell:%d/%m/%Y %H:%M}"
    if isinstance(cell, dt.date):
        return f"{cell:%d/%m/%Y}"
    return " ".join(str(cell).split())
