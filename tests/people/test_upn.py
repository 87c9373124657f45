"""Pupil numbers and their check letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.upn import ALPHABET, check_letter, is_upn, normalise_upn

_TWELVE = st.from_regex(r"[0-9]{12}", fullmatch=True)


@pytest.mark.parametrize("upn", ["B801200005001", "R372999926001", "U37299992607A", "R674123101121"])
def test_the_worked_examples_are_right(upn: str) -> None:
    assert is_upn(upn)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "B80120000500",
        "B8012000050011",
        "A801200005001",
        "I801200005001",
        "801200005001B",
        "B80120000500O",
    ],
)
def test_anything_else_is_not_a_pupil_number(text: str) -> None:
    assert not is_upn(text)


def test_blanks_and_small_letters_do_not_matter() -> None:
    assert normalise_upn(" u3729 9992 607a ") == "U37299992607A"
    assert is_upn(" u3729 9992 607a ")


@given(_TWELVE, st.integers(0, 11), st.integers(1, 9))
def test_every_error_in_a_single_digit_is_caught(rest: str, place: int, shift: int) -> None:
    wrong = rest[:place] + str((int(rest[place]) + shift) % 10) + rest[place + 1 :]

    assert is_upn(check_letter(rest) + rest)
    assert not is_upn(check_letter(rest) + wrong)


@given(_TWELVE, st.integers(0, 10))
def test_every_swap_of_unlike_neighbours_is_caught(rest: str, place: int) -> None:
    swapped = rest[:place] + rest[place + 1] + rest[place] + rest[place + 2 :]

    assert is_upn(check_letter(rest) + swapped) == (swapped == rest)


@given(st.from_regex(r"[0-9]{11}", fullmatch=True), st.sampled_from(ALPHABET), st.sampled_from(ALPHABET))
def test_a_temporary_number_has_one_right_check_letter(digits: str, last: str, letter: str) -> None:
    assert is_upn(letter + digits + last) == (letter == check_letter(digits + last))


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    assert is_upn(text) in {True, False}
