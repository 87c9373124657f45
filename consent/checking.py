"""Can this picture be used? What is meant to be done with it, and the word for each child (requirements 6.1).

Pure: a register in, words out (`answer_words.py` makes them a sentence). Whatever is not known to be permitted is a no.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from people.models import Pupil

from .effective import Word
from .models import Purpose
from .register import Register

FILM, NAME = "video", "name_with_photo"
WHAT = {"photo": "Photo", "film": "Film"}
NAMES = {"none": "None", "first": "First", "full": "Full"}


@dataclass(frozen=True)
class Use:
    """What is to be done with a picture: where it goes, whether it is a film, which names stand with it."""

    destination: Purpose
    what: str = "photo"
    names: str = "none"

    @property
    def conditions(self) -> tuple[str, ...]:
        """The slugs of the conditions that this use involves."""
        film = (FILM,) if self.what != "photo" else ()
        return film + ((NAME,) if self.names != "none" else ())

    @property
    def manner(self) -> str:
        """How it is used, as the end of a sentence: nothing for a photo without a name."""
        film = " in a film" if self.what != "photo" else ""
        return film + {"none": "", "first": " with first names"}.get(self.names, " with full names")


def destinations(register: Register) -> list[Purpose]:
    """Where a picture may go that day, in the school's order. Retired places are none."""
    return [p for p in register.purposes if p.kind == Purpose.Kind.DESTINATION and p.is_active_on(register.day)]


def offered(register: Register) -> tuple[list[Purpose], list[str]]:
    """The places that a survey of the year asked about, and the names of those that none asked about.

    What was not asked is permitted by nobody (requirements 1.3), so it is no choice like the others. Before the
    year's survey is in, there is nothing to tell them apart by: all are offered, and the answer is a no.
    A platform on which the school has no account is neither (policy A4): see `without_account`.
    """
    places = [p for p in destinations(register) if p.pk not in register.closed]
    asked = {purpose.pk for purpose in register.asked}
    if not asked:
        return places, []
    return [p for p in places if p.pk in asked], [in_a_list(p.label) for p in places if p.pk not in asked]


def without_account(register: Register) -> list[Purpose]:
    """The platforms on which the school has no account in use, so that nothing goes out there (policy A4).

    None are before the school has entered its first account: then nothing is known, and the check is not taken away.
    """
    return [p for p in destinations(register) if p.pk in register.closed]


def judge(register: Register, pupils: Sequence[Pupil], use: Use) -> dict[int, Word]:
    """The word for each pupil, by row number. A no for all: a condition that the school does not have, a place that
    is retired, a platform on which the school has no account (policy A4)."""
    needed = involved(register, use)
    if not register.goes_out(use.destination) or len(needed) < 1 + len(use.conditions):
        return {pupil.pk: Word.NO for pupil in pupils}
    return {pupil.pk: register.word(pupil, needed) for pupil in pupils}


def involved(register: Register, use: Use) -> list[Purpose]:
    """What a use needs a yes for: its destination, and of its conditions those that the school has that day."""
    destination, *conditions = wanted_for(register, use)
    return [destination, *(p for p in conditions if p.is_active_on(register.day))]


def wanted_for(register: Register, use: Use) -> list[Purpose]:
    """The destination of a use and its conditions, retired ones too: where one of them goes out nowhere, all does."""
    conditions = [p for p in register.purposes if p.slug in use.conditions and p.kind == Purpose.Kind.CONDITION]
    return [use.destination, *conditions]


def not_asked(register: Register, use: Use) -> list[str]:
    """What this use needs and no survey of the year asked about, as people read it."""
    asked = {purpose.slug for purpose in register.asked}
    labels = {FILM: "Film", NAME: "Name with photo"} | {p.slug: p.label for p in register.purposes}
    needed = (use.destination.slug, *use.conditions)
    return [in_a_list(labels.get(slug, use.destination.label)) for slug in needed if slug not in asked]


def works_for_all(register: Register, pupils: Sequence[Pupil], use: Use) -> list[str]:
    """The other places where all of `pupils` can go, used in the same manner."""
    others = (p for p in destinations(register) if p.pk != use.destination.pk)
    return [
        in_a_list(place.label)
        for place in others
        if pupils and set(judge(register, pupils, Use(place, use.what, use.names)).values()) == {Word.YES}
    ]


def in_a_list(label: str) -> str:
    """A label amid a sentence: small, unless it is a name.

    >>> in_a_list("Newsletter"), in_a_list("X (Twitter)"), in_a_list("Facebook"), in_a_list("Name with photo")
    ('newsletter', 'X (Twitter)', 'Facebook', 'name with photo')
    """
    is_name = label in {"Facebook", "Instagram"} or label[1:] != label[1:].lower()
    return label if is_name else label.lower()
