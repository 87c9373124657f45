"""What a column of a pupil list seems to hold by the look of its cells, where no heading says it.

It is a proposal: it stands chosen on the page on which a person says what each column holds, and counts for nothing
until that page is sent. Where two columns look alike, none is proposed.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from people.models import Pupil, SchoolClass
from people.names import fold
from people.upn import is_upn

from .columns import NAMES, Column, Part
from .dates import read_day
from .lists import ListFile

MOST_CELLS = 500
NEARLY_ALL, MOST, MANY = 0.9, 0.6, 0.5
YOUNGEST, OLDEST = 3, 12
PARENT = "parent1"
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_SURNAME_FIRST = re.compile(r"(.+?),(.+)")


@dataclass(frozen=True)
class KnownWords:
    """The words of the school's pupil list by which a column is told, folded."""

    numbers: set[str] = field(default_factory=set)
    forenames: set[str] = field(default_factory=set)
    surnames: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)


def known_words(school_year: int) -> KnownWords:
    """The names and numbers of every pupil, now or earlier, and the classes of the year. Two queries."""
    fields = ("admission_number", "legal_forename", "preferred_forename", "legal_surname", "preferred_surname")
    found = KnownWords(
        classes={fold(c) for c in SchoolClass.objects.filter(school_year=school_year).values_list("code", flat=True)}
    )
    for number, *names in Pupil.objects.values_list(*fields):
        legal, called, surname, used = (fold(name) for name in names)
        found.numbers.add(number or "")
        found.forenames.update((legal, called))
        found.surnames.update((surname, used))
        found.names.update((f"{legal} {surname}", f"{called or legal} {used or surname}"))
    for words in (found.numbers, found.forenames, found.surnames):
        words.discard("")
    return found


def propose(chosen: Sequence[Column], listing: ListFile, known: KnownWords, today: dt.date) -> list[Column]:
    """The columns, with a proposal for those that no heading names. What a heading says is never put aside."""
    taken = {place for place, column in enumerate(chosen) if column.part is not Part.IGNORE}
    proposed = list(chosen)
    for part, least, fits in _tests(listing, known, today):
        if part in _made_needless(proposed):
            continue
        found = _best(listing, fits, least, taken)
        if found is not None:
            group = PARENT if part is Part.CONTACT_EMAIL else ""
            proposed[found] = Column(chosen[found].heading, part, group)
            taken.add(found)
    return proposed


def _made_needless(columns: Sequence[Column]) -> set[Part]:
    """What no other column is looked for: what there is, and the name in one piece or in two."""
    held = {column.part for column in columns}
    if Part.FULL_NAME in held:
        return held | NAMES
    return held | {Part.FULL_NAME} if held & NAMES else held


_Test = tuple[Part, float, Callable[[str], bool]]


def _tests(listing: ListFile, known: KnownWords, today: dt.date) -> Iterable[_Test]:
    """What may be told by its look, the surest first; with the share of the cells that must fit."""
    epoch_1904 = listing.table.epoch_1904
    yield Part.UPN, NEARLY_ALL, is_upn
    yield Part.CONTACT_EMAIL, NEARLY_ALL, lambda text: _EMAIL.fullmatch(text) is not None
    yield Part.CLASS, NEARLY_ALL, lambda text: fold(text) in known.classes
    yield Part.BORN_ON, NEARLY_ALL, lambda text: _is_birth(read_day(text, epoch_1904=epoch_1904), today)
    yield Part.ADMISSION_NUMBER, MANY, lambda text: text.strip() in known.numbers
    yield Part.FULL_NAME, MOST, lambda text: _whole_name(text) in known.names
    yield Part.LEGAL_FORENAME, MOST, lambda text: fold(text) in known.forenames
    yield Part.LEGAL_SURNAME, MOST, lambda text: fold(text) in known.surnames


def _is_birth(day: dt.date | None, today: dt.date) -> bool:
    """Whether a child of a primary school may be born on `day`: 3 to 12 years before `today`."""
    return day is not None and YOUNGEST * 365 <= (today - day).days <= (OLDEST + 1) * 366


def _whole_name(text: str) -> str:
    """A name as forename and surname, folded, also where the surname stands first with a comma."""
    found = _SURNAME_FIRST.fullmatch(text)
    return fold(f"{found[2]} {found[1]}" if found else text)


def _best(listing: ListFile, fits: Callable[[str], bool], least: float, taken: set[int]) -> int | None:
    """The one column whose cells fit; None where none does, or two do equally well."""
    shares = {
        place: share
        for place in range(len(listing.table.headings))
        if place not in taken and (share := _share(listing, place, fits)) >= least
    }
    best = [place for place, share in shares.items() if share == max(shares.values())]
    return best[0] if len(best) == 1 else None


def _share(listing: ListFile, place: int, fits: Callable[[str], bool]) -> float:
    cells = [line.cells[place] for line in listing.table.lines[:MOST_CELLS] if place < len(line.cells)]
    filled = [str(cell) for cell in cells if cell]
    return sum(map(fits, filled)) / len(filled) if filled else 0.0
