"""Which lines of a table are no response: repeated headings, totals, notes under the table."""

import re
from collections.abc import Sequence

from people.spreadsheets.table import Cell, Line, Table

from ..answers import read_answer
from ..cells import cell_text
from ..entry import NamedChild, Reading
from ..mapping import fold_heading
from ..proposing.headings import second_row_texts
from .columns import Columns, is_filled, is_named

_TOTALS = re.compile(
    r"^(?:grand\s+|sub[\s-]?|overall\s+)?totals?\b.*$|^(?:sum|count|average|mean|percentage|%)(?:\s+of\b.*)?\W*$"
    r"|^(?:number|no\.?)\s+of\s+(?:responses|replies|answers|yes|no|pupils|children)\b.*$",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"[\d=:;?@]|https?|\b(?:the|of|by|for|was|is|not|no|yes|exported|printed|note)\b", re.IGNORECASE)


class Rows:
    """Tells responses of one table from other lines. In doubt a line is a response: it then waits or is refused."""

    def __init__(self, table: Table, columns: Columns) -> None:
        self._columns = columns
        self._headings = [fold_heading(heading) for heading in table.headings]
        second = second_row_texts(table) is not None
        self._second_heading = table.lines[0].record if second else None
        self.without_headings = not second and _columns_with_heading(table, self._headings) < 2

    def is_response(self, line: Line, names: Sequence[NamedChild]) -> bool:
        """Whether somebody's answers stand in this line. `names` are the children as it names them."""
        if line.record == self._second_heading or self._repeats_heading(line):
            return False
        texts = [name_of(named) for named in names if is_named(named)]
        if not texts:
            return bool(self._answer_cells(line)) and not _TOTALS.match(_first(line))
        if all(map(is_total, texts)):
            clear = (cell for cell in self._answer_cells(line) if not _is_number(cell))
            return any(read_answer(cell) is not Reading.UNCLEAR for cell in clear)
        return not (self._stands_alone(line) and (_NO_NAME.search(_first(line)) or len(_first(line).split()) > 5))

    def _stands_alone(self, line: Line) -> bool:
        filled = (cell for cell in line.cells if is_filled(cell))
        return next(filled, None) is not None and next(filled, None) is None

    def _repeats_heading(self, line: Line) -> bool:
        pairs = zip(line.cells, self._headings, strict=False)
        same = sum(isinstance(cell, str) and bool(head) and _fold_quickly(cell) == head for cell, head in pairs)
        return same >= 2 and same * 2 > sum(map(is_filled, line.cells))

    def _answer_cells(self, line: Line) -> list[Cell]:
        roles = ("consent", "consent_multi", "answer")
        return [cell for role in roles for _, cell in self._columns.cells(line, role) if is_filled(cell)]


def name_of(named: NamedChild) -> str:
    """The name by which a line speaks of a child, "" beside a number alone."""
    return named.full_name or named.forename or named.surname


def is_total(text: str) -> bool:
    """Whether a name is the label of a sum or an average."""
    return _TOTALS.match(text) is not None


def _columns_with_heading(table: Table, headings: Sequence[str]) -> int:
    """In how many columns the heading may stand once more. With fewer than two, no line repeats the headings.

    Looks for the heading's first word among the letters of the whole column: it cannot miss, and rarely finds.
    """
    found = 0
    for heading, column in zip(headings, table.columns, strict=False):
        if heading:
            letters = "\n".join([cell for cell in set(column) if isinstance(cell, str)]).casefold()
            found += heading.split()[0] in letters
    return found


def _fold_quickly(text: str) -> str:
    """As `fold_heading`, for texts without hidden signs."""
    return " ".join(text.split()).casefold()


def _first(line: Line) -> str:
    return next((text for text in map(cell_text, line.cells) if text), "")


def _is_number(cell: Cell) -> bool:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return True
    return isinstance(cell, str) and bool(re.fullmatch(r"\s*\d+(?:[.,]\d+)?\s*%?\s*", cell))
