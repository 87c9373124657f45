"""The class grid: children down, permissions across, each cell a word that the reader may know.

Where nothing goes out (a retired place, a platform without an account of the school) the column says so, and no cell
of it is a yes, whatever was answered. Pure: a register in, rows out. Office, head and safeguarding lead read the
eight words, a teacher three (requirements 1.9); what a teacher may not know is not in a row, so that no template can
let it out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from people.models import Pupil

from .effective import Effective, Status, Word
from .models import Purpose, Shut
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
SHUT_WORDS = {shut: Said(shut.label, "none", "none") for shut in Shut}


@dataclass(frozen=True)
class Column:
    """One permission: its heading, why nothing goes out there if so, and how many said yes."""

    where: str
    shut: Shut | None
    yes: int
    starts_conditions: bool = False


@dataclass(frozen=True)
class Cell:
    """One child and one permission. `is_shut`: nothing goes out there, whatever was answered."""

    where: str
    said: Said
    starts_conditions: bool = False
    later: str = ""
    is_shut: bool = False

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
    def counted(self) -> int:
        """To how many there can be a yes at all."""
        return sum(not cell.is_shut for cell in self.cells)

    @property
    def same(self) -> Said | None:
        """The one word that stands in every cell that counts, unless it is a yes."""
        said = {cell.said for cell in self.cells if not cell.is_shut}
        return said.pop() if len(said) == 1 and not self.yes and self.counted > 1 else None

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
    first = _first_condition(register)
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
    if shut := register.shut(purpose):
        return Cell(purpose.label, SHUT_WORDS[shut], purpose.pk == first, is_shut=True)
    known_now = later.get((pupil.pk, purpose.pk))
    return Cell(
        purpose.label,
        said_of(register.of(pupil, purpose), in_full=in_full),
        purpose.pk == first,
        said_of(known_now, in_full=in_full).word if known_now and in_full else "",
    )


def columns_of(register: Register, rows: Sequence[Row]) -> list[Column]:
    """A heading for each permission that was asked about, with how many of `rows` are a yes."""
    first = _first_condition(register)
    return [
        Column(p.label, register.shut(p), sum(row.cells[number].is_yes for row in rows), p.pk == first)
        for number, p in enumerate(register.asked)
    ]


def _first_condition(register: Register) -> int | None:
    return next((p.pk for p in register.asked if p.kind == Purpose.Kind.CONDITION), None)
