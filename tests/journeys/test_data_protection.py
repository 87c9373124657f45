"""Data protection: the officer advises and puts an assessment forward, the headteacher approves it; the statements."""

import datetime as dt

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import expect

from tests.journeys.inspecting import first_faults_of
from tests.journeys.walking import sign_in

pytestmark = pytest.mark.browser
STATEMENTS = ("privacy/", "privacy/children/", "privacy/parents/", "privacy/staff/", "cookies/", "accessibility/")


def test_an_assessment_is_advised_on_put_forward_and_approved(visit):
    officer, head = visit(), visit()
    sign_in(officer, "dpo")
    faults = []
    for address in (
        "/data-protection/",
        "/data-protection/processing/",
        "/data-protection/outgoing/",
        "/guides/limits/",
    ):
        officer.goto(address)
        _unfold(officer)
        faults += first_faults_of(officer)
    officer.goto("/data-protection/assessment/")
    officer.get_by_role("link", name="Advice of the data-protection officer").click()
    officer.get_by_label("Your words").fill("Go on, but encrypt the disk.")
    faults += first_faults_of(officer)
    officer.get_by_role("button", name="Save these words").click()
    expect(officer.locator("main")).to_contain_text("Go on, but encrypt the disk.")
    officer.get_by_role("link", name="Put it before the headteacher").click()
    officer.get_by_role("button", name="Put it before the headteacher").click()
    expect(officer.locator("[role=alert]")).to_contain_text("Write the day of the next look")
    faults += first_faults_of(officer)
    officer.get_by_label("When is it to be looked at again?").fill((localdate() + dt.timedelta(days=300)).isoformat())
    officer.get_by_role("button", name="Put it before the headteacher").click()
    expect(officer.locator("h1")).to_have_text("Data-protection impact assessment, version 1")

    sign_in(head, "head")
    head.goto("/data-protection/")
    head.get_by_role("link", name="Read version 1").click()
    faults += first_faults_of(head)
    head.get_by_label("Your decision, in your own words").fill("We encrypt it by May.")
    head.get_by_role("button", name="Approve version 1").click()

    expect(head.locator("main")).to_contain_text("Version 1 is approved. It holds from today on.")
    expect(head.locator("main")).to_contain_text("We encrypt it by May.")
    assert faults == []


def test_every_statement_is_in_order_folded_and_unfolded(visit):
    page = visit()
    faults = []
    for name in STATEMENTS:
        page.goto(f"/statements/{name}")
        _unfold(page)
        faults += first_faults_of(page)

    assert faults == []


def _unfold(page) -> None:
    """By keyboard, as somebody who reads everything."""
    for part in page.locator("main details > summary").all():
        part.focus()
        page.keyboard.press("Enter")
