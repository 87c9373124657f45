"""The stamp of an answer: what it tells of a change, and what it does not hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.checking import Use
from consent.effective import Word
from consent.models import Purpose
from consent.shown import changed_since, stamp_of

X = Use(Purpose(slug="x_twitter", label="X (Twitter)"))
HANDLES = st.text("0123456789abcdef", min_size=10, max_size=10)
ANSWERS = st.dictionaries(HANDLES, st.sampled_from(Word), max_size=30)


@given(ANSWERS)
def test_the_same_answer_has_the_same_stamp_whatever_the_order_and_nothing_has_changed(words):
    stamp = stamp_of(X, words)

    assert stamp == stamp_of(X, dict(reversed(words.items())))
    assert changed_since(stamp, X, words) == set()


@given(ANSWERS, ANSWERS)
def test_whoever_has_another_word_is_named_and_nobody_who_came_or_went(then, now):
    found = changed_since(stamp_of(X, then), X, now)

    assert found == {handle for handle in then.keys() & now.keys() if then[handle] != now[handle]}
    assert (stamp_of(X, then) == stamp_of(X, now)) == (then == now)


@pytest.mark.parametrize(
    "other", [Use(Purpose(slug="website")), Use(X.destination, "film"), Use(X.destination, "photo", "full")]
)
def test_another_place_or_manner_is_another_question_of_which_nothing_can_be_told(other):
    words = {"0123456789": Word.YES}

    assert stamp_of(X, words) != stamp_of(other, words)
    assert changed_since(stamp_of(X, words), other, {"0123456789": Word.NO}) == set()


@given(st.text(max_size=200))
def test_what_is_no_stamp_tells_nothing_and_breaks_nothing(text):
    assert changed_since(text, X, {"0123456789": Word.YES}) == set()


def test_a_stamp_holds_no_word():
    stamp = stamp_of(X, {"0123456789": Word.ASK, "abcdefabcd": Word.YES})

    assert not {"ask", "yes", "no"} & set(stamp.replace("-", ".").split("."))
    assert "twitter" not in stamp
