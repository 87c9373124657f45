"""Names folded for comparison, cleaned for keeping, and tested for look-alike letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.names import clean, fold, has_mixed_scripts, lost_letter, split_surname_first
from people.year_groups import year_group_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Łucja Łukasik", "LUCJA LUKASIK"),
        ("Zoë", "Zoe\u0308"),
        ("O’Brien", "O'Brien"),
        ("O´Brien", "obrien"),
        ("Mary-Kate", "mary kate"),
        ("Hall\u2010Peverell", "Hall\u2013Peverell"),
        ("  van  der\u00a0Berg ", "Van Der Berg"),
        ("Oli\u200bver", "Oliver"),
        ("Straße", "STRASSE"),
        ("Þór Æsir", "thor aesir"),
        ("Søren Đukić", "soren dukic"),
        ("Işık", "isik"),
        ("D\u202eArcy", "darcy"),
    ],
)
def test_two_ways_of_writing_one_name_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_different_names_do_not_fold_alike() -> None:
    assert len({fold(name) for name in ("Ella", "Ela", "St. John", "St John", "MacAulay", "Mac Aulay")}) == 6


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_cleaning_twice_changes_nothing_and_the_result_can_be_stored(text: str) -> None:
    cleaned = clean(text)

    assert clean(cleaned) == cleaned
    assert "\x00" not in cleaned
    cleaned.encode("utf-8")


@given(st.text())
def test_cleaning_does_not_change_what_a_name_is_compared_by(text: str) -> None:
    assert fold(clean(text)) == fold(text) or "\ufffd" in clean(text)


def test_half_a_surrogate_pair_becomes_a_lost_letter() -> None:
    assert clean("Zo\ud83d") == "Zo\ufffd"
    assert lost_letter(clean("Zo\ud83d"))


@pytest.mark.parametrize(
    ("text", "forename", "surname"),
    [
        ("Holt, Ella", "Ella", "Holt"),
        ("Holt ,  Ella  Rose ", "Ella Rose", "Holt"),
        ("Holt", "", "Holt"),
        ("", "", ""),
    ],
)
def test_a_surname_before_a_comma_is_taken_apart(text: str, forename: str, surname: str) -> None:
    assert split_surname_first(text) == (forename, surname)


@pytest.mark.parametrize("name", ["Zoë Łukasik", "D’Arcy", "Ελένη", "李 小龍", "ひらがな カタカナ 漢字", "", "Åsa 3"])
def test_a_name_in_one_script_is_not_mixed(name: str) -> None:
    assert not has_mixed_scripts(name)


@pytest.mark.parametrize("name", ["\u0410va Firth", "Ell\u0430", "\u039fscar", "Ава Firth"])
def test_a_foreign_letter_that_looks_latin_makes_a_name_mixed(name: str) -> None:
    assert has_mixed_scripts(name)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Y3", "3"),
        ("Year  3", "3"),
        ("Year Three", "3"),
        ("Yr 1", "1"),
        ("Yr.4", "4"),
        ("Year 6", "6"),
        ("Reception", "R"),
        ("FS2", "R"),
        ("F2", "R"),
        ("EYFS", "R"),
        ("YR", "R"),
        ("Year R", "R"),
        ("Year 0", "R"),
        ("Nursery", "N"),
        ("Pre-school", "N"),
        ("3H", None),
        ("Year 3H", None),
        ("Year 14", None),
        ("", None),
        ("Hedgehogs", None),
    ],
)
def test_year_groups_are_read_in_all_their_forms(text: str, year: str | None) -> None:
    assert year_group_of(text) == year
