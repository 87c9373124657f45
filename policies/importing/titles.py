"""Which line of a document is its title; which lines name a school or a policy."""

import re

from policies.reading.document import BOLD_LEVEL, TITLE_LEVEL, Block, Kind

from . import audiences
from .headings import find, marked
from .mending import Piece
from .phrases import ends_a_sentence

_ITEMS = (Kind.BULLET, Kind.NUMBERED)
_LONGEST_POLICY_TITLE = 120
_NAMES_A_POLICY = re.compile(
    r"\b(?:policy|agreement|procedures?|code of conduct|guidance|guidelines|charter)\b", re.IGNORECASE
)
_SCHOOL = re.compile(
    r"\b(?:school|schools|academy|academies|federation|trust|college|nursery|infants?|juniors?|primary)\b",
    re.IGNORECASE,
)
_ASKS_ABOUT_IT = re.compile(r"(?:why|what|who|how|when|where|about (?:this|our)|aims? of|purpose of)\b", re.IGNORECASE)


def names_a_school(text: str) -> bool:
    """Whether a line holds the name of a school or a trust."""
    return _SCHOOL.search(text) is not None


def names_a_policy(text: str) -> bool:
    """Whether a line says that this is a policy, an agreement, a code of conduct or the like."""
    return _NAMES_A_POLICY.search(text) is not None


def find_title(pieces: list[Piece]) -> int | None:
    """Which piece is the title of the policy, None if it has none. It comes before everything else but a name."""
    for at, piece in enumerate(pieces[:12]):
        if piece.block.kind == Kind.HEADING and piece.block.level == TITLE_LEVEL and len(pieces) > 1:
            return at
    for at, piece in enumerate(pieces[:4]):
        block = piece.block
        if (
            block.kind in _ITEMS
            or block.number
            or ends_a_sentence(block.text)
            or len(block.text) > _LONGEST_POLICY_TITLE
        ):
            break
        is_named = names_a_policy(block.text) and not _ASKS_ABOUT_IT.match(block.text)
        if len(pieces) > at + 1 and is_named and not audiences.of_line(block.text):
            return at
    top = _lone_top(pieces)
    return _lone_line(pieces) if top is None else top


def _lone_line(pieces: list[Piece]) -> int | None:
    """A line in capitals at the very top that has no other heading beside it but such as are only guessed."""
    if not pieces or (first := marked(pieces, 0)) is None or first.number or audiences.of_line(first.text):
        return None
    others = find(pieces[1:])
    return 0 if len(others) > 1 and not any(heading.is_sure for heading in others) else None


def _lone_top(pieces: list[Piece]) -> int | None:
    """The first heading, if it is the only one of its depth and others stand under it."""
    heads = [(at, piece.block) for at, piece in enumerate(pieces) if piece.block.kind == Kind.HEADING]
    if len(heads) < 2 or heads[0][0] > 3 or heads[0][1].number or len(heads[0][1].text) > _LONGEST_POLICY_TITLE:
        return None
    level = heads[0][1].level
    if level == BOLD_LEVEL or not all(block.level > level for _, block in heads[1:]):
        return None
    return _lone_top_below(heads) if names_a_school(heads[0][1].text) else heads[0][0]


def _lone_top_below(heads: list[tuple[int, Block]]) -> int:
    """Under the name of the school the next heading is the title, if it too is the only one of its depth."""
    (first, _), (second, block), *others = heads
    is_lone = bool(others) and not block.number and all(other.level > block.level for _, other in others)
    return second if is_lone and second == first + 1 and block.level != BOLD_LEVEL else first
