"""While the closed zone is shut: what the open pages still show, and where the question leads back to."""

import uuid

import pytest
from django.test import Client

from audit.models import AuditEvent, Verb
from people.roles import Role
from tests import html
from tests.factories import PupilFactory
from tests.people.signing_in import PASSWORD
from tests.people.time_away import CHECK, CLASSES, DOOR, _asks, _at, _member

pytestmark = pytest.mark.django_db


# --- what is seen meanwhile --------------------------------------------------------------------------------


@pytest.fixture
def away() -> Client:
    """The office, away for 32 minutes."""
    PupilFactory(code="3H", legal_forename="Wren", legal_surname="Ashdown")
    with _at():
        client = _member(Role.OFFICE)
    return client


def test_the_question_says_for_how_long_and_leads_back(away):
    with _at(minutes=32):
        page = html.Page(away.get("/people/", follow=True).content.decode())
        back = away.post(DOOR, {"password": PASSWORD, "next": "/people/"})
        shown = away.get("/people/")

    assert page.title.startswith("Renew your sign-in")
    assert "You have been away for 32 minutes." in page.text
    assert back.url == "/people/"
    assert shown.status_code == 200


def test_a_wrong_password_opens_nothing_and_is_recorded(away):
    with _at(minutes=32):
        away.post(DOOR, {"password": "not this one"})

        assert _asks(away.get("/people/"))
    assert AuditEvent.objects.filter(verb=Verb.SIGN_IN_REFUSED).latest("pk").details == {"way": "password"}


@pytest.mark.parametrize("address", [CHECK, CLASSES, "/consent/classes/3H/", "/policies/", "/not-there/"])
def test_pages_that_stay_open_have_no_tab_number_or_word_of_the_closed_zone(away, address):
    with _at(minutes=32):
        page = html.Page(away.get(address).content.decode())

    assert not {"/consent/review/", "/consent/imports/", "/people/", "/consent/paper/3H/"} & set(page.links)
    assert "Only Yes, No and Ask the office are open" in page.text
    assert "Renew your sign-in" in page.text
    assert "waiting" not in page.text and "answered" not in page.text


def test_the_class_page_of_the_office_is_that_of_a_teacher_meanwhile(away, teacher):
    with _at(minutes=1):
        full = away.get("/consent/classes/3H/").content.decode()
        away.get("/people/")
    with _at(minutes=32):
        shut = away.get("/consent/classes/3H/").content.decode()
        past = away.get("/consent/classes/3H/?on=2026-10-01")

    assert "See another day" in full
    assert "See another day" not in shut
    assert past.url == f"{DOOR}?next=%2Fconsent%2Fclasses%2F3H%2F%3Fon%3D2026-10-01"


def test_what_an_open_page_hides_from_who_was_away_is_asked_for_not_denied(away):
    check = f"/consent/checks/{uuid.uuid4()}/"
    with _at(minutes=32):
        assert _asks(away.get(check))
        assert away.get(check, headers={"HX-Request": "true"}).status_code == 401
        away.post(DOOR, {"password": PASSWORD, "next": check})
        assert away.get(check).status_code == 404


def test_who_is_not_away_is_denied_as_ever(away):
    with _at(minutes=1):
        assert away.get(f"/consent/checks/{uuid.uuid4()}/").status_code == 404
    with _at(minutes=1):
        assert _member(Role.GOVERNOR).get("/consent/classes/3H/").status_code == 403


def test_a_governor_away_sees_public_pages_without_own_tabs():
    with _at():
        client = _member(Role.GOVERNOR)

    with _at(minutes=30):
        page = html.Page(client.get("/policies/").content.decode())

    assert "Your own pages are shut." in page.text


def test_a_part_fetched_by_script_makes_the_whole_page_ask(away):
    with _at(minutes=32):
        answer = away.get("/consent/imports/", headers={"HX-Request": "true"})

    assert answer.status_code == 401
    assert answer["HX-Redirect"] == f"{DOOR}?next=%2Fconsent%2Fimports%2F"
    assert answer.content == b""


def test_what_is_sent_by_script_comes_back_to_the_page_it_was_sent_from(away):
    script = {"HX-Request": "true", "HX-Current-URL": "http://testserver/consent/check/?p=ab12&where=website"}
    with _at(minutes=32):
        answer = away.post("/people/devices/new/", {"name": "3H tablet"}, headers=script)
        elsewhere = away.post(
            "/people/devices/new/", {}, headers=script | {"HX-Current-URL": "https://else.example//x/"}
        )

    assert answer.status_code == 401
    assert answer["HX-Redirect"] == f"{DOOR}?next=%2Fconsent%2Fcheck%2F%3Fp%3Dab12%26where%3Dwebsite"
    assert "else.example" not in elsewhere["HX-Redirect"]


def test_a_form_sent_after_time_away_keeps_its_words_and_goes_on_with_the_password(away):
    asked = {"name": "3H tablet", "which": "school"}
    with _at(minutes=32):
        ended = away.post("/people/devices/new/", asked)
        page = html.Page(ended.content.decode())
        kept = {"kept": '[["name", "3H tablet"], ["which", "school"]]', "kept_action": "/people/devices/new/"}
        wrong = away.post("/accounts/login/kept/", {**kept, "password": "not this one"})
        right = away.post("/accounts/login/kept/", {**kept, "password": PASSWORD})
        done = away.post("/people/devices/new/", asked)

    assert ended.status_code == 401
    assert html.faults(ended.content.decode()) == []
    assert "You have been away for 32 minutes." in page.text
    assert 'value="3H tablet"' in ended.content.decode()
    assert "3H tablet" in wrong.content.decode() and "Error: " in html.Page(wrong.content.decode()).title
    assert html.Page(right.content.decode()).title.startswith("Send what you wrote")
    assert done.status_code == 302


# --- proof before exports and changes of rights ------------------------------------------------------------


def test_an_export_asks_when_the_last_proof_is_older_than_five_minutes(away):
    with _at(minutes=4, seconds=59):
        early = away.post("/consent/register/", {"form": "csv"})
    with _at(minutes=5):
        late = away.post("/consent/register/", {"form": "csv"})
        away.post("/accounts/login/kept/", {"kept": "[]", "kept_action": "/consent/register/", "password": PASSWORD})
        proved = away.post("/consent/register/", {"form": "csv"})

    assert early["Content-Type"].startswith("text/csv")
    assert late.status_code == 401 and html.Page(late.content.decode()).title.startswith("Is it still you?")
    assert proved["Content-Type"].startswith("text/csv")
    assert AuditEvent.objects.filter(verb=Verb.REGISTER_EXPORTED).count() == 2


def test_using_pages_is_no_proof(away):
    with _at(minutes=6):
        assert away.get("/people/").status_code == 200

        assert away.post("/consent/register/", {"form": "csv"}).status_code == 401
