"""The cookie statement names every cookie that the portal sets, and none that it does not."""

import pytest
from django.conf import settings
from django.urls import reverse

from people.actions.devices import make_device
from people.models import SchoolSetting
from people.roles import Role
from people.settings import DEFAULTS, Key, read_all
from tests.factories import SchoolClassFactory, UserFactory
from tests.incidents.complaints.filled import Complaining
from tests.people.signing_in import LOGIN, PASSWORD, with_password
from todwick_portal.statements.cookies import cookies

pytestmark = pytest.mark.django_db
PUBLIC = ("front", "privacy", "cookies", "accessibility", "guides", "policies:library", "consent:photos", "health")


def _named() -> set[str]:
    return {cookie.name for cookie in cookies(DEFAULTS)}


def test_whoever_only_reads_gets_no_cookie(client):
    for name in PUBLIC:
        client.get(reverse(name))

    assert set(client.cookies) == set()


def test_signing_in_a_form_a_saved_word_and_a_tablet_set_what_is_named_and_no_more(client, office):
    """The ways by which a cookie comes: signing in, a page with a form, what is said after saving, a tablet."""
    met: set[str] = set()
    person = with_password(UserFactory(role=Role.OFFICE))
    client.get(LOGIN)
    client.post(LOGIN, {"login": person.email, "password": PASSWORD})
    met |= set(client.cookies)
    kept = {str(key): value for key, value in read_all().items()} | {"dpo_name": "Harriet Swann"}
    fields = {name: kept[name] for name in ("school_address", "dpo_name", "dpo_email", "dpo_phone")}
    saved = client.post(reverse("people:settings-statements"), fields)
    assert saved.status_code == 302
    met |= set(client.cookies)
    _, code = make_device(name="3H tablet", classes=[SchoolClassFactory(code="3H")], by=office)
    client.logout()
    client.cookies.clear()
    client.post(reverse("people:tablet"), {"code": code})
    met |= set(client.cookies)

    assert met == _named()


def test_the_form_of_a_complaint_sets_none_but_those(client):
    Complaining(client).fill(until="you")

    assert settings.SESSION_COOKIE_NAME in client.cookies
    assert set(client.cookies) <= _named()


def test_every_cookie_is_closed_to_scripts_and_to_other_sites(client):
    with_password(person := UserFactory(role=Role.STAFF))
    client.post(LOGIN, {"login": person.email, "password": PASSWORD})

    for cookie in client.cookies.values():
        assert cookie["httponly"] and cookie["samesite"] in {"Lax", "Strict"}, cookie.key


def test_the_hours_of_a_sign_in_are_those_that_the_school_set(client):
    SchoolSetting.objects.create(key=Key.SIGNED_IN_HOURS, value="7")

    assert "after 7 hours of being signed in" in client.get(reverse("cookies")).content.decode()


def test_one_hour_is_one_hour(client):
    SchoolSetting.objects.create(key=Key.SIGNED_IN_HOURS, value="1")

    assert "after 1 hour of being signed in" in client.get(reverse("cookies")).content.decode()


def test_without_an_account_the_cookie_stays_as_long_as_is_said_whatever_the_school_has_set(client):
    SchoolSetting.objects.create(key=Key.SIGNED_IN_HOURS, value="1")
    Complaining(client).fill(until="you")
    kept = client.cookies[settings.SESSION_COOKIE_NAME]["max-age"]

    assert f"{kept // 3600} hours where you write a complaint" in client.get(reverse("cookies")).content.decode()


def test_no_script_of_ours_keeps_anything_in_the_browser():
    scripts = [path for path in (settings.BASE_DIR / "static" / "js").iterdir() if path.suffix == ".js"]
    ways = ("localStorage", "sessionStorage", "document.cookie", "indexedDB")
    wrong = [path.name for path in scripts if any(way in path.read_text() for way in ways)]

    assert scripts
    assert wrong == []
