"""What a cell says: the closed lists of the import rules, and that nothing else is ever a yes."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.survey.answers import fold, looks_like_yes, read_answer
from consent.survey.entry import Reading
from people.spreadsheets.table import Mark

YES, NO, BLANK, UNCLEAR = Reading.YES, Reading.NO, Reading.BLANK, Reading.UNCLEAR

PLAIN_YES = [
    "Yes",
    "yes",
    "YES ",
    "Yes.",
    "yes!",
    "y",
    "Y",
    "TRUE",
    "true",
    "1",
    "Ticked",
    "✓",
    "✔",
    "☑",
    "✔️",
    True,
    1,
    1.0,
]
PLAIN_NO = ["No", "no", "NO", "no.", "n", "N", "FALSE", "false", "0", False, 0, 0.0, -0.0]
SPOKEN_YES = [
    "Yes - I give consent",
    "Yes – I give consent",
    "yes—i give consent.",
    "Granted",
    "Consent given",
    "agreed",
]
SPOKEN_NO = [
    "No - I do not give consent",
    "No – I do not give consent.",
    "No - I don’t give permission",
    "No - I do not consent",
    "No thanks",
    "no thanks!",
    "Not granted",
    "Declined",
    "REFUSED",
]
SILENT = [None, "", "  ", "\u00a0", "\u200b", "\t\n", "Requested", "pending", "No response"]
DOUBTFUL = [
    "Yes but only in a group",
    "Yes - I give consent but not on Facebook",
    "Yes, no",
    "yes / no",
    "Yes?",
    "Yes!!",
    "Yes…",
    "Yes.No",
    "Yes\nNo",
    "no objection",
    "No objections",
    "No - I do not mind",
    "Not sure",
    "Ask me first",
    "I do not give permission",
    "I give permission",
    "ok",
    "fine",
    "maybe",
    "?",
    "-",
    "–",
    "n/a",
    "x",
    "✗",
    "✘",
    "☐",
    "☒",
    "✅",
    "👍",
    "1.0",
    "10",
    "01",
    "¹",
    "①",
    "ⓨ",
    "уes",
    "Yеs",
    "ΥES",
    "Y̶e̶s̶",
    "seY\u202e",
    "Ye\ufffds",
    "on",
    "=TRUE()",
    "'Yes",
    '"Yes"',
    2,
    -1,
    0.5,
    float("nan"),
    float("inf"),
    dt.datetime(2026, 9, 2, 8, 23),
    dt.date(2026, 9, 2),
    dt.time(0, 1),
    Mark.FORMULA_WITHOUT_VALUE,
    Mark.ERROR_VALUE,
]


@pytest.mark.parametrize("cell", PLAIN_YES + SPOKEN_YES)
def test_an_exact_yes_is_a_yes(cell):
    assert read_answer(cell) is YES


@pytest.mark.parametrize("cell", PLAIN_NO + SPOKEN_NO)
def test_an_exact_no_is_a_no(cell):
    assert read_answer(cell) is NO


@pytest.mark.parametrize("refusal", [False, True])
@pytest.mark.parametrize("cell", SILENT)
def test_an_empty_or_pending_cell_is_blank_whatever_was_asked(cell, refusal):
    assert read_answer(cell, refusal) is BLANK


@pytest.mark.parametrize("refusal", [False, True])
@pytest.mark.parametrize("cell", DOUBTFUL)
def test_everything_else_is_unclear_whatever_was_asked(cell, refusal):
    assert read_answer(cell, refusal) is UNCLEAR


@pytest.mark.parametrize("cell", PLAIN_YES)
def test_yes_to_a_refusal_is_a_no(cell):
    assert read_answer(cell, refusal=True) is NO


@pytest.mark.parametrize("cell", PLAIN_NO)
def test_no_to_a_refusal_is_a_yes(cell):
    assert read_answer(cell, refusal=True) is YES


@pytest.mark.parametrize("cell", SPOKEN_YES + SPOKEN_NO)
def test_words_about_consent_are_not_turned_round(cell):
    assert read_answer(cell, refusal=True) is UNCLEAR


@pytest.mark.parametrize(
    "cell", ["Ye\u200bs", "\u202aYes\u202c", "\ufeffyes", "Ye\u00ads", "Y\x07es", "\u00a0Yes\u2003", "Ｙｅｓ"]
)
def test_signs_that_take_no_room_and_wide_letters_change_nothing(cell):
    assert read_answer(cell) is YES


EXACT_YES = {
    "yes",
    "y",
    "true",
    "1",
    "ticked",
    "✓",
    "✔",
    "☑",
    "yes - i give consent",
    "granted",
    "consent given",
    "agreed",
}
EXACT_NO = {"no", "n", "false", "0"}
near_answers = st.text(st.sampled_from("YyEeSsNnOo10TtRrUu ✓✔☑.!-–—,;?\n\u200b\u202e\u0336еу"), max_size=10)
spoken = st.tuples(st.sampled_from([str(c) for c in PLAIN_YES + SPOKEN_YES + PLAIN_NO + SPOKEN_NO]), near_answers)


@given(st.one_of(st.text(), near_answers, spoken.map(" ".join), spoken.map("".join)))
def test_no_text_but_those_on_the_list_is_ever_a_yes(text):
    if read_answer(text) is YES:
        assert fold(text) in EXACT_YES
    if read_answer(text, refusal=True) is YES:
        assert fold(text) in EXACT_NO


@given(st.one_of(st.integers(), st.floats(), st.dates(), st.datetimes(), st.times(), st.sampled_from(Mark)))
def test_no_other_cell_than_one_and_true_is_ever_a_yes(cell):
    assert (read_answer(cell) is YES) == (isinstance(cell, int | float) and cell == 1)


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)).rstrip(".! ") == fold(text).rstrip(".! ")


# --- what only looks like a yes ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell",
    [
        "Yes but only in a group",
        "yeah",
        "OK",
        "Happy for website only",
        "fine",
        "I agree",
        "Agree",
        "I do not give permission",
        "no objection",
        "No - I do not mind",
        "уes",
        "✅",
        "✓ maybe",
        "of course",
    ],
)
def test_what_a_glance_takes_for_a_yes_is_listed(cell):
    assert looks_like_yes(cell, read_answer(cell))


@pytest.mark.parametrize(
    "cell", ["Yes", "No", "Not sure", "?", "Ask me first", None, "", "pending", 2, "yesterday", "Maybe"]
)
def test_what_nobody_takes_for_a_yes_is_not_listed(cell):
    assert not looks_like_yes(cell, read_answer(cell))


def test_a_yes_that_was_turned_round_was_understood_and_is_not_listed():
    assert not looks_like_yes("Yes", read_answer("Yes", refusal=True))
