"""Recording a check on its page: what is on screen is kept, or the page comes back and says what changed."""

import datetime as dt
import re

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse

from consent.models import CheckedChild, RecordedCheck
from people.models import Pupil

from .checked import form_of, stop_by_anybody
from .given import ASKED, MORNING, SEPTEMBER, TODAY, answer, children, six, survey
from .test_check_views import ask, handle, text

pytestmark = pytest.mark.django_db
NEW, LIST = reverse("consent:recorded-check-new"), reverse("consent:recorded-checks")


@pytest.fixture(autouse=True)
def _in_october():
    with time_machine.travel(MORNING, tick=False):
        yield


def record(client, page):
    return client.post(NEW, form_of(page))


def test_the_button_records_what_is_on_screen_and_shows_the_code(sign_in, teacher):
    esme, finn, *_ = six(survey())
    client = sign_in(teacher)

    answer = record(client, ask(client, [esme, finn]))

    check = RecordedCheck.objects.get()
    assert answer.url == check.get_absolute_url()
    page = text(client.get(answer.url))
    assert f"Recorded as {check.code}." in page
    assert "Both have permission for X (Twitter) today." in page
    assert "Nothing has changed since." in page
    assert set(check.children.values_list("pupil__legal_forename", flat=True)) == {"Esme", "Finn"}


def test_a_no_to_some_may_be_recorded_and_says_so_at_once(sign_in, teacher):
    client = sign_in(teacher)

    answer = record(client, ask(client, six(survey())))

    page = text(client.get(answer.url))
    assert "Not all of these children have permission." in page
    assert "Not all have permission" in page and "It is no permission for the children marked No" in page


def test_two_sessions_a_stop_at_twenty_fourteen_is_never_recorded_as_allowed(teacher):
    load = survey()
    ava, ben = children("Ava", "Ben")
    answer(load, ava)
    answer(load, ben)
    client, parent = Client(), Client()
    client.force_login(teacher)
    page = ask(client, [ava, ben])
    assert "Both have permission" in text(page)

    parent.get("/photos/stop/")
    stop_by_anybody("Ava Avason")
    refused = record(client, page)

    assert refused.status_code == 409 and not RecordedCheck.objects.exists()
    said = text(refused)
    assert "Since you looked, Ava ’s answer has changed. Nothing is recorded. Look again, then record." in said
    assert "1 of 2 can go on X (Twitter). Leave out Ava." in said
    assert refused.content.decode().count("<title>Error: Can I use this picture?") == 1
    kept = record(client, refused)
    assert kept.status_code == 302
    assert dict(CheckedChild.objects.values_list("pupil__legal_forename", "word")) == {"Ava": "ask", "Ben": "yes"}


def test_the_next_tap_says_whose_answer_changed_and_a_tap_that_changed_nothing_says_nothing(sign_in, teacher):
    load = survey()
    ava, ben, cy = children("Ava", "Ben", "Cy")
    for pupil in (ava, ben, cy):
        answer(load, pupil)
    client = sign_in(teacher)
    page = ask(client, [ava, ben])
    sent = {"where": "x_twitter", "class": "3H", "p": [handle(p) for p in (ava, ben, cy)]}

    quiet = client.post(reverse("consent:check"), {**sent, **_shown(page)}, headers={"HX-Request": "true"})
    answer(load, ava, "no", given=MORNING)
    answer(load, ben, "no", given=MORNING)
    loud = client.post(reverse("consent:check"), {**sent, **_shown(page)}, headers={"HX-Request": "true"})
    other = client.post(
        reverse("consent:check"), {**sent, **_shown(page), "where": "website"}, headers={"HX-Request": "true"}
    )

    assert "Since you looked" not in text(quiet)
    assert "Since you looked, the answers of Ava and Ben have changed." in text(loud)
    assert "Since you looked" not in text(other)


def _shown(page):
    return {"shown": form_of(page)["shown"]}


def test_a_child_who_left_the_list_meanwhile_is_seen_before_anything_is_recorded(sign_in, teacher):
    load = survey()
    ava, ben = children("Ava", "Ben")
    answer(load, ava)
    answer(load, ben)
    client = sign_in(teacher)
    page = ask(client, [ava, ben])
    Pupil.objects.filter(pk=ava.pk).update(left_on=TODAY)

    refused = record(client, page)

    assert refused.status_code == 409 and not RecordedCheck.objects.exists()
    assert "something about this question has changed. Nothing is recorded." in text(refused)
    assert "1 child you chose is not on today’s pupil list." in text(refused)


@pytest.mark.parametrize("lost", ["shown", "key", "add"])
def test_a_form_that_lost_a_part_records_nothing_and_comes_back(sign_in, teacher, lost):
    client = sign_in(teacher)
    sent = form_of(ask(client, six(survey())))

    answer = client.post(NEW, {name: value for name, value in sent.items() if name != lost})

    assert answer.status_code == 409 and not RecordedCheck.objects.exists()


def test_where_there_is_nothing_to_record_there_is_no_button(sign_in, teacher):
    [wren] = children("Wren")
    client = sign_in(teacher)

    before_the_survey = ask(client, [wren])
    survey()
    nobody = ask(client)

    for page in (before_the_survey, nobody):
        assert "Record this check" not in text(page) and form_of(page) == {"shown": ""} | _token(page)
    assert client.get(NEW).url == reverse("consent:check")


def _token(page):
    return {name: value for name, value in form_of(page).items() if name == "csrfmiddlewaretoken"}


def test_what_the_button_sends_holds_no_name_of_a_child(sign_in, teacher):
    page = ask(sign_in(teacher), six(survey()))

    form = page.content.decode().split('<form id="record"', 1)[1].split("</form>", 1)[0]
    assert not re.search("Esme|Finn|Ava|Callum|George|Ben", form)


@pytest.mark.slow  # 200 stops, each with the next request
def test_of_200_stops_the_very_next_request_knows_every_one(teacher):
    load = survey()
    pupils = children(*(f"Wren{n}" for n in range(10)))
    client, moment, stale = Client(), SEPTEMBER, []
    client.force_login(teacher)
    places = [slug for slug in ASKED if slug != "video"]
    for _ in range(5):
        moment += dt.timedelta(minutes=1)
        for pupil in pupils:
            answer(load, pupil, given=moment)
        moment += dt.timedelta(minutes=1)
        for pupil, place in ((pupil, place) for pupil in pupils for place in places):
            answer(load, pupil, "no", given=moment, only=[place])
            page = ask(client, [pupil], where=place)
            stale += [] if [tile["word"] for tile in page.context["rows"]] == ["no"] else [(pupil, place)]

    assert (5 * len(pupils) * len(places), stale) == (200, [])


@pytest.fixture(params=[1, 6, 30])
def many(request):
    load = survey()
    pupils = children(*(f"Wren{n}" for n in range(request.param)))
    for pupil in pupils:
        answer(load, pupil)
    return pupils


def test_recording_30_children_makes_as_many_queries_as_one(sign_in, teacher, many, django_assert_num_queries):
    client = sign_in(teacher)
    sent = form_of(ask(client, many))

    locks = 2 if connection.vendor == "postgresql" else 0  # there the answers and the record each wait for one
    with django_assert_num_queries(31 + locks):
        assert client.post(NEW, sent).status_code == 302
