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
from consent.survey.proposing.polarity import stance
from consent.survey.purposes import DEFAULT_PURPOSES
from people.roll.listing import ListedClass, ListedContact, ListedPupil, Roll
from people.spreadsheets.heading import find_table
from people.spreadsheets.table import Line, Mark, Sheet, Table, Workbook
from tests.consent.wordings import GIVES, POINTS, REFUSES, SOMETHING_ELSE

SLUGS = {purpose.slug for purpose in DEFAULT_PURPOSES}
SAMPLES = Path(__file__).resolve().parents[2] / ".." / "shared" / "samples"
CHILDREN = [
    ("Ella", "Holt", "3H", "Joanne Holt", "jo@families.example"),
    ("Ben", "Sykes", "RB", "Mark Sykes", "mark@families.example"),
    ("Mia", "Oxley", "4K", "Grace Oxley", "grace@families.example"),
    ("Kai", "Dale", "6W", "Ann Dale", "ann@families.example"),
]
FULL = [f"{child[0]} {child[1]}" for child in CHILDREN]
PARENTS = [child[3] for child in CHILDREN]
CLASSES = [child[2] for child in CHILDREN]
YES_NO = ["Yes", "No", "Yes", ""]


def table(columns: dict[str, list] | list[tuple[str, list]]) -> Table:
    pairs = list(columns.items()) if isinstance(columns, dict) else columns
    rows = zip(*(cells for _, cells in pairs), strict=True)
    return Table([heading for heading, _ in pairs], [Line(i, list(row)) for i, row in enumerate(rows, start=2)])


def proposed(columns, hints: RollHints | None = None) -> Mapping:
    mapping = propose(table(columns), DEFAULT_PURPOSES, hints)
    assert load(dump(mapping), SLUGS) == mapping
    return mapping


def roles(mapping: Mapping) -> list[str]:
    return [column.role for column in mapping.columns]


def asked(mapping: Mapping) -> dict[str, tuple[str, ...]]:
    return {column.header: column.purposes for column in mapping.columns if column.role == "consent"}


def of(mapping: Mapping, header: str):
    return next(column for column in mapping.columns if column.header == header)


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


def test_a_microsoft_form():
    mapping = proposed(
        {
            "ID": [1, 2, 3, 4],
            "Start time": ["2026-09-02 10:00:00"] * 4,
            "Completion time": ["2026-09-02 10:05:00"] * 4,
            "Email": ["anonymous"] * 4,
            "Name": [""] * 4,
            "What is your child's name?": FULL,
            "Where may we use photos of your child?": ["Website;Facebook;", "Website;", "Facebook;", ""],
        }
    )

    assert roles(mapping) == ["ignore", "ignore", "when", "email", "ignore", "child_fullname", "consent_multi"]
    assert mapping.columns[-1].options == {"Website": "website", "Facebook": "facebook"}
    assert not mapping.only_parents_could_answer


def test_a_form_with_two_heading_rows():
    headings = ["Respondent ID", "End Date", "Child's name", "Where may we use photos?", "", "The school photographer?"]
    second = ["", "", "Open-Ended Response", "School website", "Facebook", "Response"]
    rows = [[900 + i, "02/09/2026", name, "School website", "Facebook", "Yes"] for i, name in enumerate(FULL)]
    mapping = propose(
        Table(headings, [Line(2, second), *(Line(i, row) for i, row in enumerate(rows, 3))]), DEFAULT_PURPOSES
    )

    assert roles(mapping)[1:] == ["when", "child_fullname", "consent_multi", "consent_multi", "consent"]
    assert [column.options for column in mapping.columns[3:5]] == [
        {"School website": "website"},
        {"Facebook": "facebook"},
    ]


def test_headings_that_are_only_names_of_places():
    places = {"Web": "website", "FB": "facebook", "X": "x_twitter", "Insta": "instagram", "News": "newsletter"}
    mapping = proposed({"Child": FULL, "Class": CLASSES} | {place: ["Y", "N", "Y", ""] for place in places})

    assert asked(mapping) == {heading: (slug,) for heading, slug in places.items()}


def test_a_grid_whose_questions_begin_alike():
    stem = "Where may we use photos (website, Facebook, newsletter)?"
    mapping = proposed({"Child": FULL, f"{stem} [Website]": YES_NO, f"{stem} [Our newsletter]": YES_NO})

    assert list(asked(mapping).values()) == [("website",), ("newsletter",)]


def test_a_question_on_names_beside_one_on_the_place_asks_for_names_alone():
    mapping = proposed({"Child": FULL, "Photos on website": YES_NO, "Name with photo on website": YES_NO})

    assert list(asked(mapping).values()) == [("website",), ("name_with_photo",)]


def test_the_list_of_a_management_system_is_a_long_file():
    lines = [(name, kind) for name in FULL for kind in ("Photographs on school website", "Press", "Local visits")]
    mapping = proposed(
        {
            "Student": [name for name, _ in lines],
            "Registration form": ["3H"] * len(lines),
            "Consent type": [kind for _, kind in lines],
            "Status": ["Granted", "Not granted", "Requested"] * 4,
            "Date given": ["02/09/2026"] * len(lines),
        }
    )

    assert mapping.layout == "long"
    assert roles(mapping) == ["child_fullname", "class", "question", "answer", "when"]
    assert [question.purposes for question in mapping.questions] == [("website",), ("press",), ()]


def test_a_long_file_keeps_the_number_of_the_submission():
    questions = ["May we use photos on the website?", "I do NOT want photos on Facebook", "Other comments"]
    lines = [(900 + i, name, question) for i, name in enumerate(FULL) for question in questions]
    mapping = proposed(
        {
            "Line": list(range(1, 13)),
            "Response ID": [number for number, _, _ in lines],
            "Child": [name for _, name, _ in lines],
            "Question": [question for _, _, question in lines],
            "Answer": ["Yes", "No", "thank you"] * 4,
        }
    )

    assert roles(mapping)[1:] == ["response_id", "child_fullname", "question", "answer"]
    assert [(q.polarity, q.comment, bool(q.confirm)) for q in mapping.questions] == [
        ("consent", False, False),
        ("refusal", False, True),
        ("consent", True, True),
    ]


OTHERS = ["", "Max Sykes", "Zoe Oxley", ""]
OTHER_CLASSES = ["", "1M", "2P", ""]


@pytest.mark.parametrize(
    "headings",
    [
        ("Child 1 - name", "Child 1 - class", "Child 2 - name", "Child 2 - class"),
        ("Child's name", "Child's class", "Second child's name", "Second child's class"),
        ("Name", "Class", "Sibling 1 name", "Sibling 1 class"),
        ("Name (1)", "Class (1)", "Name (2)", "Class (2)"),
        ("Child's name", "Class", "Child's name2", "Class2"),
        ("Child's name", "Class", "Child's name", "Class"),
        ("Name of first child", "Class of first child", "Name of 2nd child", "Class of 2nd child"),
        ("Pupil1Name", "Pupil1Class", "Pupil2Name", "Pupil2Class"),
        ("Child's name", "Class", "Other child's name", "Other child's class"),
    ],
)
def test_several_children_in_one_row(headings):
    cells = [FULL, CLASSES, OTHERS, OTHER_CLASSES]
    mapping = proposed([*zip(headings, cells, strict=True), ("Photos on the website", YES_NO)])

    assert [(c.role, c.child) for c in mapping.columns[:4]] == [
        ("child_fullname", 1),
        ("class", 1),
        ("child_fullname", 2),
        ("class", 2),
    ]
    assert mapping.columns[4].child is None


def test_a_permission_of_one_child_of_the_row_keeps_its_number():
    mapping = proposed(
        {"Child 1 name": FULL, "Child 2 name": OTHERS, "Child 1: website photos": YES_NO, "Child 2: website": YES_NO}
    )

    assert [(c.role, c.child) for c in mapping.columns[2:]] == [("consent", 1), ("consent", 2)]


def test_a_childs_second_name_is_no_second_child():
    mapping = proposed({"Child's first name": ["Ella"] * 4, "Child's second name": ["Holt"] * 4, "Website": YES_NO})

    assert [(c.role, c.child) for c in mapping.columns[:2]] == [("child_forename", None), ("child_surname", None)]


def test_labels_with_commas_are_kept_whole():
    cells = [
        "School website, Local press (newspaper, radio)",
        "Newspaper, radio and TV, School website",
        "Newspaper, radio and TV",
        "None of the above",
    ]
    wording = "I agree to photos for (tick all that apply)"
    column = of(proposed({"Child": FULL, wording: cells}), wording)

    assert column.options == {
        "School website": "website",
        "Local press (newspaper, radio)": "press",
        "Newspaper, radio and TV": "press",
        "None of the above": None,
    }
    assert column.confirm


def test_a_label_may_stand_for_several_places_and_a_parents_own_words_for_none():
    cells = ["Website, Social media", "Website", "Social media", "Website but ask me first"]
    column = of(proposed({"Child": FULL, "Photo permissions": cells}), "Photo permissions")

    assert column.options == {"Website": "website", "Social media": "facebook x_twitter instagram"}


def test_a_tick_list_of_refusals():
    cells = ["Website, Facebook", "Facebook", "Website", ""]
    wording = "I do NOT want my child's photo used for (tick all that apply)"
    column = of(proposed({"Child": FULL, wording: cells}), wording)

    assert (column.role, column.polarity) == ("consent_multi", "refusal")
    assert "refuse" in column.confirm


def test_a_tick_list_about_something_else_is_left_alone():
    cells = ["Website, Facebook", "Facebook", "Website", ""]
    mapping = propose(table({"Child": FULL, "How would you like to hear from us?": cells}), DEFAULT_PURPOSES)

    assert roles(mapping) == ["child_fullname", "ignore"]


def test_dates_with_the_month_first_are_proposed_only_if_proven():
    american = proposed(
        {"Child": FULL, "Timestamp": ["9/14/2026 8:00", "9/2/2026 9:00"] * 2, "Photos on website": YES_NO}
    )
    unproven = proposed(
        {"Child": FULL, "Timestamp": ["9/4/2026 8:00", "9/2/2026 9:00"] * 2, "Photos on website": YES_NO}
    )

    assert (american.date_order, unproven.date_order) == ("mdy", None)
    assert "month first" in of(american, "Timestamp").confirm


def test_only_a_file_that_names_every_respondent_is_proposed_as_answered_by_parents():
    named = proposed({"Child": FULL, "Parent": PARENTS, "Photos on website": YES_NO})
    bare = proposed({"Child": FULL, "Parent": [*PARENTS[:3], "Mum"], "Photos on website": YES_NO})
    gap = proposed({"Child": FULL, "Parent": [*PARENTS[:3], ""], "Photos on website": YES_NO})

    assert [m.only_parents_could_answer for m in (named, bare, gap)] == [True, False, False]
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
