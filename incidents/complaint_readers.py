"""Who reads a complaint and who does not, in the words that stand before *Send* and on the receipt."""

from dataclasses import dataclass

from people.roles import Role

from .reading_words import ROLES
from .walls import Wall

NOT_SEEN = "cannot see it: not the words, not that it is there."
# What is true behind each wall beside who reads it. Nobody is named here.
BESIDE: dict[Wall, str] = {
    Wall.STAFF: "The person it is about never deals with it.",
    Wall.HEAD: f"The headteacher {NOT_SEEN} The clerk to the governors keeps the file.",
    Wall.GOVERNOR: f"The governor it is about {NOT_SEEN}",
    Wall.CHAIR: f"The chair of governors {NOT_SEEN}",
    Wall.BOARD: f"The people it is about {NOT_SEEN} Somebody from outside the school looks into it.",
    Wall.CLERK: f"The clerk to the governors {NOT_SEEN}",
    Wall.UNSURE: "The clerk finds out who should answer, and passes it on.",
    Wall.DATA: "The law gives us 30 days to tell you what we do about it.",
}


@dataclass(frozen=True)
class Readers:
    """`by` reads it; `beside` is a sentence or two, or nothing. `stamp` changes when either does."""

    by: str
    beside: str
    stamp: str
    owner: Role

    @property
    def as_start(self) -> str:
        """At the beginning of a sentence."""
        return self.by[:1].upper() + self.by[1:]


def readers_in_words(wall: Wall, owner: Role) -> Readers:
    """Who reads a complaint behind this wall that this role owns.

    >>> readers_in_words(Wall.HEAD, Role.CHAIR).by
    'the chair of governors'
    """
    return Readers(ROLES[owner], BESIDE.get(wall, ""), f"{wall}:{owner}", owner)
