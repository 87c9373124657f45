"""What a spreadsheet file turns into before anybody asks what its columns mean."""

import datetime as dt
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from itertools import zip_longest


class Mark(Enum):
    """A cell whose value the file does not give. It never counts as an answer."""

    FORMULA_WITHOUT_VALUE = "formula without a stored result"
    ERROR_VALUE = "error value"
    REMARKED = "value with a note on it, struck through, or shown as another word"


Cell = str | int | float | bool | dt.datetime | dt.date | dt.time | Mark | None


@dataclass(frozen=True)
class Sheet:
    """One visible sheet: its rows from the first row of the sheet on, blank ones included.

    `doubted` are cells, by row and column from 0, that may say something else than their value: with a note, struck
    through, or shown as another word.
    """

    name: str
    rows: list[list[Cell]]
    hidden_rows: int = 0
    doubted: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True)
class Workbook:
    """A file that could be read. `kind` is csv, xlsx, xls or ods; a csv has one sheet with an empty name."""

    kind: str
    sheets: tuple[Sheet, ...]
    epoch_1904: bool = False


@dataclass(frozen=True)
class Line:
    """One row under the heading. `record` is its number as contract 4 counts it."""

    record: int
    cells: list[Cell]


@dataclass(frozen=True)
class Table:
    """The sheet and heading row that were chosen, and the rows below.

    `headings` are trimmed and as long as the widest row; `lines` leaves out rows without any value.
    `skipped` counts title rows above the heading, `titles` are their texts: they are never stored.
    `doubted` are the cells of lines, by record and column from 0, that may say something else than their value.
    """

    headings: list[str]
    lines: list[Line]
    sheet: str | None = None
    header_row: int = 1
    epoch_1904: bool = False
    kind: str = "csv"
    hidden_rows: int = 0
    skipped: int = 0
    notes: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    doubted: frozenset[tuple[int, int]] = frozenset()

    @cached_property
    def columns(self) -> list[tuple[Cell, ...]]:
        """The cells of the lines, heading by heading; where a line ends early, nothing."""
        columns = list(zip_longest(*(line.cells for line in self.lines)))
        absent = (None,) * len(self.lines)
        return columns + [absent] * (len(self.headings) - len(columns))


class UnreadableFile(Exception):
    """The file cannot be read. The message says what is wrong and what to do, in plain words."""
