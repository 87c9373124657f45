"""Whole layouts, as the tools of schools write them, and what is proposed for them."""

from dataclasses import replace

import pytest

from consent.survey.proposing import propose
from consent.survey.purposes import DEFAULT_PURPOSES
from people.spreadsheets.table import Line, Table
from tests.consent.tables import CLASSES, FULL, YES_NO, asked, of, proposed, roles, table


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


PLACES = {"Website": YES_NO, "Facebook": YES_NO}


def confirmed_of(mapping):
    """(polarity, whether a person must look) of each column that asks."""
    return [(c.polarity, bool(c.confirm)) for c in mapping.columns if c.role.startswith("consent")]


def under_title(*titles, columns=None):
    whole = table({"Child": FULL, "Class": CLASSES} | (columns or PLACES))
    return propose(replace(whole, titles=list(titles)), DEFAULT_PURPOSES)


def test_bare_places_are_put_before_a_person_unless_the_file_asks_elsewhere():
    alone = proposed({"Child": FULL, "Class": CLASSES} | PLACES)
    beside = proposed({"Child": FULL, "May we use photos in the press?": YES_NO} | PLACES)
    beside_trips = proposed({"Child": FULL, "I give permission for trips": YES_NO} | PLACES)
    beside_refusal = proposed({"Child": FULL, "I do not agree to photos in the press": YES_NO} | PLACES)

    assert confirmed_of(alone) == [("consent", True)] * 2
    assert confirmed_of(beside) == [("consent", False)] * 3
    assert confirmed_of(beside_trips) == [("consent", True)] * 2
    assert confirmed_of(beside_refusal) == [("refusal", True), ("consent", True), ("consent", True)]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Photograph permissions 2026/27", ("consent", False)),
        ("Photo consent survey: autumn term", ("consent", False)),
        ("Todwick Primary School", ("consent", True)),
        ("Opt out of photographs", ("refusal", True)),
        ("Children who must NOT be photographed", ("refusal", True)),
        ("Photograph permissions: vetoes", ("refusal", True)),
        ("Photograph permissions, except where unsuitable", ("refusal", True)),
        ("Photograph permissions of those who resent it", ("consent", True)),
        ("Photographs: I don´t agree", ("refusal", True)),
    ],
)
def test_a_title_above_bare_places_says_what_a_yes_means(title, expected):
    assert confirmed_of(under_title("Todwick Primary School", title)) == [expected] * 2


def test_the_name_of_the_sheet_is_a_title():
    whole = replace(table({"Child": FULL} | PLACES), sheet="Photo opt-outs")

    assert confirmed_of(propose(whole, DEFAULT_PURPOSES)) == [("refusal", True)] * 2


def test_a_denial_above_full_questions_is_put_before_a_person_and_turns_nothing():
    asking = {"Do you give consent for photos on the website?": YES_NO}

    assert confirmed_of(under_title("Opt out of photographs", columns=asking)) == [("consent", True)]
    assert confirmed_of(under_title("Confidential: do not forward", columns=asking)) == [("consent", False)]


def test_a_heading_over_nothing_rules_the_bare_places_after_it():
    none = [""] * 4
    mapping = proposed(
        [("Child", FULL), ("Photographs our child MAY appear in:", none), ("Website", YES_NO),
         ("PHOTOGRAPHS OUR CHILD MUST NOT APPEAR IN:", none), ("Facebook", YES_NO), ("Newsletter", YES_NO)]
    )  # fmt: skip

    assert confirmed_of(mapping) == [("consent", False), ("refusal", True), ("refusal", True)]


def test_a_heading_over_nothing_in_unknown_words_is_put_before_a_person():
    mapping = proposed([("Child", FULL), ("Photographs we resent:", [""] * 4), ("Facebook", YES_NO)])

    assert confirmed_of(mapping) == [("consent", True)]


def test_a_title_that_refuses_turns_the_ticks_of_a_bare_list():
    ticked = {"Photographs": ["Website;Facebook;", "Website;", "Facebook;", ""]}

    assert confirmed_of(under_title("Opt out of photographs", columns=ticked)) == [("refusal", True)]


@pytest.mark.parametrize(
    ("question", "answer", "titles", "expected"),
    [
        ("Question", "Answer", [], [("consent", True), ("consent", True)]),
        ("Consent type", "Answer", [], [("consent", False), ("consent", False)]),
        ("Question", "Answer", ["Photograph permissions"], [("consent", False), ("consent", False)]),
        ("Question", "Answer", ["Opt out of photographs"], [("refusal", True), ("refusal", True)]),
        ("Question", "Refused", [], [("refusal", True), ("refusal", True)]),
    ],
)
def test_what_stands_over_bare_questions_of_a_long_file(question, answer, titles, expected):
    lines = [(name, place) for name in FULL for place in ("Website", "Facebook")]
    columns = {
        "Child": [name for name, _ in lines], question: [place for _, place in lines], answer: ["Yes", "No"] * 4,
    }  # fmt: skip
    mapping = propose(replace(table(columns), titles=titles), DEFAULT_PURPOSES)

    assert [(q.polarity, bool(q.confirm)) for q in mapping.questions] == expected


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
