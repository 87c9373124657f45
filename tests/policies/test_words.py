import pytest

from policies.words import MEANINGS, POWERS, Audience, Strength, for_whom, is_everybody


def test_every_strength_has_a_sign_and_a_meaning():
    assert set(POWERS) == set(MEANINGS) == set(Strength)


CONTRACT = (
    "under_no_circumstances must_not must only_if should should_not strongly_discouraged recommended_not information"
)


def test_strengths_are_those_of_the_contract():
    assert " ".join(Strength.values) == CONTRACT


def test_advice_against_something_reads_please_avoid_whatever_its_degree():
    assert Strength.STRONGLY_DISCOURAGED.label == Strength.RECOMMENDED_NOT.label == "Please avoid"
    assert MEANINGS[Strength.STRONGLY_DISCOURAGED] != MEANINGS[Strength.RECOMMENDED_NOT]


@pytest.mark.parametrize(
    ("audiences", "said"),
    [
        (["staff"], "for all staff"),
        (["pupils"], "for pupils"),
        (["helpers", "visitors", "governors"], "for governors, visitors and parent helpers"),
        (Audience.values, "for everybody"),
        ([], "for nobody yet"),
    ],
)
def test_whom_a_rule_is_for_is_said_in_words(audiences, said):
    assert for_whom(audiences) == said


def test_a_rule_for_all_but_one_is_not_for_everybody():
    assert not is_everybody(Audience.values[1:])
