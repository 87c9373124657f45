"""The check page on a phone that has much else to do: what a button says is what it does, from the first moment."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from tests.journeys.walking import answer, choice, sign_in

pytestmark = pytest.mark.browser
# Whatever was to happen in a moment happens a second and a half later.
BUSY = """
const soon = window.setTimeout;
window.setTimeout = (what, after, ...more) => soon(what, after < 40 ? 1500 : after, ...more);
"""


def test_a_button_that_has_become_another_does_its_new_deed_at_once(visit):
    page = visit(PHONE, has_touch=True, is_mobile=True)
    page.add_init_script(BUSY)
    sign_in(page, "teacher")
    choice(page, "where", "x_twitter").tap()

    page.locator("#all").tap()
    expect(answer(page)).to_contain_text("21 of 30 can go on X (Twitter).")
    page.get_by_role("button", name="Check without them").tap()
    expect(answer(page)).to_contain_text("All 21 have permission for X (Twitter) today.")
    page.get_by_role("button", name="Put them back").tap()

    expect(answer(page)).to_contain_text("21 of 30 can go on X (Twitter).")
