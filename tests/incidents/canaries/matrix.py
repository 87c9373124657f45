"""The school's access matrix as data: which cells speak of a kind of record, and what each letter means.

Nothing here is about incidents: whoever asks names the objects whose rows count.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from tests.conftest import SHARED

MATRIX = SHARED / "design" / "access_matrix.csv"
NO = "N"


@dataclass(frozen=True)
class Cell:
    """One cell: what this role may do with this object."""

    role: str
    object: str
    action: str
    verdict: str

    @property
    def allows(self) -> bool:
        return self.verdict != NO


class Cells:
    """The cells about some objects; none where the design does not lie beside this clone."""

    def __init__(self, *objects: str) -> None:
        self.objects = objects

    @cached_property
    def all(self) -> tuple[Cell, ...]:
        if not MATRIX.exists():
            return ()
        with MATRIX.open(encoding="utf-8", newline="") as file:
            rows = [Cell(row["role"], row["object"], row["action"], row["verdict"]) for row in csv.DictReader(file)]
        return tuple(cell for cell in rows if cell.object in self.objects)

    @property
    def roles(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(cell.role for cell in self.all))

    def of(self, role: str, what: str) -> dict[str, Cell]:
        """The cells of one role and one object, by action."""
        return {cell.action: cell for cell in self.all if (cell.role, cell.object) == (role, what)}


def letters(cells: Iterable[Cell]) -> set[str]:
    """Every verdict that occurs."""
    return {cell.verdict for cell in cells}
