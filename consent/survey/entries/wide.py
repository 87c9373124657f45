"""Files with one row a response: one child, or several children with one set of answers."""

from collections.abc import Callable, Iterator

from people.spreadsheets.table import Table

from ..entry import Entry, Moment, MomentState
from ..mapping import Mapping, purposes_asked
from .columns import Columns
from .parts import People, Said, parts_of
from .rows import Rows

TOLD_EVERY = 1000


def read_wide(table: Table, mapping: Mapping, columns: Columns, on_lines: Callable[[int], None]) -> Iterator[Entry]:
    """Every child of every row, in the order of the file. `on_lines` is told how many rows were read."""
    rows = Rows(table, columns)
    parts = parts_of(table, columns, purposes_asked(mapping))
    for done, (line, people, when) in enumerate(zip(table.lines, parts.people, parts.when, strict=True)):
        if done and done % TOLD_EVERY == 0:
            on_lines(done)
        said = {child: parts.said[child][done] for child, _, _ in people.meant}
        # Two filled cells, a name and an answer, are a response, unless the heading stands there once more.
        certain = people.certain and rows.without_headings and all(one.given for one in said.values())
        is_response = certain or rows.is_response(line, people.named)
        yield from _entries(line.record, people, said, when, is_response)


def _entries(
    record: int,
    people: People,
    said: dict[int | None, Said],
    when: tuple[Moment | None, MomentState],
    is_response: bool,
) -> Iterator[Entry]:
    number = 0
    for child, named, apart in people.meant:
        answers, lookalikes, comment, _ = said[child]
        several = is_response and bool(apart)
        for one in apart if several else (named,):
            number += 1
            yield Entry(
                record, number, one, people.respondent, *when, answers, lookalikes, comment, is_response,
                several_in_cell=several,
            )  # fmt: skip
