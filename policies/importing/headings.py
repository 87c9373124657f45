"""Which lines are headings, and of what depth; which name the readers of an area; what is the title."""

import re
from dataclasses import dataclass, field

from policies.reading.document import BOLD_LEVEL, TITLE_LEVEL, Kind, Part
from policies.words import Audience

from .guesses import guessed
from .mending import Piece
from .phrases import ends_a_sentence, key
from .strengths import is_firm

LONGEST_TITLE = 160
_COVER = 4  # so many lines of a document may be its cover
_MOST_WORDS = 20
_CAPITALS = 9
_LETTER = re.compile(r"[A-Z]|[IVX]{2,5}")
_BARE_LETTER = re.compile(r"([A-Z]) (?=[A-Z])")
_BARE_FIGURE = re.compile(r"(\d{1,2}) (?=[A-Z])")
_ROMAN = re.compile(r"[IVX]{1,5}")
_ITEMS = (Kind.BULLET, Kind.NUMBERED)
_GOVERNANCE = re.compile(
    r"(?:policy )?governance(?: \(?roles (?:and|&) responsibilities\)?)?|roles (?:and|&) responsibilities",
    re.IGNORECASE,
)


@dataclass
class Heading:
    """A line that heads an area. `at` is its place among the pieces; `depth` orders headings among themselves.

    `readers` are those whom a line of its own beside the heading names.
    """

    at: int
    piece: Piece
    depth: int
    number: str
    text: str
    is_sure: bool = True
    readers: tuple[Audience, ...] = ()
    reader_lines: list[Piece] = field(default_factory=list)

    @property
    def key(self) -> str:
        return key(self.text)

    @property
    def is_governance(self) -> bool:
        """Whether it heads the part on who is responsible for the policy, which may be empty (requirements 4, 10)."""
        return _GOVERNANCE.fullmatch(self.text.strip(" .:")) is not None


def find(pieces: list[Piece]) -> list[Heading]:
    """All headings in order, those that only repeat or announce another among them."""
    signed = [marked(pieces, at) for at in range(len(pieces))]
    _part_bare([heading for heading in signed if heading], _BARE_LETTER, ord("A"))
    _part_bare([heading for heading in signed if heading], _BARE_FIGURE, None)
    letters = {heading.number for heading in signed if heading and _LETTER.fullmatch(heading.number)}
    signed = [heading if heading and _is_one_of_a_row(heading, letters) else None for heading in signed]
    numbered = _numbered(pieces)
    kept = [heading for heading in (one or numbered.get(at) for at, one in enumerate(signed)) if heading]
    if all(heading.is_governance or (heading.at < _COVER and not heading.number) for heading in kept):
        kept = _with_guesses(kept, pieces)
    top = min((heading.depth for heading in kept if not heading.is_governance), default=1)
    for heading in kept:
        block = heading.piece.block
        if heading.is_governance and (block.kind == Kind.PLAIN or block.level == BOLD_LEVEL):
            heading.depth = top  # it has no depth of its own, so it stands beside the areas
    return kept


def _with_guesses(found: list[Heading], pieces: list[Piece]) -> list[Heading]:
    """The headings with those that only their place shows. Lines on the cover are none beside two such."""
    known = {heading.at: heading for heading in found}
    guesses = {at: Heading(at, pieces[at], 1, "", pieces[at].block.text, is_sure=False) for at in guessed(pieces)}
    if known and len(guesses.keys() - known.keys()) < 2:
        return found
    return [known.get(at) or guesses[at] for at in sorted(known | guesses)]


def _part_bare(found: list[Heading], sign: re.Pattern[str], first: int | None) -> None:
    """ "A  Parents", "2  Staff": what has no sign behind it is a number where it comes in a row from A or 1.

    `first` is the place of the first letter in the alphabet of signs, None for figures.
    """
    hits = [(heading, sign.match(heading.text)) for heading in found if not heading.number]
    row = [(heading, hit) for heading, hit in hits if hit]
    wanted = [str(place + 1) if first is None else chr(first + place) for place in range(len(row))]
    if len(row) < 2 or [hit[1] for _, hit in row] != wanted:
        return
    for heading, hit in row:
        heading.number, heading.text = hit[1], heading.text[hit.end() :]
        heading.depth = 1 if heading.depth == BOLD_LEVEL else heading.depth


def _is_letter(heading: Heading) -> bool:
    return heading.piece.block.kind == Kind.NUMBERED and _LETTER.fullmatch(heading.number) is not None


def _is_one_of_a_row(heading: Heading, letters: set[str]) -> bool:
    """A letter heads an area only where the row begins: with A, or with I and II."""
    if not _is_letter(heading):
        return True
    return {"I", "II"} <= letters if _ROMAN.fullmatch(heading.number) and "A" not in letters else "A" in letters


def marked(pieces: list[Piece], at: int) -> Heading | None:
    """A heading by its form: styled, bold, in capitals, behind a letter, or the well-known one without text."""
    block = pieces[at].block
    text = block.text
    if len(text) > LONGEST_TITLE or block.part in (Part.TEXT_BOX, Part.NOTE, Part.CLOSING):
        return None
    if block.kind == Kind.HEADING:
        if len(text.split()) > _MOST_WORDS and ends_a_sentence(text):
            return None
        depth = block.level if block.level not in (TITLE_LEVEL, BOLD_LEVEL) else 1 if not block.level else BOLD_LEVEL
        if depth == BOLD_LEVEL and block.number:
            depth = _parts(block.number)
        return Heading(at, pieces[at], depth, block.number, text)
    is_letter = block.kind == Kind.NUMBERED and _LETTER.fullmatch(block.number) is not None
    if is_letter and len(text.split()) <= _MOST_WORDS and not text.endswith((":", ";", ",")) and not is_firm(text):
        return Heading(at, pieces[at], 1, block.number, text.rstrip("."))
    if block.kind != Kind.PLAIN or ends_a_sentence(text) or block.part == Part.TABLE:
        return None
    if _GOVERNANCE.fullmatch(text):
        return Heading(at, pieces[at], 1, "", text)
    letters = [sign for sign in text if sign.isalpha()]
    if len(letters) >= 4 and text.isupper() and len(text) <= 80:
        return Heading(at, pieces[at], _CAPITALS, "", text)
    return None


def _numbered(pieces: list[Piece]) -> dict[int, Heading]:
    """Headings behind a number: short, without a full stop, and not one of a row of short items."""
    found: dict[int, Heading] = {}
    for at, piece in enumerate(pieces):
        block = piece.block
        if block.kind != Kind.NUMBERED or not block.number[:1].isdigit() or len(block.text) > 100:
            continue
        if block.part == Part.TABLE:
            continue
        if (
            block.text.rstrip().endswith((".", ":", ";", ",", "!", "?"))
            or not block.text[0].isupper()
            or is_firm(block.text)
        ):
            continue
        if _has_something_under(pieces, at) and not _is_in_a_row(pieces, at, found):
            found[at] = Heading(at, piece, _parts(block.number), block.number, block.text)
    return found


def _has_something_under(pieces: list[Piece], at: int) -> bool:
    if at + 1 == len(pieces):
        return False
    block, own = pieces[at + 1].block, pieces[at].block
    if block.kind != Kind.NUMBERED:
        return True
    is_part = block.number.startswith(own.number + ".")
    return is_part or (not block.number[:1].isdigit()) or (block.level > own.level and block.number[:1] == "1")


def _is_in_a_row(pieces: list[Piece], at: int, found: dict[int, Heading]) -> bool:
    """Whether the piece just before is the item before it: "1. letters 2. website" is a list."""
    if at == 0 or at - 1 in found:
        return False
    before, own = pieces[at - 1].block, pieces[at].block
    if before.kind != Kind.NUMBERED or not (before.number.isdigit() and own.number.isdigit()):
        return False
    return int(before.number) == int(own.number) - 1


def _parts(number: str) -> int:
    return number.count(".") + 1
