"""Time away: the closed zone asks again, the open zone does not, and every sign-in ends in the end."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import AuditEvent, Verb
from people.actions.roles import give_role
from people.models import Notification, SchoolSetting, User
from people.roles import Role
from people.settings import Key, number, read_all
from tests import html
from tests.factories import PupilFactory, UserFactory
from tests.people.signing_in import PASSWORD, mailed_code, sign_in, sign_in_by_code, with_app, with_password

pytestmark = pytest.mark.django_db
BEGAN = dt.datetime(2026, 10, 13, 9, 0, tzinfo=dt.UTC)
CHECK, CLASSES, START = "/consent/check/", "/consent/classes/", "/dashboard/"
DOOR = "/accounts/reauthenticate/"
CLOSED_OF = {
    Role.STAFF: "/people/me/", Role.OFFICE: "/people/", Role.GOVERNOR: START, Role.PARENT: "/consent/mine/",
    Role.DPO: START, Role.VICE_CHAIR: START, Role.HEAD: "/people/", Role.DSL: "/people/", Role.CHAIR: START,
    Role.CLERK: START,
}  # fmt: skip
MINUTES = {role: 15 if role in {Role.HEAD, Role.DSL, Role.CHAIR, Role.CLERK} else 30 for role in Role}


def _at(**later: float) -> time_machine.travel:
    return time_machine.travel(BEGAN + dt.timedelta(**later), tick=False)


def _member(role: Role) -> Client:
    """Somebody who has just signed in with a password."""
    client = Client()
    sign_in(client, with_password(UserFactory(role=role)))
    return client


def _without_password(role: Role) -> User:
    """Somebody who has signed in by a code in a mail from the start."""
    return User.objects.get(
        pk=give_role(user=User.objects.create_user("imogen@families.example"), role=role, by=None).user_id
    )


def _asks(response) -> bool:
    return response.status_code == 302 and response.url.startswith(DOOR)


# --- how long ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", Role)
def test_each_role_is_asked_again_after_its_own_time_away(role):
    with _at():
        client = _member(role)
    with _at(minutes=MINUTES[role], seconds=-1):
        still = client.get(CLOSED_OF[role], headers={"Portal-Polled": "1"})
    with _at(minutes=MINUTES[role]):
        asked = client.get(CLOSED_OF[role])

    assert not _asks(still)
    assert _asks(asked)
    assert asked.url == f"{DOOR}?next={CLOSED_OF[role].replace('/', '%2F')}"


def test_who_holds_two_roles_is_asked_as_the_stricter_one_is():
    with _at():
        user = with_password(UserFactory(role=Role.PARENT))
        user.assignments.create(role=Role.HEAD, starts_on=BEGAN.date())
        client = Client()
        sign_in(client, user)

    with _at(minutes=15):
        assert _asks(client.get("/people/"))


def test_using_the_closed_zone_keeps_it_open():
    with _at():
        client = _member(Role.HEAD)
    for minutes in (10, 20, 30, 40):
        with _at(minutes=minutes):
            assert client.get("/people/").status_code == 200

    with _at(minutes=55):
        assert _asks(client.get("/people/"))


def test_checking_pictures_all_day_does_not_keep_the_closed_zone_open():
    with _at():
        client = _member(Role.OFFICE)
    for minutes in (10, 20, 29):
        with _at(minutes=minutes):
            assert client.get(CHECK).status_code == 200

    with _at(minutes=31):
        assert _asks(client.get("/people/"))


def test_what_a_page_fetches_by_itself_is_no_use_of_it():
    with _at():
        client = _member(Role.OFFICE)
    for minutes in (10, 20, 29):
        with _at(minutes=minutes):
            assert client.get("/consent/imports/", headers={"Portal-Polled": "1"}).status_code == 200

    with _at(minutes=31):
        assert _asks(client.get("/people/"))


def test_the_pages_that_wait_for_a_survey_say_that_they_ask_by_themselves():
    with open("templates/consent/import_progress.html") as file:
        page = file.read()

    assert page.count('hx-trigger="every') == page.count('hx-headers=\'{"Portal-Polled":"1"}\'') == 2


@pytest.mark.parametrize("role", Role)
def test_every_sign_in_ends_after_twelve_hours_however_busy(role):
    with _at():
        client = _member(role)
    for minutes in range(10, 720, 10):
        with _at(minutes=minutes):
            assert client.get(CLOSED_OF[role]).status_code in {200, 302}
    with _at(hours=12, seconds=-1):
        assert not client.get(CLOSED_OF[role]).headers.get("Location", "").startswith("/accounts/")

    with _at(hours=12):
        ended = client.get(CLOSED_OF[role])

    assert ended.url.startswith("/accounts/login/")
    assert "_auth_user_id" not in client.session


def test_the_open_zone_ends_after_twelve_hours_too():
    with _at():
        client = _member(Role.STAFF)
    with _at(hours=11, minutes=59):
        assert client.get(CHECK).status_code == 200

    with _at(hours=12):
        assert client.get(CHECK).url.startswith("/accounts/login/")


def test_renewing_does_not_put_off_the_end():
    with _at():
        client = _member(Role.STAFF)
    with _at(hours=11, minutes=50):
        client.post(DOOR, {"password": PASSWORD})
        assert client.get("/people/me/").status_code == 200

    with _at(hours=12):
        assert client.get("/people/me/").url.startswith("/accounts/login/")


def test_a_session_that_was_never_used_is_no_fresher_for_it():
    """Its time runs from the sign-in, not from the first page after it."""
    with _at():
        client = _member(Role.HEAD)

    with _at(minutes=16):
        assert _asks(client.get("/people/"))


def test_a_server_clock_set_back_opens_nothing():
    with _at():
        client = _member(Role.OFFICE)

    with _at(hours=-1):
        assert client.get("/people/").url.startswith("/accounts/login/")


def test_the_school_sets_the_limits(head):
    SchoolSetting.objects.create(key=Key.IDLE_MINUTES, value="10")
    SchoolSetting.objects.create(key=Key.SIGNED_IN_HOURS, value="2")
    with _at():
        client = _member(Role.STAFF)
    with _at(minutes=10):
        assert _asks(client.get("/people/me/"))

    with _at(hours=2):
        assert client.get(CHECK).url.startswith("/accounts/login/")


@pytest.mark.parametrize(("kept", "counts"), [("1", 5), ("600", 60), ("", 30), ("soon", 30), ("-3", 30), ("²", 30)])
def test_a_limit_out_of_bounds_counts_as_the_nearest_and_nonsense_as_the_usual(kept, counts):
    assert number({**read_all(), Key.IDLE_MINUTES: kept}, Key.IDLE_MINUTES) == counts


def test_a_limit_out_of_bounds_is_not_taken(client, office):
    client.force_login(office)

    answer = client.post(reverse("people:settings"), {"school_name": "Todwick", "idle_minutes": "600"})

    assert "Write a whole number from 5 to 60." in html.Page(answer.content.decode()).text
    assert not SchoolSetting.objects.exists()


def test_a_page_in_the_middle_of_use_costs_no_query_more(client, office):
    """The settings and roles are read once for the page, whoever asks first; the clock is written once a minute."""
    with _at():
        client.force_login(office)
        client.get("/people/")
    with _at(seconds=30), CaptureQueriesContext(connection) as busy:
        client.get("/people/")
    with _at(minutes=14), CaptureQueriesContext(connection) as later:
        client.get("/people/", headers={"Portal-Polled": "1"})

    for made in ([query["sql"] for query in seen.captured_queries] for seen in (busy, later)):
        assert sum("people_schoolsetting" in sql for sql in made) == 1
        assert sum("people_roleassignment" in sql for sql in made) == 1
        assert not [sql for sql in made if sql.startswith("UPDATE")]


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
