"""Two letters of a name find a child of the whole school (requirements 6.1, row 2)."""

import pytest

from consent.class_lists import ClassList, ClassLists
from consent.finding import MOST_SHOWN, find
from consent.namesakes import called_in_full
from tests.factories import PupilFactory


def school(**classes):
    """Lists of children by class, from "Forename Surname" or (forename, surname, more fields)."""
    number, lists, everybody = 0, [], {}
    for code, names in classes.items():
        listed = ClassList(code)
        for name in names:
            forename, surname, more = name if isinstance(name, tuple) else (*name.split(" ", 1), {})
            number += 1
            pupil = PupilFactory.build(pk=number, legal_forename=forename, legal_surname=surname, **more)
            listed.pupils.append(pupil)
            everybody[number] = pupil
        lists.append(listed)
    return ClassLists(lists, everybody, None)


def found(lists, text):
    return [str(pupil) for pupil in find(lists, text).pupils]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("lo", ["Lottie Frost", "Ava Lockwood"]),
        ("LO", ["Lottie Frost", "Ava Lockwood"]),
        ("zo", ["Zoë Łukasik"]),
        ("ZOË", ["Zoë Łukasik"]),
        ("łu", ["Zoë Łukasik"]),
        ("lu", ["Zoë Łukasik"]),
        ("oh", ["Finn O'Hara"]),
        ("o’h", ["Finn O'Hara"]),
        ("desouza", ["Imran de Souza"]),
        ("de s", ["Imran de Souza"]),
        ("maryj", ["Mary-Jane Bell"]),
        ("ava lo", ["Ava Lockwood"]),
        ("Lockwood, Ava", ["Ava Lockwood"]),
        ("  av  ", ["Ava Lockwood"]),
        ("ckw", []),
        ("ava ben", []),
        ("%%", []),
        ("\x00\x00", []),
    ],
)
def test_every_word_is_the_beginning_of_a_name_accents_and_capitals_apart(typed, expected):
    lists = school(
        **{
            "3H": ["Ava Lockwood", "Finn O'Hara", "Zoë Łukasik", "Lottie Frost"],
            "4K": ["Imran de Souza", "Mary-Jane Bell"],
        }
    )

    assert found(lists, typed) == expected


@pytest.mark.parametrize("typed", ["", " ", "a", "é", " a ", "'", "-a-"])
def test_fewer_than_two_letters_look_for_nobody(typed):
    looked = find(school(**{"3H": ["Ava Lockwood"]}), typed)

    assert looked.too_short
    assert looked.pupils == []


def test_what_a_child_is_not_called_finds_nobody():
    lists = school(**{"3H": [("Alexander", "Grey", {"preferred_forename": "Sasha", "preferred_surname": "Holt"})]})

    assert found(lists, "al") == found(lists, "gr") == []
    assert found(lists, "sa") == found(lists, "ho") == ["Sasha Holt"]


def test_more_than_fit_are_counted_and_the_forenames_come_first():
    lists = school(**{"3H": [f"Ben{n:02} Alder" for n in range(20)], "4K": ["Alfie Zed"]})

    looked = find(lists, "al")

    assert str(looked.pupils[0]) == "Alfie Zed"
    assert (len(looked.pupils), looked.count) == (MOST_SHOWN, 21)


def test_a_very_long_text_is_cut_before_anything_is_compared():
    assert len(find(school(**{"3H": ["Ava Lockwood"]}), "x" * 100_000).text) == 80


def test_two_of_one_name_in_one_class_are_told_apart_and_two_classes_do_that_by_themselves():
    lists = school(**{"3H": ["Ava Bright", "Ava Bright"], "4K": ["Ava Bright"]})

    said = [(name, code) for _, name, code in called_in_full(lists, find(lists, "av").pupils)]

    assert said == [("Ava Bright (1)", "3H"), ("Ava Bright (2)", "3H"), ("Ava Bright", "4K")]
