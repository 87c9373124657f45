"""What a class cell means, against the classes and teachers of a school."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.survey.classes import Clarity, ClassReader

from .listed import pupil, roll

_READER = ClassReader(roll(pupil("Ella Holt")))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("3H", {"3H"}),
        (" 3h ", {"3H"}),
        ("3 H", {"3H"}),
        ("Y3H", {"3H"}),
        ("Year 3H", {"3H"}),
        ("Class 3H", {"3H"}),
        ("RB", {"RB"}),
        ("Hedgehogs", {"3H"}),
        ("Hedgehogs class", {"3H"}),
        ("Year 3 Hedgehogs", {"3H"}),
        ("3H (Mrs Hall)", {"3H"}),
        ("Year 3 - Mrs Hall", {"3H"}),
        ("Reception Mrs Brook", {"RB"}),
        ("Mrs Hall's class", {"3H"}),
        ("Mrs. Hall", {"3H"}),
        ("Mrs Anne Hall", {"3H"}),
        ("Hall", {"3H"}),
        ("Mrs de Souza", {"5T"}),
        ("Mr Thorne / Mrs de Souza", {"5T"}),
        ("Y3/4M", {"3/4M"}),
        ("3/4 M", {"3/4M"}),
        ("Class 3/4M", {"3/4M"}),
        ("Class 4", {"5T"}),
        ("Mr Webb", {"6W"}),
    ],
)
def test_a_cell_is_understood_as_code_name_or_teacher(text: str, codes: set[str]) -> None:
    reading = _READER.read(text)

    assert reading.clarity is Clarity.UNDERSTOOD
    assert reading.codes == codes


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Year 3", {"3"}),
        ("Y3", {"3"}),
        ("3", {"3"}),
        ("FS2", {"R"}),
        ("Class 3", {"3"}),
        ("Year 3/4", {"3", "4"}),
        ("Y3/Y4", {"3", "4"}),
        ("Year 3 and 4", {"3", "4"}),
        ("Reception / Year 1", {"R", "1"}),
    ],
)
def test_a_cell_that_names_only_years_is_any_of_them(text: str, years: set[str]) -> None:
    reading = _READER.read(text)

    assert reading.only_years
    assert reading.years == years


@pytest.mark.parametrize(
    "text",
    [
        "RB / 3H",
        "Year 4 - Mrs Hall",
        "Year 2 3H",
        "Mrs Unknown",
        "Webb",
        "Mrs Hall and Mr Patel",
        "Mr Moss-Webb",
        "Butterflies",
        "n/a",
        "not sure",
        "3H or 2P",
        "3Z",
    ],
)
def test_what_contradicts_itself_or_is_not_known_is_unclear(text: str) -> None:
    assert _READER.read(text).clarity is Clarity.UNCLEAR


@pytest.mark.parametrize("text", ["", "  ", "-", "?", "\u200b"])
def test_a_cell_without_letter_or_digit_is_empty(text: str) -> None:
    assert _READER.read(text).clarity is Clarity.EMPTY


def test_the_initial_of_a_teacher_counts_only_where_one_class_ends_in_it() -> None:
    two = ClassReader(roll(pupil("Ella Holt", "1W", year_group="1")))

    assert two.read("Mr Webb").clarity is Clarity.UNCLEAR


def test_in_a_mixed_class_the_year_must_be_the_pupils_own() -> None:
    in_year_four = pupil("Ella Holt", "3/4M")

    assert _READER.fits(_READER.read("Year 4"), in_year_four)
    assert _READER.fits(_READER.read("Year 3/4"), in_year_four)
    assert not _READER.fits(_READER.read("Year 3"), in_year_four)


def test_a_child_taught_out_of_year_fits_the_class_and_the_year() -> None:
    older = pupil("Ella Holt", "3H", year_group="4")

    assert _READER.fits(_READER.read("Year 3"), older)
    assert _READER.fits(_READER.read("Year 4"), older)
    assert not _READER.fits(_READER.read("Year 5"), older)


def test_a_class_of_the_roll_may_carry_its_teachers_name() -> None:
    reader = ClassReader(roll(pupil("Ella Holt", "4K Miss Kirk", year_group="4")))

    assert reader.read("4K").codes == {"4K Miss Kirk"}


@given(st.text(max_size=60))
def test_no_cell_breaks_it(text: str) -> None:
    assert _READER.read(text).clarity in Clarity
