"""The parts of a wide row that come again: each different child, parent and set of answers is read once.

A parent answers for the same child several times, most comments are empty, and few sets of answers are possible.
What stands under the columns of a part says all there is to know about it, so that a row with the same cells there
has the same part: it is looked up, not read again. There is no second way of reading.
"""

from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import Generic, NamedTuple, TypeVar

from people.spreadsheets.table import Cell, Line, Table

from ..entry import Lookalike, NamedChild, NamedRespondent, Reading
from ..mapping import CHILD_ROLES, CONSENT_ROLES
from .answering import Answers
from .children import children_in
from .columns import Columns, cell_of, is_filled, is_named
from .rows import is_total, name_of

_PEOPLE_ROLES = (*CHILD_ROLES, "who", "email", "relationship")
_SAYING_ROLES = (*CONSENT_ROLES, "comment")
_TEXT_OR_NOTHING = {str, type(None)}
Part = TypeVar("Part")


class People(NamedTuple):
    """Whom a row is about, and who answered.

    `named` are all the children as the row names them. `meant` are those it is about: the number of the child's
    columns, the child, and the children that share one name cell, if they do. A row that names no child is about
    its first, for the report. `certain`: some child has a name that is not the label of a total.
    """

    named: tuple[NamedChild, ...]
    meant: tuple[tuple[int | None, NamedChild, tuple[NamedChild, ...]], ...]
    respondent: NamedRespondent
    certain: bool


class Said(NamedTuple):
    """What a row says about one child. `given`: something stands in a cell for answers."""

    answers: dict[str, Reading]
    lookalikes: tuple[Lookalike, ...]
    comment: str
    given: bool


class Repeated(Generic[Part]):
    """One part of the lines of a table, each different content of its columns read once by `read`."""

    def __init__(self, table: Table, columns: Iterable[int], read: Callable[[Line], Part]) -> None:
        self._cells, self._is_text = _cells_under(table, sorted(set(columns)))
        self._read = read
        self._known: dict[tuple[object, ...], Part] = {}

    def of(self, line: Line) -> Part:
        key: tuple[object, ...] = self._cells(line)
        if not self._is_text:  # TRUE, 1 and 1.0 are equal in Python and not in a file
            key = (*key, *map(type, key))
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._read(line)
        return found


class Parts(NamedTuple):
    """The parts of every row: its people, and what it says, by the number of the child's columns."""

    people: Repeated[People]
    said: dict[int | None, Repeated[Said]]


def parts_of(table: Table, columns: Columns, asked: Iterable[str]) -> Parts:
    """The parts of the rows of `table`; `asked` are the purposes that its mapping asks about."""
    reader = Answers(columns, asked)

    def places(roles: Iterable[str], child: int | None = None) -> list[int]:
        return [index for role in roles for _, index in columns.places(role, child)]

    def saying(child: int | None) -> Callable[[Line], Said]:
        return lambda line: _said(line, columns, reader, child)

    return Parts(
        Repeated(table, places(_PEOPLE_ROLES), lambda line: _people(line, columns)),
        {child: Repeated(table, places(_SAYING_ROLES, child), saying(child)) for child in columns.children},
    )


def _people(line: Line, columns: Columns) -> People:
    every = {child: columns.named(line, child) for child in columns.children}
    meant = [child for child, named in every.items() if is_named(named)] or [columns.children[0]]
    names = [named for named in every.values() if is_named(named)]
    return People(
        tuple(every.values()),
        tuple((child, every[child], tuple(children_in(every[child]))) for child in meant),
        columns.respondent(line),
        bool(names) and not all(is_total(name_of(named)) for named in names),
    )


def _said(line: Line, columns: Columns, reader: Answers, child: int | None) -> Said:
    answers, lookalikes = reader.read(line, child)
    given = any(is_filled(cell) for role in CONSENT_ROLES for _, cell in columns.cells(line, role, child))
    return Said(answers, lookalikes, columns.comment(line, child), given)


def _cells_under(table: Table, columns: list[int]) -> tuple[Callable[[Line], tuple[Cell, ...]], bool]:
    """What takes the cells under `columns` out of a line, and whether all of them are text or nothing."""
    if not columns:
        return lambda line: (), True
    rows = [line.cells for line in table.lines]
    if min(map(len, rows), default=0) <= columns[-1]:
        return lambda line: tuple(cell_of(line, index) for index in columns), False
    is_text = all(_TEXT_OR_NOTHING.issuperset(map(type, map(itemgetter(index), rows))) for index in columns)
    pick = itemgetter(columns[0], *columns)  # the first twice: of one place alone it would give no tuple
    return lambda line: pick(line.cells), is_text
