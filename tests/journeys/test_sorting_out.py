"""Sorting out as the office does it: a comment with all it touches, a child by name, by keyboard and without script."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE
from tests.journeys.inspecting import faults_of
from tests.journeys.walking import sign_in

pytestmark = pytest.mark.browser
NO_SWIMMING = "No pictures at swimming"


def _count(page: Page) -> int:
    return int(re.sub(r"\D", "", page.locator("nav .count").first.text_content() or ""))


def _open_comment(page: Page) -> None:
    page.goto("/consent/review/")
    page.get_by_role("region", name=re.compile("to read")).get_by_role("link").first.click()
    expect(page.locator("h1")).to_have_text("Is there a condition in this comment?")


def _place(page: Page, name: str):
    return page.get_by_role("group", name=name)


def test_a_comment_and_everything_it_touches_on_one_page(visit):
    page = visit()
    sign_in(page, "office")
    page.goto("/consent/review/")
    before = _count(page)
    expect(page.locator(".head__lead")).to_contain_text(f"{before} wait")
    page.goto("/dashboard/")
    tiles = page.locator("a.tile[href*='/consent/review/'] .tile__n").all_inner_texts()
    assert len(tiles) == 3  # answers to place, comments to read, children to decide about
    assert sum(int(number) for number in tiles) == before

    _open_comment(page)
    expect(_place(page, "Website")).to_be_hidden()
    page.get_by_label("There is a condition").check()
    _place(page, "Website").get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Keep this, show next").click()
    expect(page.locator("[role=alert]")).to_contain_text("Write what the condition is")
    faults = faults_of(page)
    expect(_place(page, "Website").get_by_label("No", exact=True)).to_be_checked()
    page.get_by_label("What is the condition?").fill(NO_SWIMMING)
    page.get_by_label("Why?").fill("Rang her mother.")
    page.get_by_role("button", name="Keep this, show next").click()
    expect(page.locator("main")).to_contain_text("9 of 10 answers stay “can’t tell”")

    page.goto("/consent/review/")
    assert _count(page) == before  # a comment less, a child to decide about more
    page.get_by_role("link", name="Nell Anwar").click()
    faults += faults_of(page)
    expect(page.locator("main")).to_contain_text(NO_SWIMMING)
    expect(_place(page, "All of them")).to_contain_text("yes, with a condition")
    expect(_place(page, "Press")).to_be_visible()
    assert faults == []


def test_the_condition_stands_with_the_decision_and_no_teacher_sees_it(visit):
    page = visit()
    sign_in(page, "office")
    _open_comment(page)
    page.get_by_label("There is a condition").check()
    page.get_by_label("What is the condition?").fill(NO_SWIMMING)
    _place(page, "Website").get_by_label("Yes", exact=True).check()
    page.get_by_label("Why?").fill("Rang her mother.")
    page.get_by_role("button", name="Keep this, show next").click()
    page.goto("/consent/classes/3H/")
    page.get_by_role("link", name="Nell Anwar").click()
    expect(page.get_by_role("region", name="Decisions")).to_contain_text(NO_SWIMMING)

    teacher = visit(PHONE)
    sign_in(teacher, "teacher")
    for address in ("/consent/classes/3H/", "/consent/check/", "/dashboard/"):
        teacher.goto(address)
        expect(teacher.locator("body")).not_to_contain_text("swimming")


def test_without_script_a_child_is_found_by_name_and_no_name_is_in_the_address(visit):
    page = visit(PHONE, java_script_enabled=False)
    sign_in(page, "office")
    page.goto("/consent/review/")
    page.get_by_role("link", name="Bertie").click()
    page.get_by_label("What did you find out?").fill("Rang the number on the form.")
    page.get_by_label("Look for somebody else").fill("nell anw")
    page.get_by_label("Look for somebody else").press("Enter")

    expect(page.locator("#found")).to_contain_text("1 child found")
    assert "anw" not in page.url.lower()
    expect(page.get_by_label("What did you find out?")).to_have_value("Rang the number on the form.")
    page.get_by_role("radio", name=re.compile("Nell Anwar")).check()
    page.get_by_role("button", name="Use this answer").click()
    expect(page.locator("[role=alert]")).to_contain_text("parental responsibility")


def test_without_script_a_comment_is_read_and_decided(visit):
    page = visit(PHONE, java_script_enabled=False)
    sign_in(page, "office")
    _open_comment(page)
    page.get_by_label("There is a condition").check()
    page.get_by_label("What is the condition?").fill(NO_SWIMMING)
    _place(page, "Website").get_by_label("No", exact=True).check()
    page.get_by_label("Why?").fill("Rang her mother.")
    page.get_by_role("button", name="Keep this, show next").click()

    expect(page.locator("main")).to_contain_text("the condition is kept")


def test_a_child_is_decided_about_by_keyboard_alone(visit):
    page = visit()
    sign_in(page, "office")
    page.goto("/consent/review/")
    page.get_by_role("link", name="Ben Armitage").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Decide about Ben Armitage")
    _place(page, "Facebook").get_by_label("As for all").focus()
    page.keyboard.press("ArrowRight")
    expect(_place(page, "Facebook").get_by_label("Later", exact=True)).to_be_checked()
    page.keyboard.press("ArrowRight")
    expect(_place(page, "Facebook").get_by_label("No", exact=True)).to_be_checked()
    page.get_by_label("Why?").focus()
    page.keyboard.type("Rang both: not on Facebook.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_contain_text("decided about one place")
    expect(page.get_by_role("link", name="Ben Armitage")).to_be_visible()  # X is left for later


def test_a_form_that_is_on_its_way_says_so_and_is_sent_once(visit):
    page = visit()
    sign_in(page, "office")
    page.goto("/consent/imports/")
    page.get_by_role("link", name="Late forms").first.click()
    for box in page.locator(".notice--ask input[type=checkbox]").all():
        box.check()
    page.get_by_role("button", name="Look before saving").click()
    expect(page.get_by_role("button", name="Save these answers")).to_be_visible()
    # What leaves the page is counted and held back, so that the page stays to be looked at.
    page.evaluate(
        "window.sent = 0; document.addEventListener('submit', (event) => {"
        " if (!event.defaultPrevented) window.sent += 1; event.preventDefault(); })"
    )

    page.get_by_role("button", name="Save these answers").click()
    expect(page.get_by_role("button", name="Saving …")).to_be_disabled()
    page.evaluate("document.querySelector('form[data-busy]').requestSubmit()")

    assert page.evaluate("window.sent") == 1
