"""What is different between two wordings: found, told in words, and never more than there is (A4)."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from policies.content import AreaText, PolicyText
from policies.differences import Differences, differences
from policies.word_differences import MOST_PAIRS, Kind, text_difference
from policies.words import Audience, Strength

from .wordings import a_rule

WORDS = some.lists(some.sampled_from(["You", "must", "not", "post", "a", "picture,", "<b>", "ever"]), max_size=14)
TEXTS = WORDS.map(" ".join)


def rule(identity: int, code: str = "", **changes):
    plain = {"text": f"Do what rule {identity} says."}
    return a_rule(code or f"A{identity}", identity=identity, **(plain | changes))


def area(*rules, code: str = "A", title: str = "Staff", **changes) -> AreaText:
    return AreaText(code=code, title=title, audiences=(Audience.STAFF,), rules=rules, **changes)


def policy(*areas: AreaText, **changes) -> PolicyText:
    return PolicyText(areas=areas, **changes)


def codes(found: Differences) -> dict[str, list[str]]:
    return {
        name: [one.code for one in getattr(found, name)]
        for name in ("added", "removed", "changed", "moved")
        if getattr(found, name)
    }


# --- word by word ------------------------------------------------------------------------------------------


@given(before=TEXTS, after=TEXTS)
def test_the_pieces_give_back_both_texts(before, after):
    found = text_difference(before, after)

    assert (found.before, found.after) == (" ".join(before.split()), " ".join(after.split()))


@given(text=TEXTS, spaces=some.lists(some.sampled_from([" ", "  ", "\n", "\n\n", "\t"]), min_size=14, max_size=14))
def test_the_same_words_are_the_same_however_they_are_spaced(text, spaces):
    spaced = "".join(word + space for word, space in zip(text.split(), spaces, strict=False))

    assert not text_difference(text, spaced).is_changed


@given(before=TEXTS, after=TEXTS)
def test_a_changed_text_is_changed_in_both_directions(before, after):
    assert text_difference(before, after).is_changed == text_difference(after, before).is_changed
    assert text_difference(before, after).is_changed == (before.split() != after.split())


@given(before=TEXTS, after=TEXTS)
def test_no_two_pieces_of_one_fate_stand_side_by_side(before, after):
    kinds = [piece.kind for piece in text_difference(before, after).pieces]

    assert [one for one, two in itertools.pairwise(kinds) if one == two] == []


def test_a_word_between_two_changes_is_read_with_them():
    found = text_difference("You may post here today", "You must write here never")

    assert [(piece.kind, piece.words) for piece in found.pieces] == [
        (Kind.SAME, "You"),
        (Kind.OUT, "may post here today"),
        (Kind.IN, "must write here never"),
    ]


def test_texts_too_long_to_compare_quickly_are_shown_one_after_the_other():
    long = int(MOST_PAIRS**0.5) + 1
    before, after = (" ".join(f"{letter}{n}" for n in range(long)) for letter in "ab")

    assert [piece.kind for piece in text_difference(before, after).pieces] == [Kind.OUT, Kind.IN]


# --- rule by rule ------------------------------------------------------------------------------------------


def test_the_same_wording_has_no_differences():
    one = policy(area(rule(1), rule(2)), area(rule(3, "B1"), code="B", title="Pupils"), introduction="Hello.")

    assert differences(one, one).is_empty
    assert differences(one, one).summary == "0 rules changed, 0 added, 0 removed."


def test_spacing_alone_is_no_change():
    before = policy(area(rule(1, text="Do  this.")), introduction="One.\n\nTwo.")
    after = policy(area(rule(1, text="Do this.")), introduction="One. Two.")

    assert differences(before, after).is_empty


def test_a_rule_is_the_same_rule_whatever_its_code():
    before = policy(area(rule(1), rule(2)))
    after = policy(area(rule(7, "A1"), rule(1, "A2"), rule(2, "A3")))

    found = differences(before, after)

    assert codes(found) == {"added": ["A1"], "moved": ["A2", "A3"]}
    assert [(was.before, was.after) for was in found.moved[0].places] == [("A1", "A2")]


def test_a_code_taken_over_by_another_rule_is_one_added_and_one_removed():
    found = differences(policy(area(rule(1))), policy(area(rule(2, "A1"))))

    assert codes(found) == {"added": ["A1"], "removed": ["A1"]}


@pytest.mark.parametrize(
    ("change", "label"),
    [
        ({"strength": Strength.SHOULD}, "How firm it is"),
        ({"audiences": (Audience.STAFF, Audience.GOVERNORS)}, "Who it is for"),
    ],
)
def test_a_change_of_strength_or_reader_is_told(change, label):
    [found] = differences(policy(area(rule(1))), policy(area(rule(1, **change)))).changed

    assert [was.label for was in found.facts] == [label]
    assert found.texts == ()


def test_two_strengths_of_one_word_on_screen_are_told_apart():
    before = policy(area(rule(1, strength=Strength.STRONGLY_DISCOURAGED)))
    after = policy(area(rule(1, strength=Strength.RECOMMENDED_NOT)))

    [was] = differences(before, after).changed[0].facts

    assert (was.before, was.after) == ("Please avoid (strongly discouraged)", "Please avoid (recommended not)")


def test_the_one_rule_that_went_to_another_place_is_moved_and_no_other():
    before = policy(area(rule(1), rule(2), rule(3), rule(4)))
    after = policy(area(rule(2), rule(3), rule(1), rule(4)))

    found = differences(before, after)

    assert codes(found) == {"moved": ["A1"]}
    assert [(was.before, was.after) for was in found.moved[0].places] == [("first in its area", "after A3")]


def test_a_rule_in_another_area_is_moved_and_the_areas_keep_their_names_to_themselves():
    pupils = area(rule(3, "B1"), code="B", title="Pupils")
    before = policy(area(rule(1), rule(2)), pupils)
    after = policy(area(rule(1)), replace(pupils, rules=(rule(3, "B1"), rule(2, "B2"))))

    found = differences(before, after)

    assert codes(found) == {"moved": ["B2"]}
    assert [was.label for was in found.moved[0].places] == ["Its number", "Its area"]
    assert found.areas == ()


def test_an_area_put_in_first_moves_no_rule_of_the_others():
    staff = area(rule(1), rule(2))
    before = policy(staff)
    after = policy(area(rule(9, "A1"), title="Everybody"), area(rule(1, "B1"), rule(2, "B2"), code="B"))

    found = differences(before, after)

    assert codes(found) == {"added": ["A1"], "moved": ["B1", "B2"]}
    assert [[was.label for was in one.places] for one in found.moved] == [["Its number"], ["Its number"]]
    assert [(one.before and one.before.code, one.after and one.after.code) for one in found.areas] == [
        (None, "A"),
        ("A", "B"),
    ]


def test_a_renamed_area_is_known_by_its_rules():
    before = policy(area(rule(1), rule(2)), area(code="B", title="Pupils"))
    after = policy(area(rule(1), rule(2), title="People who work here"), area(code="B", title="Pupils"))

    [found] = differences(before, after).areas

    assert [text.label for text in found.texts] == ["Title"]


def test_conditions_are_compared_one_by_one_and_their_order_counts():
    before = policy(area(rule(1, limbs=("it harms order", "it is a threat"))))

    def limbs(*texts):
        [found] = differences(before, policy(area(rule(1, limbs=texts)))).changed
        return [(text.label, text.before, text.after) for text in found.texts]

    assert limbs("it harms order", "it is a threat", "it harms us") == [("Condition", "", "it harms us")]
    assert limbs("it is a threat", "it harms the order") == [("Condition", "it harms order", "it harms the order")]
    assert limbs("it is a threat", "it harms order")[0][0] == "Conditions in order"


def test_texts_outside_the_areas_are_compared_too():
    before, after = policy(introduction="Old words."), policy(introduction="New words.", looked_after_by="The head")

    assert [text.label for text in differences(before, after).texts] == ["Introduction", "Looked after by"]


def test_the_summary_says_in_words_what_there_is():
    before = policy(area(rule(1), rule(2), rule(3)), introduction="Old.")
    after = policy(area(rule(1, text="Other."), rule(2, text="Other."), rule(5, "A4"), rule(3, "A5")), lead="New.")

    assert differences(before, after).summary == (
        "2 rules changed, 1 added, 0 removed, 1 only moved or renumbered, 2 other parts changed."
    )


# --- any two wordings --------------------------------------------------------------------------------------

RULES = some.lists(some.integers(1, 7), unique=True, max_size=6)


@some.composite
def wordings(draw) -> PolicyText:
    """Up to seven known rules in two areas, in any order, some with another text."""
    order = draw(RULES)
    cut = draw(some.integers(0, len(order)))
    rules = [
        rule(identity, f"R{place}", text=draw(some.sampled_from(["Do it.", "Never do it."])))
        for place, identity in enumerate(order)
    ]
    return policy(area(*rules[:cut]), area(*rules[cut:], code="B", title="Pupils"))


def identities(found) -> set[int]:
    return {one.rule.identity for one in found}


@given(before=wordings(), after=wordings())
def test_looking_back_finds_the_same_the_other_way_round(before, after):
    there, back = differences(before, after), differences(after, before)

    assert identities(there.added) == identities(back.removed)
    assert identities(there.removed) == identities(back.added)
    assert identities(there.changed) == identities(back.changed)
    assert identities(there.moved) == identities(back.moved)


@given(before=wordings(), after=wordings())
def test_every_rule_is_found_once_and_the_rest_reads_as_before(before, after):
    found = differences(before, after)
    told = [one.rule.identity for one in (*found.rules, *found.moved)]
    old = {one.identity: one for one in before.rules}

    assert len(told) == len(set(told))
    for one in after.rules:
        if one.identity not in told:
            assert (old[one.identity].text, old[one.identity].code) == (one.text, one.code)
    for one in found.changed:
        assert one.texts[0].after == " ".join(one.after.text.split())
