"""Finding a child of the whole school by two letters of a name (requirements 6.1, row 2)."""

from dataclasses import dataclass, field

from people.models import Pupil
from people.names import fold

from .class_lists import ClassLists, as_called

FEWEST_LETTERS = 2
MOST_SHOWN = 12
LONGEST = 80


@dataclass(frozen=True)
class Found:
    """Who fits: `pupils` are the first of them, `count` is how many there are. `too_short`: nobody was looked for."""

    text: str = ""
    pupils: list[Pupil] = field(default_factory=list)
    count: int = 0
    too_short: bool = False


def find(lists: ClassLists, text: str) -> Found:
    """The children of `lists` with every word of `text` at the beginning of a forename or surname.

    Only the names a child is called by are compared, accents and capitals apart: a name that stands on no page
    of a teacher's must not be found by one either. Nobody is found by fewer than two letters.
    """
    text = text[:LONGEST]
    words = fold(text.replace(",", " ")).split()
    whole = "".join(words)
    if len(whole) < FEWEST_LETTERS:
        return Found(text, too_short=True)
    fitting = [pupil for pupil in lists.pupils.values() if _fits(pupil, words, whole)]
    fitting.sort(key=lambda pupil: (not fold(pupil.called).startswith(words[0]), as_called(pupil)))
    return Found(text, fitting[:MOST_SHOWN], len(fitting))


def _fits(pupil: Pupil, words: list[str], whole: str) -> bool:
    """Word by word, or written in one where the list has a blank or hyphen: "de souza", "desouza"."""
    names = [fold(pupil.called), fold(pupil.called_surname)]
    parts = " ".join(names).split()
    in_one = [name.replace(" ", "") for name in (*names, " ".join(names))]
    return all(any(part.startswith(word) for part in parts) for word in words) or any(
        name.startswith(whole) for name in in_one
    )
