"""Searching wordings: the pure part (A12)."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.searching import PASSAGE, Passage, fold, is_too_short, matches, pieces_of, terms_of


def found(asked: str, text: str, place: str = "A1") -> bool:
    return matches(Passage(place, "", text, "Must"), terms_of(asked))


def marked(asked: str, text: str) -> list[str]:
    return [piece.text for piece in pieces_of(text, terms_of(asked)) if piece.is_asked]


@pytest.mark.parametrize(
    ("asked", "text", "is_found"),
    [
        ("picture", "Do not post pictures.", True),
        ("pictures", "Do not post a picture.", True),
        ("policies", "our Anti-bullying policy", True),
        ("addresses", "An address", True),
        ("class", "The class", True),
        ("PICTURE post", "Post no Pictures", True),
        ("picture dog", "Post no pictures", False),
        ("cafe", "In the Café", True),
        ("CAFÉ", "in the cafe", True),
        ("cafe\u0301", "café", True),
        ("café", "cafe\u0301", True),
        ("strasse", "Straße", True),
        ("school's", "the school’s accounts", True),
        ("cture", "A picture", False),
        ("A4", "Nothing of it.", False),
        ("a1", "Nothing of it.", True),
        ("A1.", "Nothing of it.", True),
        ("rule A1", "This rule holds.", True),
        ("anti-bullying", "our Anti-bullying policy", True),
        ("bullying anti", "our Anti-bullying policy", True),
        ("", "Everything", True),
        ("!!!", "Everything", True),
    ],
)
def test_words_are_found_together_without_case_accents_or_number(asked, text, is_found):
    assert found(asked, text) == is_found


def test_a_numbered_clause_is_found_by_its_number():
    assert found("1.2.3", "Nothing of it.", "1.2.3")
    assert not found("1.2.4", "Nothing of it.", "1.2.3")


def test_a_rule_is_found_by_what_it_is_tagged_with():
    assert matches(Passage("C1", "", "No pictures.", "Must", tags=("photo",)), terms_of("photos"))


def test_the_words_are_marked_whole_and_nothing_is_lost():
    text = "Pictures of a pupil: a picture, never a depicted one."

    assert marked("pictures pupil", text) == ["Pictures", "pupil", "picture"]
    assert "".join(piece.text for piece in pieces_of(text, terms_of("pictures pupil"))) == text


def test_of_a_long_text_the_part_about_the_word_is_shown():
    text = "first " * 100 + "needle " + "last " * 100

    pieces = pieces_of(text, terms_of("needle"))

    shown = "".join(piece.text for piece in pieces)
    assert shown.startswith("… first") and shown.endswith("last …")
    assert marked("needle", text) == ["needle"]
    assert len(shown) <= PASSAGE + 4


@pytest.mark.parametrize(("asked", "is_short"), [("a", True), ("a b", True), ("ab", False), ("a bc", False)])
def test_single_letters_would_find_everything(asked, is_short):
    assert is_too_short(terms_of(asked)) == is_short


@given(st.text(max_size=400), st.text(max_size=2000))
def test_any_question_to_any_text_is_answered_and_the_pieces_are_of_the_text(asked, text):
    terms = terms_of(asked)
    matches(Passage("A1", "", text), terms)

    pieces = pieces_of(text, terms)

    assert len(terms) <= 8
    assert sum(len(piece.text) for piece in pieces) <= PASSAGE + 5


@given(st.text(alphabet=st.characters(categories=["Lu", "Ll", "Nd"]), min_size=2, max_size=30))
def test_every_word_is_found_in_itself(word):
    assert not fold(word).strip() or found(word, f"before {word} after")


@pytest.mark.parametrize("text", ["a" * 100_000, "a'" * 50_000, "é" * 50_000, "’" * 100_000, " " * 100_000])
def test_no_text_takes_long(text):
    began = time.perf_counter()
    found("aa a’a’a’a", text)
    pieces_of(text, terms_of("a'a'a'a'a b"))

    assert time.perf_counter() - began < 2
