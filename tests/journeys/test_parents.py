"""The parents' side: a mother on a phone, and a parent without an account at 20:14 (requirements 1.13, 3)."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.in_each_run import some_of
from tests.journeys.conftest import PHONE
from tests.journeys.inspecting import faults_of
from tests.journeys.walking import answer, child, choice, say_stop, sign_in

pytestmark = pytest.mark.browser
IN_USE, NOT_IN_USE = (
    "The school is using pictures of {} here; ask the office.",
    "The school is not using pictures of {} here",
)


def asks(page: Page, name: str, place: str = "newsletter") -> None:
    """A teacher asks about one child."""
    page.goto("/consent/check/?class=3H")
    choice(page, "where", place).click()
    child(page, name).click()


def test_a_mother_sees_her_own_answers_and_withdraws_on_a_phone_in_two_taps(visit):
    teacher, mother, office = visit(), visit(PHONE, has_touch=True, is_mobile=True), visit()
    sign_in(teacher, "teacher")
    asks(teacher, "Poppy")
    expect(child(teacher, "Poppy")).to_contain_text("Yes")

    sign_in(mother, "parent")
    mother.goto("/consent/mine/")
    expect(mother.locator("main")).to_contain_text(IN_USE.format("Poppy"))
    expect(mother.locator("main")).to_contain_text(NOT_IN_USE.format("Reggie"))  # his father said no to the press
    assert not re.search("Gareth|Pike|differ|father|Father", mother.locator("main").inner_text())
    mother.get_by_role("link", name="Stop all pictures of Poppy").tap()
    mother.get_by_role("button", name="Stop now").tap()

    expect(mother.locator("main")).to_contain_text("Stopped. It counts from now on")
    expect(mother.locator("main")).not_to_contain_text(IN_USE.format("Poppy"))
    asks(teacher, "Poppy")
    expect(child(teacher, "Poppy")).to_contain_text("No")
    sign_in(office, "office")
    office.goto("/consent/requests/")
    office.get_by_role("link", name="Poppy Cartwright").click()
    history = office.locator("main")
    expect(history).to_contain_text("Leanne Cartwright")
    expect(history).to_contain_text("A parent, in the portal")


def test_one_place_is_stopped_without_a_script(visit):
    mother = visit(PHONE, java_script_enabled=False)
    sign_in(mother, "parent")
    mother.goto("/consent/mine/")

    mother.get_by_role("link", name="Stop Website for Poppy Cartwright").click()
    assert mother.locator("input[name=place]:checked").get_attribute("value") == "website"
    mother.get_by_role("button", name="Stop now").click()

    expect(mother.locator("li", has_text="Website").first).to_contain_text("You said no, ")
    expect(mother.get_by_role("link", name="Stop Newsletter for Poppy Cartwright")).to_be_visible()


@pytest.mark.parametrize("script", some_of([True, False], {True}))
def test_a_parent_without_an_account_says_stop_and_the_teachers_next_question_says_ask(visit, script):
    teacher, parent, office = visit(), visit(PHONE, java_script_enabled=script), visit()
    sign_in(teacher, "teacher")
    asks(teacher, "Esme")
    expect(child(teacher, "Esme")).to_contain_text("Yes")

    parent.goto("/photos/")
    assert parent.context.cookies() == []
    say_stop(parent, "esme dawber")

    asks(teacher, "Esme")
    expect(child(teacher, "Esme")).to_contain_text("Ask the office")
    expect(answer(teacher)).to_contain_text("Esme")
    sign_in(office, "office")
    _confirm(office)
    asks(teacher, "Esme")
    expect(child(teacher, "Esme")).to_contain_text("No")


def _confirm(office: Page) -> None:
    """The office rings the number it has, and writes the parent's no."""
    office.goto("/consent/requests/")
    office.get_by_role("link", name=re.compile("esme dawber")).click()
    office.get_by_label("Confirmed by a parent").check()
    office.get_by_label("Which parent or carer confirmed it?").select_option(index=1)
    office.get_by_label("Whom did you ring").fill("Rang her mother at nine.")
    office.get_by_role("button", name="Keep this answer").click()
    expect(office.locator("main")).to_contain_text("Answered. Nobody is held back")


def test_who_is_too_quick_for_a_person_presses_once_more_and_loses_nothing(visit):
    page = visit()
    page.goto("/photos/agreed/")
    page.get_by_label("The child’s name").fill("Esme Dawber")
    page.get_by_label("Your name", exact=True).fill("Her mother")
    page.get_by_label("Anything else?").fill("Which boxes did I tick?")
    page.get_by_role("button", name="Ask the school").click()

    if page.locator("h1").inner_text() != "We have got it":
        expect(page.get_by_label("Anything else?")).to_have_value("Which boxes did I tick?")
        page.get_by_role("button", name="Ask the school").click()
    expect(page.locator("h1")).to_have_text("We have got it")


def test_every_page_of_the_parents_side_is_in_order(visit):
    page = visit()
    faults = []
    for address in ("/photos/", "/photos/stop/", "/photos/take-down/", "/photos/agreed/", "/photos/stop/sent/"):
        page.goto(address)
        faults += faults_of(page)
    page.goto("/photos/stop/")
    page.get_by_role("button", name="Stop pictures now").click()
    faults += faults_of(page)
    sign_in(page, "parent")
    page.goto("/consent/mine/")
    faults += faults_of(page)
    page.get_by_role("link", name="Stop all pictures of Poppy").click()
    faults += faults_of(page)
    page.context.clear_cookies()
    sign_in(page, "office")
    page.goto("/consent/requests/")
    faults += faults_of(page)
    page.locator("main").get_by_role("link", name=re.compile("Percy")).click()
    faults += faults_of(page)
    page.get_by_role("button", name="Keep this answer").click()
    faults += faults_of(page)

    assert faults == []
