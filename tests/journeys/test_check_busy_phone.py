"""The check page on a busy phone and a slow line: a button does what it says and keeps the focus (requirements 6.1)."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE
from tests.journeys.walking import answer, choice, sign_in

pytestmark = pytest.mark.browser
# Whatever was to happen in a moment happens a second and a half later.
BUSY = """
const soon = window.setTimeout;
window.setTimeout = (what, after, ...more) => soon(what, after < 40 ? 1500 : after, ...more);
"""


def _whole_class(page: Page) -> None:
    """The whole class is chosen for X, and those who are no yes are left out."""
    sign_in(page, "teacher")
    choice(page, "where", "x_twitter").tap()
    page.locator("#all").tap()
    expect(answer(page)).to_contain_text("21 of 30 can go on X (Twitter).")
    page.get_by_role("button", name="Check without them").tap()
    expect(answer(page)).to_contain_text("All 21 have permission for X (Twitter) today.")


def test_a_button_that_has_become_another_does_its_new_deed_at_once(visit):
    page = visit(PHONE, has_touch=True, is_mobile=True)
    page.add_init_script(BUSY)
    _whole_class(page)

    page.get_by_role("button", name="Put them back").tap()

    expect(answer(page)).to_contain_text("21 of 30 can go on X (Twitter).")


def test_a_button_that_was_hidden_while_the_answer_was_slow_keeps_the_focus(visit):
    page = visit(PHONE, has_touch=True, is_mobile=True)
    page.route("**/consent/check/", lambda route: (page.wait_for_timeout(900), route.continue_()))

    _whole_class(page)

    expect(page.get_by_role("button", name="Put them back")).to_be_focused()
