"""The answer in words."""

import pytest

from consent.answer_words import Named, sentence
from consent.checking import Use, judge, not_asked, offered, works_for_all
from consent.effective import Word
from consent.models import Purpose
from consent.namesakes import called_apart
from consent.register import register_on
from tests.factories import PupilFactory

from .given import TODAY, answer, children, six, survey

X = Purpose(slug="x_twitter", label="X (Twitter)")
PAMPHLET = Purpose(slug="pamphlet", label="Church magazine")
YES, NO, ASK = Word.YES, Word.NO, Word.ASK
NBSP = "\N{NO-BREAK SPACE}"


def spoken(use, called, words):
    said = sentence(use, called, words)
    whole = f"{said.child} {said.text}" + (f" Leave out {said.leave_out}." if said.leave_out else "")
    return f"{whole} {said.last}".strip().replace(NBSP, " ")


@pytest.mark.parametrize(
    ("words", "answer_in_words"),
    [
        ({}, "Choose the children who can be seen in it."),
        (dict.fromkeys(["Ann", "Bo", "Cy", "Di", "Eve", "Flo"], YES), "All 6 have permission for X (Twitter) today."),
        ({"Ann": YES, "Bo": YES}, "Both have permission for X (Twitter) today."),
        ({"Ava": YES}, "Ava has permission for X (Twitter) today."),
        ({"Ava": NO}, "Ava has no permission for X (Twitter). Leave out Ava."),
        ({"Ava": ASK}, "Ava has no clear permission for X (Twitter). Ask the office."),
        (
            {"Ava": NO, "Ben": ASK, "Esme": YES, "Finn": YES, "Maya": YES, "Omar": YES},
            "4 of 6 can go on X (Twitter). Leave out Ava and Ben.",
        ),
        ({"Ava": NO, "Ben": ASK}, "None of the 2 can go on X (Twitter)."),
    ],
)
def test_the_sentence_names_whom_to_leave_out(words, answer_in_words):
    assert spoken(Use(X), list(words), list(words.values())) == answer_in_words


def test_the_sentence_says_film_and_names_where_they_are_meant():
    assert spoken(Use(X, "film", "first"), ["Ava", "Bo"], [YES, YES]) == (
        "Both have permission for X (Twitter) in a film with first names today."
    )
    assert spoken(Use(X, "photo", "full"), ["Ava", "Bo"], [YES, NO]) == (
        "1 of 2 can go on X (Twitter) with full names. Leave out Bo."
    )


def test_the_sentence_calls_a_place_what_people_call_it():
    website = Purpose(slug="website", label="Website")

    assert spoken(Use(website), ["Ava", "Bo"], [YES, YES]) == "Both have permission for the website today."
    assert spoken(Use(website), ["Ava", "Bo"], [YES, NO]) == "1 of 2 can go on the website. Leave out Bo."


def test_a_place_of_the_schools_own_is_named_as_the_school_names_it():
    assert spoken(Use(PAMPHLET), ["Ava", "Bo"], [YES, NO]) == (
        "1 of 2 has permission for Church magazine. Leave out Bo."
    )


def test_a_long_list_to_leave_out_is_counted_and_named_in_full_by_the_word():
    called = [f"Child{n}" for n in range(9)]

    said = sentence(Use(X), called, [NO] * 5 + [ASK, NO, ASK, YES])

    assert (said.leave_out, said.count_out) == ("", 8)
    assert said.out == (
        Named(NO, "Child0, Child1, Child2, Child3, Child4 and Child6"),
        Named(ASK, "Child5 and Child7"),
    )


def test_where_nobody_can_go_the_answer_still_says_whom_to_ask_about():
    said = sentence(Use(X), ["Ava", "Ben", "Cy"], [NO, ASK, NO])

    assert said.out == (Named(ASK, "Ben"),)


@pytest.mark.django_db
def test_A11_25a_a_use_is_a_yes_for_exactly_those_whose_parents_said_yes():
    pupils = six(survey())
    register = register_on(pupils, TODAY)

    words = judge(register, pupils, Use(Purpose.objects.get(slug="x_twitter")))

    assert list(words.values()) == [YES, YES, NO, NO, NO, ASK]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("what", "names", "word"),
    [("photo", "none", YES), ("film", "none", ASK), ("photo", "first", NO), ("film", "full", NO)],
)
def test_film_and_names_are_conditions_and_one_that_was_not_asked_is_a_no(what, names, word):
    load = survey(["website", "video"])
    [wren] = children("Wren")
    answer(load, wren, {"website": "yes", "video": "unclear"})
    register = register_on([wren], TODAY)
    use = Use(Purpose.objects.get(slug="website"), what, names)

    assert judge(register, [wren], use) == {wren.pk: word}
    assert not_asked(register, use) == (["name with photo"] if names != "none" else [])


@pytest.mark.django_db
@pytest.mark.parametrize("gone", ["website", "video"])
def test_a_retired_place_or_condition_permits_nothing(gone):
    load = survey(["website", "video"])
    [wren] = children("Wren")
    answer(load, wren)
    Purpose.objects.filter(slug=gone).update(retired_on=TODAY)

    register = register_on([wren], TODAY)

    assert judge(register, [wren], Use(Purpose.objects.get(slug="website"), "film")) == {wren.pk: NO}


@pytest.mark.django_db
def test_a_place_that_was_not_asked_about_is_told_apart_once_a_survey_is_in():
    places, not_asked_about = offered(register_on([], TODAY))
    assert "instagram" in [place.slug for place in places]
    assert not_asked_about == []

    survey(["website", "video"])
    places, not_asked_about = offered(register_on([], TODAY))

    assert [place.slug for place in places] == ["website"]
    assert "Instagram" in not_asked_about
    assert "film" not in not_asked_about


@pytest.mark.django_db
def test_what_works_for_all_keeps_to_the_same_manner_of_use():
    load = survey()
    ava, ben = children("Ava", "Ben")
    answer(load, ava, {"website": "no", "x_twitter": "yes", "newsletter": "yes", "display": "yes", "video": "no"})
    answer(load, ben, {"website": "yes", "x_twitter": "no", "newsletter": "yes", "display": "yes", "video": "yes"})
    register = register_on([ava, ben], TODAY)
    x = Purpose.objects.get(slug="x_twitter")

    assert works_for_all(register, [ava, ben], Use(x)) == ["newsletter", "display"]
    assert works_for_all(register, [ava, ben], Use(x, "film")) == []
    assert works_for_all(register, [], Use(x)) == []


def called(*names):
    pupils = [
        PupilFactory.build(pk=n, legal_forename=forename, legal_surname=surname, middle_names=middle)
        for n, (forename, surname, middle) in enumerate(names)
    ]
    return list(dict(sorted(called_apart(pupils).items())).values())


def test_namesakes_are_told_apart_by_as_little_as_does():
    assert called(("Ava", "Bright", ""), ("Ava", "Cole", ""), ("Ben", "Cole", "")) == ["Ava B", "Ava C", "Ben"]
    assert called(("Ava", "Bright", ""), ("Ava", "Brown", "")) == ["Ava Bright", "Ava Brown"]
    assert called(("Ava", "Bright", "May"), ("Ava", "Bright", "Jo")) == ["Ava May Bright", "Ava Jo Bright"]
    assert called(("Ava", "Bright", ""), ("Ava", "Bright", "")) == ["Ava Bright (1)", "Ava Bright (2)"]
    assert called(("ava", "Bright", ""), ("Ava", "Cole", "")) == ["ava B", "Ava C"]
