"""Reading honest files of every kind: what a cell becomes, and which sheets and rows there are."""

import datetime as dt
import io
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.spreadsheets import wire
from people.spreadsheets.asking import surroundings
from people.spreadsheets.limits import Limits
from people.spreadsheets.reading import read
from people.spreadsheets.table import Mark, Sheet, UnreadableFile, Workbook

from .spreadsheet_files import ROWS, rows_of, separated

SAMPLES = Path(__file__).resolve().parents[2] / ".." / "shared" / "samples"
MOMENT = dt.datetime(2026, 9, 2, 8, 23, 11)


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
