"""On the class tablet: held to its classes and to three words, out of use on the next request."""

import datetime as dt
import re

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.converters import get_converters
from django.utils import timezone

from audit.models import AuditEvent
from people import devices
from people.actions.devices import enrol_device, revoke_device
from people.models import Pupil, SchoolClass, SharedDevice, TabletUser
from people.permissions import Permission
from tests import html
from tests.consent.given import survey
from tests.factories import PupilFactory
from tests.people.tablets import CHECK, CLASSES, TABLET, TODAY, _device
from tests.project.access import ACCESS, PUBLIC
from todwick_portal.navigation import navigation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_morning")]


@pytest.fixture
def two_classes() -> tuple[Pupil, Pupil]:
    """A child in 3H and one in 5K, in a year whose survey is in."""
    survey(["website"])
    return (
        PupilFactory(code="3H", legal_forename="Wren", legal_surname="Ashdown"),
        PupilFactory(code="5K", legal_forename="Tobias", legal_surname="Quill"),
    )


@pytest.fixture
def tablet(office, two_classes) -> Client:
    """The tablet of 3H."""
    _, code = _device(office, "3H")
    client = Client()
    assert client.post(TABLET, {"code": code}).url == CHECK
    return client


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
    assert "Wren" in tablet.get("/consent/classes/3H/today/").content.decode()
    assert tablet.get("/consent/classes/5K/today/").status_code == 404
    assert tablet.get("/consent/classes/-/today/").status_code == 404


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


@pytest.mark.parametrize("address", [CHECK, CLASSES, "/consent/classes/3H/", "/consent/classes/3H/today/"])
def test_its_pages_hold_the_three_words_and_neither_a_record_nor_a_print(tablet, address):
    markup = tablet.get(address).content.decode()
    page = html.Page(markup)

    assert html.faults(markup) == []
    assert "This is 3H tablet" in page.text
    assert "data-print" not in markup and "Printed by  on" not in page.text.replace("\n", " ")
    assert "See another day" not in page.text and "Enter paper answers" not in page.text
    assert not [link for link in page.links if link.startswith(("/people/", "/consent/pupils/", "/dashboard/"))]
    assert 'action="/accounts/logout/"' not in markup


@pytest.mark.parametrize("address", ["/consent/classes/3H/", "/consent/classes/3H/today/"])
def test_the_print_of_a_tablet_shows_nothing(tablet, address):
    markup = tablet.get(address).content.decode()

    assert '<body class="unprinted' in markup
    with open("static/css/portal.css") as css:
        assert ".unprinted main { display: none; }" in css.read()


ITS_OWN = {"consent:check", "consent:classes", "consent:class", "consent:class-card"}


def test_every_other_address_leads_to_signing_in(tablet):
    wrong = []
    for name, who in ACCESS.items():
        if who == PUBLIC or name in ITS_OWN:
            continue
        address = _address(name)
        got, sent = tablet.get(address), tablet.post(address)
        if not (got.status_code == 302 and got.url.startswith("/accounts/login/") and sent.status_code == 401):
            wrong.append((name, got.status_code, sent.status_code))

    assert wrong == []


KEY = "5d0e1d6c-0c53-4e0c-9d3f-0d1c4a3f7a11"
SOME = {"int": 1, "uuid": KEY, "slug": "pupil", "str": "sealed", "path": "3H", "code": "A1"}


def _address(name: str) -> str:
    """Some address of that name, whatever arguments it takes."""
    resolver, (*spaces, short) = get_resolver(), name.split(":")
    for space in spaces:
        resolver = resolver.namespace_dict[space][1]
    _shapes, _pattern, _defaults, converters = resolver.reverse_dict.getlist(short)[0]
    kinds = {type(converter): kind for kind, converter in get_converters().items()}
    return reverse(name, kwargs={key: SOME[kinds[type(converter)]] for key, converter in converters.items()})


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


@pytest.mark.parametrize("address", [CHECK, CLASSES, "/consent/classes/3H/", "/consent/classes/3H/today/"])
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


def test_ending_all_sessions_of_a_person_leaves_the_schools_tablet_alone(tablet, client, office):
    client.force_login(office)

    client.post("/accounts/sessions/", {"end": "all"})

    assert tablet.get(CHECK).status_code == 200
