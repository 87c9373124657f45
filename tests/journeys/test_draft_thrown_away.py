"""A draft thrown away in a browser, and the rules named on which the portal rests."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.inspecting import faults_of
from tests.journeys.walking import sign_in

pytestmark = pytest.mark.browser
VERSIONS = "/policies/social-media/versions/"


@pytest.mark.parametrize("viewport", [PHONE, pytest.param(DESK, marks=pytest.mark.long)])
def test_the_pages_are_in_order_at_a_desk_and_on_a_phone(visit, viewport):
    page = visit(viewport)
    sign_in(page, "head")
    faults = []
    for address in (f"{VERSIONS}2/discarding/", "/policies/rule-uses/", "/policies/social-media/acknowledgements/"):
        assert page.goto(address).status == 200, address
        faults += faults_of(page)

    assert faults == []


def test_the_head_throws_the_draft_away_without_a_script_and_begins_the_next(visit):
    page = visit(java_script_enabled=False)
    sign_in(page, "head")
    page.goto(f"{VERSIONS}3/edit/")
    page.get_by_role("link", name="Throw this draft away").click()
    expect(page.get_by_text("2 that differ from version 2")).to_be_visible()

    page.get_by_role("button", name="Throw the draft away").click()
    expect(page.locator("main")).to_contain_text("Write why it is thrown away.")
    page.get_by_label("Why is it thrown away?").fill("We begin again in spring.")
    page.get_by_role("button", name="Throw the draft away").click()

    expect(page.locator("main")).to_contain_text("We begin again in spring.")
    assert page.goto(f"{VERSIONS}3/").status == 404
    page.goto(VERSIONS)
    page.get_by_role("link", name="Begin the next version").click()
    page.get_by_role("button").last.click()
    expect(page).to_have_url(re.compile("/versions/4/"))


def test_the_head_says_that_the_school_has_no_such_rule_and_the_desk_says_what_is_missing(visit):
    page = visit(java_script_enabled=False)
    sign_in(page, "head")
    page.goto("/policies/rule-uses/")
    page.get_by_label("The age from which people may have an account").select_option(label="We have no such rule")
    page.get_by_role("button", name="Save which rules they are").click()
    expect(page.locator("main")).to_contain_text("1 of 7 rest on no rule in force")

    page.goto("/policies/desk/")
    expect(page.locator("main")).to_contain_text("No rule shows the platforms and their ages.")
