"""Pictures posted and removed stand in the report: how many, and how fast they came down."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from consent.actions.removal_steps import take_down
from consent.models import RemovalItem
from incidents.governing.pictures import rows
from people.actions.flags import flag_pupil
from people.roles import Role
from tests.consent.checked import use_of
from tests.consent.given import answer, children, survey
from tests.consent.posted import post_of
from tests.consent.school_places import account, on_x
from tests.factories import UserFactory

from .conftest import period, today

__all__ = ["account", "on_x"]
pytestmark = pytest.mark.django_db


def _said() -> dict[str, str]:
    return {row.key: row.cell.said for row in rows(period())}


def _posts(count: int, *names: str) -> None:
    """So many pictures, each with the same children, whom nobody may show any more afterwards."""
    pupils, load = children("Wren", *names), survey()
    for pupil in pupils:
        answer(load, pupil)
    for _ in range(count):
        post_of(UserFactory(role=Role.STAFF), pupils, use_of())
    for pupil in pupils:
        flag_pupil(pupil=pupil, reason="A court order.", by=UserFactory(role=Role.HEAD))


def _all_down(hours: int) -> None:
    with time_machine.travel(timezone.now() + dt.timedelta(hours=hours), tick=False):
        for item in RemovalItem.objects.open():
            take_down(post=item.post, by=UserFactory(role=Role.OFFICE))


def test_pictures_posted_after_a_check_are_good_use(written, on_x):
    _posts(2)

    assert (_said()["checks"], _said()["posts"]) == ("2", "2")


def test_of_fewer_than_five_pictures_neither_number_nor_hours_are_told(written, on_x):
    _posts(4)
    _all_down(3)

    assert (_said()["removed"], _said()["hours"]) == ("fewer than 5", "too few to say")


def test_a_picture_that_is_asked_for_by_two_families_is_one(written, on_x):
    _posts(4, "Ben")
    _all_down(3)

    assert RemovalItem.objects.count() == 8
    assert (_said()["removed"], _said()["hours"]) == ("fewer than 5", "too few to say")


def test_from_five_on_it_is_told_how_many_came_down_and_how_fast(written, on_x):
    _posts(5)
    assert _said()["removed"] == "0"

    _all_down(3)

    assert (_said()["removed"], _said()["hours"], _said()["stays"]) == ("5", "3 hours", "0")
    assert today() <= period().last
