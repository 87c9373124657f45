"""Which pupil a row is about: certain, a question, or nobody (domain 5.4)."""

import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from consent.survey.entry import NamedChild, NamedRespondent
from consent.survey.matching import Matcher
from consent.survey.matching_index import exact_keys
from consent.survey.matching_short_forms import related
from consent.survey.verdict import Match, Outcome, Reason
from people.names import fold
from people.roll.listing import ListedPupil

from .listed import JOANNE, pupil, roll

NOBODY = NamedRespondent()
UPN_ELLA, UPN_BEN = "R372999926001", "F372999926002"
BORN = dt.date(2018, 3, 4)
ELLA = pupil("Ella Holt", "3H", upn=UPN_ELLA, admission_number="004102", born_on=BORN, middle_names="Rose Ann")
BEN = pupil("Ben Holt", "2P", upn=UPN_BEN, admission_number="004103", born_on=BORN)
OLIVER = pupil("Oliver O'Dowd", "3H", preferred_forename="Ollie", preferred_surname="Firth-Lane")
BILAL = pupil("Muhammad Ali", "6W", middle_names="Bilal", born_on=dt.date(2016, 5, 21), contacts=())
YASIN = pupil("Muhammad Ali", "6W", middle_names="Yasin", born_on=dt.date(2015, 10, 3))
EVIE = pupil("Evie Gill", "3H", contacts=())
EVIE_TOO = pupil("Evie Gill", "2P", contacts=())
ZOE = pupil("Zoë Smith-Okoro", "3H", contacts=())
LILY = pupil("Lily-Mae Dale", "5T", contacts=())
LUCJA = pupil("Łucja Sykes", "3H", contacts=())
EVERYBODY = (ELLA, BEN, OLIVER, BILAL, YASIN, EVIE, EVIE_TOO, ZOE, LILY, LUCJA)
MATCHER = Matcher(roll(*EVERYBODY))


def match(name: str = "", code: str = "", respondent: NamedRespondent = NOBODY, **more: object) -> Match:
    return MATCHER.match(NamedChild(full_name=name, class_text=code, **more), respondent)  # type: ignore[arg-type]


def suggested(found: Match) -> list[int]:
    return [suggestion.pupil for suggestion in found.suggestions]


@pytest.mark.parametrize(
    ("name", "code", "expected"),
    [
        ("Ella Holt", "3H", ELLA),
        ("  ELLA   holt", "Year 3", ELLA),
        ("Holt, Ella", "Mrs Hall", ELLA),
        ("Ella Rose Holt", "3H", ELLA),
        ("Ella Ann Holt", "3H", ELLA),
        ("Holt , Ella Rose Ann", "3H", ELLA),
        ("Oliver O’Dowd", "3H", OLIVER),
        ("Ollie ODowd", "3H", OLIVER),
        ("Ollie Firth Lane", "3H", OLIVER),
        ("Zoe Smith Okoro", "3H", ZOE),
        ("LUCJA SYKES", "hedgehogs", LUCJA),
        ("Muhammad Yasin Ali", "Year 6", YASIN),
        ("Evie Gill", "2P", EVIE_TOO),
        ("Ella Holt", "", ELLA),
        ("Ella Holt", "-", ELLA),
    ],
)
def test_an_exact_name_with_its_class_is_certain(name: str, code: str, expected: ListedPupil) -> None:
    found = match(name, code)

    assert (found.outcome, found.pupil) == (Outcome.MATCH, expected.pk)


def test_columns_for_forename_and_surname_do_as_well_and_a_full_name_beats_them() -> None:
    split = NamedChild(forename="Ella Rose", surname="HOLT", class_text="3H")
    both = NamedChild(full_name="Ben Holt", forename="Ella", surname="Holt", class_text="2P")

    assert MATCHER.match(split, NOBODY).pupil == ELLA.pk
    assert MATCHER.match(both, NOBODY).pupil == BEN.pk


@pytest.mark.parametrize(
    ("name", "code", "reason", "first"),
    [
        ("Elal Holt", "3H", Reason.NAME_NEARLY, ELLA),
        ("?ucja Sykes", "3H", Reason.NAME_NEARLY, LUCJA),
        ("Ell\u0430 Holt", "3H", Reason.NAME_NEARLY, ELLA),
        ("Oli O'Dowd", "3H", Reason.NAME_NEARLY, OLIVER),
        ("Benjamin Holt", "2P", Reason.NAME_NEARLY, BEN),
        ("Zoë Smith", "3H", Reason.NAME_NEARLY, ZOE),
        ("Lily Dale", "5T", Reason.NAME_NEARLY, LILY),
        ("Holt Ella", "3H", Reason.NAME_NEARLY, ELLA),
        ("Ella Jane Holt", "3H", Reason.NAME_NEARLY, ELLA),
        ("Rose Holt", "3H", Reason.NAME_NEARLY, ELLA),
        ("Ella", "3H", Reason.NAME_NEARLY, ELLA),
        ("E Holt", "3H", Reason.NAME_NEARLY, ELLA),
        ("Ella Holt-Barker", "3H", Reason.NAME_NEARLY, ELLA),
        ("Ella Holt", "2P", Reason.OTHER_CLASS, ELLA),
        ("Ella Holt", "Butterflies", Reason.CLASS_UNCLEAR, ELLA),
        ("Ella Holt", "RB / 3H", Reason.CLASS_UNCLEAR, ELLA),
        ("Evie Gill", "", Reason.SEVERAL_PUPILS, EVIE),
        ("Muhammad Ali", "6W", Reason.SEVERAL_PUPILS, BILAL),
    ],
)
def test_whatever_is_not_certain_is_asked_with_the_likeliest_first(
    name: str, code: str, reason: Reason, first: ListedPupil
) -> None:
    found = match(name, code)

    assert (found.outcome, found.reason, found.pupil) == (Outcome.REVIEW, reason, None)
    assert suggested(found)[0] == first.pk


def test_the_pupil_of_exactly_this_name_stands_before_a_similar_one_in_the_class() -> None:
    ella, elle = pupil("Ella Holt", "2P", contacts=()), pupil("Elle Holt", "3H")
    found = Matcher(roll(elle, ella)).match(NamedChild("Ella Holt", class_text="3H"), NamedRespondent("Joanne Holt"))

    assert suggested(found) == [ella.pk, elle.pk]


def test_the_parent_who_answered_lifts_the_right_one_of_two() -> None:
    found = match("Muhammad Ali", "6W", NamedRespondent("Joanne Holt"))

    assert suggested(found)[:2] == [YASIN.pk, BILAL.pk]
    assert found.suggestions[0].score > found.suggestions[1].score
    assert "contact list" in found.suggestions[0].why


def test_of_several_in_the_class_the_birth_date_decides() -> None:
    assert match("Muhammad Ali", "6W", born_on=YASIN.born_on).pupil == YASIN.pk
    assert match("Muhammad Ali", "6W", born_on=dt.date(2016, 1, 1)).reason is Reason.SEVERAL_PUPILS
    assert match("Muhammad Ali", "", born_on=YASIN.born_on).outcome is Outcome.REVIEW


def test_another_birth_date_is_asked_but_day_and_month_may_have_changed_places() -> None:
    assert match("Ella Holt", "3H", born_on=dt.date(2017, 3, 4)).reason is Reason.BIRTH_DATE_DISAGREES
    assert match("Ella Holt", "3H", born_on=dt.date(2018, 4, 3)).pupil == ELLA.pk


@pytest.mark.parametrize("number", ["004102", "4102", "4102.0", " 04102 "])
def test_an_admission_number_with_the_name_is_certain_in_any_class(number: str) -> None:
    assert match("Ella Holt", "6W", admission_number=number).pupil == ELLA.pk


def test_a_pupil_number_with_the_name_or_the_birth_date_is_certain() -> None:
    assert match("Ella Holt", "6W", upn=UPN_ELLA.lower()).pupil == ELLA.pk
    assert match("Ela Hollt", "", upn=UPN_ELLA, born_on=BORN).pupil == ELLA.pk
    assert match("", "", upn=UPN_ELLA, born_on=BORN).pupil == ELLA.pk


def test_a_number_alone_is_not_enough() -> None:
    assert (match("", "3H", upn=UPN_ELLA).outcome, suggested(match("", "3H", upn=UPN_ELLA))) == (
        Outcome.REVIEW,
        [ELLA.pk],
    )
    found = match("Somebody Else", "3H", admission_number="4102")
    assert (found.reason, suggested(found)) == (Reason.NUMBER_AND_NAME_DISAGREE, [ELLA.pk])


def test_a_twin_with_the_others_number_is_asked_although_the_birth_date_agrees() -> None:
    found = match("Ben Holt", "2P", upn=UPN_ELLA, born_on=BORN)

    assert found.reason is Reason.NUMBER_AND_NAME_DISAGREE
    assert suggested(found)[:2] == [BEN.pk, ELLA.pk]


def test_two_numbers_that_point_apart_are_never_certain() -> None:
    found = match("Ella Holt", "3H", upn=UPN_ELLA, admission_number="004103")

    assert found.reason is Reason.NUMBER_AND_NAME_DISAGREE
    assert suggested(found)[:2] == [ELLA.pk, BEN.pk]


@pytest.mark.parametrize("numbers", [{"upn": "A372999926002"}, {"upn": "B801200005001"}, {"admission_number": "9"}])
def test_a_wrong_or_unknown_number_counts_as_absent(numbers: dict[str, str]) -> None:
    assert match("Ella Holt", "3H", **numbers).pupil == ELLA.pk
    assert match("Ella Holt", "2P", **numbers).reason is Reason.OTHER_CLASS


@pytest.mark.parametrize(
    "name", ["Test Child", "test test", "asdf asdf", "Dummy", "xxx xxx", "Ella Test", "Test2 Holt"]
)
def test_a_row_typed_to_try_the_form_is_turned_away(name: str) -> None:
    assert match(name, "3H").reason is Reason.TEST_ROW


def test_a_pupil_who_is_called_like_a_test_is_a_pupil() -> None:
    sample = pupil("Ella Sample", "3H")
    matcher = Matcher(roll(sample))

    assert matcher.match(NamedChild("Ella Sample", class_text="3H"), NOBODY).pupil == sample.pk
    assert matcher.match(NamedChild("Elle Sample", class_text="3H"), NOBODY).outcome is Outcome.REVIEW


def test_a_child_whom_nobody_resembles_is_unknown() -> None:
    found = match("Jayden Zzyzx", "3H", NamedRespondent("Kim Zzyzx"))

    assert (found.outcome, found.reason, found.suggestions) == (Outcome.REJECT, Reason.UNKNOWN_CHILD, ())


def test_half_a_likeness_is_enough_for_a_child_of_the_parent_who_answered() -> None:
    matcher = Matcher(roll(pupil("Ella Pickles", "3H", contacts=(JOANNE,))))
    named = NamedChild("Ella Fairfax", class_text="3H")

    assert matcher.match(named, NOBODY).outcome is Outcome.REJECT
    assert matcher.match(named, NamedRespondent("", "joanne@example.org")).outcome is Outcome.REVIEW


def test_an_empty_name_is_turned_away() -> None:
    assert match(" - ", "3H", NamedRespondent("Joanne Holt")).reason is Reason.NO_NAME


def test_a_name_mixed_from_two_scripts_is_never_certain_even_with_its_number() -> None:
    found = match("Ell\u0430 Holt", "3H", upn=UPN_ELLA, born_on=BORN)

    assert (found.outcome, suggested(found)[0]) == (Outcome.REVIEW, ELLA.pk)


def test_more_pupils_of_one_name_than_are_shown_are_all_suggested() -> None:
    many = [pupil("Ella Holt", "3H") for _ in range(30)]

    assert len(Matcher(roll(*many)).match(NamedChild("Ella Holt"), NOBODY).suggestions) == 30


def test_short_forms_work_both_ways() -> None:
    for short, long in (
        ("archie", "archibald"),
        ("izzy", "isabella"),
        ("abi", "abigail"),
        ("kate", "katherine"),
    ):
        assert related(short, long)
        assert related(long, short)


_KEYS = {key for each in EVERYBODY for key in exact_keys(each)}


@given(
    st.sampled_from(EVERYBODY),
    st.integers(0, 30),
    st.sampled_from("abcdefghijklmnopqrstuvwxyz"),
    st.booleans(),
)
def test_no_name_with_one_letter_changed_is_ever_certain(
    listed: ListedPupil, place: int, letter: str, with_class: bool
) -> None:
    name = f"{listed.legal_forename} {listed.legal_surname}"
    place %= len(name)
    changed = name[:place] + letter + name[place + 1 :]
    assume(fold(changed) not in _KEYS)

    assert match(changed, listed.class_codes[0] if with_class else "").outcome is not Outcome.MATCH


@given(st.text(max_size=40), st.text(max_size=20), st.text(max_size=20))
def test_no_text_breaks_it_or_is_taken_for_a_pupil(name: str, code: str, number: str) -> None:
    found = match(name, code, NamedRespondent(code, number), admission_number=number, upn=number)

    assert found.outcome is not Outcome.MATCH or fold(name) in _KEYS
    assert (found.outcome is Outcome.REVIEW) == (found.pupil is None and bool(found.suggestions))
