"""Which of the submissions that wait say the same, so that a person sorts them out once."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Said:
    """What a waiting submission says, and of which one: `about` is its year, kind and identity.

    `comment` tells comments apart; `answers` are yes, no, blank or unclear by the purpose's slug.
    """

    about: tuple[int, str, str]
    content: str
    comment: str
    answers: Mapping[str, str]

    def agrees_with(self, other: "Said") -> bool:
        """Whether nothing in it differs: a later export may ask about more places, but answers no other way."""
        if self.content == other.content:
            return True
        both = self.answers.keys() & other.answers.keys()
        return self.comment == other.comment and all(self.answers[slug] == other.answers[slug] for slug in both)


def words_of(text: str) -> str:
    """A comment with everything folded that does not change what it says: case, blanks, the full stop at its end.

    A question mark stays: "her surname?" is another sentence than "her surname". Empty for a text without words.

    >>> words_of("  Thank you,  lovely School! ") == words_of("thank you, lovely school")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).rstrip(" .,;:!…")


def by_words(items: Iterable[T], text: Callable[[T], str]) -> list[list[T]]:
    """The items whose comments are the same sentence together, in the order given, each group by its first.

    What has no words stands alone: nobody can say of two texts that are gone that they were the same.
    """
    groups: dict[object, list[T]] = {}
    for number, item in enumerate(items):
        groups.setdefault(words_of(text(item)) or number, []).append(item)
    return list(groups.values())


def together(said: Sequence[Said]) -> list[list[int]]:
    """The places in `said` of what is the same submission, each group in order and by its first.

    Only where all of a group agree with each other is it one: else two different ones might be joined by a third
    that asked about less. Then those of equal content alone are one.

    >>> one, two = Said((2026, "entry", "a"), "x", "", {"web": "yes"}), Said((2026, "entry", "a"), "y", "", {})
    >>> together([one, two, Said((2026, "entry", "b"), "x", "", {})])
    [[0, 1], [2]]
    """
    by_submission: dict[tuple[int, str, str], list[int]] = {}
    for place, one in enumerate(said):
        by_submission.setdefault(one.about, []).append(place)
    groups = [group for places in by_submission.values() for group in _agreeing(said, places)]
    return sorted(groups)


def _agreeing(said: Sequence[Said], places: list[int]) -> Iterable[list[int]]:
    rest = places
    while rest:
        group = _reached_from(said, rest)
        rest = [place for place in rest if place not in group]
        if all(said[a].agrees_with(said[b]) for a, b in combinations(group, 2)):
            yield group
        else:
            yield from _of_one_content(said, group)


def _reached_from(said: Sequence[Said], places: list[int]) -> list[int]:
    """The first of `places` and all that agree with it, directly or by way of others."""
    reached, grown = {places[0]}, True
    while grown:
        more = {b for b in places if b not in reached and any(said[a].agrees_with(said[b]) for a in reached)}
        reached, grown = reached | more, bool(more)
    return [place for place in places if place in reached]


def _of_one_content(said: Sequence[Said], places: list[int]) -> Iterable[list[int]]:
    by_content: dict[str, list[int]] = {}
    for place in places:
        by_content.setdefault(said[place].content, []).append(place)
    return by_content.values()
