"""How alike a written name and the pupils' names are, and in what way."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process

from people.names import fold

from .matching_index import PARTICLES, RollIndex
from .matching_short_forms import related

ALIKE = 70
HALF_ALIKE = 50
_MOST_KEPT = 20


class Way(StrEnum):
    """In what way a written name is like a pupil's, the surest first."""

    EXACT = "exact"
    SWAPPED = "swapped"
    SHORT_FORM = "short_form"
    HALF_SURNAME = "half_surname"
    PART_OF_FORENAME = "part_of_forename"
    MIDDLE_NAME = "middle_name"
    INITIAL = "initial"
    NEARLY = "nearly"
    FORENAME_ONLY = "forename_only"


_SURE = {
    Way.EXACT: 100.0,
    Way.SWAPPED: 96.0,
    Way.SHORT_FORM: 92.0,
    Way.HALF_SURNAME: 92.0,
    Way.PART_OF_FORENAME: 88.0,
    Way.MIDDLE_NAME: 80.0,
    Way.INITIAL: 75.0,
    Way.FORENAME_ONLY: 60.0,
}


@dataclass(frozen=True)
class Likeness:
    """A pupil and how alike the written name is to the most similar of the pupil's names, in per cent."""

    pupil: int
    alike: float
    way: Way


class LikenessFinder:
    """Finds the pupils whose names are like a written one. Equal names are looked for once."""

    def __init__(self, index: RollIndex) -> None:
        self._index = index
        self._found: dict[str, tuple[Likeness, ...]] = {}
        self._names: list[str] = []
        self._owners: list[int] = []
        self._long_names: list[str] = []
        self._long_owners: list[int] = []
        for pk, pupil in index.pupils.items():
            middle = fold(pupil.middle_names)
            for forename, surname in index.names[pk]:
                self._names.append(f"{forename} {surname}")
                self._owners.append(pk)
                if middle:
                    self._long_names.append(f"{forename} {middle} {surname}")
                    self._long_owners.append(pk)

    def like(self, key: str) -> tuple[Likeness, ...]:
        """The pupils who are at least 70 % alike or like in a way of their own, the most alike first.

        `key` is a folded full name. Forenames alone are 60 %: the class or a parent must speak for them too.
        """
        if key not in self._found:
            best: dict[int, Likeness] = {}
            for likeness in self._all(key):
                known = best.get(likeness.pupil)
                if known is None or known.alike < likeness.alike:
                    best[likeness.pupil] = likeness
            ordered = sorted(best.values(), key=lambda found: (-found.alike, found.pupil))
            of_name = len(self._index.exact.get(key, ()))
            self._found[key] = tuple(ordered[: max(_MOST_KEPT, of_name)])
        return self._found[key]

    def between(self, key: str, pupil: int) -> float:
        """How alike `key` and this pupil's names are, in per cent."""
        return max(
            (fuzz.ratio(key, f"{forename} {surname}") for forename, surname in self._index.names[pupil]),
            default=0.0,
        )

    def _all(self, key: str) -> Iterator[Likeness]:
        words = key.split()
        for pupil in self._index.exact.get(key, ()):
            yield _sure(pupil, Way.EXACT)
        for turned in (words[1:] + words[:1], words[-1:] + words[:-1]):
            for pupil in self._index.exact.get(" ".join(turned), ()) if len(words) > 1 else ():
                yield _sure(pupil, Way.SWAPPED)
        yield from self._by_structure(words)
        yield from self._nearly(key, self._names, self._owners)
        if len(words) > 2:
            yield from self._nearly(key, self._long_names, self._long_owners)

    def _nearly(self, key: str, names: list[str], owners: list[int]) -> Iterator[Likeness]:
        found = process.extract(key, names, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=_MOST_KEPT)
        return (Likeness(owners[place], alike, Way.NEARLY) for _, alike, place in found)

    def _by_structure(self, words: list[str]) -> Iterator[Likeness]:
        if len(words) == 1:
            yield from (_sure(pupil, Way.FORENAME_ONLY) for pupil in self._index.of_forename.get(words[0], ()))
        for cut in range(1, len(words)):
            forename, surname = words[:cut], " ".join(words[cut:])
            for pupil in self._index.of_surname.get(surname, ()):
                if way := self._way_of_forename(forename, pupil, surname):
                    yield _sure(pupil, way)
            for pupil in self._sharing_a_word(words[cut:]):
                if self._is_half_surname(forename, words[cut:], pupil):
                    yield _sure(pupil, Way.HALF_SURNAME)

    def _way_of_forename(self, written: list[str], pupil: int, surname: str) -> Way | None:
        for forename, theirs in self._index.names[pupil]:
            words = forename.split()
            if theirs != surname or words == written:
                continue
            if related(written[0], words[0]):
                return Way.SHORT_FORM
            if written[0] in words:
                return Way.PART_OF_FORENAME
            if written[0] in fold(self._index.pupils[pupil].middle_names).split():
                return Way.MIDDLE_NAME
            if len(written) == 1 and written[0] == forename[:1]:
                return Way.INITIAL
        return None

    def _sharing_a_word(self, surname: list[str]) -> set[int]:
        return set().union(*(self._index.of_surname_word.get(word, set()) for word in surname))

    def _is_half_surname(self, forename: list[str], surname: list[str], pupil: int) -> bool:
        """Whether the forename agrees and one surname is a part of the other."""
        written = set(surname) - PARTICLES
        for theirs, full in self._index.names[pupil]:
            listed = set(full.split()) - PARTICLES
            partly = set(surname) != set(full.split()) and (written <= listed or listed <= written)
            words = theirs.split()
            if partly and (forename[: len(words)] == words or related(forename[0], words[0])):
                return True
        return False


def _sure(pupil: int, way: Way) -> Likeness:
    return Likeness(pupil, _SURE[way], way)
