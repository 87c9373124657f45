"""The blue cover on top of every page: what it holds stands on one line at a desk."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import DESK
from tests.journeys.walking import sign_in

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("who", ["head", "office"])
def test_six_tabs_their_numbers_and_the_way_out_stand_on_one_line(visit: Callable[..., Page], who: str):
    page = visit(DESK)
    sign_in(page, who)

    for address in ("/dashboard/", "/consent/review/", "/policies/"):  # the tab one is on is the widest
        page.goto(address)
        bottoms = {
            round(box["y"] + box["height"])
            for part in page.locator(".masthead .nav :is(a, button)").all()
            if (box := part.bounding_box())
        }
        assert len(bottoms) == 1, address
