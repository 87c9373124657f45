"""Long files, and what no file whatever may do: a yes that nobody gave."""

from hypothesis import given, settings
from hypothesis import strategies as st

from consent.survey.answers import read_answer
from consent.survey.entries import read_entries
from consent.survey.entry import Entry
from consent.survey.mapping import Column, Mapping, Question
from people.spreadsheets.table import Mark
from tests.consent.entry_tables import BLANK, CHILD, CLASS, NO, PRESS_REFUSED, UNCLEAR, WEB, YES, read, table

LONG = (Column("No", "response_id"), Column("When", "when"), Column("Who", "who"), CHILD, CLASS,
        Column("Q", "question"), Column("A", "answer"))  # fmt: skip
QUESTIONS = (
    Question("On the website?", ("website",)),
    Question("NOT in the press", ("press",), "refusal"),
    Question("Comments", comment=True),
    Question("Allergies?"),
)


def read_lines(*rows, numbered=True) -> list[Entry]:
    columns = LONG if numbered else LONG[1:]
    kept = [row if numbered else row[1:] for row in rows]
    mapping = Mapping("long", columns=columns, questions=QUESTIONS)
    return read_entries(table([c.header for c in columns], *kept), mapping).entries


def line(number, question, answer, child="Ella Holt", when="02/09/2026", who="Jo Holt"):
    return [number, when, who, child, "3H", question, answer]


def test_the_lines_of_one_response_are_one_entry():
    entries = read_lines(
        line(1, "On the website?", "Yes"), line(2, "On the  WEBSITE?", "No", "Ben Holt"),
        line(1, "NOT in the press", "Yes"),
        line(1, "Comments", "group photos only"), line(1, "Allergies?", "nuts"), line(1, "Something new", "Yes"),
    )  # fmt: skip

    assert [(e.record, e.child, e.named.full_name) for e in entries] == [(2, 1, "Ella Holt"), (3, 1, "Ben Holt")]
    assert [e.answers for e in entries] == [{"website": YES, "press": NO}, {"website": NO, "press": BLANK}]
    assert entries[0].comment == "group photos only"
    assert "nuts" not in repr(entries)


def test_without_response_numbers_child_class_respondent_and_time_make_a_response():
    entries = read_lines(
        line(0, "On the website?", "Yes"), line(0, "NOT in the press", "No"),
        line(0, "On the website?", "No", when="03/09/2026"), line(0, "On the website?", "No", who="Tom Holt"),
        numbered=False,
    )  # fmt: skip

    assert [entry.answers for entry in entries] == [{"website": YES, "press": YES}, {"website": NO}, {"website": NO}]
    assert [entry.answers_missing for entry in entries] == [frozenset(), {"press"}, {"press"}]


def test_two_different_answers_to_one_question_are_unclear():
    (entry,) = read_lines(line(1, "On the website?", "Yes"), line(1, "On the website?", "No"))

    assert entry.answers["website"] is UNCLEAR


def test_a_response_about_two_children_is_two_entries_and_a_line_without_name_belongs_to_the_one_before():
    entries = read_lines(
        line(1, "On the website?", "Yes"), line(1, "NOT in the press", "Yes", child=""),
        line(1, "On the website?", "No", "Ben Holt"),
    )  # fmt: skip

    assert [(e.child, e.named.full_name) for e in entries] == [(1, "Ella Holt"), (2, "Ben Holt")]
    assert [e.answers for e in entries] == [{"website": YES, "press": NO}, {"website": NO, "press": BLANK}]


SAID = ["Yes", "No", "yes!", "Yes but", "Yes, No", "Web", "Web, Papers", "Total", "Ella and Ben Holt"]
CELLS = (
    st.none()
    | st.booleans()
    | st.integers(-3, 50_000)
    | st.floats()
    | st.text(max_size=15)
    | st.datetimes()
    | st.times()
    | st.sampled_from([*Mark, *SAID])
)
WIDE = [
    Column("When", "when"), Column("Who", "who"), CHILD, CLASS, Column("Child 2", "child_surname_comma_forename", 2),
    Column("Born", "dob"), WEB, Column("Web again", "consent", purposes=("website",)), PRESS_REFUSED,
    Column("Film 2", "consent", 2, ("video",)), Column("Notes", "comment"),
    Column("Tick", "consent_multi", options={"Web": "website", "Papers": "press", "None": None}),
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=len(WIDE)), max_size=6))
def test_no_entry_has_a_yes_unless_a_cell_of_its_columns_is_exactly_that(rows):
    entries = read(WIDE, *rows)

    for entry in entries:
        cells = dict(zip([column.header for column in WIDE], rows[entry.record - 2], strict=False))
        ticked = [part.strip() for part in cells["Tick"].split(",")] if isinstance(cells.get("Tick"), str) else []
        website = [read_answer(cells.get(header)) for header in ("Web", "Web again")]
        if entry.answers["website"] is YES:
            assert (YES in website or "Web" in ticked) and NO not in website
        if entry.answers["press"] is YES:
            assert read_answer(cells.get("No press")) is NO or "Papers" in ticked
        if entry.answers["video"] is YES:
            assert read_answer(cells.get("Film 2")) is YES


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(CELLS | st.sampled_from([q.question for q in QUESTIONS]), max_size=7), max_size=8))
def test_no_line_of_a_long_file_makes_a_yes_of_its_own(rows):
    for entry in read_lines(*rows_of_seven(rows)):
        exact = [
            row
            for row in rows_of_seven(rows)
            if str(row[5]).startswith("On the website") and read_answer(row[6]) is YES
        ]
        assert entry.answers.get("website") is not YES or exact
        assert set(entry.answers) | set(entry.answers_missing) <= {"website", "press"}


def rows_of_seven(rows):
    return [[*row, *[None] * (7 - len(row))] for row in rows]
