"""Time away: the closed zone asks again, the open zone does not, and every sign-in ends in the end."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people.models import SchoolSetting
from people.roles import Role
from people.settings import Key, number, read_all
from tests import html
from tests.factories import UserFactory
from tests.in_each_run import some_of
from tests.people.signing_in import PASSWORD, sign_in, with_password
from tests.people.time_away import BEGAN, CHECK, DOOR, START, _asks, _at, _member

pytestmark = pytest.mark.django_db
CLOSED_OF = {
    Role.STAFF: "/people/me/", Role.OFFICE: "/people/", Role.GOVERNOR: START, Role.PARENT: "/consent/mine/",
    Role.DPO: START, Role.VICE_CHAIR: START, Role.HEAD: "/people/", Role.DSL: "/people/", Role.CHAIR: START,
    Role.CLERK: START,
}  # fmt: skip
MINUTES = {role: 15 if role in {Role.HEAD, Role.DSL, Role.CHAIR, Role.CLERK} else 30 for role in Role}


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


@pytest.mark.parametrize("role", some_of(Role, {Role.HEAD, Role.PARENT}))
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

    answer = client.post(reverse("people:settings-group", args=["signing-in"]), {"idle_minutes": "600"})

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
