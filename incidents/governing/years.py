"""A school year for the governors as its page and its file show it: the released reports of its terms, side by side.

Out of what was released alone (`adding`): drafts, cases and the confidential part are in none of it. No database.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from people.school_year import label

from .adding import NO_REPORT, NOT_IN_IT, NOT_YET, Joined, Line, RowId, TableId, in_the_year, joined, table_id
from .hiding import HIDDEN_WORDS
from .periods import ORDER, Name, label_of, place_of
from .shown import PARTS
from .tables import Kept, cell_of

LEAD = (
    "The released reports of its terms, side by side. The year is their numbers added up, and nothing was counted "
    "anew: where a term shows no number, the year shows none."
)
HOW_ADDED = (
    "Each number is as it stood when the report of its term was made. A picture or a child that stands in two terms "
    "is in both. What was open on a day, a number out of another, the middle of many and a date are not added up."
)
# At the top: table, row, words. A row of None is everything that the table shares out.
KEY_FIGURES = (
    ("permission", "answered", "Families that have answered"),
    ("areas", None, "Incidents, conduct of staff apart"),
    ("state", "closed", "Of these, closed when the report was made"),
    ("stages", None, "Complaints to the headteacher"),
    ("answered", "answered", "Of these, answered when the report was made"),
    ("permission", "checks", "Pictures checked before posting"),
)
# What a column says once for all rows of a table.
SAID_OF_ALL = {HIDDEN_WORDS: "too few to say", "0": "none"}


@dataclass(frozen=True)
class Released:
    """The report of one term as it was released: what it says, on which day, its fingerprint, its address."""

    said: Kept
    on: dt.date
    fours: str
    url: str

    @property
    def numbers(self) -> list[Kept]:
        return self.said["numbers"]


@dataclass(frozen=True)
class YearTerm:
    """A term of the year. `lacking` says why it has no report, where it has none."""

    name: Name
    label: str
    report: Released | None
    lacking: str = ""

    @property
    def short(self) -> str:
        """Over its column."""
        return self.name.label.removesuffix(" term")

    @property
    def said_of_report(self) -> str:
        """When its report was released, and the fingerprint of that; or that there is none."""
        if self.report:
            on = f"{self.report.on.day} {self.report.on:%B %Y}"
            return f"{self.label}: released {on}, fingerprint {self.report.fours}."
        return f"{self.label}: {'not released yet' if self.lacking == NOT_YET else 'no report was released'}."


@dataclass(frozen=True)
class Told:
    """One cell with the head of its column."""

    head: str
    said: str


@dataclass(frozen=True)
class YearRow:
    """One row as it is shown."""

    label: str
    cells: Sequence[Told]


@dataclass(frozen=True)
class YearGroup:
    """Rows that belong together, below their title where they have one."""

    rows: list[YearRow]
    title: str = ""


@dataclass(frozen=True)
class YearTable:
    """A table as it is shown; `heads` stand over its cells, `head` over what they are about."""

    title: str
    head: str
    heads: list[str]
    groups: list[YearGroup]

    @property
    def width(self) -> int:
        """The number of its columns."""
        return len(self.heads) + 1


@dataclass(frozen=True)
class YearPart:
    """One numbered part: its tables, what is told in more detail, where there is any, and the notes of both."""

    number: int
    title: str
    tables: list[YearTable]
    details: YearTable | None
    notes: str


@dataclass(frozen=True)
class SchoolYear:
    """One school year with at least one released report. `before`: the year before, where all its terms have one."""

    year: int
    terms: Sequence[YearTerm]
    before: "SchoolYear | None" = None

    @property
    def title(self) -> str:
        return f"Report to governors, school year {label(self.year)}"

    @property
    def reports(self) -> list[Released]:
        """Of its terms in order."""
        return [term.report for term in self.terms if term.report]

    @property
    def school(self) -> str:
        """As the last of its reports names it."""
        return self.reports[-1].said["school"]

    @property
    def is_whole(self) -> bool:
        """Whether every term of it has its report."""
        return len(self.reports) == len(self.terms)

    @property
    def day(self) -> dt.date:
        """When the last of its reports was released: since then nothing here has changed."""
        return max(report.on for report in self.reports)

    @property
    def heads(self) -> list[str]:
        """Over the columns."""
        before = [f"Year {label(self.before.year)}"] if self.before else []
        return [*(term.short for term in self.terms), "The year", *before]

    @property
    def said_of_before(self) -> str:
        """Whether the year before stands beside it, in a sentence."""
        before = f"The school year {label(self.year - 1)}"
        if self.before:
            return f"{before} stands beside it, made of its own released reports in the same way."
        return f"{before} does not stand beside it: not every term of it has a released report."

    @property
    def words(self) -> list[tuple[str, str]]:
        """What the headteacher wrote beside the numbers of each term that has words."""
        return [
            (term.label, term.report.said["words"]) for term in self.terms if term.report and term.report.said["words"]
        ]

    @cached_property
    def tables(self) -> list[Joined]:
        return joined([term.report.numbers if term.report else term.lacking for term in self.terms])

    @property
    def key_figures(self) -> YearTable:
        before = self.before.key_lines() if self.before else []
        rows = [
            YearRow(line.label, self._told(line, before[at].year if before else None))
            for at, line in enumerate(self.key_lines())
        ]
        return YearTable("In short", "In short", self.heads, [YearGroup(rows)])

    def key_lines(self) -> list[Line]:
        """The numbers that stand at the top of each term's report."""
        return list(self._key_lines())

    @property
    def parts(self) -> list[YearPart]:
        found = [(title, [one for one in self.tables if one.shape["part"] == key]) for key, title in PARTS.items()]
        return [self._part(number, title, tables) for number, (title, tables) in enumerate(found, 1)]

    def year_cell(self, table: TableId, row: RowId) -> Kept:
        """What the year says of a row; of one that none of its reports has, that."""
        found = next((one for one in self.tables if table_id(one.shape) == table), None)
        line = found.lines.get(row) if found else None
        return line.year if line else {"said": NOT_IN_IT}

    def _key_lines(self) -> Iterator[Line]:
        for table, row, words in KEY_FIGURES:
            cells = [
                _key_cell(term.report.numbers, table, row) if term.report else {"said": term.lacking}
                for term in self.terms
            ]
            yield Line(words, cells, in_the_year(cells))

    def _part(self, number: int, title: str, tables: list[Joined]) -> YearPart:
        shown = [
            YearTable(one.shape["title"], one.shape["head"] or "What", self.heads, [YearGroup(self._rows(one))])
            for one in tables
            if not one.shape["detail"]
        ]
        details = [self._detail(one) for one in tables if one.shape["detail"]]
        below = YearTable(f"{title}, in more detail", "What", self.heads, details) if details else None
        notes = dict.fromkeys(one.shape["note"] for one in tables if one.shape["note"])
        return YearPart(number, title, shown, below, " ".join(notes))

    def _rows(self, table: Joined) -> list[YearRow]:
        key = table_id(table.shape)
        return [
            YearRow(line.label, self._told(line, self.before.year_cell(key, row) if self.before else None))
            for row, line in table.lines.items()
        ]

    def _detail(self, table: Joined) -> YearGroup:
        """The rows below the title; one row with the title where all say the same and no number is among them."""
        rows, title = self._rows(table), table.shape["title"]
        if len(rows) == 1:
            return YearGroup(rows)
        first = rows[0].cells
        same = all([cell.said for cell in row.cells] == [cell.said for cell in first] for row in rows)
        if same and not any(_is_counted(cell.said) for cell in first):
            return YearGroup([YearRow(title, [Told(one.head, SAID_OF_ALL.get(one.said, one.said)) for one in first])])
        return YearGroup(rows, title)

    def _told(self, line: Line, before: Kept | None) -> list[Told]:
        cells = [*line.terms, line.year, *([before] if before else [])]
        return [Told(head, cell["said"]) for head, cell in zip(self.heads, cells, strict=True)]


def school_year_of_reports(year: int, reports: dict[tuple[int, Name], Released], latest: int) -> SchoolYear | None:
    """A school year out of released reports, by school year and term; None where it has none of them. `latest`:
    the place of the last report among all terms; what lies before it without a report gets none any more."""
    this, last = _terms(year, reports, latest), _terms(year - 1, reports, latest)
    if not any(term.report for term in this):
        return None
    before = SchoolYear(year - 1, last)
    return SchoolYear(year, this, before if before.is_whole else None)


def _terms(year: int, reports: dict[tuple[int, Name], Released], latest: int) -> list[YearTerm]:
    return [_term(year, name, reports.get((year, name)), latest) for name in ORDER]


def _term(year: int, name: Name, report: Released | None, latest: int) -> YearTerm:
    lacking = "" if report else NO_REPORT if place_of(f"{year}-{name}") < latest else NOT_YET
    return YearTerm(name, label_of(year, name), report, lacking)


def _key_cell(numbers: Iterable[Kept], table: str, row: str | None) -> Kept:
    """A published cell, or the published total of a table."""
    if row is not None:
        return cell_of(numbers, table, row) or {"said": NOT_IN_IT}
    total = next((one.get("total") for one in numbers if one["key"] == table), None)
    return {"said": NOT_IN_IT} if total is None else {"said": str(total), "count": total}


def _is_counted(said: str) -> bool:
    return said.isdigit() and said != "0"
