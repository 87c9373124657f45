"""Who saw one record between two days: its trail narrowed, in one click and as a file."""

import csv
import datetime as dt
import io

import pytest
import time_machine
from django.urls import reverse

from audit.models import AuditEvent, Verb
from people import zones
from people.roles import Role
from tests import html
from tests.factories import PupilFactory, UserFactory
from tests.trail.events import did

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2027, 1, 24, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def pupil():
    return PupilFactory(legal_forename="Wren", legal_surname="Quillfeather")


@pytest.fixture
def looked(pupil, office):
    """The office looked on two days and a week before; the mark was set in between; a class list was taken."""
    for days in (7, 2, 1, 0):
        with time_machine.travel(NOON - days * DAY, tick=False):
            if days == 2:
                did(Verb.PUPIL_FLAGGED, pupil, office)
                did(Verb.CLASS_LIST_PRINTED, None, office)
            else:
                did(Verb.RECORD_READ, pupil, office)


def seen(client, user, pupil, **query) -> html.Page:
    client.force_login(user)
    return html.Page(client.get(reverse("record:trail", args=["pupil", pupil.public_id]), query).content.decode())


def test_one_click_on_the_page_of_a_child_leads_to_who_looked(client, head, pupil):
    client.force_login(head)
    page = html.Page(client.get(reverse("consent:pupil", args=[pupil.public_id])).content.decode())

    assert f"{reverse('record:trail', args=['pupil', pupil.public_id])}?show=looked" in page.links


@time_machine.travel(NOON)
def test_only_those_who_looked_are_told(client, head, pupil, looked):
    text = seen(client, head, pupil, show="looked").text

    assert text.count("Full permission record read") >= 3
    assert "Not to be published: set" not in text


@time_machine.travel(NOON)
def test_both_days_are_in_it_and_nothing_outside(client, head, pupil, looked):
    text = seen(client, head, pupil, since="2027-01-22", until="2027-01-23").text

    assert text.count("Full permission record read") == 1
    assert "Not to be published: set" in text


@time_machine.travel(NOON)
def test_lists_of_many_children_stand_beside_for_whoever_may_take_one(client, head, pupil, looked):
    lead = UserFactory(role=Role.DSL)

    assert "Class list printed" in seen(client, head, pupil, show="looked").text
    assert "Class list printed" not in seen(client, lead, pupil, show="looked").text


@time_machine.travel(NOON)
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"since": "some day"}, "Write the day"),
        ({"since": "2027-01-24", "until": "2027-01-01"}, "Give a day after the first one."),
    ],
)
def test_a_day_that_is_none_is_said(client, head, pupil, query, said):
    page = seen(client, head, pupil, **query)

    assert said in page.text


@time_machine.travel(NOON)
def test_days_in_which_nothing_happened_say_so(client, head, pupil):
    assert "Nothing in these days." in seen(client, head, pupil, since="2025-01-01", until="2025-01-02").text


def taken(client, user, pupil, query=""):
    client.force_login(user)
    session = client.session
    zones.begin(session)
    session.save()
    return client.post(f"{reverse('record:trail-file', args=['pupil', pupil.public_id])}{query}")


@time_machine.travel(NOON)
def test_the_file_holds_the_same_and_that_it_was_taken_is_recorded(client, head, pupil, looked):
    answer = taken(client, head, pupil, "?show=looked&since=2027-01-23")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))

    read = [row for row in rows if row["what"] == "Full permission record read"]
    assert len(read) == 3  # two of the office, and that of taking it
    assert {row["record"] for row in rows} == {"Wren Quillfeather"}
    assert AuditEvent.objects.about(pupil).filter(verb=Verb.TRAIL_EXPORTED, by=head).count() == 1


@time_machine.travel(NOON)
@pytest.mark.parametrize("role", [Role.OFFICE, Role.STAFF, Role.DPO, Role.PARENT])
def test_whoever_does_not_read_the_trail_takes_no_file(client, pupil, looked, role):
    assert taken(client, UserFactory(role=role), pupil).status_code == 403


@time_machine.travel(NOON)
def test_a_chair_takes_no_file_of_a_child(client, pupil, looked):
    assert taken(client, UserFactory(role=Role.CHAIR), pupil).status_code == 404
