"""Searching wordings: text in, hits out, no database (A12).

Several words are looked for together. Case and accents do not matter, a word is found by its beginning, and a plural
finds its singular.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

MOST_CHARACTERS, MOST_WORDS = 200, 8
SHORTEST = 2
PASSAGE, BEFORE = 320, 80
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ENDINGS = (("ies", 3), ("sses", 2), ("xes", 2), ("ches", 2), ("shes", 2), ("ss", 0), ("s", 1))


def fold(text: str) -> str:
    """A word as it is compared: without case, accents and apostrophes.

    >>> fold("Café"), fold("school’s"), fold("STRASSE") == fold("Straße")
    ('cafe', 'schools', True)
    """
    if text.isascii():
        return text.replace("'", "").lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign) and sign not in "'’")


def stem(word: str) -> str:
    """What a folded word begins with in singular and plural.

    >>> [stem(word) for word in ("photos", "policies", "addresses", "class", "bus", "is")]
    ['photo', 'polic', 'address', 'class', 'bus', 'is']
    """
    for ending, cut in _ENDINGS if len(word) > 3 else ():
        if word.endswith(ending):
            return word[: len(word) - cut] if cut else word
    return word


def stems_of(text: str) -> list[str]:
    """The words of a text, each as what it begins with in singular and plural, in their order.

    >>> stems_of("Zoë’s coats, O'Neill")
    ['zoe', 'coat', 'oneill']
    """
    words = (fold(word[0]) for word in _WORD.finditer(unicodedata.normalize("NFC", text)))
    return [stem(word) for word in words if word]


@dataclass(frozen=True)
class Term:
    """One of the words that were asked for: as a code, such as A4 or 1.2.3, and as beginnings of words."""

    code: str
    stems: tuple[str, ...]


@dataclass(frozen=True)
class Passage:
    """What can be found: a rule, an area, or what a policy says of itself. `place` is its code, or empty.

    A rule is found by its tags too: one about pictures by *photo*, whatever word its text has.
    """

    place: str
    title: str
    text: str
    strength: str = ""
    power: str = ""
    for_whom: str = ""
    tags: tuple[str, ...] = ()
    folded: str = field(init=False, repr=False, default="")

    def __post_init__(self) -> None:
        whole = " ".join((self.title, self.text, *self.tags))
        words = (fold(word[0]) for word in _WORD.finditer(unicodedata.normalize("NFC", whole)))
        object.__setattr__(self, "folded", f" {' '.join(words)} ")

    @property
    def is_rule(self) -> bool:
        return bool(self.strength)


@dataclass(frozen=True)
class Piece:
    """A stretch of text, and whether it is a word that was asked for."""

    text: str
    is_asked: bool = False


def terms_of(asked: str) -> list[Term]:
    """The words of a question: at most eight, none of a single letter unless it may be a code.

    >>> terms_of("Photos  of A4!")
    [Term(code='photos', stems=('photo',)), Term(code='of', stems=('of',)), Term(code='a4', stems=('a4',))]
    """
    found = []
    for chunk in unicodedata.normalize("NFC", asked[:MOST_CHARACTERS]).split():
        words = [stem(fold(word[0])) for word in _WORD.finditer(chunk)]
        if words:
            found.append(Term(fold(chunk.strip(".,;:!?()[]“”\"'")), tuple(words)))
    return found[:MOST_WORDS]


def is_too_short(terms: Sequence[Term]) -> bool:
    """Whether nothing but single letters was asked for: they would find everything."""
    return all(len(word) < SHORTEST for term in terms for word in term.stems)


def is_named(passage: Passage, terms: Sequence[Term]) -> bool:
    """Whether one of the words is the passage's own code."""
    return any(term.code == passage.place.lower() for term in terms)


def matches(passage: Passage, terms: Sequence[Term]) -> bool:
    """Whether every word is there: as the code, or each part of it as the beginning of a word."""
    return all(_has(passage, term) for term in terms)


def _has(passage: Passage, term: Term) -> bool:
    if term.code == passage.place.lower():
        return True
    return all((f" {word}" if len(word) >= SHORTEST else f" {word} ") in passage.folded for word in term.stems)


def pieces_of(text: str, terms: Iterable[Term]) -> list[Piece]:
    """The text, or the part of a long one about the first word that was asked for, with those words marked."""
    stems = tuple(word for term in terms for word in term.stems if len(word) >= SHORTEST)
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    spans = [word.span() for word in _WORD.finditer(text) if stems and fold(word[0]).startswith(stems)]
    start, end = _window(text, spans[0][0] if spans else 0)
    return list(_cut(text, [span for span in spans if start <= span[0] and span[1] <= end], start, end))


def _window(text: str, first: int) -> tuple[int, int]:
    """Where the passage begins and ends, at the edge of words."""
    if len(text) <= PASSAGE:
        return 0, len(text)
    start = 0 if first <= BEFORE else text.find(" ", first - BEFORE, first) + 1 or first
    end = len(text) if start + PASSAGE >= len(text) else text.rfind(" ", start, start + PASSAGE)
    return start, end if end > first else min(len(text), start + PASSAGE)


def _cut(text: str, spans: Iterable[tuple[int, int]], start: int, end: int) -> Iterator[Piece]:
    if start:
        yield Piece("… ")
    at = start
    for begins, ends in spans:
        if begins > at:
            yield Piece(text[at:begins])
        yield Piece(text[begins:ends], is_asked=True)
        at = ends
    if at < end:
        yield Piece(text[at:end])
    if end < len(text):
        yield Piece(" …")
