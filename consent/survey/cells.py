"""Cells of a survey file as text."""

import datetime as dt

from people.spreadsheets.table import Cell, Mark

# What parents write into a comment box that they leave empty in meaning.
EMPTY_COMMENTS = frozenset({"", "none", "na", "n a", "n/a", "no", "nil", "nothing", "no comment", "no comments", "x"})


def cell_text(cell: Cell) -> str:
    """A cell as trimmed text; empty for an empty cell and for one whose value the file does not give.

    >>> cell_text(4102.0), cell_text(" 3H "), cell_text(None), cell_text(True)
    ('4102', '3H', '', 'TRUE')
    """
    if isinstance(cell, str):
        return cell.strip()
    if cell is None or isinstance(cell, Mark):
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime | dt.date):
        return cell.isoformat()
    return str(cell)
