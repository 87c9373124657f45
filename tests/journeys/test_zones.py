"""A class tablet from code to end, and coming back after time away: in a browser, without script, on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import portal as portals
from tests.journeys.inspecting import faults_of
from tests.journeys.portal import Portal
from tests.journeys.walking import choice, sign_in
from todwick_portal.demo_people import PASSWORD

pytestmark = pytest.mark.browser
TABLET = {"width": 820, "height": 1180}
PHONE = {"width": 390, "height": 844}
AWAY = """
import time
from people.sessions import SessionStore
from django.contrib.sessions.models import Session
then = int(time.time()) - 32 * 60
for key in Session.objects.values_list("session_key", flat=True):
    session = SessionStore(key)
    session["zone_clock"] = [then, then]
    session["account_authentication_methods"] = [
        {**one, "at": then} for one in session.get("account_authentication_methods", [])
    ]
    session.save()
"""


def _go_away(portal: Portal) -> None:
    """Everybody who is signed in has been away for 32 minutes."""
    portals.manage(portal.environment, "shell", "-v0", "-c", AWAY)


def _set_up(office: Page) -> str:
    """The office makes a code for a tablet of 3H; every page on the way is in order."""
    faults = []
    sign_in(office, "office")
    for address in ("/people/devices/", "/people/devices/new/"):
        office.goto(address)
        faults += faults_of(office)
    office.get_by_role("button", name="Make the code").click()
    expect(office).to_have_title(re.compile("^Error: Set up a tablet"))
    faults += faults_of(office)
    office.get_by_label("What is it called?").fill("3H tablet")
    office.get_by_label("3H", exact=True).check()
    office.get_by_role("button", name="Make the code").click()
    faults += faults_of(office)
    assert faults == []
    return office.locator(".copy").inner_text()


def test_a_class_tablet_is_set_up_used_and_taken_out_of_use(visit):
    office, tablet = visit(), visit(TABLET)
    code = _set_up(office)
    tablet.goto("/people/tablet/")
    faults = faults_of(tablet)
    tablet.get_by_label("Code").fill("AAAA AAAA")
    tablet.get_by_role("button", name="Set up this tablet").click()
    expect(tablet.get_by_role("link", name="This code does not work.")).to_be_visible()
    faults += faults_of(tablet)
    tablet.get_by_label("Code").fill(code.lower())
    tablet.get_by_role("button", name="Set up this tablet").click()
    expect(tablet.locator("h1")).to_have_text("Can I use this picture?")
    choice(tablet, "where", "facebook").click()
    tablet.locator("label.pupil", has_text="Ava").click()
    expect(tablet.locator("#answer")).to_contain_text("Leave out Ava")
    faults += faults_of(tablet)
    tablet.goto("/consent/classes/3H/")
    faults += faults_of(tablet)
    expect(tablet.get_by_role("button", name="Print for today")).to_have_count(0)
    assert tablet.goto("/consent/classes/4K/").status == 404
    office.goto("/people/devices/")
    faults += faults_of(office)
    office.get_by_role("link", name="Take out of use").first.click()
    faults += faults_of(office)
    office.get_by_role("button", name="Take it out of use").click()
    expect(office.get_by_text("3H tablet is out of use.")).to_be_visible()

    tablet.goto("/consent/check/")

    expect(tablet.locator("h1")).to_have_text("Sign in")
    assert faults == []


def test_after_time_away_the_check_goes_on_and_the_rest_asks_again_without_script(visit, portal):
    page = visit(PHONE, java_script_enabled=False)
    sign_in(page, "office")
    page.goto("/people/devices/new/")
    page.get_by_label("What is it called?").fill("Hall tablet")
    page.get_by_label("The whole school").check()
    _go_away(portal)
    page.get_by_role("button", name="Make the code").click()
    expect(page.locator("h1")).to_have_text("Renew your sign-in")
    expect(page.get_by_text("You have been away for 32 minutes.")).to_be_visible()
    expect(page.get_by_label("What is it called?")).to_have_value("Hall tablet")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Yes, go on").click()
    page.get_by_role("button", name="Send it now").click()

    expect(page.locator("h1")).to_have_text("Code for Hall tablet")


def test_the_pages_of_the_open_zone_and_of_the_question_are_in_order(visit, portal):
    page = visit()
    sign_in(page, "office")
    _go_away(portal)
    faults = []
    for address in ("/consent/check/", "/consent/classes/3H/", "/policies/", "/people/"):
        page.goto(address)
        faults += faults_of(page)
    page.get_by_label("Your password").fill("not this one")
    page.get_by_role("button", name="Yes, go on").click()
    faults += faults_of(page)
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Yes, go on").click()

    expect(page).to_have_url(f"{portal.url}/people/")
    assert faults == []


def test_looking_as_somebody_else_in_the_demo_is_a_fresh_sign_in(visit, portal):
    page = visit()
    sign_in(page, "office")
    _go_away(portal)
    page.goto("/consent/check/")
    page.get_by_role("button", name="Head", exact=True).click()

    page.goto("/people/")

    expect(page.locator("h1")).not_to_have_text("Renew your sign-in")
