"""What is looked up, or seen at a glance, is what reading it anew and closely would give. On made-up sheets."""

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from consent.survey.dates import _of_text, proves_month_first, read_moment, tidy
from consent.survey.dates_written import order_shown
from consent.survey.entries import read_entries
from consent.survey.entries.columns import Columns
from consent.survey.entries.rows import Rows
from consent.survey.judging import _Bench
from consent.survey.mapping import Column, Mapping
from people.spreadsheets.table import Line, Mark, Table

from .listed import pupil, roll

COLUMNS = (
    Column("Completed", "when"),
    Column("Child", "child_fullname"),
    Column("Child 2", "child_fullname", child=2),
    Column("Number", "admission_number"),
    Column("Class", "class"),
    Column("Parent", "who"),
    Column("E-mail", "email"),
    Column("Web?", "consent", purposes=("website",)),
    Column("No film?", "consent", purposes=("video",), polarity="refusal"),
    Column("Ticks", "consent_multi", options={"Press": "press", "All": "press display", "None": None}),
    Column("Comment", "comment"),
    Column("Diet"),
)
HEADINGS = [column.header for column in COLUMNS]
EMPTY = ("", None, " ")
NAMES = ("Ella Holt", "Ben Sykes", "Ella and Ben Holt", "Total", "Child", "Exported by the office today")
ANSWERS = ("Yes", "no", "Yes please", "n/a", True, 1, 1.0, 0, False, "Web?", "No film?", Mark.ERROR_VALUE)
CELLS: dict[str, tuple] = {
    "Completed": (
        "02/09/2026 08:00:00",
        "2026-09-03 10:00",
        "Completed",
        "31/02/2026 09:00",
        46000,
        "01/09/2099 10:00",
    ),
    "Child": NAMES,
    "Child 2": ("Ben Sykes", "Child 2", "Sum of yes"),
    "Number": ("004001", 4001, 4001.0, True),
    "Class": ("3H", "Hedgehogs", "Class", dt.date(2026, 4, 3), 3),
    "Parent": ("Joanne Holt", "Mum", "Dad", "Nan", "anonymous"),
    "E-mail": ("joanne@example.org", "JOANNE@example.org", "E-mail"),
    "Web?": ANSWERS,
    "No film?": ANSWERS,
    "Ticks": ("Press", "All", "Press, All", "None", "none of your business", True),
    "Comment": ("Not in the papers", "none", "-", 7),
    "Diet": ("nuts", "Diet"),
}
rows = st.tuples(*(st.sampled_from((*CELLS[heading], *EMPTY)) for heading in HEADINGS)).map(list)
sheets = st.lists(
    st.one_of(rows, rows, st.just(list(HEADINGS)), rows.map(lambda row: row[:6])), min_size=1, max_size=30
)


def table_of(lines) -> tuple[Table, Mapping]:
    lines = [Line(number, row) for number, row in enumerate(lines, start=2)]
    return Table(HEADINGS, lines), Mapping(columns=COLUMNS, date_order="dmy")


@given(sheets)
def test_a_row_is_read_alike_whatever_stands_beside_it(lines):
    whole, mapping = table_of(lines)
    alone = [Table(HEADINGS, [line]) for line in whole.lines]

    assert read_entries(whole, mapping).entries == [e for one in alone for e in read_entries(one, mapping).entries]


@given(sheets)
def test_a_row_that_is_a_response_at_a_glance_is_one_on_a_closer_look(lines):
    whole, mapping = table_of(lines)
    columns = Columns.of(whole, mapping)
    closer = Rows(whole, columns)
    closely = {
        line.record: closer.is_response(line, [columns.named(line, child) for child in columns.children])
        for line in whole.lines
    }

    assert {entry.record: entry.is_response for entry in read_entries(whole, mapping).entries} == closely


@given(sheets, st.booleans(), st.sampled_from((None, dt.date(2026, 9, 1))))
def test_an_entry_that_counts_at_a_glance_counts_on_a_closer_look(lines, only_parents, opened):
    known = roll(pupil("Ella Holt", admission_number="004001"), pupil("Ben Sykes", "2P"))
    bench = _Bench(known, 2026, dt.datetime(2026, 11, 1, tzinfo=dt.UTC), only_parents, opened)

    for entry in read_entries(*table_of(lines)).entries:
        if entry.is_response:
            assert bench.judge(entry) == bench._judge_closely(entry)


FIGURES = st.from_regex(r"[0-9]{2}/[0-9]{2}/(?:19|20|21)[0-9]{2} [0-9]{2}:[0-9]{2}(?::[0-9]{2})?", fullmatch=True)
REAL = st.datetimes(dt.datetime(1980, 1, 1), dt.datetime(2110, 1, 1))
WRITTEN = REAL.flatmap(lambda at: st.sampled_from((f"{at:%d/%m/%Y %H:%M:%S}", f"{at:%m/%d/%Y %H:%M}")))


@given(st.one_of(FIGURES, WRITTEN), st.sampled_from((None, "dmy", "mdy")))
@example("25/10/2026 01:30:00", None)
@example("29/03/2026 01:30", None)
@example("02/09/2026 24:00", None)
def test_a_moment_in_plain_figures_is_what_the_general_patterns_make_of_it(text, order):
    assert read_moment(text, order, False) == _of_text(text, order)


@given(st.lists(st.one_of(FIGURES, WRITTEN, st.sampled_from(("1/2/26", "13.09.2026", "2026-09-14", "soon", "")))))
def test_month_first_is_proved_by_the_same_dates(texts):
    shown = [fields for text in texts if (fields := order_shown(tidy(text)))]

    assert proves_month_first(texts) is (any(b > 12 for _, b in shown) and not any(a > 12 for a, _ in shown))


@pytest.mark.parametrize("number", [1, 999, 1000, 1001])
def test_the_order_of_dates_is_proved_by_the_whole_file(number):
    """A proof far down the file holds for its first rows too."""
    rows = [["03/09/2026 10:00", "Ella Holt", "Yes"]] * 1001
    rows[number - 1] = ["09/30/2026 10:00", "Ella Holt", "Yes"]
    columns = (COLUMNS[0], COLUMNS[1], COLUMNS[7])
    table = Table([column.header for column in columns], [Line(i, row) for i, row in enumerate(rows, start=2)])

    assert {entry.moment for entry in read_entries(table, Mapping(columns=columns)).entries} == {None}
