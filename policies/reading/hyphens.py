"""Words that were parted at the end of a line or a page."""

import re
from collections.abc import Set

_PARTED = re.compile(r"(\w+)-$")
_FIRST = re.compile(r"\w+")
_WORD = re.compile(r"\w+(?:-\w+)*")
_LONGEST_WORD = 60
# What keeps its hyphen in the middle of a line too.
_FIRST_PARTS = frozenset(
    word
    for line in (
        "anti non self well co ex pre post re e on off long short full part first second third school class year home",
        "cross inter mid multi semi sub all high low one two three four pupil parent child staff adult face up out",
    )
    for word in line.split()
)


def words_of(text: str) -> frozenset[str]:
    """How the words of a text are written, those with hyphens whole."""
    return frozenset(_WORD.findall(text.lower()))


def joined(pieces: list[str], words: Set[str]) -> str:
    """The pieces as one line. `words` stand in the text round them: they show how a word is written."""
    done = pieces[:1]
    for piece in pieces[1:]:
        hyphen, space = _between(done[-1], piece, words)
        if not hyphen:
            done[-1] = done[-1][:-1]
        done += [" ", piece] if space else [piece]
    return "".join(done)


def _between(before: str, after: str, words: Set[str]) -> tuple[bool, bool]:
    """Whether the sign at the end stays, and whether a space comes behind it."""
    left, right = _PARTED.search(before[-_LONGEST_WORD:]), _FIRST.match(after)
    if left is None or right is None or not after[0].islower():
        return True, True
    first, second = left[1].lower(), right[0].lower()
    if first + second in words:
        return False, False
    return f"{first}-{second}" in words or first in _FIRST_PARTS, False
