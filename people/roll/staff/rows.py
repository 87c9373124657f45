"""The rows of a staff list as values."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from people.names import lost_letter
from people.roll import cells
from people.roll.dates import read_day
from people.roll.rows import Problem
from people.spreadsheets.table import Line, Table

from .columns import StaffColumn, StaffPart

_SEVERAL = re.compile(r"\s*[;,&]\s*|\s+and\s+")
_LENGTHS = {
    "staff_code": ("staff code", 20),
    "title": ("title", 20),
    "forename": ("forename", 80),
    "surname": ("surname", 80),
    "email": ("e-mail address", 254),
    "job_title": ("job title", 120),
}


@dataclass(frozen=True)
class StaffRow:
    """Somebody who works at the school. `ends_on` is the last day."""

    record: int
    email: str
    staff_code: str = ""
    title: str = ""
    forename: str = ""
    surname: str = ""
    job_title: str = ""
    classes: tuple[str, ...] = ()
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None

    @property
    def name(self) -> str:
        """With title, as colleagues write it."""
        return " ".join(part for part in (self.title, self.forename, self.surname) if part)


@dataclass(frozen=True)
class StaffReading:
    """A whole staff list as read. With `problems` nothing of it may be used."""

    rows: tuple[StaffRow, ...]
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    unread_headings: tuple[str, ...] = ()


def read_rows(table: Table, chosen: Sequence[StaffColumn]) -> StaffReading:
    """Every row of a staff list. Somebody without a work e-mail address gets no account, and a warning."""
    reader = _Reader(table, chosen)
    rows = [row for line in table.lines if (row := reader.row(line))]
    reader.find_repeated(rows)
    unread = tuple(c.heading for c in chosen if c.part is StaffPart.IGNORE and c.heading)
    return StaffReading(tuple(rows), tuple(reader.problems), tuple(reader.warnings), unread)


class _Reader:
    """Reads one line after the other and collects what is wrong."""

    def __init__(self, table: Table, chosen: Sequence[StaffColumn]) -> None:
        self.epoch_1904 = table.epoch_1904
        self.places: dict[StaffPart, int] = {
            c.part: place for place, c in enumerate(chosen) if c.part is not StaffPart.IGNORE
        }
        self.headings = {c.part: c.heading for c in chosen}
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []

    def row(self, line: Line) -> StaffRow | None:
        cell = self._picker([cells.cell_text(c) for c in line.cells])
        before = len(self.problems)
        row = StaffRow(
            record=line.record,
            email=cell(StaffPart.EMAIL).lower(),
            staff_code=cell(StaffPart.CODE),
            title=cell(StaffPart.TITLE),
            forename=cell(StaffPart.FORENAME),
            surname=cell(StaffPart.SURNAME),
            job_title=cell(StaffPart.JOB_TITLE),
            classes=tuple(cells.class_code(c) for c in _SEVERAL.split(cell(StaffPart.CLASS)) if c),
            starts_on=self._day(line.record, StaffPart.STARTS_ON, cell(StaffPart.STARTS_ON)),
            ends_on=self._day(line.record, StaffPart.ENDS_ON, cell(StaffPart.ENDS_ON)),
        )
        if not row.email and row.surname:
            self._warn(row, f"{row.name} has no work e-mail address, so no account is made.")
            return None
        self._judge(row)
        return row if len(self.problems) == before else None

    def find_repeated(self, rows: Sequence[StaffRow]) -> None:
        """Two rows with one e-mail address: nobody shares an account."""
        seen: dict[str, StaffRow] = {}
        for row in rows:
            first = seen.setdefault(row.email, row)
            if first is not row:
                self._refuse(row, f"row {first.record} has the same e-mail address. Correct one of them.")

    def _picker(self, texts: list[str]) -> Callable[[StaffPart], str]:
        def cell(part: StaffPart) -> str:
            place = self.places.get(part)
            return cells.value(texts[place]) if place is not None and place < len(texts) else ""

        return cell

    def _day(self, record: int, part: StaffPart, text: str) -> dt.date | None:
        day = read_day(text, epoch_1904=self.epoch_1904) if text else None
        if text and day is None:
            message = f"“{text}” under “{self.headings[part]}” is no date. Write it as 01/09/2026."
            self.problems.append(Problem(record, message))
        return day

    def _judge(self, row: StaffRow) -> None:
        try:
            validate_email(row.email)
        except ValidationError:
            self._refuse(row, f"“{row.email}” is no e-mail address. Correct it.")
        if not row.surname:
            self._refuse(row, "the surname is missing. Write it in, or take the row out.")
        if row.starts_on and row.ends_on and row.ends_on < row.starts_on:
            self._refuse(row, "the last day is before the first. Correct one of them.")
        for field, (label, length) in _LENGTHS.items():
            if len(getattr(row, field)) > length:
                self._refuse(row, f"the {label} is longer than {length} signs. Shorten it.")
        if any(len(code) > 40 for code in row.classes):
            self._refuse(row, "the class is longer than 40 signs. Shorten it.")
        if lost_letter(row.forename + row.surname):
            self._warn(row, f"a letter was lost in “{row.name}”. Save the list again as CSV UTF-8.")

    def _refuse(self, row: StaffRow, message: str) -> None:
        self.problems.append(Problem(row.record, message))

    def _warn(self, row: StaffRow, message: str) -> None:
        self.warnings.append(Problem(row.record, message))
