"""Reading honest files of every kind: what a cell becomes, and which sheets and rows there are."""

import datetime as dt
import io
import resource
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.spreadsheets import kinds, wire
from people.spreadsheets.limits import DEFAULT_LIMITS, Limits
from people.spreadsheets.reading import read, surroundings
from people.spreadsheets.table import Mark, Sheet, UnreadableFile, Workbook

from . import spreadsheet_files as files
from .spreadsheet_files import ROWS, cell, row, separated, sheet_of, sheet_xml, xlsx

SAMPLES = Path(__file__).resolve().parents[2] / ".." / "shared" / "samples"
MOMENT = dt.datetime(2026, 9, 2, 8, 23, 11)


def rows_of(content: bytes) -> list:
    """The rows of the first sheet, read in this process; the samples below go through the child and back."""
    return kinds.read(content, DEFAULT_LIMITS).sheets[0].rows


def formulas(cells: str) -> bytes:
    return xlsx(sheet_xml(row(1, ["Child", "Website"]) + f'<row r="2">{cell("A2", "Ella")}{cells}</row>'))


# --- text --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_text_is_read_in_every_encoding_and_with_every_separator(encoding, separator):
    rows = [["Child", "Parent", "Website"], ["Zoë Müller, 3H", "Seán; dad", "Yes"], ["Ben|Ng", 'the "boss"', "No"]]

    assert rows_of(separated(rows, separator, encoding)) == rows


def test_utf_8_wins_over_windows_and_windows_takes_the_rest():
    assert rows_of("Child;Website\nZoë;Yes\n".encode()) == [["Child", "Website"], ["Zoë", "Yes"]]
    assert rows_of("Child;Website\nZoë – 3H;Yes\n".encode("cp1252"))[1] == ["Zoë – 3H", "Yes"]


def test_a_quoted_cell_may_hold_line_breaks_and_is_one_record():
    rows = rows_of(b'Child,"I do NOT want\nsocial media"\r\nElla,"No,\r\nthanks"\r\nBen,Yes\r\n')

    assert rows == [["Child", "I do NOT want\nsocial media"], ["Ella", "No,\r\nthanks"], ["Ben", "Yes"]]


def test_lines_without_anything_count_as_records_as_excel_shows_them():
    assert rows_of(b"Child,Website\n\n,,\nElla,Yes\n") == [
        ["Child", "Website"],
        [],
        [None, None, None],
        ["Ella", "Yes"],
    ]


def test_ragged_rows_stay_ragged_and_numbers_stay_text():
    assert rows_of(b"Adno,Child,Website\n007,Ella\n008,Ben,Yes,extra\n")[1:] == [
        ["007", "Ella"],
        ["008", "Ben", "Yes", "extra"],
    ]


def test_the_separator_is_the_one_most_records_agree_on():
    commas_inside = "Parent;Child;Answer\n" + "\n".join(f"Holt, Ann;Ella {n};Yes, both" for n in range(9))
    title_above = "Todwick, photographs, 2026\n\nChild\tClass\tWebsite\n" + "Ella\t3H\tYes\n" * 5

    assert rows_of(commas_inside.encode())[1] == ["Holt, Ann", "Ella 0", "Yes, both"]
    assert rows_of(title_above.encode())[3] == ["Ella", "3H", "Yes"]


def test_an_order_to_excel_about_the_separator_is_obeyed_and_is_no_record():
    assert rows_of(b"sep=;\r\nChild;Website\r\nElla;Yes, but\r\n") == [["Child", "Website"], ["Ella", "Yes, but"]]


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_lines_may_end_as_on_any_system(end):
    assert rows_of(separated(ROWS, end=end)) == ROWS


def test_letters_that_begin_like_a_picture_are_still_a_heading():
    assert rows_of(b"BMI,Child\n17,Ella\n")[0] == ["BMI", "Child"]


plain_text = st.text(st.characters(codec="cp1252", exclude_categories=["Cc"]), min_size=1, max_size=12)


@given(
    st.lists(st.lists(plain_text, min_size=3, max_size=3), min_size=2, max_size=6),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8-sig", "utf-16", "cp1252"]),
)
def test_whatever_is_written_with_three_columns_is_read_back(rows, separator, encoding):
    heading = ["Child name", "Class name", "Website photographs"]
    rows = [heading] * 3 + [[f"a{text}" for text in line] for line in rows]
    sure = [line for line in rows if not any(sign in text for text in line for sign in ",;|\t")]
    if encoding == "cp1252" and not "".join("".join(line) for line in sure).isascii():
        encoding = "utf-8"

    assert rows_of(separated(sure, separator, encoding)) == sure


# --- .xlsx -------------------------------------------------------------------------------------------------------


def test_cells_of_a_workbook_keep_their_kind():
    content = files.xlsx_by_a_library(
        [["Adno", "Text", "When", "Day", "Yes", "Share"], [4102, "007", MOMENT, MOMENT.date(), True, 0.5]]
    )

    assert rows_of(content)[1] == [4102, "007", MOMENT, MOMENT.date(), True, 0.5]


def test_rows_and_columns_count_from_the_first_of_the_sheet():
    content = xlsx(sheet_xml('<row r="4">' + cell("C4", "Child") + "</row>"))

    assert rows_of(content) == [[None] * 3, [None] * 3, [None] * 3, [None, None, "Child"]]


def test_real_dates_are_rounded_to_the_second_and_bare_numbers_are_left():
    styles = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs><xf numFmtId="0"/>'
        '<xf numFmtId="22"/></cellXfs></styleSheet>'
    )
    cells = '<row r="1"><c r="A1" s="1"><v>46267.99999999</v></c><c r="B1"><v>46267.27847222</v></c></row>'
    parts = files.xlsx_parts(sheet_xml(cells)) | {"xl/styles.xml": styles.encode()}
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>", files.relation("st", "styles", "styles.xml").encode() + b"</Relationships>"
    )

    assert rows_of(files.zipped(parts)) == [[dt.datetime(2026, 9, 3), 46267.27847222]]


def test_a_workbook_that_counts_from_1904_says_so_and_its_dates_are_right():
    workbook = read(files.xlsx_by_a_library([["When"], [MOMENT], [44805.5]], epoch_1904=True), "mac.xlsx")

    assert workbook.epoch_1904
    assert workbook.sheets[0].rows[1:] == [[MOMENT], [44805.5]]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ('<c r="B2"><f>A2</f></c>', Mark.FORMULA_WITHOUT_VALUE),
        ('<c r="B2"><f>A2</f><v/></c>', Mark.FORMULA_WITHOUT_VALUE),
        ('<c r="B2" t="str"><f>A2</f></c>', Mark.FORMULA_WITHOUT_VALUE),
        ('<c r="B2"><f t="shared" si="0"/></c>', Mark.FORMULA_WITHOUT_VALUE),
        ('<c r="B2" t="e"><v>#N/A</v></c>', Mark.ERROR_VALUE),
        ('<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', Mark.ERROR_VALUE),
        ("<c r='B2' t='e'><v>#REF!</v></c>", Mark.ERROR_VALUE),
        ('<c r="B2" t="str"><f>A2</f><v>Yes</v></c>', "Yes"),
        ('<c r="B2"><f>1+0</f><v>1</v></c>', 1),
        ('<c r="B2" t="str"><f>IF(A2="","",A2)</f><v></v></c>', None),
        ('<c r="B2" s="0"/>', None),
    ],
)
def test_a_formula_without_a_result_and_an_error_are_marked(cells, expected):
    found = rows_of(formulas(cells))[1]

    assert [*found, None][1] == expected


def test_marks_reach_cells_beyond_what_the_library_lays_out():
    content = xlsx(sheet_xml(row(1, ["Child"]) + '<row r="3"><c r="D3"><f>A1</f></c></row>'))

    assert rows_of(content)[2] == [None, None, None, Mark.FORMULA_WITHOUT_VALUE]


def test_a_workbook_by_openpyxl_with_formulas_has_them_marked():
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["Child", "Website"])
    book.active.append(["Ella", '="Yes"'])
    book.save(buffer)

    assert rows_of(buffer.getvalue())[1] == ["Ella", Mark.FORMULA_WITHOUT_VALUE]


def test_prefixes_in_the_xml_do_not_hide_a_formula():
    parts = files.xlsx_parts("")
    parts["xl/worksheets/sheet1.xml"] = (
        b'<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1">'
        b'<x:c r="A1"><x:f>1</x:f></x:c></x:row></x:sheetData></x:worksheet>'
    )

    assert rows_of(files.zipped(parts)) == [[Mark.FORMULA_WITHOUT_VALUE]]


def test_hidden_rows_are_read_and_counted():
    body = row(1, ["Child"]) + row(2, ["Ella"], 'hidden="1"') + row(3, ["Ben"]) + '<row r="4" hidden="1"/>'
    sheet = read(xlsx(sheet_xml(body)), "x.xlsx").sheets[0]

    assert (sheet.rows, sheet.hidden_rows) == ([["Child"], ["Ella"], ["Ben"]], 1)


def test_hidden_sheets_are_not_offered():
    workbook = read(
        xlsx(sheet_of([["lookup"]]), sheet_of(ROWS), sheet_of([["x"]]), states=["hidden", "visible", "veryHidden"]),
        "x.xlsx",
    )

    assert [sheet.name for sheet in workbook.sheets] == ["Sheet2"]


def test_a_workbook_whose_sheets_are_all_hidden_is_refused_in_words():
    with pytest.raises(UnreadableFile, match="unhide the sheet"):
        read(xlsx(sheet_of(ROWS), states=["hidden"]), "x.xlsx")


@pytest.mark.parametrize("lie", ["A1", "A1:A1", "A1:XFD1048576", "Z9:AA99"])
def test_what_a_sheet_says_of_its_own_size_is_not_believed(lie):
    body = "".join(row(number, texts) for number, texts in enumerate(ROWS, start=1))

    assert rows_of(xlsx(sheet_xml(body, f'<dimension ref="{lie}"/>'))) == ROWS


def test_cells_without_a_place_follow_the_one_before():
    cells = '<c t="inlineStr"><is><t>Ella</t></is></c><c><f>A1</f></c>'
    content = xlsx(sheet_xml('<row><c t="inlineStr"><is><t>Child</t></is></c></row><row>' + cells + "</row>"))

    assert rows_of(content)[1] == ["Ella", Mark.FORMULA_WITHOUT_VALUE]


def test_a_school_survey_costs_less_than_six_tenths_of_a_second():
    """Processor time of both processes, as the clock of a busy machine tells little."""
    content = files.xlsx_by_a_library([["When", *"ABCDEFGHIJKLMN"], *[[MOMENT, *["Yes"] * 14]] * 420])
    before = processor_seconds()

    sheet = read(content, "x.xlsx").sheets[0]

    assert len(sheet.rows) == 421
    assert processor_seconds() - before < 0.6


def processor_seconds() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


# --- .xls and .ods -----------------------------------------------------------------------------------------------


def test_an_old_workbook_is_read_without_its_hidden_sheet():
    workbook = read(files.xls([["Child", "When", "Web"], [], ["007", MOMENT, True], [4102, None, 0.5]]), "x.xls")

    assert workbook.kind == "xls"
    assert [sheet.name for sheet in workbook.sheets] == ["Responses"]
    assert workbook.sheets[0].rows == [
        ["Child", "When", "Web"],
        [None] * 3,
        ["007", MOMENT, True],
        [4102, None, 0.5],
    ]


def test_an_old_workbook_of_1904_says_so():
    workbook = read(files.xls([["When"], [MOMENT], [44805.5]], epoch_1904=True), "x.xls")

    assert workbook.epoch_1904
    assert workbook.sheets[0].rows[1:] == [[MOMENT], [44805.5]]
    assert not read(files.xls(ROWS), "x.xls").epoch_1904


def test_an_old_workbook_shows_no_answer_where_a_formula_was_never_worked_out():
    assert rows_of(files.xls_with_formula('"Yes"'))[1][2] is None


def test_an_open_document_is_read_without_its_hidden_sheet_and_its_endless_tail():
    workbook = read(files.ods([["Child", "When", "Web"], [], ["007", MOMENT, True], [4102, None, 0.5]]), "x.ods")

    assert workbook.kind == "ods"
    assert [sheet.name for sheet in workbook.sheets] == ["Responses"]
    assert workbook.sheets[0].rows == [
        ["Child", "When", "Web"],
        [None] * 3,
        ["007", MOMENT, True],
        [4102, None, 0.5],
    ]


def test_a_note_beside_a_cell_of_an_open_document_is_no_answer():
    note = "<office:annotation><text:p>Yes</text:p></office:annotation>"
    cells = (
        '<table:table-row table:visibility="collapse"><table:table-cell office:value-type="string">'
        f"<text:p>Ella</text:p></table:table-cell><table:table-cell>{note}</table:table-cell></table:table-row>"
    )
    sheet = read(files.ods_with(files.ods_body(cells)), "x.ods").sheets[0]

    assert [*sheet.rows[0], None][1] is None
    assert sheet.hidden_rows == 1


# --- sizes, and the child ----------------------------------------------------------------------------------------


def test_larger_limits_read_what_the_ordinary_ones_refuse():
    content = b"Child,Website\n" + b"Ella,Yes\n" * 100_001

    with pytest.raises(UnreadableFile, match="more than can be read"):
        read(content, "x.csv")
    assert len(read(content, "x.csv", Limits.large()).sheets[0].rows) == 100_002


def test_a_file_beyond_the_upload_limit_is_refused_before_it_is_looked_at():
    with pytest.raises(UnreadableFile, match="larger than 10 MB"):
        read(b"x" * (10 * 1024 * 1024 + 1), "x.csv")


def test_a_child_that_takes_too_long_is_stopped_and_said_so():
    with pytest.raises(UnreadableFile, match="takes too long"):
        read(separated(ROWS), "x.csv", Limits(seconds=0))


def test_a_child_without_memory_ends_in_words():
    with pytest.raises(UnreadableFile, match="too much memory"):
        read(b"Child,Website\n" + b"Ella,Yes\n" * 90_000, "x.csv", Limits(memory_bytes=45 * 1024 * 1024))


def test_the_child_knows_nothing_of_the_portal():
    told = subprocess.run(
        [sys.executable, "-c", "import sys, people.spreadsheets.child; print('django' in sys.modules)"],
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.strip() == "False"


def test_the_child_gets_no_secret_of_the_portal(monkeypatch):
    peek = "import os; print(sorted(key for key in os.environ if 'KEY' in key or 'DATABASE' in key))"
    monkeypatch.setenv("SECRET_KEY", "not to be seen")
    monkeypatch.setenv("DATABASE_URL", "not to be seen")

    told = subprocess.run([sys.executable, "-c", peek], env=surroundings(), capture_output=True, text=True, check=True)

    assert told.stdout.strip() == "[]"


def test_every_sort_of_cell_survives_the_way_from_the_child():
    rows = [["Text", 7, 0.5, True, None, Mark.ERROR_VALUE, MOMENT, MOMENT.date(), dt.time(8, 30)], [], ["\ud7ff\u2028"]]
    workbook = Workbook("xlsx", (Sheet("One", rows, 3), Sheet("Two", [])), epoch_1904=True)
    out = io.BytesIO()
    wire.send(workbook, out)

    assert wire.receive(out.getvalue()) == workbook


@pytest.mark.parametrize(
    "answer", [b"", b"{}", b"[]", b"nonsense", b'{"kind": "csv", "epoch_1904": false, "sheets": 1}\n']
)
def test_half_an_answer_of_the_child_is_none(answer):
    with pytest.raises((ValueError, KeyError, TypeError)):
        wire.receive(answer)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared samples are not part of this checkout")
@pytest.mark.parametrize(
    ("name", "sheets", "rows"),
    [
        ("v01_plain_utf8bom.csv", [""], 196),
        ("v02_multiselect.csv", [""], 195),
        ("v03_title_rows.xlsx", ["Survey Results"], 200),
        ("v05_serials_booleans.xlsx", ["Summary", "Responses"], 189),
        ("v07_duplicates_tests.xlsx", ["Export"], 237),
        ("v08_negative_wording.csv", [""], 182),
        ("v12_reexport_later.csv", [""], 218),
        ("roll_arbor.xlsx", ["Students"], 211),
    ],
)
def test_the_shared_samples_are_read(name, sheets, rows):
    workbook = read((SAMPLES / name).read_bytes(), name)

    assert [sheet.name for sheet in workbook.sheets] == sheets
    assert len(workbook.sheets[-1].rows) == rows
