"""Several ticks in one cell: cut by the labels that are known, or not at all."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.survey.answers import read_ticks
from consent.survey.entry import Reading
from people.spreadsheets.table import Mark

YES, NO, BLANK, UNCLEAR = Reading.YES, Reading.NO, Reading.BLANK, Reading.UNCLEAR

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
