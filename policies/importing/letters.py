"""How a paper ends: the greeting with the names under it, signatures, the slip to cut off.

None of it is a rule or a heading.
"""

import re
from dataclasses import replace

from policies.reading.document import Kind, Part

from .mending import Piece
from .phrases import plain

_GREETING = re.compile(
    r"(?:yours (?:sincerely|faithfully|truly|ever)|(?:with )?(?:very )?(?:kind|best|warm)(?:est)? (?:regards|wishes)"
    r"|with (?:many )?thanks|many thanks)[,.! ]*"
)
_SLIP = re.compile(
    r"[-\u2702 .]*(?:please )?(?:cut here|cut along|tear off|detach|cut and return)\b.*"
    r"|[- .]*(?:reply|return) slip\b.{0,30}"
)
_SIGNATURE = re.compile(r"(?:[\w/'()]+ ){0,3}signatures?[:._ ]*|(?:signed|print(?:ed)? name|full name)\b.*")
_NAMES = 3
_LINES = 6
_LONGEST_NAME = 80
_LONGEST_SLIP = 12


def with_closings(pieces: list[Piece]) -> list[Piece]:
    """The same pieces; those that end a letter say so."""
    done: list[Piece] = []
    left = 0
    for at, piece in enumerate(pieces):
        words = plain(piece.block.text)[:_LONGEST_NAME]
        is_line = piece.block.kind == Kind.PLAIN
        if is_line and _GREETING.fullmatch(words):
            left = _NAMES + 1
        elif is_line and _SLIP.fullmatch(words):
            left = _LONGEST_SLIP
        elif is_line and 2 * at > len(pieces) and _SIGNATURE.fullmatch(words):
            left = max(left, _LINES)
        elif not is_line or (left <= _NAMES and len(piece.block.text) > _LONGEST_NAME):
            left = 0
        done.append(replace(piece, block=replace(piece.block, part=Part.CLOSING)) if left else piece)
        left = max(0, left - 1)
    return done
