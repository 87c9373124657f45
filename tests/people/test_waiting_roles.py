"""A role that nobody confirms reaches who stands in since, then the chair, never who asked or whom it is about."""

import datetime as dt

import pytest
import time_machine

from audit.models import AuditEvent, Verb
from people.actions.covers import name_cover
from people.actions.proposals import change_role, decide, withdraw
from people.actions.waiting_roles import hand_on_proposals
from people.models import Notification
from people.roles import Role
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
MONDAY = dt.datetime(2026, 10, 5, 9, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def on(days):
    return time_machine.travel(MONDAY + days * DAY, tick=False)


@pytest.fixture
def school():
    """One of each role that has to do with it, called by the role, and a governor to be."""
    with on(-30):
        roles = (Role.OFFICE, Role.HEAD, Role.CHAIR, Role.VICE_CHAIR)
        return {role: UserFactory(role=role, surname=role.label) for role in roles} | {
            "new": UserFactory(role=Role.STAFF, surname="New"),
            "deputy": UserFactory(role=Role.STAFF, surname="Deputy"),
        }


def ask(school, by=Role.OFFICE):
    return change_role(user=school["new"], role=Role.GOVERNOR, by=school[by])


def stand_in(holder, user, role):
    today = MONDAY.date() + DAY
    name_cover(
        assignment=holder.assignments.get(role=role), user=user, starts_on=today, ends_on=today + 9 * DAY, by=holder
    )


def told():
    mails = Notification.objects.filter(kind=Notification.Kind.ROLE_TO_CONFIRM).order_by("pk").select_related("user")
    return [mail.user.surname for mail in mails]


def day_by_day(days):
    heard = []
    for day in days:
        with on(day):
            hand_on_proposals(), hand_on_proposals()
            heard.append(len(told()))
    return heard


def test_head_and_chair_hear_at_once_and_nobody_hears_twice(school):
    with on(0):
        ask(school)
    assert sorted(told()) == [Role.CHAIR.label, Role.HEAD.label]

    assert day_by_day(range(8)) == [2] * 8


def test_who_stands_in_since_then_hears_after_two_school_days_and_can_see_it(school):
    with on(0):
        ask(school)
    with on(1):
        stand_in(school[Role.HEAD], school["deputy"], Role.HEAD)

    assert day_by_day(range(1, 5)) == [2, 3, 3, 3]
    mail = Notification.objects.get(user=school["deputy"], kind=Notification.Kind.ROLE_TO_CONFIRM)
    assert "decided by nobody for two school days" in mail.body and "/people/" in mail.body


def test_who_stands_in_for_whoever_asked_or_it_is_about_never_hears(school):
    with on(0):
        asked = change_role(user=school[Role.CHAIR], role=Role.CLERK, by=school[Role.HEAD])
        assert asked.told == []
    with on(1):
        stand_in(school[Role.HEAD], school["deputy"], Role.HEAD)

    day_by_day(range(1, 8))

    assert told() == [Role.VICE_CHAIR.label]
    mail = Notification.objects.get(user=school[Role.VICE_CHAIR], kind=Notification.Kind.ROLE_TO_CONFIRM)
    assert asked.reference in mail.body
    assert not any(word in mail.subject + mail.body for word in ("lerk", "/people/", str(school["new"])))


def test_where_the_chair_asked_the_vice_chair_hears_by_reference_after_four_days_only(school):
    with on(0):
        asked = change_role(user=school["new"], role=Role.CLERK, by=school[Role.CHAIR])
    assert told() == [Role.HEAD.label]

    assert day_by_day(range(5)) == [1, 1, 1, 1, 2]
    assert told()[-1] == Role.VICE_CHAIR.label and asked.reference in Notification.objects.latest("pk").body


@pytest.mark.parametrize("end", ["decide", "withdraw"])
def test_what_is_decided_or_withdrawn_is_handed_on_to_nobody(school, end):
    with on(0):
        asked = change_role(user=school["new"], role=Role.CLERK, by=school[Role.CHAIR])
        if end == "decide":
            decide(asked=asked, confirm=False, by=school[Role.HEAD])
        else:
            withdraw(asked=asked, by=school[Role.CHAIR])

    assert day_by_day(range(6)) == [1] * 6


def test_it_is_recorded_once_with_a_count_and_no_name(school):
    with on(0):
        asked = change_role(user=school["new"], role=Role.CLERK, by=school[Role.CHAIR])
    day_by_day(range(6))

    event = AuditEvent.objects.get(verb=Verb.ROLE_HANDED_ON)
    assert (event.target_id, event.details) == (str(asked.pk), {"people": 1})
