"""Class tablets as the office has them: set up with a code, listed, taken out of use."""

import datetime as dt
import re

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.models import Actor, AuditEvent, Verb
from people.actions.devices import CodeDoesNotWork, DeviceRevoked, DeviceSetUp, enrol_device, renew_code, revoke_device
from people.models import SchoolYear, SharedDevice
from people.school_year import school_year_of
from tests import html
from tests.factories import SchoolClassFactory
from tests.people.tablets import CHECK, TABLET, TODAY, _device

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_morning")]


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
