"""The parts of a wide row that come again: each different child, parent, moment and set of answers is read once.

A parent answers for the same child several times, most comments are empty, and few sets of answers are possible.
What stands under the columns of a part says all there is to know about it, so that a row with the same cells there
has the same part: it is looked up, not read again. There is no second way of reading.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

from people.spreadsheets.table import Line, Table

from ..entry import Lookalike, Moment, MomentState, NamedChild, NamedRespondent, Reading
from ..mapping import CHILD_ROLES, CONSENT_ROLES
from .answering import Answers
from .children import children_in
from .columns import Columns, is_filled, is_named
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


class Parts(NamedTuple):
    """The parts of every row, in order: its people, what it says by the number of the child's columns, and when."""

    people: list[People]
    said: dict[int | None, list[Said]]
    when: list[tuple[Moment | None, MomentState]]


def parts_of(table: Table, columns: Columns, asked: Iterable[str]) -> Parts:
    """The parts of the rows of `table`; `asked` are the purposes that its mapping asks about."""
    reader = Answers(columns, asked)

    def places(roles: Iterable[str], child: int | None = None) -> list[int]:
        return [index for role in roles for _, index in columns.places(role, child)]

    def saying(child: int | None) -> Callable[[Line], Said]:
        return lambda line: _said(line, columns, reader, child)

    return Parts(
        _read_once(table, places(_PEOPLE_ROLES), lambda line: _people(line, columns)),
        {child: _read_once(table, places(_SAYING_ROLES, child), saying(child)) for child in columns.children},
        _read_once(table, places(["when"]), columns.moment),
    )


def _read_once(table: Table, places: Iterable[int], read: Callable[[Line], Part]) -> list[Part]:
    """One part of every row: what `read` makes of it, asked once for each different content of the columns."""
    cells: list[Iterable[object]] = [table.columns[index] for index in sorted(set(places))]
    # TRUE, 1 and 1.0 are equal in Python and not in a file: where not all is text, the type counts too.
    types = [list(map(type, column)) for column in cells]
    cells += [column for column in types if not _TEXT_OR_NOTHING.issuperset(column)]
    contents = list(zip(*cells, strict=True)) if cells else [()] * len(table.lines)
    parts = {content: read(line) for content, line in dict(zip(contents, table.lines, strict=True)).items()}
    return [parts[content] for content in contents]


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
