"""The page about pictures without an account: nobody learns who is on the list, no word is lost."""

import statistics
import time

import pytest
from django.core.cache import cache
from django.test import Client

from consent.models import PhotoHold, PhotoRequest
from tests.consent.given import TODAY, children
from tests.consent.parents import mother
from tests.consent.photo_requests import SENT, STOP, poppy_in, seal, typed
from tests.factories import PupilFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("evening")]


# --- nobody learns who is on the list


def known():
    poppy_in()
    return "Poppy Popson"


def unknown():
    return "Nobody Known"


def of_two():
    poppy_in("3H")
    poppy_in("6W")
    return "Poppy Popson"


def left():
    poppy = poppy_in()
    poppy.left_on = TODAY
    poppy.save()
    return "Poppy Popson"


def answers(name, client=None):
    """Everything that is sent back for a name."""
    client = client or Client()
    first = client.post(STOP, typed(name))
    page = client.get(first.headers["Location"])
    return first.status_code, sorted(first.headers.items()), first.content, page.content


@pytest.mark.parametrize("who", [known, of_two, left])
def test_the_answer_is_the_same_to_the_byte_for_every_name(who):
    others = [PupilFactory(code="3H") for _ in range(5)]
    assert others
    nobody = answers(unknown())

    assert answers(who()) == nobody


@pytest.mark.slow  # two hundred requests for each of two names, to a school of 210
@pytest.mark.parametrize("tries", [60, pytest.param(200, marks=pytest.mark.long)])
def test_the_answer_takes_as_long_for_every_name(office, monkeypatch, tries):
    monkeypatch.setattr("consent.views.throttle.FROM_ONE", 1_000)
    monkeypatch.setattr("consent.views.throttle.STOPS_IN_ALL", 1_000)
    PupilFactory.create_batch(210, code="3H")
    for pupil in children("Poppy"):
        mother(pupil, "Leanne Cartwright")

    client = Client()

    def seconds(name):
        start = time.perf_counter()
        assert client.post(STOP, typed(name)).status_code == 302
        return time.perf_counter() - start

    seconds("Poppy Poppyson"), seconds("Nobody Known")
    times = [(seconds("Poppy Poppyson"), seconds("Nobody Known")) for _ in range(tries)]
    found, missing = (statistics.median(column) for column in zip(*times, strict=True))

    assert max(found, missing) / min(found, missing) < 1.25


@pytest.mark.slow  # each answer takes a second
def test_the_first_stop_of_each_name_takes_as_long_too(office, monkeypatch, settings):
    """Of a child that nobody stopped before most is written: a hold, a list of pictures, mails to the parents."""
    monkeypatch.setattr("consent.views.throttle.FROM_ONE", 1_000)
    monkeypatch.setattr("consent.views.throttle.STOPS_IN_ALL", 1_000)
    settings.PHOTO_ANSWER_SECONDS = 1.0
    names = ("Poppya", "Poppyb", "Poppyc", "Poppyd", "Poppye")
    pupils = children(*names)
    for name, pupil in zip(names, pupils, strict=True):
        mother(pupil, f"{name}m Cartwright")
    client = Client()

    def seconds(name):
        start = time.perf_counter()
        assert client.post(STOP, typed(name)).status_code == 302
        return time.perf_counter() - start

    times = [(seconds(str(pupil)), seconds(f"Nobody {pupil}")) for pupil in pupils]
    found, missing = (statistics.median(column) for column in zip(*times, strict=True))

    assert PhotoHold.objects.count() == len(pupils)
    assert min(found, missing) >= 1 and max(found, missing) / min(found, missing) < 1.05


# --- the page


def test_the_first_page_sets_no_cookie_and_the_form_needs_one(client):
    assert not client.get("/photos/").cookies
    assert set(client.get(STOP).cookies) == {"csrftoken"}


@pytest.mark.parametrize("kind", ["stop", "take-down", "agreed"])
def test_each_of_the_three_is_sent_and_answered_in_words(client, kind):
    response = client.post(f"/photos/{kind}/", typed(where="On the website, page 2"), follow=True)

    assert "We have got it" in response.content.decode()
    assert PhotoRequest.objects.get().kind == kind.replace("-", "_")


def test_what_is_missing_is_said_and_what_was_typed_stays(client):
    page = client.post(STOP, typed(name="", message="She is called Poppy.")).content.decode()

    assert "Write the child’s name." in page and "She is called Poppy." in page
    assert not PhotoRequest.objects.exists()


@pytest.mark.parametrize("field", ["child_name", "class_name", "asked_by", "relationship", "reach_by", "message"])
def test_what_is_too_long_is_refused_in_words_and_kept(client, field):
    page = client.post(
        STOP, typed(**{field: "a" * 2001}) if field != "child_name" else typed("a" * 2001)
    ).content.decode()

    assert "Write it in at most" in page and "a" * 2001 in page
    assert not PhotoRequest.objects.exists()


@pytest.mark.parametrize(
    "sent", [{"second_name": "http://spam.example"}, {"seal": seal(0)}, {"seal": ""}, {"seal": "x"}]
)
def test_who_is_taken_for_a_program_presses_once_more_and_loses_nothing(client, sent):
    response = client.post(STOP, typed(message="My own words.", **sent))

    assert response.status_code == 422
    assert not PhotoRequest.objects.exists()
    form = response.context["form"]
    again = {field.html_name: field.value() or "" for field in form}
    assert again["message"] == "My own words."
    assert client.post(STOP, again).headers["Location"] == SENT
    assert PhotoRequest.objects.count() == 1


def test_a_flood_from_one_address_is_stopped_and_keeps_every_word(client):
    for number in range(5):
        assert client.post(STOP, typed(f"Child {number}")).status_code == 302
    response = client.post(STOP, typed("Poppy Popson", message="My own words."))

    assert response.status_code == 429
    assert "My own words." in response.content.decode()
    assert "Press the button again in 6 minutes" in response.content.decode()  # at 20:20 the next ten minutes begin
    assert response["Retry-After"] == "360"
    assert PhotoRequest.objects.count() == 5
    assert client.post(STOP, typed(), REMOTE_ADDR="192.0.2.7").status_code == 302


def test_stop_stays_open_whatever_else_is_asked_and_however_often(client):
    for number in range(61):
        sent = client.post("/photos/agreed/", typed(f"Child {number}"), REMOTE_ADDR=f"192.0.2.{number}")
    assert sent.status_code == 429
    assert "Press the button again in 46 minutes" in sent.content.decode()  # an hour's number is used up

    for number in range(61):
        assert client.post(STOP, typed(f"Child {number}"), REMOTE_ADDR=f"192.0.2.{number}").status_code == 302


def test_requests_at_the_same_moment_are_each_counted(monkeypatch, client):
    """Whoever reads an old count takes the next free number all the same."""
    monkeypatch.setattr(cache, "get", lambda key, default=None: default)

    answers = [client.post(STOP, typed(f"Child {number}")).status_code for number in range(7)]

    assert answers == [302] * 5 + [429] * 2


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "{{ 1 }}{% now %}", "=1+1", "\u202egnp.exe", "Zo\u0308e"]
)
def test_hostile_words_stay_words(sign_in, office, words):
    Client().post(STOP, typed(words, message=words))

    page = sign_in(office).get(PhotoRequest.objects.get().get_absolute_url()).content.decode()

    assert "<script>alert" not in page and "\u202e" not in page.replace(words, "", 1)


def test_a_lost_byte_is_refused_in_words(client):
    assert client.post(STOP, typed("Poppy\x00")).status_code == 422


def test_there_is_no_fourth_thing_to_ask(client):
    assert client.get("/photos/delete/").status_code == 404
    assert client.post("/photos/delete/", typed()).status_code == 404
    assert client.get("/photos/delete/sent/").status_code == 404
