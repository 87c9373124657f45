"""The order in which pupils are suggested for a doubtful row, with a reason for each in plain words."""

from collections.abc import Iterable
from dataclasses import dataclass

from people.roll.listing import ListedPupil

from .matching_likeness import ALIKE, HALF_ALIKE, Likeness, Way
from .verdict import Suggestion

MOST_SUGGESTED = 6
CERTAIN = 100
# An exact name stands above every other; the pupil of a number stands between. The three lifts add up to 20.
_EXACT = 80
_OF_NUMBER = 79
_NEARLY_FACTOR = 0.6
_POINTS_TO_SOMEBODY = 51  # a name 85 % alike
_CLASS_LIFT = 4
_PARENT_LIFT = 10
_BIRTH_LIFT = 6

_WAYS = {
    Way.EXACT: "Has exactly this name.",
    Way.SWAPPED: "Forename and surname may be the wrong way round.",
    Way.SHORT_FORM: "May be called by a short form of the name.",
    Way.HALF_SURNAME: "Has the same forename and part of the surname.",
    Way.PART_OF_FORENAME: "Has the same surname and part of the forename.",
    Way.MIDDLE_NAME: "Has the same surname, and this as a middle name.",
    Way.INITIAL: "Has the same initial and surname.",
    Way.NEARLY: "The name is nearly the same.",
    Way.FORENAME_ONLY: "Has this forename; no surname was given.",
}


@dataclass(frozen=True)
class Signs:
    """What else in the row points to pupils: the class, the parent, the date of birth, the numbers."""

    in_class: frozenset[int]
    of_parent: frozenset[int]
    of_birth: frozenset[int]
    numbered: tuple[int, ...] = ()
    class_given: bool = False

    def lift(self, pupil: int) -> int:
        """The points that the other signs add."""
        return (
            _CLASS_LIFT * (pupil in self.in_class)
            + _PARENT_LIFT * (pupil in self.of_parent)
            + _BIRTH_LIFT * (pupil in self.of_birth)
        )


def is_known(likeness: Likeness, signs: Signs) -> bool:
    """Whether a pupil is alike enough to be suggested (domain 5.4, "unknown child")."""
    parent = likeness.pupil in signs.of_parent and likeness.alike >= HALF_ALIKE
    in_class = likeness.way is Way.FORENAME_ONLY and likeness.pupil in signs.in_class
    return likeness.alike >= ALIKE or parent or in_class


def ranked(likenesses: Iterable[Likeness], signs: Signs, pupils: dict[int, ListedPupil]) -> tuple[Suggestion, ...]:
    """The suggestions, best first: exact names, then the pupil of a number, then similar names.

    At most six, but never cut among equals at the top: each of these may be the one that has to wait.
    """
    by_name = [
        Suggestion(found.pupil, _score(found, signs), _why(found, signs, pupils[found.pupil]))
        for found in likenesses
        if is_known(found, signs)
    ]
    by_name.sort(key=lambda suggestion: (-suggestion.score, suggestion.pupil))
    suggestions = _with_numbers(by_name, signs)
    as_good = sum(suggestion.score == suggestions[0].score for suggestion in suggestions) if suggestions else 0
    return tuple(suggestions[: max(MOST_SUGGESTED, as_good)])


def _score(found: Likeness, signs: Signs) -> int:
    base = _EXACT if found.way is Way.EXACT else round(found.alike * _NEARLY_FACTOR)
    return base + signs.lift(found.pupil)


def _with_numbers(by_name: list[Suggestion], signs: Signs) -> list[Suggestion]:
    """Adds the pupils of the numbers: behind the pupil of the name, else first."""
    pointed_to = by_name[0].score if by_name and by_name[0].score >= _POINTS_TO_SOMEBODY else _EXACT
    for place, pupil in enumerate(signs.numbered):
        why = "The number in the row is this child's."
        own = next((suggestion for suggestion in by_name if suggestion.pupil == pupil), None)
        if own:
            by_name.remove(own)
            by_name.append(Suggestion(pupil, max(own.score, _OF_NUMBER), f"{own.why} {why}"))
        else:
            score = min(_OF_NUMBER, pointed_to - 1) - place
            by_name.append(Suggestion(pupil, score, f"{why} The name is different."))
    return sorted(by_name, key=lambda suggestion: -suggestion.score)


def _why(found: Likeness, signs: Signs, pupil: ListedPupil) -> str:
    said = [_WAYS[found.way]]
    if found.pupil in signs.in_class:
        said.append("Is in the class that was given.")
    elif signs.class_given and pupil.class_codes:
        said.append(f"Is in {' and '.join(pupil.class_codes)}, not in the class that was given.")
    if found.pupil in signs.of_birth:
        said.append("The date of birth is the same.")
    if found.pupil in signs.of_parent:
        said.append("The person who answered is on this child's contact list.")
    return " ".join(said)
