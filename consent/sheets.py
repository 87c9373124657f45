"""The class list on paper: who must not be in a picture today, for one place (requirements, B9; security 2.5).

Pure: a register in, lines out. Everybody reads the teacher's three words on it, the office too: it is carried about.
What a printed list was asked about stands sealed in its address, and no name with it. It is for one day and one person.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.core import signing
from django.utils import timezone

from people.models import Pupil

from .checking import WHAT, Use, judge
from .class_lists import as_called
from .effective import Word
from .models import Purpose
from .register import Register, end_of

SALT = "consent.sheets"
GRID_SALT = "consent.sheets.grid"
CARD_SALT = "consent.sheets.card"


@dataclass(frozen=True)
class Line:
    """One child, by the whole name, with the word for this use."""

    pupil: Pupil
    word: Word


@dataclass(frozen=True)
class Sheet:
    """The lines of a list: who may not be in the picture, about whom to ask first, and everybody."""

    everybody: list[Line]

    @property
    def refused(self) -> list[Line]:
        return [line for line in self.everybody if line.word is Word.NO]

    @property
    def to_ask(self) -> list[Line]:
        return [line for line in self.everybody if line.word is Word.ASK]

    @property
    def counts(self) -> dict[str, int]:
        """How many children there are of each word."""
        words = [line.word for line in self.everybody]
        return {str(word): words.count(word) for word in Word}


@dataclass(frozen=True)
class Wanted:
    """What one printed list was asked about: the class, the use by its words, the day, and who printed it."""

    code: str
    where: str
    what: str
    names: str
    day: dt.date
    user: int

    @property
    def sealed(self) -> str:
        """What stands for the list in its address. It can be read but not made by hand."""
        said = [self.code, self.where, self.what, self.names, self.day.isoformat(), self.user]
        return signing.dumps(said, salt=SALT)

    def use(self, purposes: Sequence[Purpose]) -> Use | None:
        """The use, as long as pictures still go to its place."""
        place = next((purpose for purpose in purposes if purpose.slug == self.where), None)
        return Use(place, self.what, self.names) if place else None


def opened(sealed: str) -> Wanted | None:
    """What a list of this address was asked about. None for an address made by hand."""
    try:
        code, where, what, names, day, user = signing.loads(sealed, salt=SALT)
    except signing.BadSignature:
        return None
    return Wanted(code, where, what, names, dt.date.fromisoformat(day), user)


@dataclass(frozen=True)
class Grid:
    """One print of a whole class: of which class, how it stood on `shows`, on which day, and by whom."""

    salt: ClassVar[str] = GRID_SALT
    code: str
    shows: dt.date
    day: dt.date
    user: int

    @property
    def sealed(self) -> str:
        """What stands for the print in its address."""
        return signing.dumps([self.code, self.shows.isoformat(), self.day.isoformat(), self.user], salt=self.salt)

    def is_sealed_in(self, sealed: str) -> bool:
        """Whether an address was made for this very print: by another person or on another day it was not."""
        try:
            said = signing.loads(sealed, salt=self.salt)
        except signing.BadSignature:
            return False
        return bool(said == [self.code, self.shows.isoformat(), self.day.isoformat(), self.user])


@dataclass(frozen=True)
class CardPrint(Grid):
    """One print of the card of a class. What was sealed for the grid is none of it."""

    salt: ClassVar[str] = CARD_SALT


def sheet_of(register: Register, pupils: Sequence[Pupil], use: Use) -> Sheet:
    """The list for `pupils`, by the name they are called."""
    words = judge(register, pupils, use)
    return Sheet([Line(pupil, words[pupil.pk]) for pupil in sorted(pupils, key=as_called)])


def in_words(use: Use) -> str:
    """What the list is for, as a title says it.

    >>> in_words(Use(Purpose(slug="facebook", label="Facebook"), "film", "first"))
    'Facebook: film, first names'
    """
    shown = {"none": "no names", "first": "first names", "full": "full names"}[use.names]
    return f"{use.destination.label}: {WHAT[use.what].lower()}, {shown}"


def seconds_left(now: dt.datetime) -> int:
    """How long a list of today is still shown.

    >>> seconds_left(dt.datetime(2026, 10, 13, 22, 59, 0, tzinfo=dt.UTC))
    60
    """
    return max(1, round((end_of(timezone.localdate(now)) - now).total_seconds()))
