"""Which sheet, and which row of it, holds the headings."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from . import refusals
from .table import Cell, Line, Mark, Sheet, Table, UnreadableFile, Workbook

Knows = Callable[[str], bool]

_SEARCHED_ROWS = 30
_ENOUGH_KNOWN = 2
_MOST_TITLES = 100
_TITLE_LENGTH = 300
_ENOUGH_WORDS = 0.75
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class _Place:
    """A row that may be the heading, from 0, with how many of its cells are known headings."""

    sheet: Sheet
    row: int
    known: int

    @property
    def lines_below(self) -> int:
        return sum(1 for row in self.sheet.rows[self.row + 1 :] if not _is_blank(row))


def find_table(
    workbook: Workbook,
    knows: Knows,
    sheet: str | None = None,
    header_row: int | None = None,
    what: str = refusals.ANSWERS,
) -> Table:
    """The table of a survey or list: its headings and the rows below that have any value.

    The heading is the first row with known headings: at least two, and half as many as any other row has
    (so that a line like "Class: 3H, Date: 30 September" above the table is not taken for it). Where no row
    has two, it is the first of the rows with most texts. The first thirty rows are looked at. Of several
    sheets the one with most rows under a known heading is taken, or under any heading if none is known.
    `sheet` and `header_row` (counted from 1, as the spreadsheet shows it) settle the question.

    `Line.record` is the row number on the sheet; in a .csv the number of the record from 1, counting titles,
    the heading and lines without anything, as Excel shows them (contract 4).
    Raises UnreadableFile if no row can be a heading, or the asked sheet or row does not exist; it names `what` is
    to be loaded. Domain 5.1.
    """
    places = [_place(one, knows, header_row) for one in _asked_sheets(workbook, sheet)]
    found = [place for place in places if place is not None]
    if not found:
        raise UnreadableFile(_no_heading(header_row, what))
    best = found[0]
    if len(found) > 1:
        best = max(found, key=lambda place: (place.known >= _ENOUGH_KNOWN, place.lines_below))
    return _table(workbook, best)


def _asked_sheets(workbook: Workbook, name: str | None) -> list[Sheet]:
    if not name:
        return list(workbook.sheets)
    exact = [sheet for sheet in workbook.sheets if sheet.name == name]
    alike = [sheet for sheet in workbook.sheets if _fold(sheet.name) == _fold(name)]
    if not exact and not alike:
        there = ", ".join(f"“{sheet.name}”" for sheet in workbook.sheets if sheet.name)
        seen = f"The sheets that can be seen are {there}." if there else "A text file has no sheets with names."
        raise UnreadableFile(f"The file has no sheet “{name}”. {seen} Choose one of them, or leave the sheet open.")
    return exact or alike


def _place(sheet: Sheet, knows: Knows, header_row: int | None) -> _Place | None:
    if header_row is None:
        return _likely_place(sheet, knows)
    index = header_row - 1
    if not 0 <= index < len(sheet.rows) or _is_blank(sheet.rows[index]):
        return None
    return _Place(sheet, index, _count_known(sheet.rows[index], knows))


def _likely_place(sheet: Sheet, knows: Knows) -> _Place | None:
    searched = sheet.rows[:_SEARCHED_ROWS]
    known = [_count_known(row, knows) for row in searched]
    most = max(known, default=0)
    if most >= _ENOUGH_KNOWN:
        row = next(i for i, count in enumerate(known) if count >= max(_ENOUGH_KNOWN, most / 2))
        return _Place(sheet, row, known[row])
    words = [_count_words(row) for row in searched]
    fullest = max(words, default=0)
    if fullest < 2:
        return None
    row = next(i for i, count in enumerate(words) if count >= max(2, fullest * _ENOUGH_WORDS))
    return _Place(sheet, row, known[row])


def _no_heading(header_row: int | None, what: str) -> str:
    if header_row is not None:
        return f"Row {header_row} holds no headings. Look up in Excel which row does and give that number."
    return (
        "The file has no row of headings: at least two columns with a name each are needed. "
        f"Choose the file that holds {what}, or add the headings in Excel, save and choose it again."
    )


def _table(workbook: Workbook, place: _Place) -> Table:
    rows = place.sheet.rows
    below = rows[place.row + 1 :]
    widths = [_width(row) for row in below]
    width = max([_width(rows[place.row]), *widths])
    records = range(place.row + 2, len(rows) + 1)
    lines = [
        Line(record, _padded(row, width)) for record, row, filled in zip(records, below, widths, strict=True) if filled
    ]
    return Table(
        headings=[heading_text(cell) for cell in _padded(rows[place.row], width)],
        lines=lines,
        sheet=place.sheet.name or None,
        header_row=place.row + 1,
        epoch_1904=workbook.epoch_1904,
        kind=workbook.kind,
        hidden_rows=place.sheet.hidden_rows,
        skipped=sum(1 for row in rows[: place.row] if not _is_blank(row)),
        notes=_notes(workbook, place),
        titles=_titles(rows[: place.row]),
        doubted=frozenset((row + 1, column) for row, column in place.sheet.doubted if row > place.row),
    )


def _notes(workbook: Workbook, place: _Place) -> list[str]:
    if len(workbook.sheets) < 2:
        return []
    return [f"The file has {len(workbook.sheets)} sheets; “{place.sheet.name}” was read."]


def _titles(rows: list[list[Cell]]) -> list[str]:
    """The texts above the heading, without repetition, the first hundred."""
    texts = (cell.strip()[:_TITLE_LENGTH] for row in rows for cell in row if isinstance(cell, str))
    return [text for text in dict.fromkeys(texts) if text][:_MOST_TITLES]


def heading_text(cell: Cell) -> str:
    """A heading as text, trimmed: nothing for an empty cell or one whose value the file does not give."""
    return "" if cell is None or isinstance(cell, Mark) else str(cell).strip()


def _count_known(row: list[Cell], knows: Knows) -> int:
    texts = {heading_text(cell) for cell in row} - {""}
    return sum(1 for text in texts if knows(text))


def _count_words(row: list[Cell]) -> int:
    """How many cells could name a column: texts with a letter in them, no addresses and no two alike."""
    texts = {cell.strip() for cell in row if isinstance(cell, str)}
    return sum(1 for text in texts if _LETTER.search(text) and "@" not in text)


def _is_blank(row: list[Cell]) -> bool:
    return not _width(row)


def _width(row: list[Cell]) -> int:
    """The number of cells up to the last that holds a value."""
    width = len(row)
    while width and not _has_value(row[width - 1]):
        width -= 1
    return width


def _has_value(cell: Cell) -> bool:
    """Whether there is anything in the cell: blanks and signs that take no room are nothing."""
    if not isinstance(cell, str):
        return cell is not None
    if cell.isascii() and cell.isprintable():
        return not cell.isspace() and cell != ""
    return any(not sign.isspace() and unicodedata.category(sign) not in {"Cf", "Cc"} for sign in cell)


def _padded(row: list[Cell], width: int) -> list[Cell]:
    return row if len(row) == width else row[:width] + [None] * (width - len(row))


def _fold(name: str) -> str:
    return " ".join(name.split()).casefold()
