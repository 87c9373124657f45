"""The weekly mail in figures: each person what their pages show, on the first school day, never of complaints (6.6)."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import Actor
from audit.recorder import acting_as
from consent.actions.removal_steps import tick_picture
from consent.models import RemovalItem, RemovalList
from people.actions.calendar import save_dates
from people.actions.flags import flag_pupil
from people.models import Notification, User
from people.roles import Role
from tests.consent.given import answer, children, survey
from tests.consent.posted import post_of
from tests.factories import UserFactory
from tests.incidents.complaints.made import complain
from tests.people.calendar_dates import dates
from todwick_portal.mornings.weekly import send_weekly_mails

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
MONDAY = dt.datetime(2026, 10, 12, 7, tzinfo=dt.UTC)
ROLES = (Role.HEAD, Role.CHAIR, Role.CLERK, Role.DPO, Role.OFFICE, Role.STAFF, Role.GOVERNOR, Role.VICE_CHAIR)
pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> dict[Role, User]:
    with time_machine.travel(MONDAY - 30 * DAY):
        found = {role: UserFactory(role=role, surname="Zyzzyva") for role in ROLES}
    save_dates(dates=dates(), by=None)
    return found


@pytest.fixture
def families() -> list:
    """Twelve children, of whom three have an answer."""
    pupils = children(*(f"Child{number}" for number in range(12)))
    load = survey()
    for pupil in pupils[:3]:
        answer(load, pupil)
    return pupils


def send(moment: dt.datetime) -> dict[Role, str]:
    """Who is told at that moment, by role, the worker looking twice."""
    Notification.objects.all().delete()
    with time_machine.travel(moment, tick=False), acting_as(Actor.WORKER):
        assert send_weekly_mails() == Notification.objects.count()
        assert send_weekly_mails() == 0
    return {min(mail.user.roles): f"{mail.subject}\n{mail.body}" for mail in Notification.objects.all()}


def test_the_head_reads_the_number_of_families_the_others_words_in_which_small_numbers_are_hidden(people, families):
    mails = send(MONDAY)

    assert set(mails) == {Role.HEAD, Role.CHAIR, Role.CLERK, Role.DPO}
    assert "families that have answered: 3 of 12" in mails[Role.HEAD]
    for role in (Role.CHAIR, Role.CLERK, Role.DPO):
        assert "families that have answered: fewer than 5 of 12" in mails[role]
        assert "Pictures" not in mails[role] and "Removed" not in mails[role]
    assert not any("Zyzzyva" in text or "Child" in text for text in mails.values())


def test_how_fast_pictures_come_down_is_for_the_head_alone(people, families):
    with time_machine.travel(MONDAY - 3 * DAY):
        post_of(people[Role.OFFICE], families[:1])
        flag_pupil(pupil=families[0], reason="A court order.", by=UserFactory(role=Role.DSL))
    with time_machine.travel(MONDAY - 2 * DAY):
        [item] = RemovalList.objects.get().items.all()
        tick_picture(item=item, outcome=RemovalItem.Outcome.REMOVED, by=people[Role.OFFICE])

    mails = send(MONDAY)

    assert "Pictures still to remove: 0, of which overdue: 0" in mails[Role.HEAD]
    assert "Removed in the last seven days: 1; half of them came down within 24 hours" in mails[Role.HEAD]
    assert not any("Removed" in mails[role] for role in (Role.CHAIR, Role.CLERK, Role.DPO))


def test_a_complaint_changes_no_letter_of_anybodys(people, families):
    before = send(MONDAY)
    with time_machine.travel(MONDAY):
        for _ in range(6):
            complain()

    after = send(MONDAY + 7 * DAY)

    assert {role: text.replace("19 October", "12 October") for role, text in after.items()} == before


def test_it_goes_out_on_the_first_school_day_of_the_week_and_in_holidays_not_at_all(people, families):
    assert send(MONDAY - HOUR - 30 * HOUR / 60) == {}  # half past six
    assert send(MONDAY)
    assert all(send(MONDAY + days * DAY) == {} for days in range(1, 7))
    half_term, inset = MONDAY + 14 * DAY, dt.datetime(2027, 1, 4, 9, tzinfo=dt.UTC)
    assert all(send(half_term + days * DAY) == {} for days in range(7))
    assert send(inset) == {}
    assert "The week of 4 January 2027" in send(inset + DAY)[Role.HEAD]


def test_who_wants_none_gets_none(people, families):
    User.objects.filter(pk=people[Role.CHAIR].pk).update(weekly_mails=False)

    assert set(send(MONDAY)) == {Role.HEAD, Role.CLERK, Role.DPO}


def test_more_children_cost_no_more_queries(people, families):
    counts = []
    for week in range(2):
        looking = CaptureQueriesContext(connection)
        with time_machine.travel(MONDAY + 7 * week * DAY), acting_as(Actor.WORKER), looking as counted:
            assert send_weekly_mails() == 4
        counts.append(len(counted))
        load = survey(file_name="October.csv")
        for pupil in children(*(f"Other{number}" for number in range(20)), code="5K"):
            answer(load, pupil)

    assert counts[0] == counts[1]
