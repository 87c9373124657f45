"""Finding the sheet and the row with the headings, and how the rows below are numbered."""

from pathlib import Path

import pytest

from people.spreadsheets.heading import find_table
from people.spreadsheets.reading import read
from people.spreadsheets.table import Line, Mark, Sheet, Table, UnreadableFile, Workbook

SAMPLES = Path(__file__).resolve().parents[2] / ".." / "shared" / "samples"
KNOWN = {"child", "class", "website", "facebook", "when", "date", "pupil"}
ANSWERS = [["Child", "Class", "Website"], ["Ella Holt", "3H", "Yes"], ["Ben Ng", "4K", "No"]]


def knows(heading: str) -> bool:
    return heading.casefold() in KNOWN


def table_of(*sheets: list, kind: str = "xlsx", **asked) -> Table:
    named = tuple(Sheet(f"Sheet{number}", rows) for number, rows in enumerate(sheets, start=1))
    return find_table(Workbook(kind, named), knows, **asked)


def test_the_first_row_of_known_headings_is_the_heading():
    table = table_of(ANSWERS)

    assert table.headings == ["Child", "Class", "Website"]
    assert table.lines == [Line(2, ["Ella Holt", "3H", "Yes"]), Line(3, ["Ben Ng", "4K", "No"])]
    assert (table.sheet, table.header_row, table.skipped) == ("Sheet1", 1, 0)


def test_title_rows_above_are_passed_over_and_counted_and_rows_keep_their_number():
    table = table_of([["Todwick Primary School"], [None], ["Exported 30/09/2026"], *ANSWERS])

    assert (table.header_row, table.skipped) == (4, 2)
    assert table.titles == ["Todwick Primary School", "Exported 30/09/2026"]
    assert [line.record for line in table.lines] == [5, 6]


def test_a_line_of_facts_above_the_table_is_not_taken_for_the_heading():
    wide = ["Child", "Class", "Website", "Facebook", "When"]
    table = table_of([["Class", "3H", "Date", "30/09/2026"], wide, ["Ella", "3H", "Yes", "No", "02/09/2026"]])

    assert table.headings == wide


def test_a_heading_that_is_repeated_further_down_is_a_row_like_others():
    assert [line.record for line in table_of([*ANSWERS, ANSWERS[0]]).lines] == [2, 3, 4]


def test_without_known_headings_the_first_of_the_fullest_rows_of_words_is_taken():
    rows = [["Report"], ["Name", "Form", "May we?"], ["Ella", "3H", "Yes"]]

    assert table_of(rows).headings == ["Name", "Form", "May we?"]


def test_rows_without_any_value_are_left_out():
    rows = [*ANSWERS, [None, None], [" ", "\u200b", ""], ["Total: 2"], []]

    assert [line.record for line in table_of(rows).lines] == [2, 3, 6]


def test_doubted_cells_keep_their_record():
    sheet = Sheet("S", [["Title"], *ANSWERS], doubted=frozenset({(0, 0), (1, 2), (3, 2)}))

    assert find_table(Workbook("xlsx", (sheet,)), knows).doubted == {(4, 2)}


def test_a_row_whose_only_content_is_a_mark_stays():
    assert table_of([*ANSWERS, [Mark.ERROR_VALUE]]).lines[-1].cells == [Mark.ERROR_VALUE, None, None]


def test_headings_and_cells_are_as_long_as_the_widest_row():
    table = table_of([["Child ", "Class"], ["Ella", "3H", None, "odd"], ["Ben"]])

    assert table.headings == ["Child", "Class", "", ""]
    assert [line.cells for line in table.lines] == [["Ella", "3H", None, "odd"], ["Ben", None, None, None]]


def test_duplicate_headings_stay_in_their_order():
    assert table_of([["Child", "Website", "Website"], ["Ella", "Yes", "No"]]).headings == [
        "Child",
        "Website",
        "Website",
    ]


def test_headings_may_be_numbers_and_dates():
    assert table_of([["Child", "Class", 2026, True], ["Ella", "3H", "Yes", "No"]]).headings[2:] == ["2026", "True"]


def test_of_several_sheets_the_one_with_most_rows_under_a_known_heading_is_taken():
    summary = [["Question", "Yes"], *[["website", 151]] * 9]
    table = table_of(summary, ANSWERS, [["Child", "Class"], ["Ella", "3H"]])

    assert table.sheet == "Sheet2"
    assert table.notes == ["The file has 3 sheets; “Sheet2” was read."]


def test_a_sheet_can_be_asked_for():
    assert table_of(ANSWERS, [["Child", "Class"], ["Mia", "1M"]], sheet="sheet2 ").lines[0].cells == ["Mia", "1M"]


def test_a_heading_row_can_be_asked_for_as_the_spreadsheet_counts_it():
    table = table_of([["Child", "Class"], ["one", "two"], ["Ella", "3H"]], header_row=2)

    assert (table.headings, table.header_row, table.lines) == (["one", "two"], 2, [Line(3, ["Ella", "3H"])])


def test_a_sheet_that_is_not_there_is_refused_with_the_names_that_are():
    with pytest.raises(UnreadableFile, match=r"no sheet “Answers”.*“Sheet1”"):
        table_of(ANSWERS, sheet="Answers")


@pytest.mark.parametrize("header_row", [0, -1, 2, 99])
def test_a_heading_row_that_is_not_there_is_refused(header_row):
    with pytest.raises(UnreadableFile, match=f"Row {header_row} holds no headings"):
        table_of([["Child", "Class"], [None, " "], ["Ella", "3H"]], header_row=header_row)


@pytest.mark.parametrize("rows", [[], [[]], [[None, None]], [["Dear all,"], ["thank you for the answers."]]])
def test_a_sheet_without_anything_like_headings_is_refused(rows):
    with pytest.raises(UnreadableFile, match="no row of headings"):
        table_of(rows)


def test_a_heading_alone_is_a_table_without_rows():
    assert table_of(ANSWERS[:1]).lines == []


def test_records_of_a_text_table_count_lines_without_anything():
    workbook = read(b"Todwick\n\nChild,Class,Website\nElla,3H,Yes\n\nBen,4K,No\n", "x.csv")
    table = find_table(workbook, knows)

    assert table.sheet is None
    assert (table.header_row, [line.record for line in table.lines]) == (3, [4, 6])


def test_a_quoted_line_break_does_not_move_the_records():
    table = find_table(read(b'Child,"Web\nsite",Class\nElla,Yes,3H\nBen,No,4K\n', "x.csv"), knows)

    assert [line.record for line in table.lines] == [2, 3]


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared samples are not part of this checkout")
@pytest.mark.parametrize(
    ("name", "sheet", "header_row", "first", "last"),
    [
        ("v01_plain_utf8bom.csv", None, 1, 2, 196),
        ("v03_title_rows.xlsx", "Survey Results", 5, 6, 200),
        ("v05_serials_booleans.xlsx", "Responses", 1, 2, 189),
        ("v08_negative_wording.csv", None, 1, 2, 182),
    ],
)
def test_the_shared_samples_have_their_table_found_without_knowing_a_heading(name, sheet, header_row, first, last):
    table = find_table(read((SAMPLES / name).read_bytes(), name), lambda heading: False)

    assert (table.sheet, table.header_row) == (sheet, header_row)
    assert (table.lines[0].record, table.lines[-1].record) == (first, last)
