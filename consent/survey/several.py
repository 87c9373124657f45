"""A name cell that holds several children: "Ella and Ben Holt" (domain 5.4)."""

import re
from dataclasses import replace

from .entry import Entry, NamedChild

_AND = re.compile(r"\s*(?:\s(?:and|und|with)\s|&|\+|/|;|\n)\s*", re.IGNORECASE)
_PARTS = re.compile(r"\s*(?:\s(?:and)\s|&|\+|/|,|;)\s*", re.IGNORECASE)


def split_children(entry: Entry) -> list[Entry]:
    """The entries of a name cell: itself, or one for each child, which a person then looks at.

    A surname at the end is shared: "Ella and Ben Holt" are Ella Holt and Ben Holt. Classes are handed out in
    order where there are as many, else each child gets the whole cell.
    """
    named = entry.named
    text = named.full_name or named.forename
    pieces = [piece.strip(" ,") for piece in _AND.split(text)]
    pieces = [piece for piece in pieces if piece]
    if len(pieces) < 2:
        return [entry]
    classes = [part for part in _PARTS.split(named.class_text) if part]
    shared = len(classes) == len(pieces)
    return [
        replace(
            entry,
            named=_child(named, piece, pieces[-1], classes[i] if shared else named.class_text),
            several_in_cell=True,
        )
        for i, piece in enumerate(pieces)
    ]


def _child(named: NamedChild, piece: str, last: str, class_text: str) -> NamedChild:
    if not named.full_name:
        return replace(named, forename=piece, class_text=class_text, admission_number="", upn="", born_on=None)
    words = last.split()
    surname = words[-1] if len(words) > 1 else ""
    name = piece if len(piece.split()) > 1 or not surname else f"{piece} {surname}"
    return replace(named, full_name=name, class_text=class_text, admission_number="", upn="", born_on=None)
