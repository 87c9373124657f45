"""Rows with several children, and name cells with several children."""

import pytest

from consent.survey.entry import NamedChild
from consent.survey.mapping import Column
from tests.consent.entry_tables import BLANK, CHILD, CLASS, NO, WEB, YES, one, read

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
