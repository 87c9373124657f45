"""No typed word is lost: the sign-in ended in another tab while somebody was writing, and there is no script."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.walking import sign_in
from todwick_portal.demo_people import PASSWORD

pytestmark = pytest.mark.browser
WORDS = "Rang Mrs Lockwood on Tuesday.\nShe asks us to use no picture of Ava at all until the court has decided."
ASKED = "Why is this child not to be published?"
DONE = "From now on nothing of Ava Lockwood may be published."


def _written_into_an_ended_sign_in(page: Page) -> Page:
    """The page that comes back, and the other tab in which somebody signed out."""
    sign_in(page, "head")
    page.goto("/people/classes/3H/")
    page.get_by_role("link", name="Ava Lockwood").click()
    page.locator("a[href$='/flag/']").click()
    page.get_by_label(ASKED).fill(WORDS)
    other_tab = page.context.new_page()
    other_tab.goto("/dashboard/")
    other_tab.locator("form.nav--end button").click()
    page.locator("form:has(textarea) button").click()
    expect(page.locator("h1")).to_have_text("Not sent yet")
    expect(page.get_by_label(ASKED)).to_have_value(WORDS)
    return other_tab


def test_after_signing_in_on_the_page_one_click_saves_what_was_typed(visit):
    page = visit(java_script_enabled=False)
    _written_into_an_ended_sign_in(page)

    page.get_by_label("E-mail address").fill("head@todwick.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in and go on").click()

    expect(page.locator("h1")).to_have_text("Send what you wrote")
    expect(page.get_by_label(ASKED)).to_have_value(WORDS)
    page.get_by_role("button", name="Send it now").click()
    expect(page.locator("main")).to_contain_text(DONE)


def test_words_survive_a_sign_in_in_another_tab_too(visit):
    page = visit(java_script_enabled=False)
    other_tab = _written_into_an_ended_sign_in(page)
    sign_in(other_tab, "head")

    page.get_by_role("button", name="Send again").click()
    if page.locator("h1").inner_text() == "Not sent yet":  # the other tab's sign-in has made this one's token stale
        expect(page.locator("main")).to_contain_text("You are signed in now")
        expect(page.get_by_label(ASKED)).to_have_value(WORDS)
        page.get_by_role("button", name="Send it now").click()

    expect(page.locator("main")).to_contain_text(DONE)
