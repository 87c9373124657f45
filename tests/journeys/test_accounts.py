"""The pages of accounts, roles, parents to invite, cover and settings, walked in a browser, also without script."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.inspecting import faults_of
from tests.journeys.walking import sign_in

pytestmark = pytest.mark.browser
OFFICE = (
    "/people/school/", "/people/accounts/", "/people/accounts/?role=governor", "/people/accounts/new/",
    "/people/contacts/", "/people/contacts/?class=3H", "/people/missing/", "/people/settings/", "/people/me/",
)  # fmt: skip


@pytest.mark.long
def test_every_page_of_the_office_for_accounts(visit):
    page = visit()
    sign_in(page, "office")
    faults = []
    for address in OFFICE:
        assert page.goto(address).status == 200
        faults += faults_of(page)
    page.goto("/people/accounts/?role=staff")
    page.locator("table a").first.click()
    faults += faults_of(page)
    for link in ("Change name or address", "Give a role", "join them", "End this account"):
        page.get_by_role("link", name=link, exact=True).click()
        faults += faults_of(page)
        page.locator("form.sheet .btn").first.click()
        page.wait_for_load_state()
        faults += faults_of(page) if "Error" in page.title() else []
        page.goto("/people/accounts/?role=staff")
        page.locator("table a").first.click()

    assert faults == []


def test_pages_of_head_and_safeguarding_lead(visit):
    page = visit()
    sign_in(page, "head")
    faults = []
    for address in ("/people/school/", "/people/roles/", "/people/cover/", "/people/me/"):
        assert page.goto(address).status == 200
        faults += faults_of(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.locator("form.nav--end button").click()
    sign_in(page, "dsl")
    page.goto("/people/classes/3H/")
    page.locator("table a").first.click()
    page.get_by_role("link", name="Court order", exact=True).click()
    faults += faults_of(page)

    assert faults == []


def test_the_office_asks_for_a_role_and_the_head_confirms_it_without_script(visit):
    page = visit({"width": 390, "height": 844}, java_script_enabled=False)
    sign_in(page, "head")
    page.goto("/people/roles/")
    expect(page.get_by_text("Rosalind Thwaite").first).to_be_visible()
    page.get_by_role("button", name=re.compile("^Confirm")).click()
    expect(page.get_by_text("Confirmed. It counts from now on.")).to_be_visible()

    page.goto("/people/accounts/?role=governor")

    expect(page.get_by_role("link", name="Ms Rosalind Thwaite")).to_be_visible()


def test_a_ticked_parent_is_invited(visit):
    page = visit({"width": 390, "height": 844})
    sign_in(page, "office")
    page.goto("/people/contacts/?class=3H")
    row = page.locator("tr", has=page.locator("input[name=family]")).first
    name = row.locator("label").inner_text().strip()
    row.locator("input").check()
    page.get_by_role("button", name="Invite those ticked").first.click()

    expect(page.get_by_text("1 parent invited.")).to_be_visible()
    assert _state(page, name) == "Has an account"


def _state(page: Page, name: str) -> str:
    row = page.locator("tr", has=page.locator("th", has_text=name)).first
    return row.locator(".status").inner_text().strip()


def test_a_role_gets_its_end_with_a_date_and_the_head_sees_a_new_address_of_the_chair(visit):
    page = visit()
    sign_in(page, "office")
    page.goto("/people/accounts/?role=governor")
    page.locator("table a").first.click()
    page.get_by_role("link", name=re.compile("^End this role")).click()
    faults = faults_of(page)
    page.get_by_label("From which day on is the role over?").fill("2020-01-01")
    page.get_by_role("button", name="End this role").click()
    expect(page.get_by_text("Write today or a later day.").first).to_be_visible()
    faults += faults_of(page)
    page.goto("/people/accounts/?role=chair")
    page.locator("table a").first.click()
    page.get_by_role("link", name="Change name or address").click()
    page.get_by_label("E-mail address").fill("chair.new@todwick.example")
    page.get_by_role("button", name="Save these changes").click()
    expect(page.get_by_text("A second person confirms it first.")).to_be_visible()
    faults += faults_of(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.locator("form.nav--end button").click()
    sign_in(page, "head")
    page.goto("/people/roles/")
    expect(page.get_by_text("chair.new@todwick.example").first).to_be_visible()
    faults += faults_of(page)

    assert faults == []
