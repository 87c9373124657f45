"""Which rule of a new wording is which of the version before: only what is sure."""

import pytest

from policies.importing import propose, read_document
from policies.importing.identities import match
from tests.policies.wordings import a_rule, a_wording

LOCKER = "Staff must keep their phones in a locker during lessons."
CAMERA = "Staff must not take pictures of children with a camera of their own."
ANSWER = "Staff should answer a message from a parent within two school days."


def earlier(code: str, text: str, identity: int):
    return a_rule(code, text=text, identity=identity)


def matched(new, old) -> dict[str, int | None]:
    found = match(new, old)
    return {rule.code: found[place].identity if place in found else None for place, rule in enumerate(new)}


def test_the_same_words_are_the_same_rule_whatever_the_code():
    old = [earlier("A1", LOCKER, 7), earlier("A2", CAMERA, 8)]
    new = [a_rule("A1", text=CAMERA), a_rule("A2", text="Staff must read this."), a_rule("A3", text=LOCKER)]

    assert matched(new, old) == {"A1": 8, "A2": None, "A3": 7}


def test_quotes_capitals_and_full_stops_make_no_difference():
    old = [earlier("A1", "Staff must not add parents as ‘friends’.", 7)]

    assert matched([a_rule("B4", text="staff must not add parents as 'friends'")], old) == {"B4": 7}


def test_a_small_change_keeps_the_rule_and_a_rewording_begins_a_new_one():
    old = [earlier("A1", LOCKER, 7), earlier("A2", CAMERA, 8)]
    new = [
        a_rule("A1", text=LOCKER.replace("lessons", "all lessons")),
        a_rule("A2", text="Film children with the school's tablet and with nothing else."),
    ]

    assert matched(new, old) == {"A1": 7, "A2": None}


def test_under_the_same_code_less_likeness_is_enough():
    changed = "Staff should answer each message from a parent within three working days of the school."
    old = [earlier("A5", ANSWER, 9)]

    assert matched([a_rule("A5", text=changed)], old) == {"A5": 9}
    assert matched([a_rule("A6", text=changed)], old) == {"A6": None}


def test_two_rules_that_could_be_the_same_are_both_new():
    old = [earlier("A1", "Staff must lock door number one.", 1), earlier("A2", "Staff must lock door number two.", 2)]

    assert matched([a_rule("B1", text="Staff must lock door number six.")], old) == {"B1": None}


def test_words_that_stand_twice_match_nothing():
    old = [earlier("A1", LOCKER, 1), earlier("B1", LOCKER, 2)]

    assert matched([a_rule("C1", text=LOCKER)], old) == {"C1": None}


def test_no_earlier_rule_is_matched_twice():
    old = [earlier("A1", LOCKER, 1)]
    new = [a_rule("A1", text=LOCKER), a_rule("A2", text=LOCKER.replace("a locker", "the locker"))]

    assert list(matched(new, old).values()) == [1, None]


def test_a_known_wording_gives_its_identities_and_the_schools_own_notes():
    known = a_wording(earlier("A1", LOCKER, 7).__class__(**{**vars(earlier("A1", LOCKER, 7)), "why": "For calm."}))
    text = f"A. Staff\n- {LOCKER}\n- {CAMERA}\n"

    found = propose(read_document(text.encode(), "new.txt"), known)

    assert [(rule.identity, rule.why) for rule in found.wording.rules] == [(7, "For calm."), (None, "")]
    assert [doubt.code for doubt in found.doubts if doubt.about == "identity"] == ["A2"]


@pytest.mark.parametrize("count", [400])
def test_many_rules_are_matched_at_once(count):
    old = [earlier(f"A{n}", f"Staff must do the thing that is called {n * 7919}.", n + 1) for n in range(count)]

    found = match([a_rule(rule.code, text=rule.text) for rule in old], old)

    assert {place: rule.identity for place, rule in found.items()} == {n: n + 1 for n in range(count)}
