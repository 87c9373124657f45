"""The check page where the answer is slow to come: who pressed a button finds the focus on it (requirements 6.1)."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from tests.journeys.walking import answer, choice, sign_in

pytestmark = pytest.mark.browser


def test_a_button_that_was_hidden_while_the_answer_was_slow_keeps_the_focus(visit):
    page = visit(PHONE, has_touch=True, is_mobile=True)
    page.route("**/consent/check/", lambda route: (page.wait_for_timeout(900), route.continue_()))
    sign_in(page, "teacher")
    choice(page, "where", "x_twitter").tap()
    page.locator("#all").tap()
    expect(answer(page)).to_contain_text("21 of 30 can go on X (Twitter).")

    page.get_by_role("button", name="Check without them").tap()

    expect(answer(page)).to_contain_text("All 21 have permission for X (Twitter) today.")
    expect(page.get_by_role("button", name="Put them back")).to_be_focused()
