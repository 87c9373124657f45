"""What changed in a text, word by word: what stayed, what was taken out, what was put in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from .wording_html import as_words

# Beyond so many pairs of words, two texts are shown one after the other: comparing them would keep a reader waiting.
MOST_PAIRS = 400_000
# One or two words that stayed between two changes are read with them: "out, in" three times in a row helps nobody.
SHORT_STAY = 2


class Kind(StrEnum):
    """What became of some words."""

    SAME = "same"
    OUT = "out"
    IN = "in"


@dataclass(frozen=True)
class Piece:
    """Some words in a row with the same fate. Spaces between words are one, whatever they were."""

    kind: Kind
    words: str


@dataclass(frozen=True)
class TextDifference:
    """One text before and after, in pieces. `label` says which text it is, where a rule or page has several."""

    pieces: tuple[Piece, ...]
    label: str = ""

    @property
    def is_changed(self) -> bool:
        return any(piece.kind is not Kind.SAME for piece in self.pieces)

    @property
    def before(self) -> str:
        """The old text, read out of the pieces."""
        return _without(Kind.IN, self.pieces)

    @property
    def after(self) -> str:
        """The new text, read out of the pieces."""
        return _without(Kind.OUT, self.pieces)


def text_difference(before: str, after: str, label: str = "") -> TextDifference:
    """Compare two texts by their words. Spacing alone is no change.

    >>> [str(p.kind) + ": " + p.words for p in text_difference("You may  post", "You must not post").pieces]
    ['same: You', 'out: may', 'in: must not', 'same: post']
    """
    return TextDifference(tuple(_pieces(before.split(), after.split())), label)


def read_difference(before: str, after: str, label: str = "") -> TextDifference:
    """Two texts word by word, without the signs of Markdown unless it is these alone that changed."""
    read = text_difference(as_words(before), as_words(after), label)
    return read if read.is_changed else text_difference(before, after, label)


def _without(kind: Kind, pieces: Iterable[Piece]) -> str:
    return " ".join(piece.words for piece in pieces if piece.kind is not kind)


def _pieces(before: Sequence[str], after: Sequence[str]) -> list[Piece]:
    start = _common_start(before, after)
    end = _common_start(before[start:][::-1], after[start:][::-1])
    middle = _joined(_runs(before[start : len(before) - end], after[start : len(after) - end]))
    ends = before[len(before) - end :]
    found = [(before[:start], before[:start]), *middle, (ends, ends)]
    return [piece for old, new in found for piece in _of_run(old, new)]


def _common_start(before: Sequence[str], after: Sequence[str]) -> int:
    return next(
        (n for n, (old, new) in enumerate(zip(before, after, strict=False)) if old != new), _least(before, after)
    )


def _least(before: Sequence[str], after: Sequence[str]) -> int:
    return min(len(before), len(after))


Run = tuple[Sequence[str], Sequence[str]]


def _runs(before: Sequence[str], after: Sequence[str]) -> list[Run]:
    """Stretches that are the same or changed, in turn."""
    if len(before) * len(after) > MOST_PAIRS:
        return [(before, after)]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [(before[a:b], after[c:d]) for _, a, b, c, d in matcher.get_opcodes()]


def _joined(runs: Iterable[Run]) -> list[Run]:
    """The same, where what stayed for a word or two between two changes is read with them."""
    joined: list[Run] = []
    waiting: Run | None = None
    for old, new in runs:
        if old == new and len(old) <= SHORT_STAY and joined:
            waiting = (old, new)
        elif old == new:
            joined += [waiting] if waiting else []
            waiting = None
            joined.append((old, new))
        elif waiting:
            last = joined.pop()
            joined.append(([*last[0], *waiting[0], *old], [*last[1], *waiting[1], *new]))
            waiting = None
        else:
            joined.append((old, new))
    return [*joined, *([waiting] if waiting else [])]


def _of_run(old: Sequence[str], new: Sequence[str]) -> list[Piece]:
    if old == new:
        return [Piece(Kind.SAME, " ".join(old))] if old else []
    out = [Piece(Kind.OUT, " ".join(old))] if old else []
    return [*out, *([Piece(Kind.IN, " ".join(new))] if new else [])]
