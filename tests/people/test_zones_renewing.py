"""Ways to renew a sign-in: a code in a mail only for who has nothing better."""

import pytest
from django.test import Client

from people.models import Notification, User
from people.roles import Role
from tests import html
from tests.people.signing_in import PASSWORD, mailed_code, sign_in_by_code, with_app, with_password
from tests.people.time_away import _asks, _at, _without_password

pytestmark = pytest.mark.django_db


# --- ways to renew -----------------------------------------------------------------------------------------


def test_who_has_neither_password_nor_second_step_renews_by_a_code_in_a_mail(client):
    with _at():
        parent = _without_password(Role.PARENT)
        client.force_login(parent)
        client.get("/consent/mine/")
    with _at(minutes=40):
        page = client.get("/consent/mine/", follow=True)
        address = page.redirect_chain[-1][0]
        client.post(address, {"send": "yes"})
        code = mailed_code(parent)
        wrong = client.post(address, {"code": "AAAA-AAAA"})
        right = client.post(address, {"code": code.lower(), "next": "/consent/mine/"})
        again = client.post(address, {"code": code})
        shown = client.get("/consent/mine/")

    assert address.startswith("/accounts/reauthenticate/mail/")
    assert "Error: " in html.Page(wrong.content.decode()).title
    assert right.url == "/consent/mine/"
    assert "Error: " in html.Page(again.content.decode()).title, "a code works once"
    assert shown.status_code == 200
    assert Notification.objects.filter(user=parent, kind="sign_in_code").count() == 1


@pytest.mark.parametrize("later", [{"minutes": 51}, {"minutes": 41}])
def test_a_mailed_code_dies_with_its_time_and_after_three_wrong_tries(client, later):
    with _at():
        parent = _without_password(Role.PARENT)
        client.force_login(parent)
        client.get("/consent/mine/")
    with _at(minutes=40):
        client.post("/accounts/reauthenticate/mail/", {"send": "yes"})
        code = mailed_code(parent)
        for _ in range(3 if later["minutes"] == 41 else 0):
            client.post("/accounts/reauthenticate/mail/", {"code": "AAAA-AAAA"})
    with _at(**later):
        client.post("/accounts/reauthenticate/mail/", {"code": code})

        assert _asks(client.get("/consent/mine/"))


@pytest.mark.parametrize("have", [with_password, with_app])
def test_the_mail_is_no_way_for_who_has_a_better_one(client, have):
    with _at():
        client.force_login(have(_without_password(Role.STAFF)))
        client.get("/people/me/")
    with _at(minutes=40):
        answer = client.post("/accounts/reauthenticate/mail/", {"send": "yes"})

    assert answer.status_code == 302 and not answer.url.startswith("/accounts/reauthenticate/mail/")
    assert not Notification.objects.exists()


# --- nobody needs an account for everything ----------------------------------------------------------------


def test_the_page_of_signing_in_says_how_a_parent_without_an_account_reads_and_complains(client):
    page = html.Page(client.get("/accounts/login/").content.decode())

    assert "No account? You do not need one to Read our policies" in page.text
    assert "Make a complaint" in page.text and "Stop pictures of your child" in page.text
    own = [link for link in page.links if link in {"/policies/", "/photos/"} or "complaint" in link]
    assert {"/policies/", "/photos/"} <= set(own)
    assert {client.get(link).status_code for link in own} == {200}


def test_a_first_password_needs_a_proof_of_the_last_five_minutes():
    with _at():
        user, client = _without_password(Role.STAFF), Client()
        sign_in_by_code(client, user)
        assert client.get("/accounts/password/set/").status_code == 200

    with _at(minutes=20):
        asked = client.get("/accounts/password/set/")
        sent = client.post("/accounts/password/set/", {"password1": PASSWORD, "password2": PASSWORD})

    assert _asks(asked)
    assert sent.status_code == 401  # asked who it is; what was typed waits on the page
    assert not User.objects.get(pk=user.pk).has_usable_password()
