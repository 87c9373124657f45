"""A name cell that holds several children: "Ella and Ben Holt" (domain 5.4)."""

import re

from ..entry import Entry, NamedChild

_AND = re.compile(r"\s+(?:and|&|\+)\s+|\s*[&+;]\s*|\s+/\s+|(?<=\w\w)/(?=\w\w)", re.IGNORECASE)
_CLASS_PARTS = (re.compile(r"\s+(?:and|&)\s+|\s*[,;&]\s*|\s+/\s+", re.IGNORECASE), re.compile(r"\s*/\s*"))
_ASIDE = re.compile(r"\([^)]*\)")


def split_children(entry: Entry) -> list[Entry]:
    """The entries of a name cell: itself, or one for each child, which a person then looks at."""
    children = children_in(entry.named)
    return [entry._replace(named=child, several_in_cell=True) for child in children] or [entry]


def children_in(named: NamedChild) -> list[NamedChild]:
    """The children of a name cell that holds several, else none.

    A surname said once is shared. Classes are handed out in order where there are as many as children, else
    each child gets the whole cell. Numbers and a date of birth belong to one child only, nobody knows to
    which, and are left out.
    """
    full = named.full_name
    names = _full_names(full, named.surname_first) if full else _forenames(named)
    if len(names) < 2:
        return []
    classes = _classes(named.class_text, len(names))
    return [_child(named, fore, sur, of_class) for (fore, sur), of_class in zip(names, classes, strict=True)]


def _child(named: NamedChild, name: str, surname: str, class_text: str) -> NamedChild:
    named = named._replace(full_name=name) if named.full_name else named._replace(forename=name, surname=surname)
    return named._replace(class_text=class_text, admission_number="", upn="", born_on=None)


def _full_names(text: str, surname_first: bool) -> list[tuple[str, str]]:
    pieces = _pieces(text)
    if len(pieces) < 2:
        return [(name, "") for name in _comma_list(text)] if not surname_first else []
    if "," in pieces[0] and not all("," in piece for piece in pieces):
        if len(pieces[-1].split()) == 1 or surname_first:
            surname, first = pieces[0].split(",", 1)
            return [(f"{surname.strip()}, {name.strip()}", "") for name in (first, *pieces[1:])]
        pieces = [part.strip() for piece in pieces for part in piece.split(",") if part.strip()]
    return [(name, "") for name in _share_surname(pieces)]


def _share_surname(pieces: list[str]) -> list[str]:
    """ "Ella", "Ben Holt" are Ella Holt and Ben Holt; so are "Ella Holt", "Ben"."""
    longer = [piece for piece in reversed(pieces) if len(piece.split()) > 1 and "," not in piece]
    surname = longer[0].split(maxsplit=1)[1] if longer else ""
    return [piece if len(piece.split()) > 1 or not surname else f"{piece} {surname}" for piece in pieces]


def _comma_list(text: str) -> list[str]:
    """ "Ella Holt, Ben Holt": commas part children only where the surname says so, or where there are three."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) < 2 or any(len(part.split()) < 2 for part in parts[-1:]):
        return []
    alike = len({part.split()[-1].casefold() for part in parts}) == 1 and all(len(p.split()) > 1 for p in parts)
    return _share_surname(parts) if alike or len(parts) > 2 else []


def _forenames(named: NamedChild) -> list[tuple[str, str]]:
    fore = _pieces(named.forename)
    if len(fore) < 2:
        return []
    if "," in fore[0]:
        fore = [part.strip() for piece in fore for part in piece.split(",") if part.strip()]
    sur = _pieces(named.surname)
    surnames = sur if len(sur) == len(fore) else [named.surname] * len(fore)
    return list(zip(fore, surnames, strict=True))


def _pieces(text: str) -> list[str]:
    if not _AND.search(_ASIDE.sub("", text)):
        return [text] if text else []
    pieces = [piece.strip(" ,") for piece in _AND.split(text)]
    return [piece for piece in pieces if len(re.findall(r"[^\W\d_]", piece)) > 1]


def _classes(text: str, number: int) -> list[str]:
    for pattern in _CLASS_PARTS:
        parts = [part.strip() for part in pattern.split(text) if part.strip()]
        if len(parts) == number:
            return parts
    return [text] * number
