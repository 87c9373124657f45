"""Which numbers of the governors' report are shown, so that no hidden one is found by subtraction. No database.

Every total that is published stands for itself: no two tables are about the same children, adults or complaints cut
in two ways with a common part, and staff conduct is in no total at all. What is left is one sum for each table, its
exact total, and `shares` hides as many cells of a table as keep that sum from telling any of them (requirements 1.15,
6.4). Whoever knows these rules by heart learns no more: under every mark *fewer than 5* each of 1, 2, 3 and 4 would
have made the very same table, and a table that is hidden whole would have been so for other numbers too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FEWEST = 5
FEW_WORDS, HIDDEN_WORDS, NOTHING_WORDS = "fewer than 5", "not shown", "not counted"


@dataclass(frozen=True)
class Cell:
    """One number as it is published: `count` where it is shown; `is_few` where it is one of the small ones; neither,
    where it is hidden beside them. `words` stand in place of a number, such as "196 of 210"."""

    count: int | None = None
    is_few: bool = False
    words: str = ""

    @property
    def said(self) -> str:
        """What people read.

        >>> Cell(7).said, Cell(is_few=True).said, Cell().said, Cell(words="6 school days").said
        ('7', 'fewer than 5', 'not shown', '6 school days')
        """
        if self.words:
            return self.words
        if self.count is not None:
            return str(self.count)
        return FEW_WORDS if self.is_few else HIDDEN_WORDS

    def as_kept(self) -> dict[str, Any]:
        """As it is frozen: the words and, for a bar, the number; nothing of what is hidden."""
        kept: dict[str, Any] = {"said": self.said}
        if self.count is not None:
            kept["count"] = self.count
        if self.is_few:
            kept["few"] = True
        return kept


def few(count: int) -> Cell:
    """A number that stands in no sum: shown from five on, and where it is nought.

    >>> few(0).said, few(4).said, few(5).said
    ('0', 'fewer than 5', '5')
    """
    return Cell(is_few=True) if 0 < count < FEWEST else Cell(count)


def of_staff(count: int) -> Cell:
    """Conduct of staff: under five nobody learns even whether there was any.

    >>> of_staff(0).said, of_staff(4).said, of_staff(5).said
    ('fewer than 5', 'fewer than 5', '5')
    """
    return Cell(count) if count >= FEWEST else Cell(is_few=True)


def shares(parts: Mapping[str, int]) -> dict[str, Cell]:
    """The parts of a total that is published exactly, in two parts or more.

    Under five in all no part is shown, whatever the parts are. Else, where a part is one to four, it reads *fewer than
    5* and the largest part is hidden with it, as long as every mix of small numbers would have left that one the
    largest; where not, all parts are hidden. A part is never the only one hidden.

    >>> [cell.said for cell in shares({"in": 12, "out": 3}).values()]
    ['not shown', 'fewer than 5']
    >>> [cell.said for cell in shares({"in": 9, "out": 5}).values()]
    ['9', '5']
    >>> [cell.said for cell in shares({"in": 0, "out": 3}).values()]
    ['not shown', 'not shown']
    >>> [cell.said for cell in shares({"a": 5, "b": 1, "c": 0}).values()]
    ['not shown', 'not shown', 'not shown']
    """
    total = sum(parts.values())
    small = [name for name, count in parts.items() if 0 < count < FEWEST]
    if total and total < FEWEST:
        return dict.fromkeys(parts, Cell())
    if not small:
        return {name: Cell(count) for name, count in parts.items()}
    beside = second(parts, small)
    if beside is None:
        return dict.fromkeys(parts, Cell())
    return {
        name: Cell(is_few=True) if name in small else Cell() if name == beside else Cell(count)
        for name, count in parts.items()
    }


def second(parts: Mapping[str, int], small: list[str]) -> str | None:
    """The part that is hidden beside the small ones; None where none can be.

    Decided by the sum of what is hidden, which everybody can work out, and never by how it is made up: so that
    whether all is hidden tells nothing.
    """
    large = {name: count for name, count in parts.items() if name not in small}
    if not large:
        return None
    largest = max(large, key=lambda name: large[name])
    rest = max((count for name, count in large.items() if name != largest), default=0)
    hidden = large[largest] + sum(parts[name] for name in small)
    return largest if hidden - (FEWEST - 1) * len(small) > max(rest, FEWEST - 1) else None
