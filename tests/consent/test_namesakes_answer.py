"""Two parents of one name beside one child are two voices: the yes of one never takes the place of the other's no."""

import datetime as dt

import pytest
from django.utils import timezone

from consent.effective import Status
from consent.own import own_children
from people.actions.court_orders import Reason, shut_out
from tests.consent.given import MORNING, SEPTEMBER, TODAY, children, survey
from tests.consent.parents import mother, said, status
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
LATER = SEPTEMBER + dt.timedelta(days=2)


@pytest.fixture(autouse=True)
def october(monkeypatch):
    """It is Tuesday 13 October 2026."""
    monkeypatch.setattr(timezone, "now", lambda: MORNING)


@pytest.fixture
def two():
    """Wren's mother and father, both called Sam Lee, each with an address of their own."""
    [wren] = children("Wren")
    users = [UserFactory(email=f"{who}@families.example") for who in ("mother", "father")]
    return [mother(wren, "Sam Lee", user=user) for user in users]


def test_a_later_yes_of_one_beside_the_no_of_the_other_is_a_conflict(two):
    load, (one, other) = survey(), two
    said(load, one, "no")
    said(load, other, "yes", given=LATER)

    assert status(one.pupil) is Status.CONFLICT


def test_a_later_answer_of_the_same_one_takes_the_place_of_the_earlier(two):
    load, (one, _) = survey(), two
    said(load, one, "no")
    said(load, one, "yes", given=LATER)

    assert status(one.pupil) is Status.YES


def test_each_sees_their_own_answer_alone(two):
    load, (one, other) = survey(), two
    said(load, one, "no")
    said(load, other, "yes", given=LATER)

    [mine], [theirs] = own_children(one.user, TODAY), own_children(other.user, TODAY)
    assert {place.said.value for place in mine.places if place.said} == {"no"}
    assert {place.said.value for place in theirs.places if place.said} == {"yes"}


def test_a_court_order_leaves_open_the_yes_of_the_one_meant_and_of_both_while_nobody_has_said(two, dsl):
    load, (one, other) = survey(), two
    said(load, one, "yes", only=["website"])
    said(load, other, "yes", only=["newsletter"])

    shut_out(contact=other, reason=Reason.COURT_ORDER, by=dsl, somebody_else=[one])
    assert status(one.pupil, "website") is Status.YES
    assert status(one.pupil, "newsletter") is Status.UNCLEAR


def test_while_nobody_has_said_who_is_meant_the_yes_of_both_waits(two, dsl):
    load, (one, other) = survey(), two
    said(load, one, "yes", only=["website"])

    shut_out(contact=other, reason=Reason.COURT_ORDER, by=dsl)

    assert status(one.pupil, "website") is Status.UNCLEAR
