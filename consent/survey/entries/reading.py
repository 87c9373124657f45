"""A whole survey file as entries, with what it asked and what was left alone."""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace

from people.spreadsheets.table import Line, Mark, Table

from ..entry import Entry
from ..mapping import CONSENT_ROLES, Mapping, bind, purposes_asked, slugs_of
from .columns import Columns, is_filled
from .long import read_long
from .wide import read_wide


@dataclass
class SurveyReading:
    """A file as read: its entries, what it asked and under which wording, and what was left alone.

    `wordings` gives for each purpose the (question, asked as a refusal) pairs; `refused` the headings that
    were not read.
    """

    entries: list[Entry] = field(default_factory=list)
    asked: tuple[str, ...] = ()
    wordings: dict[str, list[tuple[str, bool]]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    hidden_rows: int = 0


def _silent(done: int) -> None:
    """Nobody looks on."""


def read_entries(table: Table, mapping: Mapping, on_lines: Callable[[int], None] = _silent) -> SurveyReading:
    """Every entry of a table. Raises MappingFault if the mapping does not fit its headings.

    `on_lines` is told now and then how many lines of a wide file were read; those of a long one belong together.
    """
    table = _with_remarks(table, mapping)
    columns = Columns.of(table, mapping)
    long = mapping.layout == "long"
    found = read_long(table, mapping, columns) if long else read_wide(table, mapping, columns, on_lines)
    used = {index for column, index in bind(mapping, table) if column.role != "ignore"}
    return SurveyReading(
        entries=list(found),
        asked=purposes_asked(mapping),
        wordings=_wordings(mapping),
        refused=[heading for index, heading in enumerate(table.headings) if heading and index not in used],
        hidden_rows=table.hidden_rows,
    )


def _with_remarks(table: Table, mapping: Mapping) -> Table:
    """The table with a mark for each answer that a note, a strike or its format may turn: nobody can say what it is."""
    if not table.doubted:
        return table
    answers = {index for column, index in bind(mapping, table) if column.role in (*CONSENT_ROLES, "answer")}
    doubted: dict[int, set[int]] = defaultdict(set)
    for record, index in table.doubted:
        if index in answers:
            doubted[record].add(index)
    return replace(table, lines=[_marked(line, doubted.get(line.record, ())) for line in table.lines])


def _marked(line: Line, places: Collection[int]) -> Line:
    if not places:
        return line
    cells = [Mark.REMARKED if i in places and is_filled(cell) else cell for i, cell in enumerate(line.cells)]
    return Line(line.record, cells)


def _wordings(mapping: Mapping) -> dict[str, list[tuple[str, bool]]]:
    """What was asked about each purpose, as it was worded: a tick list with the label that was ticked."""
    found: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for column in mapping.columns:
        refused = column.polarity == "refusal"
        if column.role == "consent":
            for slug in column.purposes:
                found[slug].append((column.header, refused))
        elif column.role == "consent_multi":
            for label, option in column.options.items():
                for slug in slugs_of(option):
                    found[slug].append((f"{column.header}: {label}", refused))
    for question in mapping.questions:
        for slug in question.purposes:
            found[slug].append((question.question, question.polarity == "refusal"))
    return dict(found)
