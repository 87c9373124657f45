"""The columns of a mapping by what they are for, and the cells of one line under them."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from people.names import clean, fold
from people.spreadsheets.table import Cell, Line, Table

from ..cells import EMPTY_COMMENTS, cell_text
from ..dates import proves_month_first, read_day, read_moment
from ..entry import Moment, MomentState, NamedChild, NamedRespondent
from ..mapping import CHILD_NAME_ROLES, CHILD_NUMBER_ROLES, CHILD_ROLES, Column, Mapping, bind

_NUMERIC_DATE = re.compile(r"^\D{0,12}\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}")
_COMMENT_LENGTH = 2000


@dataclass(frozen=True)
class Columns:
    """The bound columns of one file.

    `children` are the numbers of the children of a row, (None,) where rows hold one child. `odd_order`: the
    dates can only be month first, but nobody has agreed to that; then a date in figures is not readable.
    """

    by_role: dict[str, list[tuple[Column, int]]]
    children: tuple[int | None, ...]
    first_child: int | None
    date_order: str | None
    odd_order: bool
    epoch_1904: bool
    _places: dict[tuple[str, int | None], list[tuple[Column, int]]] = field(default_factory=dict)

    @classmethod
    def of(cls, table: Table, mapping: Mapping) -> "Columns":
        """Bind `mapping` to `table`. Raises MappingFault where they do not fit."""
        by_role: dict[str, list[tuple[Column, int]]] = defaultdict(list)
        for column, index in bind(mapping, table):
            by_role[column.role].append((column, index))
        naming = [c.child for role in (*CHILD_NAME_ROLES, *CHILD_NUMBER_ROLES) for c, _ in by_role.get(role, ())]
        numbered = {child for child in naming if child is not None}
        # A naming column without number beside numbered ones is the first child's; else it is shared.
        first = 1 if numbered and None in naming else None
        children: tuple[int | None, ...] = tuple(sorted(numbered | ({1} if first else set()))) or (None,)
        whens = [cell for _, index in by_role.get("when", ()) for cell in table.columns[index]]
        odd = mapping.date_order != "mdy" and proves_month_first(whens)
        return cls(dict(by_role), children, first, mapping.date_order, odd, table.epoch_1904)

    def places(self, role: str, child: int | None = None) -> list[tuple[Column, int]]:
        """The columns of a role; with `child`, those of that child and those of no child in particular."""
        key = (role, child)
        if key not in self._places:
            found = self.by_role.get(role, ())
            self._places[key] = [(c, index) for c, index in found if child is None or self._owner(c) in (None, child)]
        return self._places[key]

    def _owner(self, column: Column) -> int | None:
        unnumbered = column.child is None and column.role in CHILD_ROLES
        return self.first_child if unnumbered else column.child

    def cells(self, line: Line, role: str, child: int | None = None) -> list[tuple[Column, Cell]]:
        """The cells of a line under the columns of a role."""
        return [(column, cell_of(line, index)) for column, index in self.places(role, child)]

    def text(self, line: Line, role: str, child: int | None = None, limit: int = 200) -> str:
        """The first filled cell of a role as clean text, cut at `limit` signs."""
        for _, index in self.places(role, child):
            if text := clean(cell_text(cell_of(line, index)))[:limit].strip():
                return text
        return ""

    def named(self, line: Line, child: int | None = None) -> NamedChild:
        """The child as the line names it. A full name beats forename and surname columns."""
        full = self._name(line, "child_fullname", child)
        turned = "" if full else self._name(line, "child_surname_comma_forename", child)
        alone = not (full or turned)
        born = next((cell for _, cell in self.cells(line, "dob", child) if cell_text(cell)), None)
        return NamedChild(
            full_name=full or turned,
            surname_first=bool(turned),
            forename=self._name(line, "child_forename", child) if alone else "",
            surname=self._name(line, "child_surname", child) if alone else "",
            class_text=self._class(line, child),
            admission_number=self.text(line, "admission_number", child, 20),
            upn=self.text(line, "upn", child, 20),
            born_on=read_day(born, None, self.epoch_1904) if born is not None else None,
        )

    def _name(self, line: Line, role: str, child: int | None) -> str:
        """A name. Two names on two lines of one cell stay apart."""
        for _, cell in self.cells(line, role, child):
            rows = [row.strip() for row in cell_text(cell).splitlines() if row.strip()]
            several = len(rows) > 1 and all(len(row.split()) > 1 for row in rows)
            if text := clean((" / " if several else " ").join(rows))[:200].strip():
                return text
        return ""

    def _class(self, line: Line, child: int | None) -> str:
        for _, cell in self.cells(line, "class", child):
            if isinstance(cell, dt.date):  # a spreadsheet took the class 3/4 for the third of April
                return f"{cell.day}/{cell.month}"
        return self.text(line, "class", child, 120)

    def respondent(self, line: Line) -> NamedRespondent:
        """Who answered. Several name columns are joined: forename and surname. Anonymous is nobody."""
        names: list[str] = []
        for _, cell in self.cells(line, "who"):
            name = _not_anonymous(clean(cell_text(cell)))
            if name and not (names and fold(name) in fold(" ".join(names))):
                names.append(name)
        return NamedRespondent(
            name=" ".join(names)[:160].strip(),
            email=_not_anonymous(self.text(line, "email", limit=254)),
            relationship=self.text(line, "relationship", limit=60),
        )

    def moment(self, line: Line) -> tuple[Moment | None, MomentState]:
        """When the line was answered, and whether the file says so."""
        places = self.places("when")
        if not places:
            return None, MomentState.NO_COLUMN
        cells = [cell_of(line, index) for _, index in places]
        cell = cells[0] if len(cells) == 1 else next(filter(is_filled, cells), None)
        of_odd_order = self.odd_order and isinstance(cell, str) and _NUMERIC_DATE.match(cell)
        if not of_odd_order and (moment := read_moment(cell, self.date_order, self.epoch_1904)):
            return moment, MomentState.READ
        return None, MomentState.UNREADABLE if is_filled(cell) else MomentState.EMPTY

    def comment(self, line: Line, child: int | None = None) -> str:
        """All comments of a line, one a row."""
        return joined_comments(cell for _, cell in self.cells(line, "comment", child))


def cell_of(line: Line, index: int) -> Cell:
    return line.cells[index] if index < len(line.cells) else None


def is_filled(cell: Cell) -> bool:
    """Whether anything stands in a cell, be it an error value."""
    return cell is not None and not (isinstance(cell, str) and not clean(cell))


def is_named(named: NamedChild) -> bool:
    """Whether a line says at all which child it is about."""
    return bool(named.full_name or named.forename or named.surname or named.admission_number or named.upn)


def joined_comments(cells: Iterable[Cell]) -> str:
    """Comments that say something, one a row. A dash or "none" is no comment."""
    texts = [clean(cell_text(cell)) for cell in cells]
    told = [text for text in texts if text and fold(re.sub(r"[\s.!/,–—-]+", " ", text)) not in EMPTY_COMMENTS]
    return "\n".join(text[:_COMMENT_LENGTH] for text in told)


def _not_anonymous(text: str) -> str:
    return "" if fold(text) in {"anonymous", "anonymous user"} else text
