"""What the office chose for a new school year, and what preparing it would write: as plain values."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .models import NewYear
from .moving_up import Move
from .names import fold

FINGERPRINT = 16


@dataclass(frozen=True)
class Choices:
    """What the office chose for a new year. `teachers` are keys of accounts by class code."""

    moves: tuple[Move, ...] = ()
    new_classes: tuple[str, ...] = ()
    teachers: Mapping[str, int] = field(default_factory=dict)
    survey_expected: str = ""

    @property
    def codes(self) -> list[str]:
        """The classes of the new year, each once, as first written."""
        found: dict[str, str] = {}
        for code in (*self.new_classes, *(move.to for move in self.moves if move.to)):
            found.setdefault(fold(code), code)
        return list(found.values())

    def as_json(self) -> dict[str, Any]:
        return {
            "moves": [[move.code, move.year_group, move.to, move.leaves] for move in self.moves],
            "new_classes": list(self.new_classes),
            "teachers": dict(self.teachers),
            "survey_expected": self.survey_expected,
        }

    @classmethod
    def of(cls, new: NewYear | None) -> "Choices":
        kept = new.choices if new else {}
        return cls(
            moves=tuple(Move(*move) for move in kept.get("moves", ())),
            new_classes=tuple(kept.get("new_classes", ())),
            teachers=kept.get("teachers", {}),
            survey_expected=kept.get("survey_expected", ""),
        )


@dataclass(frozen=True)
class YearPlan:
    """What preparing a year would write. Children by key; `going` by the folded code of the class they go to.

    `placed` have a class of the new year already, from September's list; `unplaced` are those of whom nobody has said
    where they go: they have no class until that list is loaded.
    """

    school_year: int
    starts_on: dt.date
    choices: Choices
    going: dict[str, list[int]]
    leaving: list[int]
    placed: int
    unplaced: list[int]
    years_of_class: dict[str, list[str]]

    @property
    def moving(self) -> int:
        """How many children go to a class."""
        return sum(map(len, self.going.values()))

    @property
    def counts(self) -> dict[str, Any]:
        """How many of each."""
        return {
            "moving": self.moving,
            "leaving": len(self.leaving),
            "placed": self.placed,
            "unplaced": len(self.unplaced),
        }

    @property
    def fingerprint(self) -> str:
        """Another one as soon as anything is other than when it was looked at."""
        said = repr((self.starts_on, self.choices.as_json(), sorted(self.going.items()), self.leaving, self.unplaced))
        return hashlib.sha256(said.encode()).hexdigest()[:FINGERPRINT]
