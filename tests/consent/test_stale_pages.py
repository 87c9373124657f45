"""A page that is older than what it decides about: nothing counts that its author did not see, no word is lost."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from consent.actions import decide
from consent.effective import Status
from consent.models import ConsentDecision, Purpose, ReviewEntry
from consent.register import register_on

from .surveys import child_with_parents, csv_of, load, row, seen_on

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)
RANG = "Rang Imogen at noon."
CHANGED = "changed since you opened this page. Nothing is decided yet."
FOUND = {"has_condition": "yes", "condition": "First name only"}


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC), tick=True):
        yield


@pytest.fixture
def wren():
    return child_with_parents("Wren", "Imogen Ashdown", "Felix Ashdown")


def status(pupil, slug="x_twitter"):
    return register_on([pupil], TODAY).of(pupil, Purpose.objects.get(slug=slug)).status


def felix(*answers, **more):
    return row("Wren Ashdown", *answers, parent="Felix Ashdown", **more)


def test_a_decision_covers_no_answer_that_came_after_its_page_was_opened(sign_in, office, wren):
    load(csv_of(row("Wren Ashdown"), felix("Yes", "No")))
    client, address = sign_in(office), reverse("consent:decision", args=[wren.public_id])
    seen = seen_on(client.get(address))
    load(csv_of(row("Wren Ashdown", "Yes", "Only if you ask me first", when="23/11/2026 10:00")))

    page = client.post(address, {**seen, "place-x_twitter": "yes", "reason": RANG})

    assert CHANGED in page.content.decode() and RANG in page.content.decode()
    assert (status(wren), ConsentDecision.objects.count()) == (Status.UNCLEAR, 0)
    client.post(address, {**seen_on(page), "place-x_twitter": "yes", "reason": RANG})
    assert status(wren) is Status.YES


def test_a_page_that_does_not_say_what_it_showed_decides_nothing(sign_in, office, wren):
    load(csv_of(row("Wren Ashdown"), felix("Yes", "No")))

    page = sign_in(office).post(
        reverse("consent:decision", args=[wren.public_id]), {"place-x_twitter": "yes", "reason": RANG}
    )

    assert CHANGED in page.content.decode()
    assert status(wren) is Status.CONFLICT


def test_what_is_decided_with_a_comment_covers_no_answer_that_came_meanwhile(sign_in, office, wren):
    load(csv_of(row("Wren Ashdown", comment="ok")))
    entry = ReviewEntry.objects.get()
    client = sign_in(office)
    seen = seen_on(client.get(entry.get_absolute_url()))
    load(csv_of(felix("Yes", "No")))

    page = client.post(entry.get_absolute_url(), {**FOUND, **seen, "place-x_twitter": "yes", "reason": RANG})

    entry.refresh_from_db()
    assert CHANGED in page.content.decode() and RANG in page.content.decode()
    assert (status(wren), entry.status) == (Status.WAITING, "open")


def test_a_choice_about_a_place_that_a_colleague_decided_meanwhile_is_not_dropped_in_silence(sign_in, office, wren):
    load(csv_of(row("Wren Ashdown"), felix("No", "No")))
    client, address = sign_in(office), reverse("consent:decision", args=[wren.public_id])
    seen = seen_on(client.get(address))
    website = Purpose.objects.get(slug="website")
    decide(pupil=wren, purpose=website, school_year=2026, value="yes", reason="Theirs.", by=office)

    chosen = {"place-x_twitter": "yes", "place-website": "no", "reason": "Mum said no website"}
    page = client.post(address, {**seen, **chosen}).content.decode()

    assert "somebody decided one of your places" in page and "Mum said no website" in page
    assert (status(wren), ConsentDecision.objects.count()) == (Status.CONFLICT, 1)


def test_the_reason_typed_beside_a_comment_stays_where_something_else_began_to_wait(sign_in, office, wren):
    load(csv_of(row("Wren Ashdown", comment="ok")))
    entry = ReviewEntry.objects.get()
    client = sign_in(office)
    seen = seen_on(client.get(entry.get_absolute_url()))
    load(csv_of(felix(comment="hm")))

    page = client.post(entry.get_absolute_url(), {**FOUND, **seen, "place-x_twitter": "yes", "reason": RANG})

    entry.refresh_from_db()
    assert RANG in page.content.decode() and "#id_reason" not in page.content.decode()
    assert (entry.status, status(wren)) == ("open", Status.WAITING)
    client.post(entry.get_absolute_url(), FOUND)
    entry.refresh_from_db()
    assert entry.status == "condition"
