"""A stop at 20:14 while a teacher's page is open, and the check that is recorded after it (requirements 6.1, 3)."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE
from tests.journeys.inspecting import faults_of
from tests.journeys.walking import UNHURRIED, answer, child, choice, say_stop, sign_in

pytestmark = pytest.mark.browser
THREE = ("Esme", "Finn", "Maya")
ALL_THREE = "All 3 have permission for X (Twitter) today."
CHANGED = "Since you looked, Esme’s answer has changed."
RECORD = "Record this check"
IN_THE_LIVE_REGION = """() => {
    window.touched = 0;
    const watched = document.querySelector(".answer [aria-live]");
    new MutationObserver((seen) => { window.touched += seen.length; })
        .observe(watched, { childList: true, subtree: true, characterData: true, attributes: true });
    document.querySelector("#as-of time").textContent = "long ago";
    document.querySelector("label.pupil input").focus();
    window.before = document.activeElement.id;
}"""


def asks_about_three(page: Page) -> None:
    page.goto("/consent/check/?class=3H")
    choice(page, "where", "x_twitter").click()
    for name in THREE:
        child(page, name).click()


def comes_back(page: Page) -> None:
    """The tab has the focus again."""
    page.wait_for_timeout(UNHURRIED)
    with page.expect_response(lambda got: got.url.endswith("/consent/check/") and got.request.method == "POST"):
        page.evaluate("window.dispatchEvent(new Event('focus'))")


@pytest.mark.long
def test_a_stop_at_twenty_fourteen_turns_the_open_page_and_is_never_recorded_as_allowed(visit):
    open_page, without_script = visit(), visit(PHONE, java_script_enabled=False)
    for page in (open_page, without_script):
        sign_in(page, "teacher")
        asks_about_three(page)
    without_script.get_by_role("button", name="Check", exact=True).last.click()
    for page in (open_page, without_script):
        expect(answer(page)).to_contain_text(ALL_THREE)
        expect(page.locator("#as-of")).to_contain_text(re.compile(r"As of \d\d:\d\d today"))

    say_stop(visit(PHONE), "esme dawber")

    comes_back(open_page)
    expect(child(open_page, "Esme")).to_contain_text("Ask the office")
    expect(open_page.locator("#changed")).to_contain_text(CHANGED)
    expect(answer(open_page)).to_contain_text("2 of 3 can go on X (Twitter). Leave out Esme.")
    without_script.get_by_role("button", name=RECORD).click()
    expect(without_script.get_by_role("alert")).to_contain_text(f"{CHANGED} Nothing is recorded.")
    assert without_script.title().startswith("Error: ")
    for page in (open_page, without_script):
        _record_without_her(page)


def _record_without_her(page: Page) -> None:
    page.get_by_role("button", name="Check without Esme").click()
    expect(answer(page)).to_contain_text("Both have permission for X (Twitter) today.")
    page.get_by_role("button", name=RECORD).click()
    code = page.locator("#code-text").inner_text()
    assert re.fullmatch("[2-9A-HJKMNP-Z]{6}", code)
    expect(page.locator("h1")).to_have_text(f"Recorded check {code}")
    expect(page.locator("main")).not_to_contain_text("Esme")


def test_an_answer_that_stands_is_asked_again_without_a_word_to_anybody(visit):
    page = visit()
    page.clock.install()
    sign_in(page, "teacher")
    asks_about_three(page)
    expect(answer(page)).to_contain_text(ALL_THREE)

    page.evaluate(IN_THE_LIVE_REGION)
    with page.expect_response(lambda got: got.url.endswith("/consent/check/") and got.request.method == "POST"):
        page.clock.fast_forward(61_000)  # a minute goes by, and nobody touches the page

    expect(page.locator("#as-of time")).to_have_text(re.compile(r"\d\d:\d\d"))
    assert page.evaluate("[window.touched, document.activeElement.id === window.before]") == [0, True]
    expect(answer(page)).to_contain_text(ALL_THREE)


def test_an_answer_that_could_not_be_asked_again_goes_and_comes_back_with_the_network(visit):
    page = visit()
    sign_in(page, "teacher")
    asks_about_three(page)
    expect(answer(page)).to_contain_text(ALL_THREE)
    page.wait_for_timeout(UNHURRIED)

    page.context.set_offline(True)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(answer(page)).to_contain_text("No answer: the portal could not be reached.")
    expect(page.get_by_role("button", name=RECORD)).to_be_hidden()
    page.wait_for_timeout(UNHURRIED)
    page.context.set_offline(False)

    expect(answer(page)).to_contain_text(ALL_THREE)
    expect(page.get_by_role("button", name=RECORD)).to_be_visible()


def test_the_pages_of_recorded_checks_are_in_order_and_a_check_is_found_by_its_code(visit):
    page, faults = visit(), []
    sign_in(page, "teacher")
    page.goto("/consent/checks/")
    faults += faults_of(page)
    page.locator("tbody a").first.click()
    code = page.locator("#code-text").inner_text()
    faults += faults_of(page)
    page.context.clear_cookies()
    sign_in(page, "office")
    page.goto("/consent/checks/?since=yesterday")
    faults += faults_of(page)
    page.goto("/consent/checks/")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_label("Code").fill(code.lower())
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_role("link", name=code).click()
    expect(page.locator("main")).to_contain_text("What it rested on")
    faults += faults_of(page)

    assert faults == []


def test_the_check_page_with_its_news_is_in_order(visit):
    page = visit()
    sign_in(page, "teacher")
    asks_about_three(page)
    say_stop(visit(PHONE), "esme dawber")
    page.get_by_role("button", name=RECORD).click()
    expect(page.get_by_role("alert")).to_contain_text(CHANGED)

    assert faults_of(page) == []
