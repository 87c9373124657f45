"""What counts of everything that was answered."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, strategies

from consent.effective import Effective, Status, Word, resolve, together
from consent.voices import Decided, Given

START = dt.datetime(2026, 9, 7, 8, 0, tzinfo=dt.UTC)
VALUES = ("yes", "no", "blank", "unclear")


def at(hours):
    return START + dt.timedelta(hours=hours)


def said(value, who="imogen", answered=0, recorded=None, number=None):
    """An answer given `answered` hours after the start and known to the portal as soon, unless said otherwise."""
    recorded = answered if recorded is None else recorded
    return Given(number or answered + 1, value, who, at(answered), at(recorded), respondent_name=who)


answers = strategies.lists(
    strategies.builds(
        said,
        strategies.sampled_from(VALUES),
        strategies.sampled_from(["imogen", "tobias", "ines"]),
        strategies.integers(0, 40),
    ),
    max_size=8,
    unique_by=lambda a: a.answer,
)


@pytest.mark.parametrize(
    ("given_answers", "status"),
    [
        ([], Status.NOT_ANSWERED),
        ([said("yes")], Status.YES),
        ([said("no")], Status.NO),
        ([said("blank")], Status.NOT_ANSWERED),
        ([said("unclear")], Status.UNCLEAR),
        ([said("yes"), said("no", answered=1)], Status.WITHDRAWN),
        ([said("no"), said("yes", answered=1)], Status.YES),
        ([said("yes"), said("blank", answered=1)], Status.NOT_ANSWERED),
        ([said("yes"), said("no", "tobias", 1)], Status.CONFLICT),
        ([said("no"), said("yes", "tobias", 1)], Status.CONFLICT),
        ([said("yes"), said("blank", "tobias", 1)], Status.YES),
        ([said("yes"), said("unclear", "tobias", 1)], Status.UNCLEAR),
        ([said("no"), said("unclear", "tobias", 1)], Status.UNCLEAR),
        ([said("yes"), said("no", "tobias", 1), said("no", answered=2)], Status.WITHDRAWN),
    ],
)
def test_several_answers_come_to_one_status(given_answers, status):
    assert resolve(given_answers).status is status


def test_an_earlier_export_loaded_after_a_withdrawal_does_not_revive_the_yes():
    withdrawn = said("no", answered=5)
    yes_of_an_earlier_day = said("yes", answered=1, recorded=9)

    assert resolve([withdrawn, yes_of_an_earlier_day]).status is Status.WITHDRAWN


def test_of_two_answers_at_the_same_moment_the_one_recorded_later_counts():
    assert resolve([said("yes", recorded=2, number=1), said("no", recorded=3, number=2)]).status is Status.WITHDRAWN


@pytest.mark.parametrize(
    ("other", "status"),
    [("no", Status.NO), ("unclear", Status.UNCLEAR), ("yes", Status.NOT_ANSWERED), ("blank", Status.NOT_ANSWERED)],
)
@pytest.mark.parametrize("day_first", [True, False])
def test_of_a_blank_and_another_answer_on_a_day_without_a_time_nobody_knows_the_order(other, status, day_first):
    of_the_day, timed = ("blank", other) if day_first else (other, "blank")
    day = replace(said(of_the_day, number=1), answered_at=at(-8), precision="day")

    assert resolve([day, said(timed, answered=1, number=2)]).status is status


def test_of_several_that_agree_the_latest_is_shown():
    assert resolve([said("yes"), said("yes", "tobias", 3)]).shown.respondent_name == "tobias"


def test_waiting_and_not_to_be_published_beat_every_answer():
    assert resolve([said("yes")], waiting=True).status is Status.WAITING
    assert resolve([said("yes")], waiting=True, do_not_publish=True).status is Status.DO_NOT_PUBLISH
    assert resolve([], do_not_publish=True).status is Status.DO_NOT_PUBLISH


@given(answers)
def test_a_yes_rests_on_an_exact_yes_that_nobody_contradicts(given_answers):
    effective = resolve(given_answers)

    latest = {}
    for answer in sorted(given_answers, key=lambda a: (a.answered_at, a.recorded_at, a.answer)):
        latest[answer.respondent_key] = answer.value
    if effective.may_publish:
        assert "yes" in latest.values()
        assert not {"no", "unclear"} & set(latest.values())
    else:
        assert "yes" not in latest.values() or {"no", "unclear"} & set(latest.values())


@given(strategies.data())
def test_the_order_in_which_answers_arrive_does_not_matter(data):
    given_answers = data.draw(answers)
    shuffled = data.draw(strategies.permutations(given_answers))

    assert resolve(shuffled) == resolve(given_answers)


@given(answers, strategies.sampled_from(["imogen", "tobias", "someone else"]), strategies.integers(0, 60))
def test_one_more_no_never_makes_a_yes(given_answers, who, hour):
    before = resolve(given_answers)
    after = resolve([*given_answers, said("no", who, hour, number=999)])

    assert before.may_publish or not after.may_publish


@given(answers, strategies.booleans(), strategies.booleans())
def test_waiting_or_a_flag_never_permits(given_answers, waiting, flagged):
    effective = resolve(given_answers, waiting=waiting, do_not_publish=flagged)

    assert not (effective.may_publish and (waiting or flagged))


def decided(value, basis, hour=10):
    return Decided(value, at(hour), frozenset(basis), "Mr Penrose")


def test_a_decision_stands_for_the_answers_it_was_made_on():
    differing = [said("yes", number=1), said("no", "tobias", 1, number=2)]

    effective = resolve(differing, decisions=[decided("yes", {1, 2})])

    assert (effective.status, effective.shown.respondent_name) == (Status.YES, "Mr Penrose")
    assert resolve(differing, decisions=[decided("no", {1, 2})]).status is Status.NO


def test_a_decision_falls_when_an_answer_of_its_basis_no_longer_counts():
    assert resolve([said("no", "tobias", 1, number=2)], decisions=[decided("yes", {1, 2})]).status is Status.NO


def test_an_answer_recorded_after_a_decision_stands_beside_it():
    differing = [said("yes", number=1), said("no", "tobias", 1, number=2)]
    later = said("no", answered=12, number=3)

    assert resolve([*differing, later], decisions=[decided("yes", {1, 2})]).status is Status.CONFLICT
    assert resolve([*differing, said("yes", answered=12)], decisions=[decided("no", {1, 2})]).status is Status.CONFLICT


@given(answers, strategies.sampled_from(["yes", "no"]))
def test_a_decision_for_no_never_permits_alone(given_answers, value):
    basis = {a.answer for a in given_answers}
    effective = resolve(given_answers, decisions=[decided(value, basis, hour=100)])

    assert effective.may_publish == (value == "yes")


@pytest.mark.parametrize(
    ("status", "word"),
    [
        (Status.YES, Word.YES),
        (Status.NO, Word.NO),
        (Status.NOT_ANSWERED, Word.NO),
        (Status.WITHDRAWN, Word.NO),
        (Status.DO_NOT_PUBLISH, Word.NO),
        (Status.CONFLICT, Word.ASK),
        (Status.UNCLEAR, Word.ASK),
        (Status.WAITING, Word.ASK),
    ],
)
def test_a_teacher_reads_one_of_three_words(status, word):
    assert Effective(status).word is word
    assert Effective(status).may_publish == (status is Status.YES)


def test_a_use_needs_a_yes_for_each_of_its_purposes_and_a_no_wins_over_a_doubt():
    yes, no, doubt = (Effective(s) for s in (Status.YES, Status.NO, Status.WAITING))

    assert together([yes, yes]) is Word.YES
    assert together([yes, doubt]) is Word.ASK
    assert together([yes, doubt, no]) is Word.NO
    assert together([]) is Word.NO
