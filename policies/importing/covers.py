"""What stands on the cover of a policy: the name of the school and of the policy, before anything is said."""

import re

from policies.reading.document import BOLD_LEVEL, Kind
from policies.words import Audience

from . import audiences
from .headings import Heading
from .mending import Piece
from .phrases import ends_a_sentence
from .titles import names_a_school

_FIRST_NUMBERS = frozenset({"1", "1.0", "1.1", "A", "I"})
_MOST_LINES = 5
_MOST_READ = 6
_LAST_OF_A_NAME = re.compile(
    r"(?:School|Schools|Academy|Academies|Federation|Trust|College|Nursery|Infants|Juniors|Primary)"
)
_NO_NAMES = frozenset(
    ["After", "Before", "Beyond", "Outside", "Our", "At", "In", "Out", "Behaviour", "Leaving", "Starting", "Mobile"]
)
_LONGEST_LINE = 100


def title_of(pieces: list[Piece]) -> int | None:
    """Which line of a cover is the title, where no line says that it is a policy: the first that names no school.

    A cover is a few short lines before a first numbered heading. None if there is no such cover.
    """
    lines: list[int] = []
    for at, piece in enumerate(pieces[: _MOST_LINES + 1]):
        if piece.block.number in _FIRST_NUMBERS:
            named = [line for line in lines if not names_a_school(pieces[line].block.text)]
            return named[0] if named else None
        if not _is_short(piece) or piece.block.number:
            break
        lines.append(at)
    return _under_the_school(pieces)


def _under_the_school(pieces: list[Piece]) -> int | None:
    """The line in capitals under the name of the school in capitals."""
    both = [piece.block.text for piece in pieces[:2] if _is_short(piece) and piece.block.text.isupper()]
    if len(both) < 2 or not names_a_school(both[0]) or names_a_school(both[1]) or audiences.of_line(both[1]):
        return None
    return 1


def readers_of(lines: list[Piece]) -> tuple[Audience, ...]:
    """The readers whom a short line under the title names: "A guide for visitors and volunteers"."""
    named = [audiences.of_cover(piece.block.text) for piece in lines[:_MOST_READ] if _is_short(piece)]
    return next(filter(None, named), ())


def without_covers(found: list[Heading], pieces: list[Piece], title_at: int | None) -> list[Heading]:
    """The headings without those of the cover, which head no area: their lines introduce the policy.

    `title_at` is the place of the title in the file. A line in capitals before the title is a cover; so is the
    name of a school under which nobody says a sentence.
    """
    return [heading for place, heading in enumerate(found) if not _is_cover(heading, place, found, pieces, title_at)]


def _is_cover(heading: Heading, place: int, found: list[Heading], pieces: list[Piece], title_at: int | None) -> bool:
    if place > 2 or heading.number or heading.readers or place + 1 == len(found):
        return False
    if audiences.of_line(heading.text):
        return False
    between = pieces[heading.at + 1 : found[place + 1].at]
    is_only_bold = heading.depth == BOLD_LEVEL and heading.piece.block.kind == Kind.HEADING
    if is_only_bold and found[place + 1].depth < BOLD_LEVEL and all(map(_is_short, between)):
        return True
    if title_at is not None and heading.piece.order < title_at:
        return True
    if heading.at == 0 and _is_name_of_a_school(heading.text):
        return True
    return names_a_school(heading.text) and all(map(_is_short, between)) and not audiences.of_title(heading.text)


def _is_name_of_a_school(text: str) -> bool:
    """Whether a line is the name of a school and nothing else: "Chestnut Avenue Primary School"."""
    words = text.split()
    is_name = all(word[0].isupper() or word in ("of", "and", "the", "&", "in") for word in words)
    return (
        len(words) >= 2 and is_name and words[0] not in _NO_NAMES and _LAST_OF_A_NAME.fullmatch(words[-1]) is not None
    )


def _is_short(piece: Piece) -> bool:
    block = piece.block
    return (
        block.kind in (Kind.PLAIN, Kind.HEADING)
        and len(block.text) <= _LONGEST_LINE
        and not ends_a_sentence(block.text)
    )
