"""What the portal proposes for files that nobody has seen before."""

import csv
import datetime as dt
import json
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consent.survey.mapping import Mapping, MappingFault, dump, load
from consent.survey.proposing import RollHints, knows, propose
from consent.survey.proposing.finding import PurposeFinder
from consent.survey.proposing.polarity import stance
from consent.survey.proposing.sureness import doubtful_words
from consent.survey.purposes import DEFAULT_PURPOSES
from people.roll.listing import ListedClass, ListedContact, ListedPupil, Roll
from people.spreadsheets.heading import find_table
from people.spreadsheets.table import Line, Mark, Sheet, Table, Workbook
from tests.consent.tables import CHILDREN, CLASSES, FULL, PARENTS, SLUGS, YES_NO, of, proposed, table
from tests.consent.wordings import GIVES, REFUSES, SOMETHING_ELSE
from tests.consent.wordings_pointing import DOUBTFUL, POINTS, SURE
from todwick_portal.demo import survey as demo_survey

SAMPLES = Path(__file__).resolve().parents[2] / ".." / "shared" / "samples"


def one_question(wording: str) -> Mapping:
    return propose(table({"Child's name": FULL, "Class": CLASSES, wording: YES_NO}), DEFAULT_PURPOSES)


@pytest.mark.parametrize(("wording", "purposes"), GIVES)
def test_a_question_that_gives_permission(wording, purposes):
    column = of(one_question(wording), wording)

    assert (column.role, set(column.purposes), column.polarity) == ("consent", set(purposes.split()), "consent")
    assert len(column.purposes) < 2 or column.confirm


@pytest.mark.parametrize(("wording", "purposes"), REFUSES)
def test_a_question_whose_yes_refuses_is_marked_and_must_be_confirmed(wording, purposes):
    column = of(one_question(wording), wording)

    assert (column.role, set(column.purposes), column.polarity) == ("consent", set(purposes.split()), "refusal")
    assert column.confirm


@pytest.mark.parametrize(("wording", "polarity"), DOUBTFUL)
def test_a_wording_with_a_word_that_may_turn_a_yes_is_never_taken_unseen(wording, polarity):
    column = of(one_question(wording), wording)

    assert (column.role, column.purposes, column.polarity) == ("consent", ("facebook",), polarity)
    assert column.confirm


@pytest.mark.parametrize("wording", SURE)
def test_nobody_is_asked_about_an_ordinary_wording(wording):
    column = of(one_question(wording), wording)

    assert (column.role, column.polarity, column.confirm) == ("consent", "consent", "")


def test_nobody_is_asked_about_the_questions_of_the_demo_school():
    asking = [one_question(heading).columns[-1] for heading in demo_survey.HEADINGS[6:-2]]

    assert {(column.role, column.polarity, column.confirm) for column in asking} == {("consent", "consent", "")}


@pytest.mark.parametrize("wording", [wording for wording, _ in REFUSES] + [w for w, p in POINTS if p == "refusal"])
def test_no_refusal_is_sure_even_if_its_denial_were_unknown(wording):
    assert doubtful_words(wording, PurposeFinder(DEFAULT_PURPOSES))


@pytest.mark.parametrize(("wording", "polarity"), POINTS)
def test_which_way_a_yes_points(wording, polarity):
    assert stance(wording).polarity == polarity


@pytest.mark.parametrize("wording", SOMETHING_ELSE)
def test_a_question_about_something_else_is_no_photo_permission(wording):
    assert of(one_question(wording), wording).role in {"ignore", "comment", "email"}


@pytest.mark.parametrize(
    "wording",
    ["I have no objection to photographs on the website", "Do you agree to photos on the website, or not?"],
)
def test_a_not_that_does_not_refuse_is_consent_and_must_be_confirmed(wording):
    column = of(one_question(wording), wording)

    assert (column.polarity, column.purposes) == ("consent", ("website",))
    assert column.confirm


ROLES = [
    ("Parent/Carer Name", PARENTS, "who"),
    ("Name of person completing this form", PARENTS, "who"),
    ("Signed", PARENTS, "who"),
    ("Completed by", ["Mum", "Dad", "Mum", "Mum"], "who"),
    ("Relationship to child", ["Mother", "Father", "Nan", "Mother"], "relationship"),
    ("Your email", [child[4] for child in CHILDREN], "email"),
    ("E-mail", [child[4] for child in CHILDREN], "email"),
    ("Completion time", ["2026-09-02 10:00:00"] * 4, "when"),
    ("SubmittedOn", [46267.5, 46268.25, 46269.75, 46270.5], "when"),
    ("Dyddiad", ["02/09/2026"] * 4, "when"),
    ("Pupil DOB", ["01/02/2016", "03/04/2019", "05/06/2020", "07/08/2021"], "dob"),
    ("Date", ["01/02/2016", "03/04/2019", "05/06/2020", "07/08/2021"], "dob"),
    ("Form", CLASSES, "class"),
    ("Which class is your child in?", CLASSES, "class"),
    ("Class teacher", ["Mrs Hall", "Mr Ray", "Ms Fox", "Mrs Hall"], "class"),
    ("YearGroup", ["Y3", "YR", "Y4", "Y6"], "class"),
    ("Admission no", [4001, 4002, 4003, 4004], "admission_number"),
    ("UPN", ["R372999926001"] * 4, "upn"),
    ("Submission ID", [900, 901, 902, 903], "ignore"),
    ("#", [1, 2, 3, 4], "ignore"),
    ("IP Address", ["10.0.0.1"] * 4, "ignore"),
    ("Emergency contact name", PARENTS, "ignore"),
    ("GP name", ["Dr Moor"] * 4, "ignore"),
    ("Any allergies or medical conditions?", ["Nuts, carries a pen", "Asthma and eczema", "No", ""], "ignore"),
    ("Is there a court order about your child?", ["Yes, father may not visit", "No", "No", ""], "ignore"),
    ("Any other comments", ["Please only group photos of her", "Lovely school", "", ""], "comment"),
    ("What did you like?", ["The sports day was great fun", "We liked the new head a lot", "", "All"], "comment"),
    ("Favourite colour", ["red", "blue", "red", "red"], "ignore"),
    ("Nothing stands here", ["", None, " ", ""], "ignore"),
]


@pytest.mark.parametrize(("heading", "cells", "role"), ROLES)
def test_the_role_of_a_column_beside_the_questions(heading, cells, role):
    mapping = proposed({"Child's name": FULL, heading: cells, "Photos on the website": YES_NO})

    assert of(mapping, heading).role == role


def test_free_text_must_be_looked_at():
    mapping = proposed({"Child": FULL, "Notes": ["not on Facebook please", "", "ok", ""], "Photos on website": YES_NO})

    assert of(mapping, "Notes").role == "comment"
    assert of(mapping, "Notes").confirm


def test_dates_with_the_month_first_are_proposed_only_if_proven():
    american = proposed(
        {"Child": FULL, "Timestamp": ["9/14/2026 8:00", "9/2/2026 9:00"] * 2, "Photos on website": YES_NO}
    )
    unproven = proposed(
        {"Child": FULL, "Timestamp": ["9/4/2026 8:00", "9/2/2026 9:00"] * 2, "Photos on website": YES_NO}
    )

    assert (american.date_order, unproven.date_order) == ("mdy", None)
    assert "month first" in of(american, "Timestamp").confirm


def test_that_only_parents_could_answer_is_for_a_person_to_say():
    named = proposed({"Child": FULL, "Parent": PARENTS, "Photos on website": YES_NO})

    assert not named.only_parents_could_answer
    assert named.survey_opened is None


def pupil(forename, surname, number):
    contact = ListedContact(f"Ann {surname}", "", "", True)
    return ListedPupil(1, number, "", forename, "", surname, "", "", dt.date(2018, 1, 1), ("3H",), "3", (contact,))


HINTS = RollHints.from_roll(
    Roll(
        2026,
        tuple(pupil(child[0], child[1], f"00400{i}") for i, child in enumerate(CHILDREN)),
        (ListedClass("3H", "Hedgehogs", ("3",), ("Mrs Hall",)),),
    )
)


def test_the_roll_tells_whose_names_and_numbers_stand_in_a_column():
    mapping = proposed({"Name": FULL, "Kid": PARENTS, "ID": [4000, 4001, 4002, 4003], "Website": YES_NO}, HINTS)
    unnamed = proposed({"A": FULL, "B": ["Hedgehogs"] * 4, "Photos on website": YES_NO}, HINTS)

    assert of(mapping, "Name").role == "child_fullname"
    assert of(mapping, "ID").role == "admission_number"
    assert of(unnamed, "A").role == "child_fullname"
    assert of(unnamed, "A").confirm


@pytest.mark.parametrize("heading", ["Pupil name", "Class", "Timestamp", "Website", "Question", "Allergies", "UPN"])
def test_headings_of_surveys_are_known(heading):
    assert knows(heading)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Todwick Primary School",
        "Photograph permissions 2026/27",
        "Exported 30/09/2026 by office",
        "3H",
        "Ella Holt",
    ],
)
def test_titles_and_cells_are_no_headings(text):
    assert not knows(text)


CELLS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.datetimes() | st.dates()
    | st.times() | st.sampled_from([*Mark, "Yes", "No", "Website, Facebook", "02/09/2026", "a@b.example", "Ella Holt"])
)  # fmt: skip
HEADINGS = st.text(max_size=25) | st.sampled_from(
    [
        *(wording for wording, _ in (*GIVES, *REFUSES)),
        *(heading for heading, _, _ in ROLES),
        "Question",
        "Answer",
        "Name",
    ]
)


@settings(max_examples=250, deadline=None)
@given(st.data())
def test_no_table_whatever_breaks_the_proposal(data):
    headings = data.draw(st.lists(HEADINGS, min_size=1, max_size=7))
    rows = data.draw(st.lists(st.lists(CELLS, min_size=0, max_size=len(headings)), max_size=6))
    mapping = propose(Table(headings, [Line(i, row) for i, row in enumerate(rows, 2)]), DEFAULT_PURPOSES, HINTS)

    try:
        assert load(dump(mapping), SLUGS) == mapping
    except MappingFault as fault:
        assert any(part in str(fault) for part in ("no column", "each question", "nothing about any column"))
    assert all(column.confirm for column in mapping.columns if column.polarity == "refusal")


def sample_table(path: Path) -> Table:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as handle:
            return find_table(Workbook("csv", (Sheet("", [list(row) for row in csv.reader(handle)]),)), knows)
    book = openpyxl.load_workbook(path)
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    sheets = [Sheet(s.title, [list(row) for row in s.iter_rows(values_only=True)]) for s in visible]
    return find_table(Workbook("xlsx", tuple(sheets)), knows)


@pytest.mark.skipif(not SAMPLES.exists(), reason="the sample exports are not beside this clone")
@pytest.mark.parametrize("variant", ["v01", "v02", "v03", "v05", "v07", "v08", "v12"])
def test_every_column_of_the_samples_is_proposed_rightly(variant):
    path = next(SAMPLES.glob(f"{variant}_*"))
    columns = json.loads(dump(propose(sample_table(path), DEFAULT_PURPOSES)))["columns"]
    got = {" ".join(column["header"].split()): column for column in columns}
    with (SAMPLES / "columns_truth.csv").open(encoding="utf-8", newline="") as handle:
        truth = [row for row in csv.DictReader(handle) if row["variant"] == variant]

    for row in truth:
        mine = got[" ".join(row["header"].split())]
        slugs = {*mine.get("purposes", ()), *mine.get("options", {}).values()} - {None}
        role = "ignore" if mine["role"] == "comment" else mine["role"]
        assert (role, slugs) == (row["role"], set(filter(None, row["purposes"].split(";")))), row["header"]
        refuses = "REFUSAL" in row["polarity"]
        assert not refuses or (mine["polarity"] == "refusal" and mine["confirm"])
