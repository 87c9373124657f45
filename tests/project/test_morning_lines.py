"""What else stands in the morning mail: pictures, answers, roles, mails, policies; whose each is, and its next day."""

import datetime as dt
from itertools import pairwise

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.models import Actor
from audit.recorder import acting_as
from consent.models import PostHanding, Purpose, RecordedCheck, ReviewEntry
from people.actions.proposals import change_role
from people.models import Notification, User
from people.models.users import MorningMails
from people.roles import Role
from policies.actions.reading_mail import tell_of_due_readings
from policies.actions.reminding import Asked
from tests.consent.given import survey
from tests.consent.photo_requests import ask as ask_about_a_picture
from tests.factories import UserFactory
from tests.mornings import mails_at
from tests.people.stored_mail import mail
from tests.policies.readers import RULES, agree, ask, at, publish, somebody
from todwick_portal.mornings.morning import send_morning_mails

DAY = dt.timedelta(days=1)
TUESDAY = dt.datetime(2026, 10, 13, 7, tzinfo=dt.UTC)
MONDAY = TUESDAY - DAY
pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> dict[Role, User]:
    return {role: somebody(role) for role in (Role.HEAD, Role.OFFICE, Role.STAFF, Role.CHAIR)}


def line_of(moment: dt.datetime, words: str) -> dict[User, str]:
    """The line with these words in everybody's mail of that moment."""
    lines = {user: one.body.splitlines() for user, one in mails_at(moment).items()}
    return {user: line for user, own in lines.items() for line in own if words in line and "http" not in line}


def test_requests_about_pictures_go_to_those_who_answer_them_with_the_next_day(people):
    with time_machine.travel(MONDAY):
        ask_about_a_picture("Poppy Popson"), ask_about_a_picture("Finn Finnson")

    office = {people[Role.HEAD], people[Role.OFFICE]}
    assert line_of(TUESDAY, "request") == dict.fromkeys(
        office, "2 requests about pictures to answer, the first by 13 October 2026:"
    )
    User.objects.update(morning_mails=MorningMails.PRESSING)
    assert line_of(TUESDAY + DAY, "request") == dict.fromkeys(
        office, "2 requests about pictures to answer, overdue since 13 October 2026:"
    )


def test_who_wants_it_only_when_something_presses_hears_of_a_request_on_the_day_by_which_it_is_to_be_answered(people):
    User.objects.update(morning_mails=MorningMails.PRESSING)
    with time_machine.travel(MONDAY):
        ask_about_a_picture()

    assert set(line_of(TUESDAY, "request")) == {people[Role.HEAD], people[Role.OFFICE]}


def test_answers_to_sort_out_are_counted_as_on_the_start_page(people):
    load = survey()
    for number in range(2):
        ReviewEntry.objects.create(survey=load, identity=str(number), opened_at=MONDAY, child_text="Poppy Popson")

    assert line_of(TUESDAY, "sort out") == dict.fromkeys(
        (people[Role.HEAD], people[Role.OFFICE]),
        "2 things about photo permission to sort out (2 answers to place), the oldest of 12 October 2026:",
    )


def test_a_change_to_confirm_goes_to_who_may_confirm_it_never_to_who_asked_or_whom_it_is_for(people):
    with time_machine.travel(MONDAY):
        change_role(user=people[Role.STAFF], role=Role.DSL, by=people[Role.OFFICE])
        change_role(user=people[Role.OFFICE], role=Role.DPO, by=User.objects.get(pk=people[Role.HEAD].pk))

    found = line_of(TUESDAY, "to confirm")

    assert found == dict.fromkeys(
        (people[Role.HEAD], people[Role.CHAIR]),
        "1 change to a role or an account to confirm, the oldest of 12 October 2026:",
    )


def test_mails_that_failed_are_told_to_who_looks_after_them_but_none_about_cases_and_no_morning_mail(people):
    with time_machine.travel(MONDAY):
        for kind in (Notification.Kind.OTHER, Notification.Kind.CASE, Notification.Kind.MORNING):
            mail(kind=kind)
    Notification.objects.update(status=Notification.Status.FAILED)

    assert line_of(TUESDAY, "could not be sent") == dict.fromkeys(
        (people[Role.HEAD], people[Role.OFFICE]), "1 mail could not be sent, the oldest of 12 October 2026:"
    )
    assert line_of(TUESDAY + 8 * DAY, "could not be sent") == {}


def test_as_many_mails_failed_as_stand_in_the_list_that_the_mail_leads_to(client, people):
    for days in (1, 6, 7):
        with time_machine.travel(TUESDAY - days * DAY - dt.timedelta(hours=1)):
            mail()
    Notification.objects.update(status=Notification.Status.FAILED)

    said = mails_at(TUESDAY)[people[Role.OFFICE]].body
    [address] = [line for line in said.splitlines() if "status=failed" in line]
    with time_machine.travel(TUESDAY):
        client.force_login(User.objects.get(pk=people[Role.OFFICE].pk))
        listed = client.get(address.removeprefix(settings.SITE_URL)).context["page"].paginator.count

    assert "2 mails could not be sent" in said and listed == 2


def test_a_picture_handed_over_waits_for_its_holder(people):
    check = RecordedCheck.objects.create(
        school_year=2026, destination=Purpose.objects.get(slug="website"), what="photo", names="none", verdict="all",
        answer="Yes.", recorded_by=people[Role.OFFICE],
    )  # fmt: skip
    PostHanding.objects.create(check_record=check, holder=people[Role.STAFF], handed_by=people[Role.OFFICE])

    assert line_of(TUESDAY, "handed") == {people[Role.STAFF]: "1 checked picture handed to you to post:"}


def test_a9_a_policy_to_read_rides_along_once_a_week_is_no_mail_of_its_own_and_never_within_a_week_of_one(people):
    with at(dt.date(2026, 9, 7)):
        version = publish(*RULES, by=people[Role.HEAD], chair=people[Role.CHAIR])
        ask(version.policy, people[Role.HEAD])
        agree(version, people[Role.OFFICE])
    with time_machine.travel(MONDAY):
        ask_about_a_picture()
    head = people[Role.HEAD]

    assert line_of(MONDAY, "policy to read") == {head: "1 policy to read, the first was due on 21 September 2026:"}
    assert line_of(TUESDAY, "policy to read") == {}
    with time_machine.travel(TUESDAY), acting_as(Actor.WORKER):
        mail("head@school.example", user=head, kind=Notification.Kind.POLICY_TO_READ)
        Notification.objects.filter(kind=Notification.Kind.POLICY_TO_READ).update(subject="To read: Phones")
    assert line_of(MONDAY + 7 * DAY, "policy to read") == {}
    assert set(line_of(MONDAY + 14 * DAY, "policy to read")) == {head}


@pytest.mark.parametrize("back_at", [TUESDAY, TUESDAY + DAY])
def test_a9_where_the_portal_was_off_on_monday_it_rides_in_the_first_mail_of_the_week_all_the_same(people, back_at):
    """Off until the afternoon is off too: that mail holds only what cannot wait."""
    with at(dt.date(2026, 9, 7)):
        version = publish(*RULES, by=people[Role.HEAD], chair=people[Role.CHAIR])
        ask(version.policy, people[Role.HEAD])
    with time_machine.travel(MONDAY - 3 * DAY):
        ask_about_a_picture()
    head = people[Role.HEAD]

    assert line_of(MONDAY - DAY, "policy to read") == {}  # a Sunday
    assert line_of(MONDAY + dt.timedelta(hours=7), "policy to read") == {}
    assert head in line_of(back_at, "policy to read")
    assert line_of(back_at + DAY, "policy to read") == {}


def test_a9_between_a_mail_that_mentions_a_policy_and_the_workers_own_lies_a_week(people):
    """Four weeks to read it, from a Wednesday: the reminders fall on a Wednesday and a Thursday."""
    with at(dt.date(2026, 9, 2)):
        version = publish(*RULES, by=people[Role.HEAD], chair=people[Role.CHAIR])
        ask(version.policy, people[Role.HEAD], Asked(True, False, 28))
        ask_about_a_picture()
    head, days = people[Role.HEAD], []
    for number in range(50):
        morning = dt.datetime(2026, 9, 2, 7, tzinfo=dt.UTC) + number * DAY
        seen = Notification.objects.filter(kind=Notification.Kind.POLICY_TO_READ, user=head).count()
        with time_machine.travel(morning, tick=False), acting_as(Actor.WORKER):
            tell_of_due_readings()
        is_asked = Notification.objects.filter(kind=Notification.Kind.POLICY_TO_READ, user=head).count() > seen
        mail_of_head = mails_at(morning).get(head)
        if is_asked or (mail_of_head and "policy to read" in mail_of_head.body):
            days.append(morning.date())

    gaps = [later - earlier for earlier, later in pairwise(days)]
    assert len(days) >= 4 and min(gaps) >= 7 * DAY, days


def test_three_of_each_cost_no_query_more_than_one(people):
    counts, load = [], survey()
    mails_at(MONDAY)  # the first mail of the week asks for policies too
    for day in range(2):
        with time_machine.travel(TUESDAY + day * DAY):
            for number in range(1 + 2 * day):
                ask_about_a_picture(), mail()
                ReviewEntry.objects.create(survey=load, identity=f"{day} {number}", opened_at=timezone.now())
                change_role(user=UserFactory(role=Role.PARENT), role=Role.GOVERNOR, by=people[Role.OFFICE])
        Notification.objects.update(status=Notification.Status.FAILED)
        looking = CaptureQueriesContext(connection)
        with time_machine.travel(TUESDAY + (2 * day + 1) * DAY), acting_as(Actor.WORKER), looking as counted:
            assert send_morning_mails() == 3
        counts.append(len(counted))

    assert counts[0] == counts[1]
