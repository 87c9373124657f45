"""Lists of cases as a file, written row by row into a file without a name, safe to open in a spreadsheet."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, Any

import xlsxwriter
from defusedcsv import csv
from django.utils import timezone
from django.utils.text import slugify

from people.calendar import school_calendar
from people.models import User
from people.school_days import SchoolCalendar

from .models import State
from .models.cases import CaseQuerySet
from .paging import NEWEST, light
from .rows import KINDS, STATES, Beside, beside_of

HEADINGS = (
    "reference", "title", "kind", "rules", "where_it_stands", "reported", "happened", "outside_school",
    "age_school_days", "due", "closed", "with_whom",
)  # fmt: skip
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
AT_ONCE = 500
MOST_IN_A_SHEET = 1_048_575  # rows beside the headings
LONGEST_CELL = 32_767


@dataclass(frozen=True)
class Written:
    """A file that lies ready, and how many cases stand in it."""

    file: IO[bytes]
    rows: int


@dataclass(frozen=True)
class Sheet:
    """What a file is called and how its columns are headed."""

    title: str
    headings: tuple[str, ...]


INCIDENTS = Sheet("Incidents", HEADINGS)


def file_name(form: str, at: dt.datetime, by: User, what: Sheet = INCIDENTS) -> str:
    """What it is, the moment and the person, safe for every disk."""
    return f"{slugify(f'{what.title} {at:%Y-%m-%d-%H%M} {by}')}.{form}"


def write(cases: CaseQuerySet, form: str, at: dt.datetime, by: User) -> Written:
    """All of the cases, newest first. As much memory for a million as for a thousand."""
    return write_cells(_cells(cases, at.date()), INCIDENTS, form, at, by)


def write_cells(cells: Iterable[tuple[str, ...]], what: Sheet, form: str, at: dt.datetime, by: User) -> Written:
    """Rows of text as a file, each cell safe in a spreadsheet, marked with who took it and when."""
    file = TemporaryFile()  # noqa: SIM115  whoever sends it closes it
    mark = f"Downloaded by {by} on {at:%-d %B %Y} at {at:%H:%M}"
    rows = _xlsx(cells, file, mark, what) if form == "xlsx" else _csv(cells, file, what)
    file.seek(0)
    return Written(file, rows)


def _cells(cases: CaseQuerySet, today: dt.date) -> Iterator[tuple[str, ...]]:
    calendar = school_calendar(today)
    fetched = light(cases.order_by(*NEWEST), "incident__happened_on", "incident__is_out_of_hours")
    lines = fetched.iterator(chunk_size=AT_ONCE)
    while some := list(islice(lines, AT_ONCE)):
        beside = beside_of(some)
        yield from (_row(case, beside, calendar, today) for case in some)


def _row(case: Any, beside: Beside, calendar: SchoolCalendar, today: dt.date) -> tuple[str, ...]:
    is_open = case.state != State.CLOSED
    return (
        case.reference,
        case.title,
        KINDS[case.incident__kind],
        "; ".join(f"{rule.code} {rule.word}" for rule in beside.rules.get(case.pk, ())),
        STATES[case.state],
        _day(timezone.localdate(case.reported_at)),
        _day(case.incident__happened_on),
        "yes" if case.incident__is_out_of_hours else "no",
        str(calendar.school_days_between(case.received_on, today)) if is_open else "",
        _day(case.due_on),
        _day(timezone.localdate(case.closed_at)) if case.closed_at else "",
        beside.with_whom(case),
    )


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _csv(cells: Iterable[tuple[str, ...]], file: IO[bytes], what: Sheet) -> int:
    """A cell that a spreadsheet would take for a formula is defused."""
    file.write("\ufeff".encode())
    writer = csv.writer(_Encoded(file))
    writer.writerow(what.headings)
    count = 0
    for count, row in enumerate(cells, start=1):  # noqa: B007  the last number is how many there are
        writer.writerow(row)
    return count


class _Encoded:
    """A place for text that keeps it as bytes."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file

    def write(self, text: str) -> int:
        return self.file.write(text.encode())


def _xlsx(cells: Iterable[tuple[str, ...]], file: IO[bytes], mark: str, what: Sheet) -> int:
    """Every cell is text, so that nothing in it is ever a formula. What one sheet cannot hold begins another."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    count = 0
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": what.title, "comments": mark})
        sheet = _sheet(book, mark, what)
        for count, row in enumerate(cells, start=1):
            line = (count - 1) % MOST_IN_A_SHEET + 1
            if count > 1 and line == 1:
                sheet = _sheet(book, mark, what)
            for column, cell in enumerate(row):
                sheet.write_string(line, column, cell[:LONGEST_CELL])
    return count


def _sheet(book: xlsxwriter.Workbook, mark: str, what: Sheet) -> xlsxwriter.worksheet.Worksheet:
    sheet = book.add_worksheet()
    sheet.set_footer(f"&L{mark.replace('&', '&&')}&RPage &P of &N")
    bold = book.add_format({"bold": True})
    for column, heading in enumerate(what.headings):
        sheet.write_string(0, column, heading, bold)
    return sheet
