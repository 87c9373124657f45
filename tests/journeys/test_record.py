"""The pages of the record, walked by head and chair, also without script."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.inspecting import faults_of
from tests.journeys.walking import sign_in

pytestmark = pytest.mark.browser


def _sign_out(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.locator("form.nav--end button").click()


def test_from_a_child_to_its_trail_and_from_the_head_to_what_the_chair_reads(visit):
    page = visit()
    sign_in(page, "head")
    page.goto("/consent/classes/3H/")
    page.locator("table a").first.click()
    name = page.locator("h1").inner_text()
    page.get_by_role("link", name="What happened with this").click()
    expect(page.locator("h1")).to_have_text(f"What happened: {name}")
    expect(page.get_by_text("Full permission record read").first).to_be_visible()
    faults = faults_of(page)
    for address in ("/audit/", "/audit/?kind=permission", "/audit/?kind=portal&day=2001-01-01", "/audit/?day=soon"):
        page.goto(address)
        faults += faults_of(page)
    _sign_out(page)

    sign_in(page, "chair")
    page.get_by_role("link", name="What the head opened").click()
    expect(page.get_by_text("Full permission record read").first).to_be_visible()
    assert name not in page.locator("main").inner_text()
    faults += faults_of(page)

    assert faults == []


def test_the_chair_checks_the_record_and_compares_a_seal_without_script(visit):
    page = visit({"width": 390, "height": 844}, java_script_enabled=False)
    sign_in(page, "chair")
    page.goto("/audit/chain/")
    page.get_by_role("button", name="Check the record now").click()
    expect(page.get_by_text(re.compile(r"^Whole\. All [\d,]+ events hold\."))).to_be_visible()
    seal = page.locator(".seal").inner_text()

    page.get_by_label("The seal from the mail").fill(seal)
    page.get_by_role("button", name="Compare this seal").click()
    expect(page.get_by_text("Nothing up to it was changed or taken out.")).to_be_visible()
    page.get_by_label("The seal from the mail").fill("0" * 63 + "1")
    page.get_by_role("button", name="Compare this seal").click()
    expect(page.get_by_text("This seal is not in the record.")).to_be_visible()


def test_the_page_of_the_check_is_in_order_before_and_after_and_with_a_seal_that_is_none(visit):
    page = visit()
    sign_in(page, "head")
    page.goto("/audit/chain/")
    faults = faults_of(page)
    for _ in range(2):
        page.get_by_role("button", name="Check the record now").click()
        page.wait_for_load_state()
    faults += faults_of(page)
    page.get_by_label("The seal from the mail").fill("half of it")
    page.get_by_role("button", name="Compare this seal").click()
    expect(page).to_have_title(re.compile("^Error: "))
    faults += faults_of(page)

    assert faults == []
