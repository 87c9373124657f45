"""Hostile files: refused in words or read without a false yes, quickly, with little memory, touching nothing else."""

import json
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consent.survey.answers import read_answer
from consent.survey.entry import Reading
from people.spreadsheets import kinds
from people.spreadsheets.heading import find_table
from people.spreadsheets.limits import DEFAULT_LIMITS
from people.spreadsheets.reading import read
from people.spreadsheets.table import UnreadableFile

from . import hostile_spreadsheets as hostile
from . import spreadsheet_files as files
from .spreadsheet_files import ROWS, row, sheet_xml, xlsx

ROOT = Path(__file__).resolve().parents[2]
_MEASURE = """
import json, resource, sys, time
from people.spreadsheets.reading import read
from people.spreadsheets.table import UnreadableFile
content = sys.stdin.buffer.read()
started = time.perf_counter()
try:
    read(content, "x")
    said = ""
except UnreadableFile as refusal:
    said = str(refusal)
megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
print(json.dumps([time.perf_counter() - started, megabytes, said]))
"""


def family(made) -> list:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return [pytest.param(content, id=name) for name, content in made().items()]


def refusal_of(content: bytes) -> str:
    """Why it is refused: asked in this process, as hundreds of children would take a minute to start."""
    with pytest.raises(UnreadableFile) as caught:
        kinds.read(content, DEFAULT_LIMITS)
    return str(caught.value)


@pytest.mark.parametrize("content", family(hostile.outside_entities))
def test_xml_that_fetches_reads_or_grows_is_refused(content):
    assert "cannot be trusted" in refusal_of(content)


@pytest.mark.parametrize("name", ["net_sheet", "laughs_sheet", "file_xl/workbook.xml", "net_ods"])
def test_the_child_tells_its_refusal_to_whoever_asked(name):
    with pytest.raises(UnreadableFile, match="cannot be trusted"):
        read(hostile.outside_entities()[name], "survey.xlsx")


@pytest.mark.parametrize("content", family(hostile.archives_that_lie))
def test_an_archive_that_could_be_read_in_two_ways_is_refused(content):
    message = refusal_of(content)

    assert message.endswith(".")
    assert message.count(".") >= 2, "says what is wrong, and what to do"


@pytest.mark.parametrize("content", family(hostile.not_a_sheet))
def test_what_is_no_spreadsheet_is_refused_in_words(content):
    message = refusal_of(content)

    assert message.endswith(".")
    assert message.count(".") >= 2, "says what is wrong, and what to do"


@pytest.mark.slow  # a process of its own for each file, so that its memory can be told
@pytest.mark.parametrize("content", family(hostile.bombs))
def test_a_bomb_costs_little_time_and_memory(content):
    told = subprocess.run([sys.executable, "-c", _MEASURE], input=content, capture_output=True, cwd=ROOT, check=True)
    seconds, megabytes, _ = json.loads(told.stdout)

    assert seconds < 20
    assert megabytes < 300, "the child; with the server that reads the answer it stays below 400"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("locked_xlsx", "password"),
        ("locked_xls", "password"),
        ("locked_ods", "password"),
        ("html", "web page"),
        ("html_bom", "web page"),
        ("pdf", "a PDF"),
        ("png", "a picture"),
        ("docx", "a Word document"),
        ("doc", "a Word document"),
        ("json", "JSON"),
        ("xls_macros", "macros"),
        ("zip", "Unpack it"),
        ("open_quotation", "Record 2 begins a text with a quotation mark"),
    ],
)
def test_the_refusal_names_what_it_is(name, says):
    assert says in refusal_of(hostile.not_a_sheet()[name])


def test_a_directory_that_lies_about_a_size_is_found_out_while_unpacking():
    content = files.lying_about_size(xlsx(sheet_xml(row(1, ["a"] * 20))), "xl/worksheets/sheet1.xml", 200)

    assert "cannot be trusted" in refusal_of(content)


def test_of_two_members_with_one_name_neither_is_believed():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        made = hostile.archives_that_lie()

    for name in ("twice", "twice_by_capitals", "twice_by_slashes", "cell_twice"):
        assert "cannot be trusted" in refusal_of(made[name])


@pytest.mark.parametrize(
    "answer",
    ['<c r="B2"><f>"Yes"</f></c>', '<c r="B2" t="e"><f>"Yes"</f><v>#NAME?</v></c>', '<c r="B2" t="e"><v>#REF!</v></c>'],
)
def test_a_formula_that_only_promises_an_answer_is_no_yes(answer):
    body = row(1, ["Child", "Website"]) + f'<row r="2">{files.cell("A2", "Ella")}{answer}</row>'
    table = find_table(read(xlsx(sheet_xml(body)), "x"), lambda heading: heading in {"Child", "Website"})

    assert read_answer(table.lines[0].cells[1]) is Reading.UNCLEAR


def test_names_that_look_alike_are_kept_as_written():
    names = ["Elia Holt", "Еlia Holt", "Elia\u200b Holt", "\u202eElia Holt", "Elia\u0301 Holt", "Eliá Holt"]
    content = files.separated([["Child", "Website"], *[[name, "Yes"] for name in names]])

    assert [line[0] for line in read(content, "x.csv").sheets[0].rows[1:]] == names


def test_text_with_commands_and_control_signs_is_only_text():
    cells = ['=HYPERLINK("http://127.0.0.1")', "@SUM(1)", "+1", "-1", "Ye\x08s", "\u2028", "\ufffd", "x" * 30_000]
    content = files.separated([["Child", "Website"], *[["Ella", text] for text in cells]])

    assert [line[1] for line in read(content, "x.csv").sheets[0].rows[1:]] == cells


_HONEST = {"xlsx": files.xlsx_by_a_library(ROWS), "xls": files.xls(ROWS), "ods": files.ods(ROWS)}


def read_here(content: bytes) -> None:
    """Read in this process, where nothing but a refusal may come out; the child would hide a slip of ours."""
    try:
        workbook = kinds.read(content, DEFAULT_LIMITS)
    except UnreadableFile as refusal:
        assert str(refusal)
    else:
        assert workbook.sheets


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content):
    read_here(content)


@given(st.text(max_size=300), st.sampled_from(["utf-8", "utf-16", "utf-16-le", "utf-32"]))
def test_any_text_is_read_or_refused(text, encoding):
    read_here(text.encode(encoding, "surrogatepass" if encoding.startswith("utf-8") else "replace"))


@given(st.integers(0, 10_000), st.integers(1, 255), st.sampled_from(["xlsx", "ods"]))
def test_a_file_with_one_wrong_byte_is_read_or_refused(place, change, kind):
    read_here(with_one_wrong_byte(_HONEST[kind], place, change))


@pytest.mark.slow  # a child for each: the library breaks down on some, and says so on the error output
@settings(max_examples=min(settings.default.max_examples // 4, 200))
@given(st.integers(0, 6000), st.integers(1, 255))
def test_an_old_workbook_with_one_wrong_byte_is_read_or_refused(place, change):
    try:
        read(with_one_wrong_byte(_HONEST["xls"], place, change), "broken.xls")
    except UnreadableFile as refusal:
        assert str(refusal)


def with_one_wrong_byte(content: bytes, place: int, change: int) -> bytes:
    at = place % len(content)
    return content[:at] + bytes([content[at] ^ change]) + content[at + 1 :]


@given(st.text(st.sampled_from('<>/ ="cvftrise1A0&;'), max_size=80), st.integers(0, 400))
def test_a_sheet_with_rubbish_in_its_xml_is_read_or_refused(rubbish, place):
    xml = files.sheet_of(ROWS)

    read_here(xlsx(xml[:place] + rubbish + xml[place:]))
