"""What a cell says: the closed lists of the import rules, and that nothing else is ever a yes."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.survey.answers import fold, looks_like_yes, read_answer, read_ticks
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


# --- several ticks in one cell -----------------------------------------------------------------------------------

OPTIONS = {
    "School website": "website",
    "Facebook": "facebook",
    "X (Twitter)": "x_twitter",
    "Local press (newspaper, radio)": "press",
    "None of the above": None,
}
PURPOSES = ("website", "facebook", "x_twitter", "press")


def ticks(*ticked: str, yes: Reading = YES, no: Reading = NO) -> dict[str, Reading]:
    return {purpose: yes if purpose in ticked else no for purpose in PURPOSES}


@pytest.mark.parametrize(
    "cell",
    [
        "School website, Local press (newspaper, radio)",
        "Local press (newspaper, radio); school website",
        "SCHOOL  WEBSITE\nLocal press (newspaper,\nradio)\n",
        "School website.,Local press (newspaper, radio).",
        " ,School website, Local press (newspaper, radio),, ",
        "School website, School website, Local press (newspaper, radio)",
    ],
)
def test_a_cell_is_cut_by_the_known_labels(cell):
    assert read_ticks(cell, OPTIONS) == ticks("website", "press")


@pytest.mark.parametrize("cell", [None, "", " \n", "\u200b"])
@pytest.mark.parametrize("refusal", [False, True])
def test_a_wholly_empty_cell_says_nothing(cell, refusal):
    assert read_ticks(cell, OPTIONS, refusal) == dict.fromkeys(PURPOSES, BLANK)


def test_none_of_the_above_is_no_for_all():
    assert read_ticks("None of the above", OPTIONS) == ticks()


@pytest.mark.parametrize("refusal", [False, True])
@pytest.mark.parametrize(
    "cell",
    [
        "School website, Facebok",
        "School website but not Facebook",
        "School website Facebook",
        "Facebook and X (Twitter)",
        "Local press (newspaper",
        "radio)",
        "None of the above, Facebook",
        "all",
        "Yes",
        ", ;",
        "Facebook / X (Twitter)",
        "Facebook, " * 600,
        True,
        1,
        dt.date(2026, 9, 2),
        Mark.ERROR_VALUE,
    ],
)
def test_any_other_text_makes_every_place_unclear(cell, refusal):
    assert read_ticks(cell, OPTIONS, refusal) == dict.fromkeys(PURPOSES, UNCLEAR)


def test_a_ticked_refusal_is_a_no_and_one_not_ticked_is_no_answer():
    assert read_ticks("Facebook", OPTIONS, refusal=True) == ticks("facebook", yes=NO, no=BLANK)
    assert read_ticks("None of the above", OPTIONS, refusal=True) == dict.fromkeys(PURPOSES, BLANK)


def test_a_label_that_begins_another_is_not_mistaken_for_it():
    options = {"Press": "press", "Press, radio": "video", "Press and web": "website"}

    assert read_ticks("Press, radio", options) == {"press": NO, "video": YES, "website": NO}
    assert read_ticks("Press, Press and web", options) == {"press": YES, "video": NO, "website": YES}


def test_a_cell_that_can_be_cut_in_two_ways_is_unclear():
    options = {"Press": "press", "radio": "video", "Press, radio": "website"}

    assert set(read_ticks("Press, radio", options).values()) == {UNCLEAR}


def test_two_labels_of_one_purpose_must_agree():
    options = {"Facebook page": "facebook", "Facebook group": "facebook", "Website": "website"}

    assert read_ticks("Facebook page, Facebook group", options) == {"facebook": YES, "website": NO}
    assert set(read_ticks("Facebook page, Website", options).values()) == {UNCLEAR}


def test_a_known_label_without_purpose_may_stand_beside_others():
    options = {"Website": "website", "Trips": None}

    assert read_ticks("Trips, Website", options) == {"website": YES}
    assert read_ticks("Trips", options) == {"website": NO}


@given(st.lists(st.sampled_from(list(OPTIONS)[:4]), min_size=1, unique=True), st.sampled_from([", ", ";", "\n", " ; "]))
def test_whatever_is_ticked_is_read_back(labels, between):
    assert read_ticks(between.join(labels), OPTIONS) == ticks(*(OPTIONS[label] for label in labels))


@given(st.text(st.sampled_from("PpRres, \n;().radio"), max_size=60), st.booleans())
def test_no_text_breaks_the_cutting_and_a_refusal_never_permits(text, refusal):
    read = read_ticks(text, {"Press": "press", "Press, radio": "video", "radio": "website"}, refusal)

    assert set(read) == {"press", "video", "website"}
    assert not refusal or YES not in read.values()


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
