"""Questions and answers: "Q: May I film?" heads what "A: Yes." begins."""

import re
from collections.abc import Sequence
from dataclasses import replace

from .document import BOLD_LEVEL, Block, Kind

_ASKED = re.compile(r"(?:\*\*)?Q(?:uestion)?(?: ?\d{1,2})?[:.)](?:\*\*)? +", re.IGNORECASE)
_ANSWERED = re.compile(r"(?:\*\*)?A(?:nswer)?(?: ?\d{1,2})?[:.)](?:\*\*)? +", re.IGNORECASE)
_LONGEST = 160
_FEWEST = 2


def parted(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks; where at least two questions say "Q", they are headings, and the signs of both go."""
    if sum(map(_is_question, blocks)) < _FEWEST:
        return tuple(blocks)
    return tuple(_freed(block) for block in blocks)


def _is_question(block: Block) -> bool:
    says_so = block.number == "Q" or _ASKED.match(block.text) is not None
    return says_so and block.text.rstrip("*_ ").endswith("?") and len(block.text) <= _LONGEST


def _freed(block: Block) -> Block:
    if _is_question(block):
        text = _ASKED.sub("", block.text, count=1).strip("*_ ")
        level = block.level if block.kind == Kind.HEADING else BOLD_LEVEL
        return Block(Kind.HEADING, text, level, part=block.part)
    if block.number == "A":
        return replace(block, kind=Kind.PLAIN, number="")
    return replace(block, text=_ANSWERED.sub("", block.text, count=1))
