"""The register, and who has not answered, as rows for a file (contract 4), safe to open in a spreadsheet program."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO

import xlsxwriter
from defusedcsv import csv
from django.utils import timezone
from django.utils.text import slugify

from people.models import Pupil, SchoolYear, User
from people.school_year import first_day, last_day

from .models import Purpose
from .register import Register, register_on
from .unanswered import Family, Parent

HEADINGS = (
    "admission_number", "purpose", "status", "may_publish", "answered_by", "answered_at", "survey_file",
    "survey_record",
)  # fmt: skip
NON_ANSWER_HEADINGS = ("admission_number", "child", "class", "not_answered", "parent", "relationship", "email")
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FORMS = {"day": "%Y-%m-%d", "minute": "%Y-%m-%dT%H:%M", "second": "%Y-%m-%dT%H:%M:%S"}


def default_day(school_year: int, today: dt.date) -> dt.date:
    """Today in this school year, as the school's own boundaries have it, so that a file says what the check says.

    Else the last day of a school year that is over, or the first of one to come, from September to August (contract 4).
    """
    if SchoolYear.objects.year_on(today) == school_year:
        return today
    return max(first_day(school_year), min(today, last_day(school_year)))


def register_rows(school_year: int, day: dt.date) -> Iterator[tuple[str, ...]]:
    """One row for each pupil on the roll on `day` and each purpose asked that year."""
    pupils = list(Pupil.objects.on_roll_on(day).order_by("admission_number", "pk"))
    register = register_on(pupils, day, school_year)
    for pupil in pupils:
        for purpose in register.asked:
            yield _row(register, pupil, purpose)


def non_answer_rows(families: Iterable[Family]) -> Iterator[tuple[str, ...]]:
    """One row for each child and each parent who may answer, for the next survey mail. Whoever waits is left out.

    A child for whom nobody may answer has a row too, with nobody in it, so that it is not forgotten.
    """
    for family in families:
        about = (
            family.pupil.admission_number or "", str(family.pupil), family.code,
            "everything" if family.is_silent else ", ".join(family.missing),
        )  # fmt: skip
        if not family.waits:
            for parent in family.parents or [Parent("", "", "")]:
                yield (*about, parent.name, parent.relationship, parent.email)


def _row(register: Register, pupil: Pupil, purpose: Purpose) -> tuple[str, ...]:
    """`status` is what was answered. `may_publish` is what the check says: a no where nothing goes out."""
    effective = register.of(pupil, purpose)
    shown = effective.shown
    survey = register.surveys.get(shown.survey) if shown else None
    return (
        pupil.admission_number or "",
        purpose.slug,
        effective.status.value,
        "1" if effective.may_publish and register.goes_out(purpose) else "0",
        shown.respondent_name if shown else "",
        timezone.localtime(shown.answered_at).strftime(FORMS[shown.precision]) if shown else "",
        str(survey) if survey else "",
        str(shown.record) if shown and survey else "",
    )


@dataclass(frozen=True)
class Download:
    """A list of children that leaves the portal as a file, with who took it and when upon it (requirements, A4).

    A .xlsx has the mark in its properties and at the foot of each printed page, a .csv has no such place but its
    name; the name of either says it. No row or column is other for it.
    """

    title: str
    headings: Sequence[str]
    rows: Sequence[tuple[str, ...]]
    name: str
    by: User
    at: dt.datetime

    def file_name(self, form: str) -> str:
        """The name of the file: what it is, the moment and the person, safe for every disk."""
        return f"{slugify(f'{self.name} {self.at:%Y-%m-%d-%H%M} {self.by}')}.{form}"

    def content(self, form: str) -> bytes:
        """The file itself, csv or xlsx."""
        if form == "xlsx":
            mark = f"Downloaded by {self.by} on {self.at:%-d %B %Y} at {self.at:%H:%M}"
            return as_xlsx(self.rows, self.title, self.headings, watermark=mark)
        return as_csv(self.rows, self.headings).encode("utf-8-sig")


def as_csv(rows: Iterable[tuple[str, ...]], headings: Sequence[str] = HEADINGS) -> str:
    """Rows as CSV text. A cell that a spreadsheet would take for a formula is defused."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(headings)
    writer.writerows(rows)
    return out.getvalue()


def as_xlsx(
    rows: Iterable[tuple[str, ...]], title: str, headings: Sequence[str] = HEADINGS, watermark: str = ""
) -> bytes:
    """Rows as a workbook; every cell is text, so that nothing in it is ever a formula.

    `watermark` says who took it and when: it stands in the file's properties and at the foot of each printed page,
    where it is in nobody's way who uses the rows again.
    """
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet(title[:31])
        if watermark:
            book.set_properties({"title": title, "comments": watermark})
            sheet.set_footer(f"&L{watermark.replace('&', '&&')}&RPage &P of &N")
        bold = book.add_format({"bold": True})
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading, bold)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(1, sheet.dim_rowmax or 1), len(headings) - 1)
    return out.getvalue()
