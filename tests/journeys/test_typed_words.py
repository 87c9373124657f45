"""No typed word is lost: the sign-in ended in another tab while somebody was writing, and there is no script."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.walking import sign_in

pytestmark = pytest.mark.browser
WORDS = "Rang Mrs Armitage on Tuesday; she will talk to her husband and write to us by Friday."


def test_words_typed_into_an_ended_sign_in_are_shown_and_can_be_sent_again(visit):
    page = visit(java_script_enabled=False)
    sign_in(page, "office")
    page.goto("/consent/review/")
    page.get_by_role("link", name=re.compile("Ben Armitage ?, X")).click()
    page.get_by_label("No", exact=True).check()
    page.get_by_label("Why?").fill(WORDS)
    other_tab = page.context.new_page()
    other_tab.goto("/dashboard/")
    other_tab.locator("form.nav--end button").click()

    page.get_by_role("button", name="Decide this").click()

    expect(page.locator("h1")).to_have_text("Not sent yet")
    expect(page.locator("textarea")).to_have_value(WORDS)
    sign_in(other_tab, "office")
    page.get_by_role("button", name="Send again").click()
    if page.locator("h1").inner_text() == "Not sent yet":  # the page says: should it come up once more, press again
        expect(page.locator("textarea")).to_have_value(WORDS)
        page.get_by_role("button", name="Send again").click()
    expect(page.locator("main")).to_contain_text("Ben Armitage, X (Twitter): decided.")
