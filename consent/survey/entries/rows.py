"""Which lines of a table are no response: repeated headings, totals, notes under the table."""

import re

from people.spreadsheets.table import Cell, Line, Table

from ..answers import read_answer
from ..cells import cell_text
from ..entry import Reading
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

    def is_response(self, line: Line) -> bool:
        """Whether somebody's answers stand in this line."""
        if line.record == self._second_heading or self._repeats_heading(line):
            return False
        names = [self._columns.named(line, child) for child in self._columns.children]
        texts = [f"{n.full_name or n.forename or n.surname}".strip() for n in names if is_named(n)]
        answers = self._answer_cells(line)
        first = next((text for text in map(cell_text, line.cells) if text), "")
        if not texts:
            return bool(answers) and not _TOTALS.match(first)
        if all(_TOTALS.match(text) for text in texts):
            return any(not _is_number(cell) and read_answer(cell) is not Reading.UNCLEAR for cell in answers)
        alone = sum(map(is_filled, line.cells)) == 1
        return not (alone and (_NO_NAME.search(first) or len(first.split()) > 5))

    def _repeats_heading(self, line: Line) -> bool:
        filled = [(index, cell_text(cell)) for index, cell in enumerate(line.cells) if is_filled(cell)]
        pairs = [(index, text) for index, text in filled if index < len(self._headings)]
        same = sum(" ".join(text.split()).casefold() == self._headings[index] for index, text in pairs)
        return same >= 2 and same * 2 > len(filled)

    def _answer_cells(self, line: Line) -> list[Cell]:
        roles = ("consent", "consent_multi", "answer")
        return [cell for role in roles for _, cell in self._columns.cells(line, role) if is_filled(cell)]


def _is_number(cell: Cell) -> bool:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return True
    return isinstance(cell, str) and bool(re.fullmatch(r"\s*\d+(?:[.,]\d+)?\s*%?\s*", cell))
