"""The rows of a pupil list as values: each cell read once, each fault named with its row and its mend."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence

from people.names import lost_letter, split_surname_first
from people.spreadsheets.table import Line, Table
from people.upn import is_upn, normalise_upn
from people.year_groups import year_group_of

from . import cells, columns
from .columns import Column, Part
from .contact_rows import ContactReader
from .dates import read_day
from .rows import Problem, RollReading, RollRow

OLDEST_YEARS = 20
_LENGTHS = {
    "admission_number": ("admission number", 20),
    "legal_forename": ("forename", 80),
    "middle_names": ("middle names", 120),
    "legal_surname": ("surname", 80),
    "preferred_forename": ("preferred forename", 80),
    "preferred_surname": ("preferred surname", 80),
    "class_code": ("class", 40),
}
_PARTICLES = {"de", "da", "do", "di", "du", "del", "della", "van", "von", "der", "den", "ter", "la", "le",
              "al", "el", "bin", "ibn", "ap", "st", "st.", "mc", "mac", "o", "dos", "das"}  # fmt: skip


def read_rows(table: Table, chosen: Sequence[Column], *, today: dt.date, is_partial: bool = False) -> RollReading:
    """Every row of `table`, understood by `chosen` (one column a heading, in the order of the file).

    A row that cannot be used is a problem, never a guess; what is left out of a row (a wrong UPN, an unknown
    year group) is a warning. Rows of the long form, one for each parent, become one child.
    """
    reader = _Reader(table, chosen, today)
    rows = [row for line in table.lines if (row := reader.row(line))]
    if columns.is_long(chosen):
        rows = _merge(rows, reader.problems)
    unread = [column.heading for column in chosen if column.part is Part.IGNORE and column.heading]
    return RollReading(
        rows=tuple(rows),
        given=frozenset(column.part for column in chosen),
        problems=tuple(reader.problems),
        warnings=tuple(reader.warnings),
        is_partial=is_partial,
        unread_headings=tuple(unread),
    )


class _Reader:
    """Reads one line after the other and collects what is wrong."""

    def __init__(self, table: Table, chosen: Sequence[Column], today: dt.date) -> None:
        self.epoch_1904 = table.epoch_1904
        self.today = today
        self.places: dict[Part, int] = {
            column.part: place
            for place, column in enumerate(chosen)
            if column.part is not Part.IGNORE and not column.group
        }
        self.headings = {column.part: column.heading for column in chosen}
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self.contacts = ContactReader(chosen, self.warnings)
        self.names_expected = bool(columns.NAMES & self.places.keys())

    def row(self, line: Line) -> RollRow | None:
        texts = [cells.cell_text(cell) for cell in line.cells]
        cell = self._picker(texts)
        before = len(self.problems)
        names = self._names(cell)
        row = RollRow(
            record=line.record,
            admission_number=cell(Part.ADMISSION_NUMBER),
            upn=self._upn(line.record, cell(Part.UPN)),
            **names,
            born_on=self._birth_day(line.record, cell(Part.BORN_ON)),
            year_group=self._year_group(line.record, cell(Part.YEAR_GROUP)),
            class_code=cells.class_code(cell(Part.CLASS)),
            joined_on=self._day(line.record, Part.JOINED_ON, cell(Part.JOINED_ON)),
            leaves_on=self._day(line.record, Part.LEAVES_ON, cell(Part.LEAVES_ON)),
            do_not_publish=cells.yes_or_no(cell(Part.DO_NOT_PUBLISH) or "no") is not False,
            contacts=self.contacts.read(line.record, texts),
        )
        self._judge(row)
        return row if len(self.problems) == before else None

    def _picker(self, texts: list[str]) -> Callable[[Part], str]:
        def cell(part: Part) -> str:
            place = self.places.get(part)
            return cells.value(texts[place]) if place is not None and place < len(texts) else ""

        return cell

    def _names(self, cell: Callable[[Part], str]) -> dict[str, str]:
        """The names of the child. Columns for each name beat one for the whole name."""
        names = {
            part.value: cell(part)
            for part in (
                Part.LEGAL_FORENAME, Part.MIDDLE_NAMES, Part.LEGAL_SURNAME,
                Part.PREFERRED_FORENAME, Part.PREFERRED_SURNAME,
            )
        }  # fmt: skip
        if not (names["legal_forename"] or names["legal_surname"]) and cell(Part.FULL_NAME):
            forename, middle, surname = split_name(cell(Part.FULL_NAME))
            names["legal_forename"], names["legal_surname"] = forename, surname
            names["middle_names"] = names["middle_names"] or middle
        for kind in ("forename", "surname"):
            if self._lacks_legal(kind):
                names[f"legal_{kind}"] = names[f"preferred_{kind}"]
        return names

    def _lacks_legal(self, kind: str) -> bool:
        """True where a list gives only the name by which the child goes."""
        return Part(f"legal_{kind}") not in self.places and Part.FULL_NAME not in self.places

    def _upn(self, record: int, text: str) -> str:
        upn = normalise_upn(text)
        if upn and not is_upn(upn):
            self.warnings.append(
                Problem(record, f"the UPN {upn} has a wrong check letter, so it is not kept. Compare it.")
            )
            return ""
        return upn

    def _year_group(self, record: int, text: str) -> str:
        year = year_group_of(text) if text else ""
        if year is None:
            self.warnings.append(Problem(record, f"“{text}” is no year group we know, so it is not kept."))
        return year or ""

    def _day(self, record: int, part: Part, text: str) -> dt.date | None:
        day = read_day(text, epoch_1904=self.epoch_1904) if text else None
        if text and day is None:
            heading = self.headings[part]
            self.problems.append(Problem(record, f"“{text}” under “{heading}” is no date. Write it as 24/11/2021."))
        return day

    def _birth_day(self, record: int, text: str) -> dt.date | None:
        day = self._day(record, Part.BORN_ON, text)
        if day and not self.today.year - OLDEST_YEARS <= day.year <= self.today.year:
            heading = self.headings[Part.BORN_ON]
            self.problems.append(
                Problem(record, f"nobody at this school was born on {text}. Correct it under “{heading}”.")
            )
        return day

    def _judge(self, row: RollRow) -> None:
        """Names there, nothing too long, no letter lost."""
        if self.names_expected and not (row.legal_forename and row.legal_surname):
            lacking = "forename" if not row.legal_forename else "surname"
            self.problems.append(Problem(row.record, f"the {lacking} is missing. Write it in, or take the row out."))
        for name, (label, length) in _LENGTHS.items():
            if len(getattr(row, name)) > length:
                self.problems.append(Problem(row.record, f"the {label} is longer than {length} signs. Shorten it."))
        if lost_letter(row.legal_forename + row.legal_surname):
            self.warnings.append(
                Problem(row.record, f"a letter was lost in “{row.name}”. Save the list again as CSV UTF-8.")
            )


def split_name(text: str) -> tuple[str, str, str]:
    """A whole name as forename, middle names, surname.

    >>> split_name("de Souza, Imran James"), split_name("Ada Rose St John")
    (('Imran', 'James', 'de Souza'), ('Ada', 'Rose', 'St John'))
    """
    if "," in text:
        given, surname = split_surname_first(text)
        forename, _, middle = given.partition(" ")
        return forename, middle, surname
    words = text.split()
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in _PARTICLES:
        start -= 1
    return (words[0], " ".join(words[1:start]), " ".join(words[start:])) if start > 0 else (text, "", "")


def _merge(rows: list[RollRow], problems: list[Problem]) -> list[RollRow]:
    """Rows of the long form that name the same child as one, with all the parents."""
    merged: dict[tuple[object, ...], RollRow] = {}
    for row in rows:
        key = (
            cells.number_key(row.admission_number) if row.admission_number else row.upn or row.name,
            row.born_on,
        )
        first = merged.get(key)
        if first and first.name != row.name:
            problems.append(
                Problem(
                    row.record,
                    f"the number of this row stands for {first.name} in row {first.record}. Correct one.",
                )
            )
            continue
        contacts = (*first.contacts, *row.contacts) if first else row.contacts
        merged[key] = dataclasses.replace(first or row, contacts=tuple(dict.fromkeys(contacts)))
    return list(merged.values())
