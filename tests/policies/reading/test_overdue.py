"""The weekly mail and the head's start page say how many have not read a policy in time: numbers, never names (A9)."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import Actor
from audit.recorder import acting_as
from people.models import Notification, User
from people.roles import Role
from policies.models import PolicyVersion
from policies.overdue import overdue_readings
from tests.policies.readers import ONCE, PUBLISHED, RULES, agree, ask, at, publish, somebody
from todwick_portal.mornings.weekly import send_weekly_mails

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
MONDAY = PUBLISHED + 21 * DAY  # the day by which it was to be read was a week before
STAFF = 11


@pytest.fixture
def staff() -> list[User]:
    return [somebody(Role.STAFF, surname=f"Ashworth-{number}") for number in range(STAFF)]


@pytest.fixture
def version(version, head, staff) -> PolicyVersion:
    """The head has read it."""
    with at(PUBLISHED):
        agree(version, head)
    return version


def send(day: dt.date) -> int:
    with at(day), acting_as(Actor.WORKER):
        return send_weekly_mails()


def body(user: User) -> str:
    return Notification.objects.get(kind=Notification.Kind.POLICY_DIGEST, user=user).body


def test_the_head_is_told_how_many_the_chair_only_what_tells_nobody(version, head, chair, staff):
    with at(PUBLISHED):
        for teacher in staff[2:]:
            agree(version, teacher)

    assert send(MONDAY) == 2

    assert "Not read by the day it was due:\nPhones, staff: 2 of 12" in body(head)
    assert "Phones, staff: fewer than 5 of 12" in body(chair)
    assert "Ashworth" not in body(head) + body(chair)


def test_nobody_is_told_while_the_day_has_not_gone_by(version, head, chair):
    assert send(PUBLISHED + 14 * DAY) == 2
    assert "Not read by" not in body(head) and "Read and agreed to:\nPhones, staff: 1 of 12" in body(head)
    assert overdue_readings(PUBLISHED + 14 * DAY, in_full=True) == ""


def test_each_audience_has_its_own_line(version, head, chair):
    with at(PUBLISHED):
        ask(version.policy, head, governors=ONCE)

    with at(MONDAY):
        lines = overdue_readings(MONDAY, in_full=True).splitlines()

    assert lines[1:] == ["Phones, staff: 11 of 12", "Phones, governors: 1 of 1"]


def test_once_everybody_has_answered_nobody_is_late_and_the_chair_cannot_tell_it_from_almost_all(
    version, head, chair, staff
):
    with at(PUBLISHED + 20 * DAY):
        for teacher in staff:
            agree(version, teacher)

    assert send(MONDAY) == 2
    assert body(head).split("\n\n")[0] == "Read and agreed to:\nPhones, staff: 12 of 12"
    assert body(chair).split("\n\n")[0] == "Read and agreed to:\nPhones, staff: all but fewer than 5 of 12"


def test_whoever_looks_after_a_policy_and_sees_no_figures_is_told_nothing_of_it(version, head, chair):
    office = somebody(Role.OFFICE)
    with at(PUBLISHED):
        agree(version, office)
    version.policy.owner = office
    version.policy.save()

    assert send(MONDAY) == 2
    assert not Notification.objects.filter(kind=Notification.Kind.POLICY_DIGEST, user=office).exists()


def test_the_heads_start_page_says_how_many_are_past_the_day(client, head, chair, staff):
    with at(PUBLISHED):
        version = publish(*RULES, by=head, chair=chair, slug="social-media")
        ask(version.policy, head)
        agree(version, head)
        for teacher in staff[3:]:
            agree(version, teacher)
    with at(PUBLISHED + 3 * DAY):
        client.force_login(head)
        before = client.get("/dashboard/").content.decode()
    with at(MONDAY):
        client.force_login(head)
        after = client.get("/dashboard/").content.decode()

    assert "3 have not read it yet" in before and "past the day" not in before
    assert "3 of them past the day" in after


def test_the_paragraph_costs_the_same_for_three_policies_as_for_one(version, head, chair):
    counts = []
    for slug in ("behaviour", "trips"):
        with at(MONDAY), CaptureQueriesContext(connection) as used:
            assert overdue_readings(MONDAY, in_full=True)
        counts.append(len(used))
        with at(PUBLISHED):
            ask(publish(*RULES, by=head, chair=chair, slug=slug).policy, head)
    with at(MONDAY), CaptureQueriesContext(connection) as used:
        lines = overdue_readings(MONDAY, in_full=True).splitlines()[1:]

    assert lines == ["Behaviour, staff: 12 of 12", "Phones, staff: 11 of 12", "Trips, staff: 12 of 12"]
    assert {*counts, len(used)} == {1}
