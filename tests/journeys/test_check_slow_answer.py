"""The check page where the answer is slow to come: the focus stays, and what a button was to do is not lost
(requirements 6.1)."""

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.journeys.conftest import PHONE
from tests.journeys.walking import answer, child, choice, sign_in

pytestmark = pytest.mark.browser
ASKED = "**/consent/check/"


@pytest.fixture
def phone(visit) -> Page:
    """A teacher's phone, signed in."""
    page = visit(PHONE, has_touch=True, is_mobile=True)
    sign_in(page, "teacher")
    return page


def test_a_button_that_was_hidden_while_the_answer_was_slow_keeps_the_focus(phone):
    phone.route(ASKED, lambda route: (phone.wait_for_timeout(900), route.continue_()))
    choice(phone, "where", "x_twitter").tap()
    phone.locator("#all").tap()
    expect(answer(phone)).to_contain_text("21 of 30 can go on X (Twitter).")

    phone.get_by_role("button", name="Check without them").tap()

    expect(answer(phone)).to_contain_text("All 21 have permission for X (Twitter) today.")
    expect(phone.get_by_role("button", name="Put them back")).to_be_focused()


def test_a_child_added_is_not_lost_to_the_letter_typed_after_it(phone):
    field = _finding(phone, "adam")
    _first_answer_never_comes(phone)

    _found(phone, "Aleksander").tap()
    field.press("End")
    field.press_sequentially("cz")

    expect(_found(phone, "Aleksander")).to_have_attribute("aria-pressed", "true")
    expect(answer(phone)).to_contain_text("Both have permission for X (Twitter) today.")


def test_a_child_added_is_not_lost_to_the_child_ticked_after_it(phone):
    _finding(phone, "adam")
    _first_answer_never_comes(phone)

    _found(phone, "Aleksander").tap()
    child(phone, "Finn").tap()

    expect(answer(phone)).to_contain_text("All 3 have permission for X (Twitter) today.")
    child(phone, "Finn").tap()
    expect(answer(phone)).to_contain_text("Both have permission for X (Twitter) today.")


def test_two_children_added_one_after_the_other_are_both_added(phone):
    _finding(phone, "iq")
    _first_answer_never_comes(phone)

    found = phone.locator("#found button")
    both = [found.nth(each).get_attribute("id") for each in (0, 1)]
    for each in both:
        phone.locator(f"#{each}").tap()

    for each in both:
        expect(phone.locator(f"#{each}")).to_have_attribute("aria-pressed", "true")


def test_a_tick_after_the_whole_class_is_the_later_word(phone):
    choice(phone, "where", "x_twitter").tap()
    child(phone, "Esme").tap()
    expect(answer(phone)).to_contain_text("Esme")
    _first_answer_never_comes(phone)

    phone.locator("#all").tap()
    child(phone, "Finn").tap()

    expect(child(phone, "Finn").locator("input")).not_to_be_checked()
    expect(answer(phone)).to_contain_text("of 29 can go on X (Twitter).")


def test_a_button_whose_answer_could_not_be_fetched_is_asked_again_with_what_it_was_to_do(phone):
    _finding(phone, "adam")
    phone.route(ASKED, lambda route: route.abort())
    _found(phone, "Aleksander").tap()
    expect(answer(phone)).to_contain_text("No answer: the portal could not be reached.")

    phone.unroute(ASKED)
    phone.get_by_role("button", name="Check again").tap()

    expect(_found(phone, "Aleksander")).to_have_attribute("aria-pressed", "true")
    expect(answer(phone)).to_contain_text("Both have permission for X (Twitter) today.")


def _finding(phone: Page, letters: str) -> Locator:
    """Esme is chosen for X; the field holds `letters`, and who fits them is listed."""
    choice(phone, "where", "x_twitter").tap()
    child(phone, "Esme").tap()
    expect(answer(phone)).to_contain_text("Esme")
    phone.locator("#others > summary").click()
    field = phone.get_by_label("Find a child of the whole school")
    field.press_sequentially(letters)
    expect(phone.locator("#found button").first).to_be_visible()
    expect(phone.locator("#found")).not_to_have_class("htmx-request")
    return field


def _found(phone: Page, name: str) -> Locator:
    return phone.locator("#found button", has_text=name)


def _first_answer_never_comes(phone: Page) -> None:
    asked: list[Route] = []

    def hold_the_first(route: Route) -> None:
        asked.append(route)
        if len(asked) > 1:
            route.continue_()

    phone.route(ASKED, hold_the_first)
