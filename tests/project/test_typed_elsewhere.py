"""A form that another site sent is never handed on: no word of it is shown, and no button sends it."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from consent.models import ConsentDecision
from tests.consent.surveys import child_with_parents, csv_of, load, row

pytestmark = pytest.mark.django_db
FORGED = {"place-x_twitter": "yes", "reason": "Rang both parents"}


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC), tick=True):
        yield


@pytest.fixture
def address():
    wren = child_with_parents("Wren", "Imogen Ashdown", "Felix Ashdown")
    load(csv_of(row("Wren Ashdown"), row("Wren Ashdown", "Yes", "No", parent="Felix Ashdown")))
    return reverse("consent:decision", args=[wren.public_id])


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
        {"referer": "https://elsewhere.example/page"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": "http://testserver"},
    ],
)
@pytest.mark.parametrize("signed_in", [True, False])
def test_a_forged_form_comes_back_without_its_words_and_without_a_button(office, address, headers, signed_in):
    browser = Client(enforce_csrf_checks=True)
    if signed_in:
        browser.force_login(office)

    response = browser.post(address, FORGED, headers=headers)

    page = response.content.decode()
    assert response.status_code == 403
    assert "Rang both parents" not in page and "place-x_twitter" not in page and "Send again" not in page
    assert f'action="{address}"' not in page
    assert not ConsentDecision.objects.exists()


def test_forged_words_are_not_handed_on_by_the_sign_in_that_keeps_them(address):
    kept = {"kept": '[["reason", "Rang both parents"]]', "kept_action": address}
    forged = Client(enforce_csrf_checks=True).post(
        reverse("account_login_kept"), kept, headers={"origin": "https://elsewhere.example"}
    )

    assert forged.status_code == 403
    assert "Rang both parents" not in forged.content.decode() and address not in forged.content.decode()


def test_a_page_of_ours_that_was_open_too_long_keeps_its_words(office, address):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(office)

    response = browser.post(address, FORGED, headers={"origin": "http://testserver", "sec-fetch-site": "same-origin"})

    assert response.status_code == 403
    page = response.content.decode()
    assert "Rang both parents" in page and "You are signed in now" in page and "Send it now" in page


def test_a_stale_page_of_who_is_signed_out_says_where_to_sign_in(db, address):
    response = Client(enforce_csrf_checks=True).post(address, FORGED, headers={"origin": "http://testserver"})

    page = response.content.decode()
    assert response.status_code == 403
    assert "Rang both parents" in page and "sign in, in a new tab" in page and "Send again" in page
