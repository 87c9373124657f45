"""Where you are signed in: seen by nobody else, ended one by one or all at once, dead on the next request."""

import datetime as dt

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent, Verb
from people.actions.sign_in import drop_ended_sessions, end_sessions
from tests.people.signing_in import is_in, sign_in, with_password

pytestmark = pytest.mark.django_db
PAGE = "/accounts/sessions/"
TABLET = "Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605 Version/17.0 Safari/605"


@pytest.fixture
def member(teacher):
    return with_password(teacher)


@pytest.fixture
def elsewhere(member) -> Client:
    """The same person on a tablet."""
    other = Client(HTTP_USER_AGENT=TABLET)
    sign_in(other, member)
    return other


@pytest.mark.parametrize("name", ["mfa_index", "usersessions_list", "account_change_password"])
def test_every_page_about_signing_in_leads_back_to_ones_account(client, member, pages, name):
    sign_in(client, member)

    page = pages(reverse(name))

    assert page.links.count(reverse("people:me")) == 2  # the way back, and the foot of every page


def test_each_place_is_named(client, member, elsewhere, pages):
    sign_in(client, member)

    text = pages(PAGE).text

    assert "Here, now" in text
    assert "Safari on an iPad" in text


def test_one_is_ended_and_the_others_go_on(client, member, elsewhere):
    sign_in(client, member)
    there = UserSession.objects.get(user=member, user_agent=TABLET)

    client.post(PAGE, {"end": there.pk})

    assert not is_in(elsewhere)
    assert is_in(client)
    assert AuditEvent.objects.get(verb=Verb.SESSIONS_ENDED).details == {"one": True}


def test_all_but_this_one_are_ended(client, member, elsewhere):
    sign_in(client, member)

    client.post(PAGE, {"end": "others"})

    assert not is_in(elsewhere)
    assert is_in(client)


def test_all_are_ended_here_too(client, member, elsewhere):
    sign_in(client, member)

    assert client.post(PAGE, {"end": "all"}).url == "/accounts/login/"

    assert not is_in(elsewhere)
    assert not is_in(client)


def test_a_session_that_no_list_knows_dies_with_all_the_others(client, member):
    """As one made before the list was there."""
    client.force_login(member)
    assert is_in(client)

    end_sessions(user=member, by=member)

    assert not is_in(client)


@pytest.mark.parametrize("which", ["", "0", "x", "9" * 40, "-1"])
def test_nonsense_ends_nothing(client, member, elsewhere, which):
    sign_in(client, member)

    assert client.post(PAGE, {"end": which}).url == PAGE

    assert is_in(elsewhere)


def test_nobody_ends_the_sessions_of_another(client, member, elsewhere, head):
    client.force_login(head)
    there = UserSession.objects.get(user=member, user_agent=TABLET)

    client.post(PAGE, {"end": there.pk})

    assert is_in(elsewhere)


def test_a_sign_in_that_is_over_leaves_no_row_behind(member):
    now = timezone.now()
    for key, until, begun in (("over", -1, 30), ("here", 1, 30), ("begins", -1, 0)):
        Session.objects.create(session_key=key, session_data="", expire_date=now + dt.timedelta(hours=until))
        listed = UserSession.objects.create(user=member, session_key=key, ip="192.0.2.1", user_agent=TABLET)
        UserSession.objects.filter(pk=listed.pk).update(created_at=now - dt.timedelta(hours=begun))

    assert drop_ended_sessions(now) == 2

    assert set(Session.objects.values_list("session_key", flat=True)) == {"here"}
    assert set(UserSession.objects.values_list("session_key", flat=True)) == {"here", "begins"}
