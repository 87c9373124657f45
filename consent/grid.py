"""The class grid: children down, permissions across, each cell a word that the reader may know.

Pure: a register in, rows out. Office, head and safeguarding lead read the eight words, a teacher three
(requirements 1.9); what a teacher may not know is not in a row, so that no template can let it out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from people.models import Pupil

from .effective import Effective, Status, Word
from .models import Purpose
from .register import Register


@dataclass(frozen=True)
class Said:
    """A status as people read it: the word, its sign, and the colour it is set in."""

    word: str
    sign: str
    colour: str = ""


OFFICE_WORDS = {
    Status.YES: Said("Yes", "yes"),
    Status.NO: Said("No", "no", "no"),
    Status.WITHDRAWN: Said("Stopped", "stop", "no"),
    Status.DO_NOT_PUBLISH: Said("Never", "never", "no"),
    Status.CONFLICT: Said("Parents differ", "differ", "ask"),
    Status.UNCLEAR: Said("Can’t tell", "ask", "ask"),
    Status.WAITING: Said("Waiting", "wait", "ask"),
    Status.NOT_ANSWERED: Said("No answer", "none", "none"),
}
TEACHER_WORDS = {
    Word.YES: Said("Yes", "yes"),
    Word.NO: Said("No", "no", "no"),
    Word.ASK: Said("Ask the office", "ask", "ask"),
}


@dataclass(frozen=True)
class Cell:
    """One child and one permission."""

    where: str
    said: Said
    starts_conditions: bool = False
    later: str = ""

    @property
    def is_yes(self) -> bool:
        return self.said.sign == "yes"


@dataclass(frozen=True)
class Row:
    """One child. On a phone it is one line and its exceptions."""

    pupil: Pupil
    cells: list[Cell] = field(default_factory=list)

    @property
    def yes(self) -> int:
        return sum(cell.is_yes for cell in self.cells)

    @property
    def same(self) -> Said | None:
        """The one word that stands in every cell, unless it is a yes."""
        said = {cell.said for cell in self.cells}
        return said.pop() if len(said) == 1 and not self.yes and len(self.cells) > 1 else None

    @property
    def to_settle(self) -> bool:
        """Whether somebody has to ask or decide."""
        return any(cell.said.colour == "ask" for cell in self.cells)

    @property
    def later(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.later]


def said_of(effective: Effective, *, in_full: bool) -> Said:
    """The word of one permission, for the office or for a teacher."""
    return OFFICE_WORDS[effective.status] if in_full else TEACHER_WORDS[effective.word]


def rows_of(
    register: Register, pupils: Sequence[Pupil], *, in_full: bool, later: Mapping[tuple[int, int], Effective]
) -> list[Row]:
    """A row for each of `pupils`. `later`: what is known now, where it differs from then."""
    first = next((p.pk for p in register.asked if p.kind == Purpose.Kind.CONDITION), None)
    return [
        Row(pupil, [_cell(register, pupil, purpose, first, in_full, later) for purpose in register.asked])
        for pupil in pupils
    ]


def _cell(
    register: Register,
    pupil: Pupil,
    purpose: Purpose,
    first: int | None,
    in_full: bool,
    later: Mapping[tuple[int, int], Effective],
) -> Cell:
    known_now = later.get((pupil.pk, purpose.pk))
    return Cell(
        purpose.label,
        said_of(register.of(pupil, purpose), in_full=in_full),
        purpose.pk == first,
        said_of(known_now, in_full=in_full).word if known_now and in_full else "",
    )


def totals(rows: Sequence[Row]) -> list[int]:
    """How many said yes, for each permission."""
    return [sum(cells) for cells in zip(*([cell.is_yes for cell in row.cells] for row in rows), strict=True)]
