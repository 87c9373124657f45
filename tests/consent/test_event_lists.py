"""The list for an event (requirements, B9; part 3, 11): several classes, one place, until an hour, for one person."""

import datetime as dt
import re

import pytest
import time_machine
from django.urls import reverse

from audit.models import AuditEvent, Verb
from consent.event_lists import opened
from consent.models import Purpose
from people.models import Pupil
from people.roles import Role
from tests.factories import UserFactory

from .given import MORNING, TODAY, answer, children, six, survey
from .test_check_views import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_october")]
NEW = reverse("consent:event-list-new")
SPORTS = {"classes": ["3H", "4K"], "where": "x_twitter", "what": "photo", "names": "none", "until": "16:00"}
NAMES = re.compile("Ava|Ben|Callum|George|Esme|Finn|Kit|Lou")


@pytest.fixture
def sports_day():
    """Six of 3H, and two of 4K who are a yes and a no. 5W takes no part."""
    load = survey()
    six(load)
    kit, lou = children("Kit", "Lou", code="4K")
    answer(load, kit)
    answer(load, lou, "no")
    children("Wren", code="5W")


def made(client, **more):
    response = client.post(NEW, SPORTS | more)
    assert response.status_code == 302, response.content.decode()
    return response["Location"]


def at(hour, minute=0, second=0):
    """An hour of the clock in the school, in summer time."""
    return time_machine.travel(dt.datetime(2026, 10, 13, hour - 1, minute, second, tzinfo=dt.UTC), tick=False)


def test_it_names_class_by_class_who_must_not_be_in_a_picture_and_whom_to_ask_about(sign_in, teacher, sports_day):
    client = sign_in(teacher)
    page = client.get(made(client))

    parts = {
        part.code: [[line.pupil.called for line in lines] for lines in (part.sheet.refused, part.sheet.to_ask)]
        for part in page.context["parts"]
    }
    assert parts == {"3H": [["Ava", "Callum", "George"], ["Ben"]], "4K": [["Lou"], []]}
    assert (page.context["refused"], page.context["to_ask"]) == (4, 1)
    assert not re.search("Esme|Finn|Kit|Wren", page.content.decode())  # who may is not carried about


def test_from_its_hour_on_the_address_says_that_it_has_ended_and_shows_nothing(sign_in, teacher, sports_day):
    address = made(sign_in(teacher))

    with at(15, 59, 58):
        late = sign_in(teacher).get(address)
        assert (late.status_code, late["Refresh"]) == (200, "2")  # a page left open closes at its hour
    with at(16):
        page = sign_in(teacher).get(address)
        assert page.status_code == 410
        assert "This list has ended It was for Tuesday 13 October 2026 until 16:00." in text(page)
        assert not NAMES.search(page.content.decode()) and "3H" not in text(page)
        assert f'href="{NEW}"' in page.content.decode()
    with time_machine.travel(MORNING.replace(day=14), tick=False):
        assert sign_in(teacher).get(address).status_code == 410


def test_it_carries_who_made_it_when_and_until_when(sign_in, teacher, sports_day):
    client = sign_in(teacher)
    page = client.get(made(client))

    assert f"For today only, until 16:00. Made by {teacher} on 13 October 2026 at 09:20." in text(page)
    [watermark] = re.findall(r'<p class="watermark[^>]*>(.*?)</p>', page.content.decode())
    assert watermark == f"{teacher}<br>13 October 2026, 09:20"


def test_somebody_else_is_not_shown_it(sign_in, teacher, office, sports_day):
    address = made(sign_in(teacher))
    page = sign_in(office).get(address)

    assert "so this one is not shown to you" in text(page) and not NAMES.search(page.content.decode())


def test_an_address_made_by_hand_is_none(sign_in, teacher, sports_day):
    client = sign_in(teacher)
    address = made(client)

    assert client.get(address.replace("event-lists/", "event-lists/x")).status_code == 404


def test_no_name_stands_in_its_address(sign_in, teacher, sports_day):
    wanted = opened(made(sign_in(teacher)).split("/")[-2])

    assert (wanted.codes, wanted.where, wanted.user) == (("3H", "4K"), "x_twitter", teacher.pk)
    assert wanted.day == TODAY


def test_making_it_is_recorded_of_each_class_and_looking_is_not(sign_in, teacher, sports_day):
    client = sign_in(teacher)
    client.get(made(client))

    events = AuditEvent.objects.filter(verb=Verb.CLASS_LIST_PRINTED)
    assert [(event.by, event.details) for event in events] == [
        (teacher, {"where": "x_twitter", "what": "photo", "names": "none", "yes": 2, "no": 3, "ask": 1}),
        (teacher, {"where": "x_twitter", "what": "photo", "names": "none", "yes": 1, "no": 1, "ask": 0}),
    ]


def test_a_class_of_which_nobody_may_says_so_in_place_of_every_name(sign_in, teacher, sports_day):
    client = sign_in(teacher)
    page = client.get(made(client, classes=["5W"]))

    assert "Nobody of this class may be in the picture." in text(page) and "Wren" not in page.content.decode()


def test_no_reason_stands_on_it(sign_in, office, sports_day):
    Pupil.objects.filter(legal_forename="Lou").update(do_not_publish=True, do_not_publish_reason="A court order.")
    client = sign_in(office)

    assert not re.search("Never|Stopped|differ|court|No answer", text(client.get(made(client))))


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("classes", [], "Choose the classes that take part."),
        ("classes", ["9Z"], "One of these classes is no more. Choose again."),
        ("where", "", "Choose where the pictures will go."),
        ("until", "", "Write until when you need it, such as 16:00."),
        ("until", "late", "Write it like 16:00."),
        ("until", "09:20", "It is 09:20 already. Choose a later minute of today."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_chosen_stays(sign_in, teacher, sports_day, field, value, said):
    page = sign_in(teacher).post(NEW, SPORTS | {field: value})

    assert said in text(page) and "<title>Error: " in page.content.decode()
    other = "until" if field == "classes" else "classes"
    assert page.context["form"][other].value() == SPORTS[other]
    assert not AuditEvent.objects.filter(verb=Verb.CLASS_LIST_PRINTED).exists()


def test_where_pictures_no_longer_go_to_its_place_it_shows_nothing(sign_in, teacher, sports_day):
    client = sign_in(teacher)
    address = made(client)
    Purpose.objects.filter(slug="x_twitter").update(retired_on=TODAY)

    page = client.get(address)

    assert "Pictures no longer go there" in text(page) and not NAMES.search(page.content.decode())


def test_the_hour_offered_is_four_and_later_in_the_day_the_end_of_it(sign_in, teacher, sports_day):
    assert sign_in(teacher).get(NEW).context["form"]["until"].value() == dt.time(16)
    with at(17):
        assert sign_in(teacher).get(NEW).context["form"]["until"].value() == dt.time(23, 59)


@pytest.mark.parametrize("role", [Role.PARENT, Role.GOVERNOR, Role.CHAIR, Role.DPO])
def test_nobody_but_staff_opens_it(sign_in, teacher, sports_day, role):
    address = made(sign_in(teacher))
    client = sign_in(UserFactory(role=role))

    assert [client.get(NEW).status_code, client.post(NEW, SPORTS).status_code] == [403, 403]
    assert client.get(address).status_code == 403


def test_who_is_not_signed_in_and_a_tablet_have_none(client, sign_in, teacher, tablet, sports_day):
    address = made(sign_in(teacher))
    client.logout()

    assert client.get(address)["Location"].startswith("/accounts/login/")
    assert tablet.get(address).status_code == 302 and tablet.post(NEW, SPORTS).status_code in (302, 401)


def test_before_the_survey_is_in_there_is_no_list(sign_in, teacher):
    children("Ava")
    page = sign_in(teacher).post(NEW, SPORTS)

    assert "No answers are loaded for this school year yet" in text(page)
    assert not AuditEvent.objects.filter(verb=Verb.CLASS_LIST_PRINTED).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_three_classes_cost_as_many_queries_as_one(sign_in, teacher, count, django_assert_max_num_queries):
    load, codes = survey(), ["3H", "4K", "5W"][:count]
    for code in codes:
        for pupil in children(f"Ada{code}", f"Bo{code}", code=code):
            answer(load, pupil)
    client = sign_in(teacher)
    address = made(client, classes=codes)

    with django_assert_max_num_queries(24):
        client.get(address)
