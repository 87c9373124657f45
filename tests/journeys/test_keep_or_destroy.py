"""The headteacher asks on a phone that a record be destroyed, the chair confirms; the officer sees what remains."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE
from tests.journeys.inspecting import faults_of
from tests.journeys.walking import sign_in
from todwick_portal.demo.disposal_story import DUE, KEPT

pytestmark = pytest.mark.browser


def test_two_people_destroy_a_record_and_what_is_kept_stays(visit):
    head, chair, dpo = visit(PHONE), visit(), visit()
    faults = _asked_by(head)

    sign_in(chair, "chair")
    chair.goto("/disposal/")
    faults += faults_of(chair)
    chair.get_by_role("region", name="Waits for a second person").get_by_role("link").click()
    expect(chair.get_by_role("heading", name="What stays, and why")).to_be_visible()
    faults += faults_of(chair)
    address = chair.url
    chair.get_by_role("button", name="Destroy it for good").click()
    expect(chair.get_by_text("is destroyed. What remains is the record")).to_be_visible()
    assert chair.request.get(address).status == 404

    sign_in(dpo, "dpo")
    for page in ("/disposal/records/", "/disposal/periods/", "/disposal/kept/", "/disposal/somebody/"):
        dpo.goto(page)
        assert DUE[1] not in dpo.locator("main").inner_text()
        faults += faults_of(dpo)
    dpo.get_by_label("Name").fill(KEPT[0])
    dpo.get_by_role("button", name="Find them").click()
    dpo.get_by_role("link", name=" ".join(KEPT)).click()
    expect(dpo.get_by_role("heading", name="Kept, not to be destroyed")).to_be_visible()
    assert faults + faults_of(dpo) == []


def _asked_by(head: Page) -> list[str]:
    """Asked for on the phone, once with a fault: the words stay."""
    sign_in(head, "head")
    head.goto("/disposal/")
    faults = faults_of(head)
    head.get_by_role("link", name="Pupils who left").click()
    faults += faults_of(head)
    head.get_by_role("row", name="Nobody has decided").get_by_role("link").click()
    expect(head.get_by_text(" ".join(DUE))).to_be_visible()
    head.get_by_role("link", name="Ask for its destruction").click()
    head.get_by_label("In your own words").fill(f"{DUE[0]} left in 2019.")
    head.get_by_role("button", name="Ask for its destruction").click()
    expect(head.get_by_label("In your own words")).to_have_value(f"{DUE[0]} left in 2019.")
    faults += faults_of(head)
    head.get_by_label("In your own words").fill("Six years are over.")
    head.get_by_role("button", name="Ask for its destruction").click()
    expect(head.get_by_text("It waits for the other of the two")).to_be_visible()
    return faults
