"""Cutting the cell of a tick-all question into the labels that the survey offered."""

import re
from collections.abc import Collection

_LONGEST_CELL = 5000
_MOST_WAYS = 16
_BETWEEN = re.compile(r"[ \n]*[,;\n][,;\n ]*")


def ticked_labels(cell: str, labels: Collection[tuple[str, str]]) -> frozenset[str] | None:
    """Which labels a folded cell is made of, or None if that is not certain.

    `labels` are pairs of a folded label and what is given back for it. Not certain: some text is no label, or the
    cell can be cut in two ways that mean different labels. An empty cell is not this function's business.
    """
    if len(cell) > _LONGEST_CELL:
        return None
    cell = cell.lstrip(",;\n ")
    patterns = [(_pattern(folded), label) for folded, label in labels if folded]
    ways: dict[int, set[frozenset[str]]] = {0: {frozenset()}}
    ends: set[frozenset[str]] = set()
    while ways:
        at = min(ways)
        before = ways.pop(at)
        for pattern, label in patterns:
            if not (found := pattern.match(cell, at)):
                continue
            after = {way | {label} for way in before}
            rest = _BETWEEN.match(cell, found.end())
            if rest and rest.end() < len(cell):
                ways.setdefault(rest.end(), set()).update(after)
            elif rest or found.end() == len(cell):
                ends |= after
        if any(len(known) > _MOST_WAYS for known in ways.values()):
            return None
    return next(iter(ends)) if len(ends) == 1 else None


def _pattern(folded: str) -> re.Pattern[str]:
    """The label, wherever its lines were broken, up to a separator or the end. A dot after it may stay."""
    words = (re.escape(word) for word in folded.split())
    return re.compile(r"[ \n]+".join(words) + r"[.!]?(?=[ \n]*(?:[,;\n]|$))")
