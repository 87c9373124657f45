"""What one line says about every purpose, from its columns of answers and its tick lists."""

from collections.abc import Hashable, Iterable

from people.names import clean
from people.spreadsheets.table import Cell, Line

from ..answers import looks_like_yes, read_answer, read_ticks
from ..cells import cell_text
from ..entry import Lookalike, Reading
from ..mapping import CONSENT_ROLES, Column, slugs_of
from .columns import Columns, cell_of


class Answers:
    """Reads the answers of lines. A survey has few different answers: each is read once a column."""

    def __init__(self, columns: Columns, asked: Iterable[str]) -> None:
        self._columns = columns
        self._blank = dict.fromkeys(asked, Reading.BLANK)
        self._known: dict[Hashable, list[tuple[str, Reading, bool]]] = {}

    def read(self, line: Line, child: int | None) -> tuple[dict[str, Reading], tuple[Lookalike, ...]]:
        """The reading of every purpose; a column without a child's number counts for every child of the row."""
        answers = dict(self._blank)
        lookalikes: list[Lookalike] = []
        for role in CONSENT_ROLES:
            for column, index in self._columns.places(role, child):
                cell = cell_of(line, index)
                for slug, reading, misleads in self._of_cell(column, index, cell):
                    answers[slug] = both(answers[slug], reading)
                    if misleads:
                        lookalikes.append(lookalike(slug, cell, reading))
        return answers, settled(lookalikes, answers) if lookalikes else ()

    def _of_cell(self, column: Column, index: int, cell: Cell) -> list[tuple[str, Reading, bool]]:
        key = (index, type(cell), cell)  # TRUE, 1 and 1.0 are equal in Python and not in a file
        if key not in self._known:
            found = _of_column(column, cell)
            self._known[key] = [(slug, taken, _misleads(column, cell, taken)) for slug, taken in found.items()]
        return self._known[key]


def _of_column(column: Column, cell: Cell) -> dict[str, Reading]:
    refusal = column.polarity == "refusal"
    if column.role == "consent_multi":
        return _spread(read_ticks(cell, column.options, refusal), refusal)
    return dict.fromkeys(column.purposes, read_answer(cell, refusal))


def _spread(ticks: dict[str, Reading], refusal: bool) -> dict[str, Reading]:
    """The readings of labels, which may stand for several purposes, as readings of the purposes.

    A tick at a label for everything gives everything. Else a purpose with a label of its own is decided by that,
    and where a wider label is ticked and its own is not, it is unclear.
    """
    everything = {slug for option in ticks for slug in slugs_of(option)}
    return {slug: _of_labels(slug, ticks, everything, refusal) for slug in everything}


def _of_labels(slug: str, ticks: dict[str, Reading], everything: set[str], refusal: bool) -> Reading:
    about = {option: reading for option, reading in ticks.items() if slug in slugs_of(option)}
    if refusal:
        return next((reading for reading in about.values() if reading is not Reading.BLANK), Reading.BLANK)
    whole = [option for option in about if set(slugs_of(option)) == everything]
    if any(about[option] is Reading.YES for option in whole):
        return Reading.YES
    narrower = {option: reading for option, reading in about.items() if option not in whole} or about
    found = narrower.pop(slug, Reading.BLANK)
    for reading in narrower.values():
        if reading is not Reading.NO or slug not in about:
            found = both(found, reading)
    return found


def _misleads(column: Column, cell: Cell, reading: Reading) -> bool:
    """A tick list that could be read misleads nobody; in a refusal a plain yes is meant as a no."""
    if column.role == "consent_multi" and reading is not Reading.UNCLEAR:
        return False
    return looks_like_yes(cell, reading)


def both(first: Reading, second: Reading) -> Reading:
    """Two readings for one purpose in one submission: a blank counts for nothing, a difference is unclear.

    >>> both(Reading.BLANK, Reading.NO).value, both(Reading.YES, Reading.NO).value
    ('no', 'unclear')
    """
    if Reading.BLANK in (first, second):
        return second if first is Reading.BLANK else first
    return first if first is second else Reading.UNCLEAR


def lookalike(slug: str, cell: Cell, reading: Reading) -> Lookalike:
    """An answer that a hurried reader would take for a yes."""
    return Lookalike(slug, clean(cell_text(cell))[:200], reading)


def settled(lookalikes: Iterable[Lookalike], answers: dict[str, Reading]) -> tuple[Lookalike, ...]:
    """The lookalikes with what the purpose is taken as in the end, once each."""
    kept = [look._replace(taken_as=answers[look.purpose]) for look in lookalikes]
    return tuple(dict.fromkeys(look for look in kept if look.taken_as is not Reading.YES))
