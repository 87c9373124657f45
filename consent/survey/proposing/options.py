"""The option labels of a column in which several answers were ticked, although labels hold commas."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from .finding import TAKEN, PurposeFinder
from .polarity import stance
from .topics import FILLER
from .words import has, plain, whole

_NONE = re.compile(
    r"^(?:none|nothing|neither|no consent|no permission|no photos?|not at all|n a|not applicable)\b"
    r"|\bnone of (?:the|these)\b|\b(?:do not|dont) (?:give|want|consent|agree|wish)\b.*\b(?:any|all"
    r"|these|above|photos?)\b"
    r"|^i (?:do not|dont) (?:give )?(?:consent|permission|agree)$"
)
_ALL = re.compile(
    r"^(?:all|any|yes to all|everything|i (?:consent|agree) to all)\b(?: of)?(?: the| these)?(?: above"
    r"| uses| options)?"
)
_AND_MORE = whole("but|except|only if|unless|ask|please|prefer|maybe|not sure|without")


MOST_LABELS = 150


@dataclass(frozen=True)
class Options:
    """The labels with what each stands for, as a mapping keeps them, and whether each of them refuses."""

    labels: dict[str, str | None] = field(default_factory=dict)
    refusing: bool = False
    covered: float = 0.0

    @property
    def purposes(self) -> set[str]:
        return {slug for option in self.labels.values() for slug in (option or "").split()}


def find_options(values: Counter[str], finder: PurposeFinder) -> Options:
    """The option labels that the cells `values` were put together from. Empty where they were not.

    A comma inside brackets never parts two labels, and a part in lower case that always follows the same part
    belongs to it. A text seen once that says more than a place is somebody's own words, not a label.
    """
    cells = {cell: _split(cell) for cell in values}
    _join_halves(cells)
    pieces: Counter[str] = Counter()
    for cell, parts in cells.items():
        for part in parts:
            pieces[part] += values[cell]
    known = {piece: times for piece, times in pieces.most_common(MOST_LABELS) if _is_label(piece, times, finder)}
    labels, refusing = _purposes_of(known, finder)
    filled = sum(values.values())
    covered = sum(times for cell, times in values.items() if cells[cell] and set(cells[cell]) <= labels.keys())
    return Options(labels, refusing, covered / filled if filled else 0.0)


def _split(cell: str) -> list[str]:
    """Parted at semicolons, lines and bars, else at commas outside brackets.

    >>> _split("School website, Local press (newspaper, radio)")
    ['School website', 'Local press (newspaper, radio)']
    """
    parts = re.split(r"[;\n|]", cell) if re.search(r"[;\n|]", cell) else _outside_brackets(cell)
    return [" ".join(part.split()) for part in parts if part.strip()]


def _outside_brackets(cell: str) -> list[str]:
    parts, depth = [""], 0
    for sign in cell:
        depth += (sign == "(") - (sign == ")" and depth > 0)
        if sign == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return parts if depth == 0 else cell.split(",")


def _join_halves(cells: dict[str, list[str]]) -> None:
    """Put labels together again that hold a comma: "Newspaper", "radio and TV"."""
    for _ in range(4):
        follows: dict[str, set[str]] = {}
        for parts in cells.values():
            for before, part in zip(["", *parts], parts, strict=False):
                follows.setdefault(part, set()).add(before)
        halves = {part: befores for part, befores in follows.items() if _is_half(part, befores)}
        if not halves:
            return
        for cell, parts in cells.items():
            joined: list[str] = []
            for part in parts:
                if part in halves and joined:
                    joined[-1] += f", {part}"
                else:
                    joined.append(part)
            cells[cell] = joined


def _is_half(part: str, befores: set[str]) -> bool:
    return len(befores) == 1 and "" not in befores and part[:1].islower() and next(iter(befores))[:1].isupper()


def _is_label(piece: str, times: int, finder: PurposeFinder) -> bool:
    if _NONE.search(plain(piece)) or _ALL.match(plain(piece)):
        return True
    if len(piece) > 120 or has(_AND_MORE, plain(piece)):
        return False
    found = finder.find(piece)
    rest = [word for word in found.rest.split() if word != TAKEN and word not in FILLER]
    named = bool(found.destinations or found.conditions)
    return (times >= 2 and len(piece.split()) <= 12) or (named and not rest)


def _purposes_of(known: Iterable[str], finder: PurposeFinder) -> tuple[dict[str, str | None], bool]:
    named = {label: _slugs(label, finder) for label in known}
    placed = [label for label, slugs in named.items() if slugs]
    refused = [label for label in placed if stance(label).polarity == "refusal"]
    refusing = bool(placed) and refused == placed
    labels: dict[str, str | None] = {}
    everything = " ".join(dict.fromkeys(slug for label in placed for slug in named[label]))
    for label, slugs in named.items():
        if label in refused and not refusing:
            continue  # "Not on Facebook" among other labels is no tick that gives anything
        labels[label] = " ".join(slugs) or (everything or None if _ALL.match(plain(label)) else None)
    return labels, refusing


def _slugs(label: str, finder: PurposeFinder) -> tuple[str, ...]:
    if _NONE.search(plain(label)) or _ALL.match(plain(label)):
        return ()
    found = finder.find(label)
    return found.destinations or found.conditions
