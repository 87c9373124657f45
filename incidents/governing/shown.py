"""The report as its page and its file show it: its parts in order, with their words. Out of its content alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .hiding import HIDDEN_WORDS, NOTHING_WORDS
from .tables import Kept, cell_of

PARTS = {
    "policy": "The policy",
    "permission": "Photo permission",
    "incidents": "Incidents",
    "complaints": "Complaints",
    "legal": "Legal action, disciplinary process",
}
LEAD = (
    "Social media, photo permission, incidents and complaints. No names. Numbers under five are not shown where a "
    "person could be worked out from them."
)
NO_GAPS = "Everything in the policy is settled."


@dataclass(frozen=True)
class Group:
    """A table of detail: its lines, each with this term and last year; none where it says the same in a line of its
    own, `this` and `last`."""

    title: str
    rows: list[tuple[str, str, str]]
    this: str = ""
    last: str = ""


@dataclass(frozen=True)
class Part:
    """One numbered part: its tables, and below them what is told in more detail."""

    number: int
    title: str
    tables: list[Kept]
    groups: list[Group]
    notes: str


@dataclass(frozen=True)
class Tile:
    """A number at the top, what it is, and what it was last year."""

    number: str
    what: str
    last: str


@dataclass(frozen=True)
class Shown:
    """Everything on the page of a report."""

    said: dict[str, Any]

    @property
    def title(self) -> str:
        return f"Report to governors, {self.term['label'][0].lower()}{self.term['label'][1:]}"

    @property
    def term(self) -> dict[str, str]:
        return self.said["term"]

    @property
    def parts(self) -> list[Part]:
        found = [(title, [one for one in self.said["tables"] if one["part"] == key]) for key, title in PARTS.items()]
        return [_part(number, title, tables) for number, (title, tables) in enumerate(found, 1)]

    @property
    def gaps_number(self) -> int:
        return len(self.parts) + 1

    @property
    def tiles(self) -> list[Tile]:
        return list(self._tiles())

    def _tiles(self) -> Iterator[Tile]:
        answered, before = self._cells("permission", "answered")
        number, _, of = answered.get("said", "").partition(" of ")
        yield Tile(number, f"of {of} families have answered" if of else "families have answered", before)
        for table, what, done, word in (
            ("areas", "incidents, conduct of staff apart", "state", "closed"),
            ("stages", "complaints to the headteacher", "answered", "answered"),
        ):
            found = next((one for one in self.said["tables"] if one["key"] == table), None)
            if found:
                count = cell_of(self.said["numbers"], done, word).get("count", 0)
                last = found.get("last_total", "not counted")
                yield Tile(str(found["total"]), f"{what}, {count} {word}", str(last))
        checks, before = self._cells("permission", "checks")
        yield Tile(checks.get("said", ""), "pictures checked before posting", before)

    def _cells(self, table: str, row: str) -> tuple[Kept, str]:
        """This term's cell of a row, and what it was last year in words."""
        last = cell_of(self.said["last_numbers"] or [], table, row)
        return cell_of(self.said["numbers"], table, row), last.get("said", "not counted")


def _part(number: int, title: str, tables: list[Kept]) -> Part:
    groups = [_group(table) for table in tables if table["detail"]]
    notes = " ".join(table["note"] for table in tables if table["note"])
    return Part(number, title, [table for table in tables if not table["detail"]], groups, notes)


def _group(table: Kept) -> Group:
    """The lines of a table; one line where all of them are hidden, or nought, in both years."""
    rows = [(row["label"], row["cell"]["said"], row["last"]["said"]) for row in table["rows"]]
    if len(rows) == 1:
        return Group(rows[0][0], [], rows[0][1], rows[0][2])
    this, last = _as_one({cell for _, cell, _ in rows}), _as_one({cell for _, _, cell in rows})
    title = f"{table['title']} ({table['total']})" if "total" in table else table["title"]
    return Group(title, [], this, last) if this and last else Group(title, rows)


def _as_one(said: set[str]) -> str:
    """What a column says where all of its cells say the same and no number is among them."""
    words = {HIDDEN_WORDS: "too few to say", NOTHING_WORDS: NOTHING_WORDS, "0": "none"}
    return words.get(next(iter(said)), "") if len(said) == 1 else ""
