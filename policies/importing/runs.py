"""The content of an area as paragraphs and lists: which items are rules, which only parts of one."""

from dataclasses import dataclass, field

from policies.reading.document import Kind

from . import doers
from .codes import is_own_rule_code
from .mending import Piece
from .phrases import leads_on
from .strengths import is_firm

_ITEMS = (Kind.BULLET, Kind.NUMBERED)


@dataclass
class Item:
    """An item of a list with the items that stand under it."""

    piece: Piece
    under: list[Piece] = field(default_factory=list)


@dataclass
class Paragraph:
    """A paragraph that is no item. `limbs` is the list that its colon leads to, where its items are no rules."""

    piece: Piece
    limbs: list[Piece] = field(default_factory=list)


Part = Item | Paragraph


def parts_of(content: list[Piece]) -> list[Part]:
    """The content in order. A list behind a colon belongs to its paragraph, unless its items are rules themselves."""
    parts: list[Part] = []
    at = 0
    while at < len(content):
        if content[at].block.kind not in _ITEMS:
            parts.append(Paragraph(content[at]))
            at += 1
            continue
        end = at
        while end < len(content) and content[end].block.kind in _ITEMS:
            end += 1
        _add_list(parts, content[at:end])
        at = end
    return parts


def _add_list(parts: list[Part], pieces: list[Piece]) -> None:
    lead = parts[-1] if parts else None
    if isinstance(lead, Paragraph) and leads_on(lead.piece.block.text) and not _are_rules(pieces):
        own = [piece for piece in pieces if not is_own_rule_code(piece.block.number)]
        if len(own) == len(pieces):
            lead.limbs = pieces
            return
    parts += _items(pieces)


def _are_rules(pieces: list[Piece]) -> bool:
    """Whether most of the outermost items say themselves who must or should do what."""
    outermost = min(piece.block.level for piece in pieces)
    items = [piece.block.text for piece in pieces if piece.block.level == outermost]
    whole = [text for text in items if is_firm(text) and _is_whole(text)]
    return 2 * len(whole) > len(items)


def _is_whole(text: str) -> bool:
    return bool(doers.of_rule(text)) or text[:1].isupper()


def _items(pieces: list[Piece]) -> list[Part]:
    """Outermost items are rules; deeper ones belong to the one before, unless they have a number of their own."""
    found: list[Part] = []
    outermost = min(piece.block.level for piece in pieces)
    own_depth = 0
    for piece in pieces:
        block = piece.block
        is_own = is_own_rule_code(block.number)
        last = found[-1] if found else None
        if is_own and not (isinstance(last, Item) and _is_fragment_of(last, piece)):
            found.append(Item(piece))
            own_depth = block.level
        elif isinstance(last, Item) and (block.level > outermost or (own_depth and not is_own and leads_to(last))):
            last.under.append(piece)
        else:
            found.append(Item(piece))
            own_depth = 0
    return found


def _is_fragment_of(item: Item, piece: Piece) -> bool:
    """ "1.2.1 their name" under "1.2 Staff must not give away:" is a part of it."""
    number, text = piece.block.number, piece.block.text
    return number.startswith(item.piece.block.number + ".") and leads_to(item) and not is_firm(text)


def leads_to(item: Item) -> bool:
    """Whether the item ends with a colon, so that what comes next belongs to it."""
    return leads_on(item.piece.block.text)
