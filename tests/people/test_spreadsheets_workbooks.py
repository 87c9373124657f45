"""Excel workbooks and open documents, cell by cell: kinds, dates, formulas, what is hidden."""

import datetime as dt
import io
import resource

import openpyxl
import pytest
import xlsxwriter

from people.spreadsheets.reading import read
from people.spreadsheets.table import Mark, UnreadableFile

from . import spreadsheet_files as files
from .spreadsheet_files import ROWS, cell, row, rows_of, sheet_of, sheet_xml, xlsx

MOMENT = dt.datetime(2026, 9, 2, 8, 23, 11)


def formulas(cells: str) -> bytes:
    return xlsx(sheet_xml(row(1, ["Child", "Website"]) + f'<row r="2">{cell("A2", "Ella")}{cells}</row>'))


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


def remarked() -> bytes:
    """A sheet whose second row says Yes five times: plainly, and with whatever may turn it."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Plain", "Noted", "Struck", "Shown as No", "Money", "Bold"])
        sheet.write(1, 0, "Yes")
        sheet.write(1, 1, "Yes")
        sheet.write_comment(1, 1, "Mum rang: no after all")
        sheet.write(1, 2, "Yes", book.add_format({"font_strikeout": True}))
        sheet.write(1, 3, 1, book.add_format({"num_format": '"No"'}))
        sheet.write(1, 4, 1, book.add_format({"num_format": '[$£-809]#,##0.00;[Red]-"£"0'}))
        sheet.write(1, 5, "Yes", book.add_format({"bold": True}))
    return buffer.getvalue()


def test_a_note_a_strike_and_another_word_shown_are_told_beside_the_value():
    [sheet] = read(remarked(), "notes.xlsx").sheets

    assert sheet.rows[1] == ["Yes", "Yes", "Yes", 1, 1, "Yes"]
    assert sheet.doubted == {(1, 1), (1, 2), (1, 3)}


@pytest.mark.parametrize("attributes", ["s='1'", 's = "1"', 's="1" t="n"'])
def test_a_format_is_seen_however_the_cell_is_written(attributes):
    styles = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1">'
        '<numFmt numFmtId="164" formatCode="&quot;No&quot;"/></numFmts><fonts><font/></fonts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>'
        "<dxfs><dxf><font><strike/></font></dxf></dxfs></styleSheet>"
    )
    cells = f'<row r="1"><c r="A1" {attributes}><v>1</v></c><c r="B1"><v>1</v></c></row>'
    parts = files.xlsx_parts(sheet_xml(cells)) | {"xl/styles.xml": styles.encode()}

    [sheet] = read(files.zipped(parts), "styled.xlsx").sheets

    assert sheet.doubted == {(0, 0)}


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
