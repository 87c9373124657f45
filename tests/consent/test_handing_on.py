"""A request that nobody opens reaches the head after two school days, the chair after four, never who it is about."""

import datetime as dt
from uuid import uuid4

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse

from audit.models import Actor, AuditEvent, Verb
from consent.actions.handing_on import hand_on_requests, open_request
from consent.actions.requests import Asked, Outcome, handle_request, send_request
from consent.models import PhotoRequest
from people.models import Notification, PupilContact
from people.roles import Role
from tests.consent.parents import mother
from tests.factories import PupilFactory, UserFactory

pytestmark = pytest.mark.django_db
MONDAY = dt.datetime(2026, 10, 5, 9, 0, tzinfo=dt.UTC)
KIND = Notification.Kind.PHOTO_REQUEST


def on(days, hours=0):
    return time_machine.travel(MONDAY + dt.timedelta(days=days, hours=hours), tick=False)


@pytest.fixture
def school():
    """Office, head and chair, each called by their role; nothing has happened yet."""
    with on(-30):
        return {role: UserFactory(role=role, surname=role.label) for role in (Role.OFFICE, Role.HEAD, Role.CHAIR)}


def ask(child="Poppy Popson", asked_by="Leanne Cartwright", **more):
    asked = Asked(child_name=child, asked_by=asked_by, **more)
    send_request(kind=PhotoRequest.Kind.AGREED, asked=asked, form_key=uuid4())
    return PhotoRequest.objects.latest("pk")


def told():
    """Who has had a mail about a request, by surname, in the order in which they were written."""
    return [mail.user.surname for mail in Notification.objects.filter(kind=KIND).order_by("pk").select_related("user")]


def test_day_by_day_office_head_chair_and_each_once(school):
    heard = []
    with on(0):
        ask()
    for day in range(8):
        for hours in (0, 3):
            with on(day, hours):
                hand_on_requests()
        heard.append(told())

    office, head, chair = Role.OFFICE.label, Role.HEAD.label, Role.CHAIR.label
    assert heard == [[office]] * 2 + [[office, head]] * 2 + [[office, head, chair]] * 4


def test_a_weekend_is_no_school_day(school):
    with on(4):  # Friday
        ask()
    with on(7, 1):  # Monday: one school day
        hand_on_requests()
        assert Role.HEAD.label not in told()
    with on(8):
        hand_on_requests()
        assert Role.HEAD.label in told()


def test_the_chair_gets_a_reference_and_nobody_gets_a_name(school):
    with on(0):
        request = ask(message="Poppy stands in front of the house.")
    for day in (2, 4):
        with on(day):
            hand_on_requests()

    mails = {mail.user.surname: mail.subject + mail.body for mail in Notification.objects.filter(kind=KIND)}
    assert request.reference in mails[Role.CHAIR.label]
    assert request.get_absolute_url() not in mails[Role.CHAIR.label]
    assert request.get_absolute_url() in mails[Role.HEAD.label]
    assert not any(name in text for text in mails.values() for name in ("Poppy", "Leanne", "Cartwright", "house"))


def test_what_was_opened_or_answered_is_handed_on_to_nobody(school):
    with on(0):
        opened, answered = ask("Wren Wrenson"), ask("Jay Jayson")
        open_request(request=opened, by=school[Role.OFFICE])
        handle_request(request=answered, outcome=Outcome.ANSWERED, note="Rang.", by=school[Role.OFFICE])
    with on(9):
        assert hand_on_requests() == 0


def test_looking_at_its_page_opens_it_and_is_recorded_once(school, client):
    with on(0):
        request = ask()
        client.force_login(school[Role.OFFICE])
        for _ in range(2):
            client.get(request.get_absolute_url())

    request.refresh_from_db()
    assert (request.opened_at, request.opened_by) == (MONDAY, school[Role.OFFICE])
    assert AuditEvent.objects.filter(verb=Verb.PHOTO_REQUEST_OPENED).count() == 1


def test_the_list_alone_opens_nothing(school, client):
    with on(0):
        request = ask()
        client.force_login(school[Role.OFFICE])
        client.get(reverse("consent:requests"))

    request.refresh_from_db()
    assert request.opened_at is None


def of_who_asks(user, **_):
    return ask(asked_by=f"{user.forename} {user.surname}")


def of_a_parent(user, pupil):
    PupilContact.objects.filter(pupil=pupil).update(user=user)
    return ask()


def of_an_address(user, pupil):
    PupilContact.objects.filter(pupil=pupil).update(email=user.email.upper())
    return ask()


def of_how_to_reach(user, **_):
    return ask(reach_by=f"Mail {user.email.upper()} please")


@pytest.mark.parametrize("about", [of_who_asks, of_a_parent, of_an_address, of_how_to_reach])
@pytest.mark.parametrize("role", [Role.OFFICE, Role.HEAD, Role.CHAIR])
def test_never_the_person_it_is_about(school, role, about):
    with on(-20):
        UserFactory(role=Role.VICE_CHAIR, surname=Role.VICE_CHAIR.label)
        poppy = PupilFactory(legal_forename="Poppy", legal_surname="Popson")
        mother(poppy, "Leanne Cartwright")
    with on(0):
        about(school[role], pupil=poppy)
    for day in range(9):
        with on(day):
            hand_on_requests()

    heard = told()
    assert role.label not in heard
    assert len(heard) == len(set(heard)) >= 2
    if role is Role.CHAIR:
        assert heard[-1] == Role.VICE_CHAIR.label


def test_who_it_is_about_does_not_open_it(school):
    with on(0):
        request = of_who_asks(school[Role.OFFICE])
        open_request(request=request, by=school[Role.OFFICE])

    request.refresh_from_db()
    assert request.opened_at is None


def test_without_an_office_the_head_is_told_at_once_and_only_once(school):
    school[Role.OFFICE].assignments.update(ends_on=MONDAY.date() - dt.timedelta(days=1))
    with on(0):
        ask()
    for day in range(6):
        with on(day):
            hand_on_requests()

    assert told() == [Role.HEAD.label, Role.CHAIR.label]


def test_whoever_stands_in_for_the_head_is_told_with_the_head(school):
    with on(-1):
        deputy = UserFactory(role=Role.HEAD, surname="Deputy")
        deputy.assignments.update(is_cover=True)
    with on(0):
        ask()
    with on(2):
        hand_on_requests()

    assert set(told()) == {Role.OFFICE.label, Role.HEAD.label, "Deputy"}


def test_the_worker_does_it_and_says_so_in_the_record(school):
    with on(0):
        ask()
    with on(2):
        call_command("worker", once=True)

    event = AuditEvent.objects.get(verb=Verb.PHOTO_REQUEST_HANDED_ON)
    assert (event.actor, event.details) == (Actor.WORKER, {"people": 1})
