"""Who else is named in a text that goes to somebody: what is proposed to be blacked out (Data Protection Act 2018,
schedule 2, paragraph 16).

Known are pupils, contacts and everybody with an account, today's and earlier ones, and the names that stand in the one
case a text is from. A name that is a word of the language too ("May", "Green") is one where its capital begins no
sentence, and one of two letters ("Jo") is none; but written with a capital both are where somebody of the family or in
the case is called so. Rather too much is proposed than too little: a person opens what may stand.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from incidents.governing.names import TITLES
from people.common_names import COMMON_NAMES
from people.models import Pupil, PupilContact, User
from people.names import fold, without_title

FEWEST_LETTERS = 3
LONGEST = 8  # words of a name
WAY = "way:"  # before the key of an address or a number
_WORD = re.compile(r"[^\W_](?:[\u00ad\u200b-\u200f\u2060\ufeff]*[^\W_])*(?:['’ʼ‘`´][^\W_]+)*")
_OWN = re.compile(r"['’ʼ‘`´]s$", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w/-])(?:\+44|0)[\d\s()-]{8,14}\d(?![\w/-])")
_SENTENCE_ENDS = '.!?:\n“"•'


@dataclass(frozen=True)
class Span:
    """A place in a text, and by which key the name that stands there is known."""

    begin: int
    end: int
    key: str


@dataclass
class Names:
    """Names, folded: whole ones by their first word, single words, surnames as they follow a title. `every`: single
    words of two letters too."""

    whole: dict[str, set[tuple[str, ...]]] = field(default_factory=lambda: defaultdict(set))
    single: set[str] = field(default_factory=set)
    surnames: set[str] = field(default_factory=set)
    every: set[str] = field(default_factory=set)

    def add(self, forename: str, surname: str) -> None:
        """Somebody of this name, whichever way round it is written."""
        first, last = fold(forename).split(), fold(surname).split()
        for parts in ((*first, *last), (*first[:1], *last), (*first[:1], *last[-1:]), (*last, *first)):
            if len(parts) > 1:
                self.whole[parts[0]].add(parts)
        self.single |= {part for part in (*first, *last) if len(part) >= FEWEST_LETTERS}
        self.every |= {part for part in (*first, *last) if len(part) > 1}
        self.surnames |= {*last[:1], *last[-1:]}

    def add_whole(self, name: str) -> None:
        """As `add`, for a name in one piece, with or without a title."""
        parts = without_title(name).split()
        self.add(" ".join(parts[:-1]), parts[-1] if parts else "")

    def whole_at(self, words: Sequence[str]) -> int:
        """How many words of the beginning are a whole name."""
        fitting = [name for name in self.whole.get(words[0], ()) if tuple(words[: len(name)]) == name]
        return max(map(len, fitting), default=0)


def names_of_pupil(pupil: Pupil) -> tuple[str, str]:
    """The name on the roll, and the one by which the child is called."""
    return f"{pupil.legal_forename} {pupil.legal_surname}", f"{pupil.called} {pupil.called_surname}"


def everybody(more: Iterable[str] = ()) -> Names:
    """Everybody whom the school knows, and `more` names. Three queries."""
    known = Names()
    for forename, surname, called, called_surname in Pupil.objects.order_by().values_list(
        "legal_forename", "legal_surname", "preferred_forename", "preferred_surname"
    ):
        known.add(forename, surname)
        known.add(called or forename, called_surname or surname)
    for forename, surname in User.objects.order_by().values_list("forename", "surname"):
        known.add(forename, surname)
    for name in (*PupilContact.objects.order_by().values_list("name", flat=True).distinct(), *more):
        known.add_whole(name)
    return known


@dataclass(frozen=True)
class Finder:
    """What finds others in a text: everybody known, but for the person's `own` names, addresses and numbers.

    `is_child`: then "Mrs Ashdown" beside a child of that surname is somebody else. `titles`: those of the person.
    `near`: single names of the family and of those in the case.
    """

    known: Names
    own: Names
    own_ways: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    is_child: bool = False
    near: frozenset[str] = frozenset()

    def spans(self, text: str) -> list[Span]:
        """Where others stand in a text, in order, none within another."""
        ways = [span for pattern in (_ADDRESS, _PHONE) for span in self._ways(pattern, text)]
        taken = {place for span in ways for place in range(span.begin, span.end)}
        names = [span for span in self._names(text) if span.begin not in taken]
        return sorted([*ways, *names], key=lambda span: span.begin)

    def _ways(self, pattern: re.Pattern[str], text: str) -> Iterator[Span]:
        for found in pattern.finditer(text):
            way = _plain(found.group())
            if way not in self.own_ways:
                yield Span(*found.span(), f"{WAY}{way}")

    def _names(self, text: str) -> Iterator[Span]:
        words = list(_words(text))
        at = 0
        while at < len(words):
            length, is_other = self._at(words, at, text)
            if is_other:
                key = " ".join(word.folded for word in words[at : at + length])
                yield Span(words[at].begin, words[at + length - 1].end, key)
            at += max(length, 1)

    def _at(self, words: "Sequence[_Word]", at: int, text: str) -> tuple[int, bool]:
        """How many words from here on are one name, and whether it is somebody else's."""
        folded = [word.folded for word in words[at : at + LONGEST]]
        if folded[0] in TITLES and len(folded) > 1 and folded[1] in self.known.surnames:
            return 2, not self._is_own_title(folded[0], folded[1])
        theirs, own = self.known.whole_at(folded), self.own.whole_at(folded)
        if own and own >= theirs:
            return own, False
        if theirs:
            return theirs, True
        word = words[at]
        if word.folded in self.own.every:
            return 1, False
        if word.is_capital and word.folded in self.near:
            return 1, True
        if word.folded not in self.known.single:
            return 1, False
        return 1, word.folded not in COMMON_NAMES or (word.is_capital and not _begins(text, word.begin))

    def _is_own_title(self, title: str, surname: str) -> bool:
        if self.is_child or surname not in self.own.surnames:
            return False
        return not self.titles or title in self.titles


@dataclass(frozen=True)
class _Word:
    begin: int
    end: int
    folded: str
    is_capital: bool


def _words(text: str) -> Iterator[_Word]:
    """The words of a text with their places, a "’s" left out."""
    for found in _WORD.finditer(text):
        said = _OWN.sub("", found.group())
        parts = fold("".join(letter for letter in said if unicodedata.category(letter) != "Cf")).split()
        if parts:
            yield _Word(found.start(), found.start() + len(said), parts[0], said[0].isupper())


def _begins(text: str, place: int) -> bool:
    """Whether a word there begins a sentence."""
    before = text[:place].rstrip(" \t")
    return not before or before[-1] in _SENTENCE_ENDS


def _plain(way: str) -> str:
    """An address or a number as it is compared."""
    return way.casefold() if "@" in way else re.sub(r"\D", "", way.replace("+44", "0"))


def plain_ways(ways: Iterable[str]) -> frozenset[str]:
    """Addresses and numbers as they are compared."""
    return frozenset(_plain(way) for way in ways if way)
