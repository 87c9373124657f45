"""Class tablets: set up with a code, held to their classes and to three words, out of use on the next request."""

import datetime as dt
import re
from contextlib import suppress
from itertools import combinations

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from audit.models import Actor, AuditEvent, Verb
from people import devices
from people.actions.devices import (
    CodeDoesNotWork,
    DeviceRevoked,
    DeviceSetUp,
    enrol_device,
    make_device,
    renew_code,
    revoke_device,
)
from people.models import Pupil, SchoolClass, SchoolYear, SharedDevice, TabletUser
from people.permissions import Permission
from people.school_year import school_year_of
from tests import html
from tests.consent.given import survey
from tests.factories import PupilFactory, SchoolClassFactory
from tests.project.access import ACCESS, PUBLIC
from todwick_portal.navigation import navigation

pytestmark = pytest.mark.django_db
CHECK, CLASSES, TABLET = "/consent/check/", "/consent/classes/", "/people/tablet/"
TODAY = dt.datetime(2026, 10, 13, 9, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(TODAY, tick=True):
        yield


@pytest.fixture
def two_classes() -> tuple[Pupil, Pupil]:
    """A child in 3H and one in 5K, in a year whose survey is in."""
    survey(["website"])
    return (
        PupilFactory(code="3H", legal_forename="Wren", legal_surname="Ashdown"),
        PupilFactory(code="5K", legal_forename="Tobias", legal_surname="Quill"),
    )


def _device(office, *codes: str) -> tuple[SharedDevice, str]:
    return make_device(name="3H tablet", classes=[SchoolClassFactory(code=code) for code in codes], by=office)


@pytest.fixture
def tablet(office, two_classes) -> Client:
    """The tablet of 3H."""
    _, code = _device(office, "3H")
    client = Client()
    assert client.post(TABLET, {"code": code}).url == CHECK
    return client


def _events(verb: Verb = Verb.DEVICE_ENROLLED) -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(verb=verb).order_by("sequence"))


# --- what happens ------------------------------------------------------------------------------------------


def test_a_code_sets_up_one_tablet_once_and_neither_code_nor_secret_is_kept(office):
    device, code = _device(office, "3H")

    kept, secret = enrol_device(code=code.lower().replace("-", " "))

    row = SharedDevice.objects.get(pk=device.pk)
    assert kept == row and row.state == "working" and row.code_digest is None
    stored = " ".join(str(value) for value in SharedDevice.objects.values().get().values())
    assert code not in stored and code.replace("-", "") not in stored and secret not in stored
    with pytest.raises(CodeDoesNotWork):
        enrol_device(code=code)
    made, used = _events()
    assert (made.actor, made.by_id, made.details["step"]) == (Actor.USER, office.pk, "code")
    assert (used.actor, used.by_id, used.details) == (Actor.PUBLIC, None, {"step": "used"})


def test_a_code_works_for_fifteen_minutes(office):
    _, code = _device(office)
    with time_machine.travel(TODAY + dt.timedelta(minutes=15, seconds=1)), pytest.raises(CodeDoesNotWork):
        enrol_device(code=code)

    with time_machine.travel(TODAY + dt.timedelta(minutes=14)):
        assert enrol_device(code=code)


def test_another_code_takes_the_place_of_one_not_typed_in_time(office):
    device, first = _device(office)

    second = renew_code(device=device, by=office)

    with pytest.raises(CodeDoesNotWork):
        enrol_device(code=first)
    assert enrol_device(code=second)
    with pytest.raises(DeviceSetUp):
        renew_code(device=device, by=office)
    assert [event.details["step"] for event in _events()] == ["code", "code_again", "used"]


def test_out_of_use_is_recorded_once_and_takes_the_code_with_it(office):
    device, code = _device(office)

    revoke_device(device=device, by=office)

    with pytest.raises(DeviceRevoked):
        revoke_device(device=device, by=office)
    with pytest.raises(DeviceRevoked):
        renew_code(device=device, by=office)
    with pytest.raises(CodeDoesNotWork):
        enrol_device(code=code)
    assert [event.by_id for event in _events(Verb.DEVICE_REVOKED)] == [office.pk]


@pytest.mark.parametrize("entered", [dt.date(2027, 7, 21), None])
def test_it_works_until_the_end_of_the_school_year(office, entered):
    if entered:
        SchoolYear.objects.create(starts_in=2026, starts_on=dt.date(2026, 9, 1), ends_on=entered)

    device, _ = _device(office)

    assert device.expires_on == (entered or dt.date(2027, 8, 31))


# --- on the tablet -----------------------------------------------------------------------------------------


def test_the_cookie_is_the_tablets_own_and_ends_with_the_school_year(office):
    _, code = _device(office)
    client = Client()

    client.post(TABLET, {"code": code})

    cookie = client.cookies[devices.COOKIE]
    days = (dt.date(2027, 8, 31) - dt.date(2026, 10, 13)).days + 1
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert cookie["max-age"] == days * 86400
    assert "sessionid" not in client.cookies
    assert SharedDevice.objects.get().secret_digest == devices.secret_digest(cookie.value)


def test_wrong_used_old_and_revoked_codes_get_the_same_answer(office, client):
    used, revoked, old = (_device(office) for _ in range(3))
    enrol_device(code=used[1])
    revoke_device(device=revoked[0], by=office)
    SharedDevice.objects.filter(pk=old[0].pk).update(code_expires_at=timezone.now() - dt.timedelta(seconds=1))

    answers = [client.post(TABLET, {"code": code}) for code in ("AAAA-AAAA", used[1], revoked[1], old[1])]

    pages = {
        re.sub(r'value="[^"]*"', "", answer.content.decode()) for answer in answers
    }  # what was typed, and the token
    assert len(pages) == 1 and "This code does not work." in pages.pop()
    assert {answer.status_code for answer in answers} == {200}


def test_tries_are_counted_from_one_address(office):
    _, code = _device(office)
    client = Client()
    tries = [client.post(TABLET, {"code": "AAAA-AAAA"}).status_code for _ in range(11)]

    assert tries == [200] * 10 + [429]
    assert client.post(TABLET, {"code": code}).status_code == 429
    assert SharedDevice.objects.get().secret_digest is None


def test_it_sees_its_own_classes_and_no_other_child(tablet):
    check = tablet.get(CHECK).content.decode()
    classes = html.Page(tablet.get(CLASSES).content.decode())
    own = tablet.get("/consent/classes/3H/")

    assert "Wren" in check and "Tobias" not in check
    assert "/consent/classes/3H/" in classes.links and "/consent/classes/5K/" not in classes.links
    assert own.status_code == 200 and "Wren" in own.content.decode()
    assert tablet.get("/consent/classes/5K/").status_code == 404
    assert tablet.get("/consent/classes/-/").status_code == 404


def test_it_finds_no_child_of_another_class(tablet, two_classes):
    found = tablet.post(CHECK, {"find": "Tobias", "search": "1"}).content.decode()
    chosen = tablet.get(CHECK, {"p": two_classes[1].public_id.hex[:10], "where": "website"}).content.decode()

    assert "Quill" not in found and "Tobias</" not in found
    assert "Tobias" not in chosen


def test_a_child_of_its_class_that_is_in_another_as_well_is_listed_under_its_own_alone(tablet, two_classes):
    two_classes[0].memberships.create(school_class=SchoolClass.objects.get(code="5K"))

    assert "/consent/classes/5K/" not in html.Page(tablet.get(CLASSES).content.decode()).links


def test_a_tablet_of_the_whole_school_sees_every_class(office, two_classes):
    _, code = _device(office)
    client = Client()
    client.post(TABLET, {"code": code})

    assert {"/consent/classes/3H/", "/consent/classes/5K/"} <= set(
        html.Page(client.get(CLASSES).content.decode()).links
    )


@pytest.mark.parametrize("address", [CHECK, CLASSES, "/consent/classes/3H/"])
def test_its_pages_hold_the_three_words_and_neither_a_record_nor_a_print(tablet, address):
    markup = tablet.get(address).content.decode()
    page = html.Page(markup)

    assert html.faults(markup) == []
    assert "This is 3H tablet" in page.text
    assert "data-print" not in markup and "Printed by  on" not in page.text.replace("\n", " ")
    assert "See another day" not in page.text and "Enter paper answers" not in page.text
    assert not [link for link in page.links if link.startswith(("/people/", "/consent/pupils/", "/dashboard/"))]
    assert 'action="/accounts/logout/"' not in markup


def test_the_print_of_a_tablet_shows_nothing(tablet):
    markup = tablet.get("/consent/classes/3H/").content.decode()

    assert '<body class="unprinted' in markup
    with open("static/css/portal.css") as css:
        assert ".unprinted main { display: none; }" in css.read()


def test_every_other_address_leads_to_signing_in(tablet):
    wrong = []
    for name, who in ACCESS.items():
        if who == PUBLIC or name in {"consent:check", "consent:classes", "consent:class"}:
            continue
        address = _address(name)
        got, sent = tablet.get(address), tablet.post(address)
        if not (got.status_code == 302 and got.url.startswith("/accounts/login/") and sent.status_code == 401):
            wrong.append((name, got.status_code, sent.status_code))

    assert wrong == []


def _address(name: str) -> str:
    """Some address of that name, whatever arguments it takes."""
    some = {
        "public_id": "5d0e1d6c-0c53-4e0c-9d3f-0d1c4a3f7a11", "pk": 1, "code": "3H", "year": 2026, "slug": "website",
        "kind": "pupil", "key": "1", "sealed": "sealed",
    }  # fmt: skip
    for count in range(3):
        for keys in combinations(some, count):
            with suppress(NoReverseMatch):
                return reverse(name, kwargs={key: some[key] for key in keys})
    raise AssertionError(f"no arguments known for {name}")


def test_out_of_use_counts_on_the_next_request(tablet, office):
    assert tablet.get(CHECK).status_code == 200

    revoke_device(device=SharedDevice.objects.get(), by=office)

    assert tablet.get(CHECK).url.startswith("/accounts/login/")


def test_its_last_day_is_the_last_of_the_school_year(office):
    _, code = _device(office)
    _, secret = enrol_device(code=code)
    client = Client()
    client.cookies[devices.COOKIE] = secret

    with time_machine.travel(dt.datetime(2027, 8, 31, 12, tzinfo=dt.UTC)):
        assert client.get(CHECK).status_code == 200
    with time_machine.travel(dt.datetime(2027, 9, 1, 0, 30, tzinfo=dt.UTC)):
        assert client.get(CHECK).url.startswith("/accounts/login/")
        assert SharedDevice.objects.get().state == "over"


def test_only_the_day_on_which_it_was_seen_is_kept_and_nothing_of_what_was_asked(tablet, two_classes):
    SharedDevice.objects.update(seen_on=dt.date(2026, 10, 1))
    events = AuditEvent.objects.count()

    tablet.get(CHECK, {"p": two_classes[0].public_id.hex[:10], "where": "website", "class": "3H"})

    assert SharedDevice.objects.get().seen_on == dt.date(2026, 10, 13)
    assert AuditEvent.objects.count() == events
    assert "sessionid" not in tablet.cookies


@pytest.mark.parametrize("address", [CHECK, CLASSES, "/consent/classes/3H/"])
def test_its_pages_are_kept_by_no_browser(tablet, address):
    assert "no-store" in tablet.get(address)["Cache-Control"]


def test_the_tablets_are_seen_by_office_and_head_alone(office, head, teacher, parent):
    device, _ = _device(office)

    assert [list(SharedDevice.objects.visible_to(user)) for user in (office, head)] == [[device], [device]]
    assert not SharedDevice.objects.visible_to(teacher).exists()
    assert not SharedDevice.objects.visible_to(parent).exists()


@pytest.mark.parametrize("cookie", ["", "x", "a" * 5000, "é", "' OR 1=1 --"])
def test_a_made_up_cookie_is_no_tablet(cookie):
    client = Client(headers={"Cookie": f"{devices.COOKIE}={cookie}"}) if cookie.isascii() else Client()

    assert client.get(CHECK).url.startswith("/accounts/login/")


def test_who_signs_in_on_a_tablet_is_that_person(tablet, office):
    tablet.force_login(office)

    assert tablet.get("/people/").status_code == 200
    assert "Tobias" in tablet.get("/consent/classes/5K/").content.decode()
    assert "It shows Yes, No" not in tablet.get(CHECK).content.decode()


def test_whose_sign_in_has_ended_on_a_tablet_leaves_the_tablet_behind(tablet, office):
    tablet.force_login(office)
    tablet.get("/people/")

    with time_machine.travel(TODAY + dt.timedelta(hours=13)):
        page = tablet.get(CHECK)

    assert "It shows Yes, No and Ask the office, and nothing else." in page.content.decode()
    assert "Tobias" not in page.content.decode()


def test_what_stands_in_the_place_of_a_person_is_nobody(office, two_classes, rf):
    user = TabletUser(_device(office, "3H")[0], frozenset({SchoolClass.objects.get(code="3H").pk}))
    request = rf.get(CHECK)
    request.user = user

    assert (user.pk, user.is_authenticated, user.is_anonymous, user.is_active) == (None, False, True, False)
    assert isinstance(user, AnonymousUser)
    assert [p for p in Permission if user.has_perm(p)] == [Permission.CONSENT_CHECK]
    assert list(Pupil.objects.visible_to(user)) == [two_classes[0]]
    assert {tab["label"] for tab in navigation(request)} == {"Pictures", "Permissions", "Policies"}
    assert not Pupil.objects.visible_to(AnonymousUser()).exists()


# --- the office's pages ------------------------------------------------------------------------------------


def test_the_office_sets_one_up_and_sees_the_code_once(client, office):
    three = SchoolClassFactory(code="3H", school_year=school_year_of(timezone.localdate()))
    client.force_login(office)

    made = client.post("/people/devices/new/", {"name": " 3H  tablet ", "which": "classes", "classes": [three.pk]})
    first = html.Page(client.get(made.url).content.decode()).text
    second = html.Page(client.get(made.url).content.decode()).text
    listed = html.Page(client.get("/people/devices/").content.decode()).text

    code = re.search(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}\b", first)[0]
    assert code not in second and code not in listed
    assert "3H tablet" in listed and "3H only" in listed and str(office) in listed and "Not used yet." in listed
    assert Client().post(TABLET, {"code": code}).url == CHECK


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"name": "", "which": "school"}, "Write what the tablet is called."),
        ({"name": "3H tablet", "which": "classes"}, "Tick at least one class, or choose the whole school."),
        ({"name": "3H tablet", "which": "classes", "classes": ["0"]}, "Choose from the classes of this year."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_made(client, office, sent, said):
    SchoolClassFactory(code="3H")
    client.force_login(office)

    page = html.Page(client.post("/people/devices/new/", sent).content.decode())

    assert said in page.text and page.title.startswith("Error: ")
    assert not SharedDevice.objects.exists()


def test_the_office_takes_one_out_of_use_and_may_say_so_twice(client, office):
    device, _ = _device(office)
    client.force_login(office)
    address = f"/people/devices/{device.public_id}/revocation/"

    for _ in range(2):
        assert client.post(address).url == "/people/devices/"

    assert f"Taken out of use by {office}" in html.Page(client.get("/people/devices/").content.decode()).text
    assert len(_events(Verb.DEVICE_REVOKED)) == 1


def test_a_new_code_is_refused_for_a_tablet_that_is_set_up(client, office):
    device, code = _device(office)
    enrol_device(code=code)
    client.force_login(office)

    assert client.post(f"/people/devices/{device.public_id}/code/").url == "/people/devices/"


def test_the_list_costs_as_much_for_three_as_for_one(client, office):
    _device(office, "3H")
    client.force_login(office)
    client.get("/people/devices/")
    with CaptureQueriesContext(connection) as one:
        client.get("/people/devices/")
    for _ in range(2):
        _device(office, "3H", "5K")
    client.get("/people/devices/")  # the number on the tab is reckoned anew after each event

    with CaptureQueriesContext(connection) as three:
        client.get("/people/devices/")

    assert len(three) == len(one)


def test_before_the_first_pupil_list_there_is_only_the_whole_school(client, office):
    client.force_login(office)

    page = html.Page(client.get("/people/devices/new/").content.decode())

    assert "The whole school" in page.text and "Only these classes" not in page.text


def test_it_is_a_door_of_the_schools_own_page(client, office):
    client.force_login(office)

    assert "/people/devices/" in html.Page(client.get("/people/school/").content.decode()).links


def test_ending_all_sessions_of_a_person_leaves_the_schools_tablet_alone(tablet, client, office):
    client.force_login(office)

    client.post("/accounts/sessions/", {"end": "all"})

    assert tablet.get(CHECK).status_code == 200
