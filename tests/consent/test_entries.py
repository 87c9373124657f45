"""From rows to entries: every layout, every child, and never a yes that nobody gave."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consent.survey.answers import read_answer
from consent.survey.entries import read_entries
from consent.survey.entry import Entry, MomentState, NamedChild, NamedRespondent, Reading
from consent.survey.mapping import Column, Mapping, MappingFault, Question
from people.spreadsheets.table import Line, Mark, Table

YES, NO, BLANK, UNCLEAR = Reading.YES, Reading.NO, Reading.BLANK, Reading.UNCLEAR
CHILD = Column("Child", "child_fullname")
CLASS = Column("Class", "class")
WEB = Column("Web", "consent", purposes=("website",))
PRESS_REFUSED = Column("No press", "consent", purposes=("press",), polarity="refusal")


def table(headings, *rows, **facts) -> Table:
    return Table(list(headings), [Line(i, list(row)) for i, row in enumerate(rows, start=2)], **facts)


def read(columns, *rows, **facts) -> list[Entry]:
    return read_entries(table([c.header for c in columns], *rows), Mapping(columns=tuple(columns), **facts)).entries


def one(columns, *row, **facts) -> Entry:
    (entry,) = read(columns, row, **facts)
    return entry


def test_a_row_is_one_entry_with_everything_the_mapping_speaks_of():
    columns = [
        Column("When", "when"), Column("Who", "who"), Column("Mail", "email"), Column("As", "relationship"), CHILD,
        CLASS, Column("No", "admission_number"), Column("UPN", "upn"), Column("Born", "dob"), WEB, PRESS_REFUSED,
        Column("Notes", "comment"), Column("Allergies", "ignore"),
    ]  # fmt: skip
    entry = one(
        columns, "02/09/2026 08:23", " Jo\u200b Holt ", "jo@families.example", "Mum", "Ella\u202e Holt", "3H", 4102.0,
        "R372999926001", dt.datetime(2018, 3, 4), "Yes", "yes", "group photos only", "Nuts",
    )  # fmt: skip

    assert entry.record == 2
    assert entry.named == NamedChild(
        "Ella Holt", class_text="3H", admission_number="4102", upn="R372999926001", born_on=dt.date(2018, 3, 4)
    )
    assert entry.respondent == NamedRespondent("Jo Holt", "jo@families.example", "Mum")
    assert entry.moment_state is MomentState.READ
    assert entry.answers == {"website": YES, "press": NO}
    assert entry.comment == "group photos only"
    assert "Nuts" not in repr(entry)


def test_what_was_asked_and_what_was_left_alone_is_told():
    ticks = Column("Tick", "consent_multi", options={"Papers": "press", "None": None})
    mapping = Mapping(columns=(CHILD, WEB, ticks, Column("Allergies", "ignore")))
    reading = read_entries(table(["Child", "Web", "Tick", "Allergies", "Unmapped"], hidden_rows=3), mapping)

    assert reading.asked == ("website", "press")
    assert reading.wordings == {"website": [("Web", False)], "press": [("Tick: Papers", False)]}
    assert reading.refused == ["Allergies", "Unmapped"]
    assert reading.hidden_rows == 3


def test_a_mapping_for_another_file_is_a_fault():
    with pytest.raises(MappingFault):
        read_entries(table(["Pupil", "Web"]), Mapping(columns=(CHILD, WEB)))


@pytest.mark.parametrize(
    ("first", "second", "taken"),
    [("Yes", "No", UNCLEAR), ("Yes", "", YES), ("", "No", NO), ("Yes", "y", YES), ("maybe", "Yes", UNCLEAR)],
)
def test_two_columns_for_one_purpose(first, second, taken):
    columns = [CHILD, WEB, Column("Site", "consent", purposes=("website",))]

    assert one(columns, "Ella Holt", first, second).answers == {"website": taken}


def test_one_refusal_for_three_places():
    column = Column("I do NOT want", "consent", purposes=("facebook", "x_twitter"), polarity="refusal")

    assert one([CHILD, column], "Ella Holt", "Yes").answers == {"facebook": NO, "x_twitter": NO}
    assert one([CHILD, column], "Ella Holt", "No").answers == {"facebook": YES, "x_twitter": YES}
    assert one([CHILD, column], "Ella Holt", "No idea").answers == {"facebook": UNCLEAR, "x_twitter": UNCLEAR}


def test_ticked_places():
    ticks = Column("Tick", "consent_multi", options={"Web": "website", "Socials": "facebook x_twitter", "None": None})
    answers = [entry.answers for entry in read([CHILD, ticks], ["E", "Web, Socials"], ["B", "None"], ["K", None])]

    assert answers == [
        {"website": YES, "facebook": YES, "x_twitter": YES},
        {"website": NO, "facebook": NO, "x_twitter": NO},
        {"website": BLANK, "facebook": BLANK, "x_twitter": BLANK},
    ]


WIDER = {"Web": "website", "Facebook": "facebook", "Socials": "facebook x_twitter", "All": "website facebook x_twitter"}


@pytest.mark.parametrize(
    ("cell", "taken"),
    [
        ("Web", (YES, NO, NO)),
        ("All", (YES, YES, YES)),
        ("Web, Facebook, Socials", (YES, YES, YES)),
        ("Socials", (NO, UNCLEAR, YES)),
        ("Facebook", (NO, YES, NO)),
        ("Web, only in a group", (UNCLEAR, UNCLEAR, UNCLEAR)),
        ("", (BLANK, BLANK, BLANK)),
    ],
)
def test_labels_that_stand_for_several_places(cell, taken):
    answers = one([CHILD, Column("Tick", "consent_multi", options=WIDER)], "Ella Holt", cell).answers

    assert (answers["website"], answers["facebook"], answers["x_twitter"]) == taken


def test_a_tick_list_of_refusals_never_gives_a_yes():
    ticks = Column("NOT", "consent_multi", options=WIDER, polarity="refusal")

    assert one([CHILD, ticks], "Ella Holt", "Socials").answers == {"website": BLANK, "facebook": NO, "x_twitter": NO}


def test_an_answer_that_only_looks_like_a_yes_is_pointed_out():
    entry = one([CHILD, WEB], "Ella Holt", "Yes but only in a group")

    assert [(look.purpose, look.wrote, look.taken_as) for look in entry.lookalikes] == [
        ("website", "Yes but only in a group", UNCLEAR)
    ]
    assert one([CHILD, WEB], "Ella Holt", "Yes").lookalikes == ()


SIBLINGS = [
    Column("Parent", "who"),
    Column("Name", "child_fullname"), Column("Class", "class"),
    Column("Name 2", "child_fullname", 2), Column("Class 2", "class", 2),
    Column("Name 3", "child_fullname", 3), Column("Class 3", "class", 3),
    WEB, Column("Press 2", "consent", 2, ("press",)), Column("Note 2", "comment", 2),
]  # fmt: skip


def test_sibling_rows_give_each_named_child_the_answers_of_the_row():
    row = ["Jo Holt", "Ella Holt", "3H", "", "", "Ben Holt", "RB", "Yes", "", ""]
    entries = read(SIBLINGS, row)

    assert [(e.record, e.child, e.named.full_name, e.named.class_text) for e in entries] == [
        (2, 1, "Ella Holt", "3H"),
        (2, 2, "Ben Holt", "RB"),
    ]
    assert all(entry.answers == {"website": YES, "press": BLANK} for entry in entries)


def test_a_question_about_one_child_of_the_row_counts_for_that_child_alone():
    row = ["Jo Holt", "Ella Holt", "3H", "Ben Holt", "RB", "", "", "Yes", "No", "shy"]
    ella, ben = read(SIBLINGS, row)

    assert (ella.answers["press"], ben.answers["press"]) == (BLANK, NO)
    assert (ella.comment, ben.comment) == ("", "shy")


def test_a_row_of_answers_without_any_child_is_one_nameless_entry():
    entry = one(SIBLINGS, "Jo Holt", "", "", "", "", "", "", "Yes", "", "")

    assert entry.is_response
    assert entry.named == NamedChild()


SEVERAL = [
    ("Ella and Ben Holt", "RB / 3H", ["Ella Holt", "Ben Holt"], ["RB", "3H"]),
    ("Ella & Ben Holt", "RB", ["Ella Holt", "Ben Holt"], ["RB", "RB"]),
    ("Ella Holt / Ben Holt", "RB/3H", ["Ella Holt", "Ben Holt"], ["RB", "3H"]),
    ("Ella Holt, Ben Holt", "", ["Ella Holt", "Ben Holt"], ["", ""]),
    ("Ella, Ben and Max van der Berg", "", [f"{n} van der Berg" for n in ("Ella", "Ben", "Max")], [""] * 3),
    ("Ella Holt and Ben", "RB and 3H", ["Ella Holt", "Ben Holt"], ["RB", "3H"]),
    ("Ella Holt\nBen Holt", "", ["Ella Holt", "Ben Holt"], ["", ""]),
    ("Ella Holt + Ben Sykes", "Y3/4M", ["Ella Holt", "Ben Sykes"], ["Y3", "4M"]),
    ("Holt, Ella and Ben", "", ["Holt, Ella", "Holt, Ben"], ["", ""]),
]


@pytest.mark.parametrize(("cell", "of_class", "names", "classes"), SEVERAL)
def test_a_name_cell_with_several_children(cell, of_class, names, classes):
    entries = read([CHILD, CLASS, WEB], [cell, of_class, "Yes"])

    assert [entry.named.full_name for entry in entries] == names
    assert [entry.named.class_text for entry in entries] == classes
    assert [entry.child for entry in entries] == list(range(1, len(names) + 1))
    assert all(entry.several_in_cell for entry in entries)


@pytest.mark.parametrize(
    "name",
    [
        "Ella Holt",
        "Anderson Holt",
        "Mary-Kate St John",
        "Holt, Ella",
        "van der Berg, Anna Maria",
        "n/a",
        "Alex (Al/Lex) Ng",
    ],
)
def test_a_name_cell_with_one_child(name):
    entry = one([CHILD, CLASS, WEB], name, "3/4M", "Yes")

    assert not entry.several_in_cell
    assert (entry.named.full_name, entry.named.class_text) == (name, "3/4M")


def test_several_forenames_share_the_surname_of_its_own_column():
    columns = [Column("First", "child_forename"), Column("Last", "child_surname"), WEB]

    shared = read(columns, ["Ella and Ben", "Holt", "Yes"])
    paired = read(columns, ["Ella / Ben", "Holt / Hague", "Yes"])

    assert [(e.named.forename, e.named.surname) for e in shared] == [("Ella", "Holt"), ("Ben", "Holt")]
    assert [(e.named.forename, e.named.surname) for e in paired] == [("Ella", "Holt"), ("Ben", "Hague")]


def test_a_surname_before_the_comma_is_shared_too():
    entries = read([Column("Child", "child_surname_comma_forename"), WEB], ["Holt, Ella and Ben", "Yes"])

    assert [(e.named.full_name, e.named.surname_first) for e in entries] == [("Holt, Ella", True), ("Holt, Ben", True)]


def test_a_full_name_beats_forename_and_surname_columns():
    columns = [Column("First", "child_forename"), Column("Last", "child_surname"), CHILD, WEB]

    assert one(columns, "E", "H", "Ella Holt", "Yes").named == NamedChild("Ella Holt")
    assert one(columns, "Ella", "Holt", "", "Yes").named == NamedChild(forename="Ella", surname="Holt")


def test_a_class_that_a_spreadsheet_took_for_a_date():
    assert one([CHILD, CLASS, WEB], "Ella Holt", dt.datetime(2026, 4, 3), "Yes").named.class_text == "3/4"


def test_an_anonymous_respondent_is_nobody_and_two_name_columns_are_one_name():
    columns = [Column("First", "who"), Column("Last", "who"), Column("Mail", "email"), CHILD, WEB]

    assert one(columns, "Jo", "Holt", "", "Ella Holt", "Yes").respondent.name == "Jo Holt"
    assert one(columns, "Anonymous", "", "anonymous", "Ella Holt", "Yes").respondent == NamedRespondent()


WHEN = [Column("When", "when"), CHILD, WEB]


@pytest.mark.parametrize(
    ("cell", "state"),
    [("02/09/2026", MomentState.READ), ("", MomentState.EMPTY), (None, MomentState.EMPTY),
     ("soon", MomentState.UNREADABLE), (Mark.ERROR_VALUE, MomentState.UNREADABLE)],
)  # fmt: skip
def test_the_state_of_the_date(cell, state):
    assert one(WHEN, cell, "Ella Holt", "Yes").moment_state is state


def test_a_file_without_date_column_says_so():
    assert one([CHILD, WEB], "Ella Holt", "Yes").moment_state is MomentState.NO_COLUMN


def test_month_first_dates_are_read_only_once_a_person_agreed():
    rows = [["9/2/2026", "Ella Holt", "Yes"], ["9/14/2026", "Ben Holt", "Yes"]]

    assert {entry.moment_state for entry in read(WHEN, *rows)} == {MomentState.UNREADABLE}
    agreed = read(WHEN, *rows, date_order="mdy")
    assert [entry.moment and entry.moment.at.day for entry in agreed] == [1, 13]  # local midnight is 23:00 UTC


@pytest.mark.parametrize("cell", ["-", "None", "n/a", "N/A.", "no", "nil", "—", " ", None])
def test_a_comment_that_says_nothing_is_none(cell):
    assert one([CHILD, WEB, Column("Notes", "comment")], "Ella Holt", "Yes", cell).comment == ""


def test_comments_of_several_columns_are_joined():
    columns = [CHILD, WEB, Column("Notes", "comment"), Column("More", "comment")]

    assert one(columns, "Ella Holt", "Yes", "no surname", "ask first").comment == "no surname\nask first"


@pytest.mark.parametrize(
    "row",
    [
        ["When", "Child", "Web"],
        ["Total", "", 12],
        ["", "Total yes:", 12],
        ["Grand total", None, "63%"],
        ["", "Count", 4],
        ["Number of responses", "", "4"],
        ["Y = yes, N = no", "", ""],
        ["", "Exported by the office on 30/09/2026", ""],
        ["Exported by office", "", ""],
    ],
)
def test_lines_that_are_no_response(row):
    entries = read(WHEN, ["02/09/2026", "Ella Holt", "Yes"], row)

    assert [entry.is_response for entry in entries] == [True, False]


@pytest.mark.parametrize(
    "row",
    [
        *(["", "Ella Holt", ""], ["02/09/2026", "", "No"], ["", "Total", "No"]),
        *(["02/09/2026", "Total Count", "No"], ["", "Count", "no"]),
    ],
)
def test_lines_that_may_be_a_response(row):
    assert one(WHEN, *row).is_response


def test_a_second_heading_row_is_no_response():
    columns = [Column("Child", "child_fullname"), Column("Where?", "consent_multi", options={"Web": "website"}),
               Column("", "consent_multi", options={"Press": "press"})]  # fmt: skip
    entries = read(columns, ["Open-Ended Response", "Web", "Press"], ["Ella Holt", "Web", ""])

    assert [entry.is_response for entry in entries] == [False, True]
    assert entries[1].answers == {"website": YES, "press": BLANK}


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
