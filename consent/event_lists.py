"""The list for an event: who must not be in a picture today, of several classes, until an hour (requirements, B9; part
3, 11).

Pure: a register in, lines out. What it was asked about stands sealed in its address, and no name with it. It is for
one person, and at its hour it is over: the address shows nothing any more.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core import signing
from django.utils import timezone

from .checking import Use
from .models import Purpose
from .sheets import Sheet

SALT = "consent.event_lists"


@dataclass(frozen=True)
class EventWanted:
    """What one list was asked about: the classes, the use by its words, the moment of its end, and who made it."""

    codes: tuple[str, ...]
    where: str
    what: str
    names: str
    until: dt.datetime
    user: int

    @property
    def sealed(self) -> str:
        """What stands for the list in its address. It can be read but not made by hand."""
        said = [list(self.codes), self.where, self.what, self.names, self.until.isoformat(), self.user]
        return signing.dumps(said, salt=SALT)

    @property
    def day(self) -> dt.date:
        """The one day for which it is."""
        return timezone.localdate(self.until)

    def is_over(self, now: dt.datetime) -> bool:
        """Whether its hour has come."""
        return now >= self.until

    def seconds_left(self, now: dt.datetime) -> int:
        """How long a page that is left open still shows it."""
        return max(1, round((self.until - now).total_seconds()))

    def use(self, purposes: Sequence[Purpose]) -> Use | None:
        """The use, as long as pictures still go to its place."""
        place = next((purpose for purpose in purposes if purpose.slug == self.where), None)
        return Use(place, self.what, self.names) if place else None


def opened(sealed: str) -> EventWanted | None:
    """What a list of this address was asked about. None for an address made by hand."""
    try:
        codes, where, what, names, until, user = signing.loads(sealed, salt=SALT)
    except signing.BadSignature:
        return None
    return EventWanted(tuple(codes), where, what, names, dt.datetime.fromisoformat(until), user)


@dataclass(frozen=True)
class ClassPart:
    """One class on the list. Where nobody of it may be in a picture it says so, in place of every name."""

    code: str
    sheet: Sheet

    @property
    def label(self) -> str:
        return "No class" if self.code == "-" else self.code

    @property
    def is_nobody(self) -> bool:
        """Whether every child of it is a no."""
        return bool(self.sheet.everybody) and len(self.sheet.refused) == len(self.sheet.everybody)


def count_of(parts: Sequence[ClassPart], word: str) -> int:
    """How many children of all classes have this word; a child in two of them is counted once."""
    return len({line.pupil.pk for part in parts for line in part.sheet.everybody if line.word == word})
