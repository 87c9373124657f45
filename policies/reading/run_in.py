"""Headings that stand in bold at the beginning of their paragraph: "**Phones.** Pupils must hand them in."."""

import re
from collections.abc import Sequence
from dataclasses import replace

from .document import BOLD_LEVEL, Block, Kind, Part

_RUN_IN = re.compile(
    r"(\*\*|__)(?P<label>[A-Z][^*_.:;!?]{1,60}?)(?P<sign>[.:?]?)\1(?P<outer>[.:]?)[ \t]+(?=[\"“‘(]?[A-Z])"
)
_STARS = re.compile(r"\A\*\*([^*]{1,90})\*\* ")
# Such a word is a label, not what a section is about.
_LABELS = re.compile(
    r"(?:step|stage|level|tier|warning|phase|note|nb|important|remember|example|reviewed?|approved|adopted|agreed|date"
    r"|version|author|owner|status|by|next|last|signed|target|definition|question|answer|[qa])\b",
    re.IGNORECASE,
)
_LONGEST_BEGINNING = 80
_MOST_WORDS = 8
_FEWEST = 2


def bold_beginning(weights: Sequence[tuple[str, bool | None]]) -> str:
    """The bold words before the first that are not, where they could be a heading and the paragraph goes on."""
    begins = ""
    for text, bold in weights:
        if text.strip() and not bold:
            break
        begins += text if bold else ""
    else:
        return ""
    begins = begins.strip()
    return begins if begins.endswith((".", ":", "?")) and len(begins) <= _LONGEST_BEGINNING else ""


def parted_word(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same for Word, where the stars are ours: those that mark no heading go."""
    return tuple(replace(block, text=_STARS.sub(r"\1 ", block.text, count=1)) for block in parted(blocks))


def parted(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks; where at least two paragraphs begin with a heading in bold, it is a block of its own."""
    heads = {place: label for place, block in enumerate(blocks) if (label := _head(block))}
    if len(heads) < _FEWEST:
        return tuple(blocks)
    done: list[Block] = []
    for place, block in enumerate(blocks):
        if place in heads:
            done.append(Block(Kind.HEADING, heads[place], BOLD_LEVEL))
            block = Block(Kind.PLAIN, _RUN_IN.sub("", block.text, count=1))
        done.append(block)
    return tuple(done)


def _head(block: Block) -> str:
    """The heading at the beginning of a paragraph; empty if there is none, or nothing but a few words behind it."""
    if block.kind != Kind.PLAIN or block.part != Part.BODY:
        return ""
    found = _RUN_IN.match(block.text)
    if found is None or not (found["sign"] or found["outer"]) or _LABELS.match(found["label"]):
        return ""
    behind = block.text[found.end() :]
    is_text = len(behind.split()) >= 4 and behind.rstrip("*_ \"'”’)").endswith((".", ":", "!", "?"))
    question = "?" if found["sign"] == "?" else ""
    return found["label"] + question if is_text and len(found["label"].split()) <= _MOST_WORDS else ""
