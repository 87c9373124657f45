"""The exports of the demo school's surveys, as files: the very bytes that the office would load."""

import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import xlsxwriter

from people.school_year import label

from . import school
from .answers import AS_DOUBTFUL_ROW, LATE, SECOND_PARENT, STOPPED, UNANSWERED, Said, said_by_default, said_last_year
from .doubtful import first_doubtful_rows, late_doubtful_rows
from .families import Child
from .rows import Row, Season, may_answer, row_of

_ABOUT = {
    "website": "May we show photographs of your child on the school website?",
    "facebook": "May we show photographs of your child on the school's Facebook page?",
    "x_twitter": "May we show photographs of your child on the school's X (Twitter) account?",
    "newsletter": "May we print photographs of your child in the school newsletter?",
    "prospectus": "May we print photographs of your child in the school prospectus?",
    "display": "May we put photographs of your child on display around school?",
    "press": "May we give photographs of your child to the local press?",
    "photographer": "May the school photographer take your child's portrait and class photograph?",
    "video": "May your child be filmed, for example in assemblies and on sports day?",
    "name_with_photo": "May your child's first name stand beside a photograph?",
}
HEADINGS = (
    "Response", "Completed on", "Your name", "Your e-mail address", "Your child's full name", "Class",
    *_ABOUT.values(),
    "Does your child have any allergies?", "Anything you would like to add about photographs?",
)  # fmt: skip


def first_export(children: Sequence[Child], season: Season) -> bytes:
    """What SchoolSpider gives after three weeks."""
    return as_xlsx(f"Photo permission {label(season.school_year)}", HEADINGS, first_rows(children, season))


def second_export(children: Sequence[Child], season: Season) -> bytes:
    """The same export of these days: everything again, with late answers, second thoughts, and what is doubtful."""
    return as_xlsx(f"Photo permission {label(season.school_year)}", HEADINGS, all_rows(children, season))


def former_export(children: Sequence[Child], season: Season) -> bytes:
    """Last year's survey, kept as CSV. `season` is last year's."""
    rows = sorted(
        (
            row_of(child, said_last_year(child), season, child.slot % 20, school_class=child.former_class)
            for child in school.last_year(children)
            if (child.slot + child.year) % 17
        ),
        key=lambda row: row.at,
    )
    lines = [row.cells(number) for number, row in enumerate(rows, start=4001)]
    return school.as_csv(HEADINGS, [[_as_text(cell) for cell in line] for line in lines])


def _as_text(cell: Any) -> str:
    return f"{cell:%d/%m/%Y %H:%M}" if isinstance(cell, dt.datetime) else str(cell)


def first_rows(children: Sequence[Child], season: Season) -> list[Row]:
    """The rows of the first three weeks, in the order in which parents answered."""
    rows = [*_clear_rows(children, season), *_agreeing_parents(children, season)]
    rows.sort(key=lambda row: row.at)
    doubtful = list(first_doubtful_rows(children, season))
    step = max(1, len(rows) // (len(doubtful) + 1))
    for number, row in enumerate(doubtful, start=1):
        rows.insert(number * step, row)
    return rows


def all_rows(children: Sequence[Child], season: Season) -> list[Row]:
    """The rows of the second export: those of the first, then what came in since."""
    late = [*_late_answers(children, season), *late_doubtful_rows(children, season)]
    return [*first_rows(children, season), *_later_rows(children, season), *late]


def on_other_ways(children: Sequence[Child]) -> tuple[list[Child], list[Child], list[Child]]:
    """Those who do not answer at all, who answer late, and who answer on paper."""
    plain = [c for c in school.this_year(children) if c.year != 3 and c.slot > 8 and _is_plain(c)]
    named = [child for child in children if child.name in UNANSWERED]
    silent, late = [*named, *plain[::9][:13]], plain[4::18][:6]
    return silent, late, [c for c in plain if c.year == 4 and c not in silent and c not in late][2::3][:5]


def _is_plain(child: Child) -> bool:
    return said_by_default(child).comment == "" and not said_by_default(child).wrote and child.name not in STOPPED


def _clear_rows(children: Sequence[Child], season: Season) -> Iterator[Row]:
    elsewhere = {child.admission_number for group in on_other_ways(children) for child in group}
    for child in school.this_year(children):
        if child.admission_number in elsewhere or child.name in AS_DOUBTFUL_ROW or child.name in LATE:
            continue
        if child.name == "Zainab Iqbal" and child.year == 1:
            continue
        yield row_of(child, said_by_default(child), season, (child.family * 5 + child.slot) % 20)


def _agreeing_parents(children: Sequence[Child], season: Season) -> Iterator[Row]:
    """Both parents answered, and say the same."""
    for child in school.this_year(children):
        told = child.name in AS_DOUBTFUL_ROW or child.name in SECOND_PARENT or child.name in LATE
        if child.slot == 20 and child.year in (0, 2, 4, 6) and len(may_answer(child)) > 1 and not told:
            yield row_of(child, said_by_default(child), season, 18, parent=1)


def _late_answers(children: Sequence[Child], season: Season) -> Iterator[Row]:
    """What somebody has to read or decide about: own words, comments, and second parents who say otherwise."""
    named = {child.name: child for child in children}
    for number, name in enumerate(LATE):
        yield row_of(named[name], said_by_default(named[name]), season, season.late(number))
    for number, (name, said) in enumerate(SECOND_PARENT.items()):
        yield row_of(named[name], said, season, season.late(number), parent=1)


def _later_rows(children: Sequence[Child], season: Season) -> Iterator[Row]:
    named = {child.name: child for child in children}
    for number, child in enumerate(on_other_ways(children)[1]):
        yield row_of(child, said_by_default(child), season, 24 + number)
    yield row_of(named["Lily Ramsden"], Said(no="press"), season, 26)
    for number, (name, said) in enumerate(STOPPED.items()):
        yield row_of(named[name], said, season, 30 + number)


def as_xlsx(title: str, headings: Sequence[str], rows: Iterable[Row | Sequence[Any]]) -> bytes:
    """A workbook with a title row, as survey tools write it."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "default_date_format": "dd/mm/yyyy hh:mm"}) as book:
        sheet = book.add_worksheet("Responses")
        sheet.write(0, 0, title)
        sheet.write_row(2, 0, headings)
        for number, row in enumerate(rows, start=1):
            cells = row.cells(5000 + number) if isinstance(row, Row) else row
            sheet.write_row(2 + number, 0, ["" if cell is None else cell for cell in cells])
    return content.getvalue()
