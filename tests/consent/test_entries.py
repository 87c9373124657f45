"""From rows to entries: every layout, every child, and never a yes that nobody gave."""

import datetime as dt
from dataclasses import replace

import pytest

from consent.packing import pack_table, unpack_table
from consent.survey.entries import read_entries
from consent.survey.entry import MomentState, NamedChild, NamedRespondent
from consent.survey.mapping import Column, Mapping, MappingFault
from people.spreadsheets.table import Mark
from tests.consent.entry_tables import BLANK, CHILD, CLASS, NO, PRESS_REFUSED, UNCLEAR, WEB, YES, one, read, table


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


def test_a_doubted_cell_turns_an_answer_and_nothing_else_and_is_held_with_the_table():
    columns = (CHILD, WEB, Column("Tick", "consent_multi", options={"Press": "press"}), Column("Notes", "comment"))
    rows = table(["Child", "Web", "Tick", "Notes"], ["Ella", "Yes", "Press", "thanks"], ["Ben", "", "", ""])
    doubted = frozenset((record, column) for record in (2, 3) for column in range(4))
    held = unpack_table(pack_table(replace(rows, doubted=doubted)))

    first, second = read_entries(held, Mapping(columns=columns)).entries

    assert (first.named.full_name, first.comment) == ("Ella", "thanks")
    assert first.answers == {"website": UNCLEAR, "press": UNCLEAR}
    assert second.answers == {"website": BLANK, "press": BLANK}


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
