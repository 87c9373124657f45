"""Headings that only their place shows: a short line over a text, where nothing in the document is marked as one."""

from collections.abc import Iterator

from policies.reading.document import Kind, Part

from .mending import Piece
from .phrases import ends_a_sentence
from .strengths import is_firm

_LONGEST = 70
_MOST_WORDS = 9
_NO_HEADING = (".", ":", ";", ",", "!")
_BLANK = "...."  # a space to fill in
_ITEMS = (Kind.BULLET, Kind.NUMBERED)


def guessed(pieces: list[Piece]) -> Iterator[int]:
    """The places of short lines with no full stop before something longer."""
    return (at for at in range(len(pieces) - 1) if _is_one(pieces, at))


def _is_one(pieces: list[Piece], at: int) -> bool:
    block, after = pieces[at].block, pieces[at + 1].block
    text = block.text
    if block.kind != Kind.PLAIN or len(text) > _LONGEST or block.part in (Part.TABLE, Part.CLOSING):
        return False
    if text.endswith(_NO_HEADING) or not text[:1].isupper() or len(text.split()) > _MOST_WORDS or _BLANK in text:
        return False
    if not block.stands_alone if text.endswith("?") else is_firm(text):
        return False
    return after.kind in _ITEMS or ends_a_sentence(after.text) or len(after.text) > _LONGEST
