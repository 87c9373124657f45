"""Before anything is recognised: page feet and contents lists go aside, and what they parted is joined again."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from policies.reading.document import BOLD_LEVEL, Block, Document, Kind, Part
from policies.reading.hyphens import joined, words_of

from . import audiences
from .phrases import ends_a_sentence, key
from .places import Doubt, Doubted, Place, Placed
from .sentences import sentences

_PAGE = re.compile(
    r"(?:page|p\.?)\s*[-–]?\s*\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?|[-–]?\s*\d{1,3}\s*[-–]?(?:\s*(?:of|/)\s*\d{1,3})?",
    re.IGNORECASE,
)
_HAS_PAGE = re.compile(r"\bpage\s*\d{1,3}\b(?:\s*(?:of|/)\s*\d{1,3})?", re.IGNORECASE)
_FIGURES = re.compile(r"\d+")
_LONGEST_FOOT = 120
_CONTENTS = {"contents", "contents list", "contents page", "table of contents", "list of contents", "in this policy"}
_LEFT_OUT = {
    Part.HEADER: Place.PAGE_HEADER,
    Part.FOOTER: Place.PAGE_FOOTER,
    Part.COMMENT: Place.COMMENT,
    Part.HIDDEN: Place.HIDDEN,
}
# A line that ends with one of these goes on in the next, whatever that begins with.
_LAST_WORDS = """a an the of to in on at by for with from and or but as is are be must should may that which who their
our its this these any all no not than through into school’s school's"""
_GOES_ON = frozenset(_LAST_WORDS.split())


@dataclass(frozen=True)
class Piece:
    """A paragraph and its place in the file."""

    order: int
    block: Block


@dataclass
class Aside:
    """What happened to the sentences so far, each with its place in the file, and what was doubted."""

    placed: list[tuple[int, Placed]] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def put(self, piece: Piece, place: Place, code: str = "", text: str | None = None) -> None:
        """Keep where the sentences of a paragraph went."""
        for sentence in sentences(piece.block.text if text is None else text):
            self.placed.append((piece.order, Placed(sentence, place, code)))

    def doubt(self, about: Doubted, text: str, code: str = "") -> None:
        self.doubts.append(Doubt(about, text, code))

    def settle(self, about: Doubted, code: str) -> None:
        """Take back what was doubted about one thing: something better is known now."""
        self.doubts = [doubt for doubt in self.doubts if (doubt.about, doubt.code) != (about, code)]


def mend(document: Document, aside: Aside) -> list[Piece]:
    """The running text of a document, in order and whole. The rest is put into `aside`."""
    pieces = [Piece(order, block) for order, block in enumerate(document.blocks)]
    pieces = _without_contents(_without_asides(pieces, aside), aside)
    feet = _feet(pieces)
    words = words_of(" ".join(block.text for block in document.blocks))
    done: list[Piece] = []
    was_parted = False
    for piece in pieces:
        if piece.order in feet:
            aside.put(piece, Place.PAGE_FOOTER)
            was_parted = True
            continue
        if done and _goes_on(done[-1].block, piece.block, was_parted):
            text = joined([done[-1].block.text, piece.block.text], words)
            done[-1] = replace(done[-1], block=replace(done[-1].block, text=text))
        else:
            done.append(piece)
        was_parted = False
    if feet:
        aside.doubt(
            Doubted.LEFT_OUT,
            "Lines at the foot or the top of pages were left out, and the sentences round them joined.",
        )
    return done


def _without_asides(pieces: list[Piece], aside: Aside) -> list[Piece]:
    kept = []
    hidden = False
    for piece in pieces:
        if piece.block.kind == Kind.ASIDE:
            aside.put(piece, _LEFT_OUT.get(piece.block.part, Place.HIDDEN))
            hidden = hidden or piece.block.part in (Part.HIDDEN, Part.COMMENT)
        else:
            kept.append(piece)
    if hidden:
        aside.doubt(
            Doubted.LEFT_OUT, "Hidden text or comments of the file were left out. Look whether the policy needs them."
        )
    return kept


def _without_contents(pieces: list[Piece], aside: Aside) -> list[Piece]:
    """The contents list goes: its lines by their form, or because each is the heading of something later."""
    later = Counter(key(piece.block.text) for piece in pieces)
    kept: list[Piece] = []
    in_list = found = False
    for piece in pieces:
        words = key(piece.block.text)
        if piece.block.part == Part.CONTENTS or (in_list and later[words] > 1 and len(words) < 160):
            later[words] -= 1
            aside.put(piece, Place.CONTENTS)
            found = True
            continue
        in_list = words in _CONTENTS
        if in_list:
            aside.put(piece, Place.CONTENTS)
            found = True
        else:
            kept.append(piece)
    if found:
        aside.doubt(Doubted.LEFT_OUT, "The contents list was left out: the areas are listed by themselves.")
    return kept


def _feet(pieces: list[Piece]) -> set[int]:
    """Numbers of pages, lines with one, and short lines that come back on every page."""
    short = [piece for piece in pieces if piece.block.kind == Kind.PLAIN and len(piece.block.text) <= _LONGEST_FOOT]
    shapes = Counter(_shape(piece.block) for piece in short)
    return {piece.order for piece in short if _is_foot(piece.block, shapes)}


def _is_foot(block: Block, shapes: Counter[str]) -> bool:
    if block.part == Part.FOOTER or _PAGE.fullmatch(block.text):
        return True
    if _HAS_PAGE.search(block.text):
        return shapes[_shape(block)] > 1 or not ends_a_sentence(block.text)
    returns = shapes[_shape(block)] >= 3 and not ends_a_sentence(block.text)
    return returns and not audiences.of_line(block.text)


def _shape(block: Block) -> str:
    return _FIGURES.sub("0", key(block.text))


def _goes_on(before: Block, after: Block, was_parted: bool) -> bool:
    """Whether the second paragraph is the rest of the first: a page ended inside a sentence."""
    if after.kind != Kind.PLAIN or _is_heading(before) or ends_a_sentence(before.text) or before.part != after.part:
        return False
    if before.part in (Part.TABLE, Part.NOTE, Part.TEXT_BOX):
        return False
    if was_parted and before.text.endswith("-"):
        return after.text[:1].islower()
    if after.text[:1].islower():
        return was_parted or len(before.text) >= 40
    last = before.text.rsplit(" ", 1)[-1].lower().strip("(“\"'")
    return was_parted and (last in _GOES_ON or before.text.endswith(","))


def _is_heading(block: Block) -> bool:
    return block.kind == Kind.HEADING and block.level != BOLD_LEVEL
