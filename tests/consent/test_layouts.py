"""Layouts that schools' tools write and that nobody prepared for, from the bytes of the file to the register.

Each is read with the mapping that the portal proposes itself; a person only confirms it.
"""

import datetime as dt
import hashlib
import io
from dataclasses import replace

import pytest
import time_machine
import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table as OdsTable
from odf.table import TableCell, TableRow
from odf.text import P

from consent.actions import import_survey
from consent.effective import Status
from consent.hints import roll_hints
from consent.loading import proposed, read_table
from consent.models import Purpose, ReviewEntry
from consent.plans import plan_survey
from consent.register import register_on
from consent.survey.verdict import Outcome, Reason
from people.spreadsheets.table import UnreadableFile
from tests.factories import PupilContactFactory, PupilFactory, SchoolClassFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)
Q_WEB = "May we use photographs of your child on the school website?"
Q_X = "May we use photographs of your child on the school's X (Twitter) account?"


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC), tick=True):
        yield


@pytest.fixture
def holts():
    """Ella and Ben Holt of 3H and RB with their mother Joanne, Łucja Kaye of 4K with her father Marek."""
    ella = PupilFactory(legal_forename="Ella", legal_surname="Holt", code="3H", admission_number="004102")
    ben = PupilFactory(legal_forename="Ben", legal_surname="Holt", code="RB", admission_number="004103")
    lucja = PupilFactory(legal_forename="Łucja", legal_surname="Kaye", code="4K", admission_number="004104")
    for pupil in (ella, ben):
        PupilContactFactory(pupil=pupil, name="Joanne Holt", email="joanne@families.example")
    PupilContactFactory(pupil=lucja, name="Marek Kaye", email="marek@families.example")
    return ella, ben, lucja


def plan(content: bytes, name: str):
    table = read_table(content, name)
    mapping = replace(proposed(table, roll_hints(2026)), only_parents_could_answer=True)
    return table, plan_survey(table, mapping, school_year=2026)


def load(content: bytes, name: str):
    table, planned = plan(content, name)
    sha256 = hashlib.sha256(content).hexdigest()
    return planned, import_survey(table=table, plan=planned, file_name=name, sha256=sha256)


def status(pupil, slug="website"):
    return register_on([pupil], TODAY).of(pupil, Purpose.objects.get(slug=slug)).status


def csv_bytes(*lines, separator=",", encoding="utf-8"):
    return "\r\n".join(separator.join(f'"{cell}"' for cell in line) for line in lines).encode(encoding)


def test_an_answer_with_a_note_a_strike_or_another_word_shown_is_no_yes(holts):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [*WIDE, "May we use photographs in the newsletter?"])
        struck, shown = book.add_format({"font_strikeout": True}), book.add_format({"num_format": '"No"'})
        for number, (parent, child, code) in enumerate(
            [("Joanne Holt", "Ella Holt", "3H"), ("Joanne Holt", "Ben Holt", "RB"), ("Marek Kaye", "Łucja Kaye", "4K")],
            start=1,
        ):
            sheet.write_row(number, 0, ["02/09/2026 08:14", parent, child, code, "Yes", "No", "Yes"])
        sheet.write(1, 4, "Yes", struck)
        sheet.write(2, 4, 1, shown)
        sheet.write_comment(3, 4, "rang: no after all")
        sheet.write_comment(3, 2, "a note on the name turns nothing")

    load(buffer.getvalue(), "notes.xlsx")

    assert [status(pupil) for pupil in holts] == [Status.UNCLEAR] * 3
    assert [status(pupil, "newsletter") for pupil in holts] == [Status.YES] * 3
    assert [status(pupil, "x_twitter") for pupil in holts] == [Status.NO] * 3


WIDE = ["Date submitted", "Parent name", "Child's full name", "Class", Q_WEB, Q_X]
ELLA = ["02/09/2026 08:14", "Joanne Holt", "Ella Holt", "3H", "Yes", "No"]


def test_sibling_rows_give_each_child_the_answers_of_the_row(holts):
    ella, ben, _ = holts
    head = [
        "Date submitted",
        "Your name",
        "Child 1 - name",
        "Child 1 - class",
        "Child 2 - name",
        "Child 2 - class",
        Q_WEB,
    ]

    load(csv_bytes(head, ["02/09/2026 08:14", "Joanne Holt", "Ella Holt", "3H", "Ben Holt", "RB", "Yes"]), "s.csv")

    assert (status(ella), status(ben)) == (Status.YES, Status.YES)


def test_a_long_layout_in_utf16_with_tabs(holts):
    ella, _, lucja = holts
    head = ["Response ID", "Submitted", "Completed by", "Pupil name", "Class", "Question", "Answer"]
    lines = [
        ["1", "02/09/2026 08:14", "Joanne Holt", "Ella Holt", "3H", Q_WEB, "Yes"],
        ["1", "02/09/2026 08:14", "Joanne Holt", "Ella Holt", "3H", Q_X, "No"],
        ["2", "03/09/2026 09:00", "Marek Kaye", "Łucja Kaye", "4K", Q_WEB, "No"],
    ]

    load(csv_bytes(head, *lines, separator="\t", encoding="utf-16"), "s.txt")

    assert (status(ella), status(ella, "x_twitter")) == (Status.YES, Status.NO)
    assert (status(lucja), status(lucja, "x_twitter")) == (Status.NO, Status.NOT_ANSWERED)


def test_semicolons_in_cp1252_with_a_lost_letter_go_to_review(holts):
    _, _, lucja = holts
    line = ["02/09/2026 08:14", "Marek Kaye", "?ucja Kaye", "4K", "Yes", "Yes"]

    planned, _ = load(csv_bytes(WIDE, line, ELLA, separator=";", encoding="cp1252"), "s.csv")

    assert [judged.outcome for judged in planned.judged] == [Outcome.REVIEW, Outcome.MATCH]
    assert status(lucja) is Status.WAITING


def workbook(*lines, formulas=(), epoch_1904=False):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "date_1904": epoch_1904}) as book:
        sheet = book.add_worksheet("Responses")
        day = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        for row, line in enumerate(lines):
            for column, cell in enumerate(line):
                if isinstance(cell, dt.datetime):
                    sheet.write_datetime(row, column, cell, day)
                else:
                    sheet.write(row, column, cell)
        for row, column, formula in formulas:
            sheet.write_formula(row, column, formula, None, "")
    return out.getvalue()


def test_a_formula_without_a_stored_result_is_never_a_yes(holts):
    ella, *_ = holts
    content = workbook(WIDE, [*ELLA[:4], "", "No"], formulas=[(1, 4, '=IF(1=1,"Yes","No")')])

    load(content, "s.xlsx")

    assert status(ella) in (Status.UNCLEAR, Status.NOT_ANSWERED)


@pytest.mark.parametrize("epoch_1904", [False, True])
def test_real_dates_of_both_epochs_are_the_day_they_show(holts, epoch_1904):
    ella, *_ = holts
    line = [dt.datetime(2026, 9, 2, 8, 14), *ELLA[1:]]

    load(workbook(WIDE, line, epoch_1904=epoch_1904), "s.xlsx")

    shown = register_on([ella], TODAY).of(ella, Purpose.objects.get(slug="website")).shown
    assert shown.answered_at == dt.datetime(2026, 9, 2, 7, 14, tzinfo=dt.UTC)


def test_american_dates_and_numbers_that_contradict_the_name(holts):
    ella, ben, _ = holts
    head = ["Completed", "Parent name", "Admission No", "UPN", "Child's full name", "Class", Q_WEB]
    lines = [
        ["9/14/2026 8:14", "Joanne Holt", "4102", "", "Ella Holt", "3H", "Yes"],
        ["9/15/2026 8:14", "Joanne Holt", "4102", "", "Ben Holt", "RB", "Yes"],
    ]

    planned, _ = load(csv_bytes(head, *lines), "s.csv")

    assert [judged.reason for judged in planned.judged] == [Reason.NONE, Reason.NUMBER_AND_NAME_DISAGREE]
    assert [s.pupil for s in planned.judged[1].suggestions[:2]] == [ben.pk, ella.pk]
    assert (status(ella), status(ben)) == (Status.YES, Status.WAITING)


def test_an_old_excel_file(holts):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Survey")
    for row, line in enumerate([WIDE, ELLA]):
        for column, cell in enumerate(line):
            sheet.write(row, column, cell)
    out = io.BytesIO()
    book.save(out)

    load(out.getvalue(), "s.xls")

    assert status(holts[0]) is Status.YES


def test_an_open_document(holts):
    document = OpenDocumentSpreadsheet()
    table = OdsTable(name="Survey")
    for line in [WIDE, ELLA]:
        row = TableRow()
        for cell in line:
            place = TableCell(valuetype="string")
            place.addElement(P(text=cell))
            row.addElement(place)
        table.addElement(row)
    document.spreadsheet.addElement(table)
    out = io.BytesIO()
    document.write(out)

    load(out.getvalue(), "s.ods")

    assert status(holts[0]) is Status.YES


def test_a_file_with_a_password_is_refused_in_words():
    encrypted = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 1024
    )

    with pytest.raises(UnreadableFile, match="password"):
        read_table(encrypted, "s.xlsx")


def test_swapped_forename_and_surname_wait(holts):
    ella, *_ = holts
    head = ["Date submitted", "Parent name", "Child's first name", "Child's surname", "Class", Q_WEB]

    planned, _ = load(csv_bytes(head, ["02/09/2026 08:14", "Joanne Holt", "Holt", "Ella", "3H", "Yes"]), "s.csv")

    assert planned.judged[0].suggestions[0].pupil == ella.pk
    assert status(ella) is Status.WAITING


@pytest.mark.parametrize("written", ["3/4M", "Y3/4M", "Class 3/4M", "3/4 M", "Year 3/4", "Year 4"])
def test_a_class_of_two_years_is_understood_however_it_is_written(written):
    SchoolClassFactory(code="3/4M", year_groups=["3", "4"])
    pupil = PupilFactory(legal_forename="Nia", legal_surname="Orme", code="3/4M", year_group="4")
    PupilContactFactory(pupil=pupil, name="Sian Orme")

    load(csv_bytes(WIDE, ["02/09/2026 08:14", "Sian Orme", "Nia Orme", written, "Yes", "No"]), "s.csv")

    assert status(pupil) is Status.YES


def test_several_children_in_one_cell_wait_each(holts):
    ella, ben, _ = holts

    load(csv_bytes(WIDE, ["02/09/2026 08:14", "Joanne Holt", "Ella and Ben Holt", "3H / RB", "Yes", "Yes"]), "s.csv")

    assert ReviewEntry.objects.count() == 2
    assert (status(ella), status(ben)) == (Status.WAITING, Status.WAITING)


def test_a_column_of_ticked_places_with_commas_in_its_labels(holts):
    ella, _, lucja = holts
    head = [
        "Timestamp",
        "Your name",
        "Your child's full name",
        "Class",
        "I give permission for photographs to be used in (tick all that apply)",
    ]
    lines = [
        ["02/09/2026 08:14", "Joanne Holt", "Ella Holt", "3H", "School website, Local press (newspaper, radio)"],
        ["02/09/2026 09:14", "Marek Kaye", "Łucja Kaye", "4K", "School website, only if I see it first"],
        ["02/09/2026 09:15", "Joanne Holt", "Ben Holt", "RB", "School website, Local press (newspaper, radio)"],
    ]

    load(csv_bytes(head, *lines), "s.csv")

    assert (status(ella), status(ella, "press")) == (Status.YES, Status.YES)
    assert status(lucja) is Status.UNCLEAR


def test_an_opt_out_question_turns_a_yes_into_a_no(holts):
    ella, _, lucja = holts
    head = [*WIDE[:4], "I do NOT want photographs of my child on the school website"]

    load(csv_bytes(head, [*ELLA[:4], "Yes"], ["02/09/2026 09:14", "Marek Kaye", "Łucja Kaye", "4K", "No"]), "s.csv")

    assert (status(ella), status(lucja)) == (Status.NO, Status.YES)


def test_totals_titles_and_blank_lines_are_no_answers(holts):
    ella, *_ = holts
    blank = [""] * 6
    lines = [["Photo permission 2026/27", *blank[1:]], blank, WIDE, ELLA, blank, ["Total: 1", *blank[1:]]]

    planned, _ = load(csv_bytes(*lines), "s.csv")

    assert status(ella) is Status.YES
    assert [j.outcome for j in planned.judged if j.outcome is not Outcome.IGNORE] == [Outcome.MATCH]
