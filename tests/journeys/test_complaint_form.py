"""The complaint form on a phone: with a script and without, by keyboard alone, light and dark, down to 320 px."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.in_each_run import some_of
from tests.journeys.conftest import PHONE
from tests.journeys.inspecting import faults_of
from tests.journeys.walking import sign_in

pytestmark = pytest.mark.browser
WORDS = "The newsletter showed my daughter although I had said no."
CODE = re.compile(r"^(?:[2-9A-HJ-NP-Z]{5} ){4}[2-9A-HJ-NP-Z]{5}$")


def go_on(page: Page) -> None:
    page.locator("main form button.btn--wide").click()


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f"input[name={name}][value={value}]").check()


def about_me(page: Page) -> None:
    """Pages 1 and 2."""
    page.goto("/complaints/new/")
    choose(page, "way", "complaint")
    go_on(page)
    page.get_by_label("Your name", exact=True).fill("Nadia Ferrier")
    choose(page, "reach_by", "email")
    page.get_by_label("E-mail address").fill("nadia.ferrier@example.org")
    go_on(page)


def what_happened(page: Page) -> None:
    """Page 3, with a file."""
    page.get_by_label("What happened?").fill(WORDS)
    page.get_by_label("Or about when?").fill("last week")
    file = {"name": "chat.txt", "mimeType": "text/plain", "buffer": b"It was in the class chat.\n"}
    page.get_by_label("Files", exact=True).set_input_files(file)
    page.get_by_role("button", name="Add these files").click()
    expect(page.get_by_role("button", name="Take off chat.txt")).to_be_visible()
    go_on(page)


@pytest.mark.parametrize("script", [True, False])
def test_enter_in_a_line_goes_on_and_takes_no_file_off(visit, script):
    parent = visit(PHONE, java_script_enabled=script)
    about_me(parent)
    parent.get_by_label("What happened?").fill(WORDS)
    file = {"name": "chat.txt", "mimeType": "text/plain", "buffer": b"It was in the class chat.\n"}
    parent.get_by_label("Files", exact=True).set_input_files(file)
    parent.get_by_role("button", name="Add these files").click()
    expect(parent.get_by_role("button", name="Take off chat.txt")).to_be_visible()
    expect(parent.get_by_role("button", name="Go on")).to_have_count(1)
    parent.get_by_label("Or about when?").fill("last week")
    parent.get_by_label("Or about when?").press("Enter")

    expect(parent.get_by_role("heading", level=1)).to_have_text("Who is it about?")
    parent.go_back()
    expect(parent.get_by_role("button", name="Take off chat.txt")).to_be_visible()
    assert not script or faults_of(parent) == []


def until_the_last_page(page: Page, about: str = "school") -> None:
    about_me(page)
    what_happened(page)
    choose(page, "about", about)
    go_on(page)
    page.get_by_label("What would put it right?").fill("That the picture is taken down.")
    go_on(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")


@pytest.mark.parametrize("script", some_of([True, False], {False}))
def test_35_c2_somebody_without_an_account_complains_on_a_phone(visit, script):
    parent = visit(PHONE, java_script_enabled=script, has_touch=True)
    parent.goto("/complaints/new/")
    assert parent.context.cookies() == []
    until_the_last_page(parent)
    expect(parent.locator("#reads")).to_contain_text("This will be read by the headteacher.")
    expect(parent.locator("main")).to_contain_text("chat.txt")
    parent.get_by_role("button", name="Send my complaint").click()

    expect(parent.get_by_role("heading", level=1)).to_have_text("We’ve got your complaint")
    assert CODE.match(parent.locator("#code").inner_text())
    code = parent.locator("#code").inner_text()
    parent.reload()
    assert parent.locator("#code").inner_text() == code
    with parent.expect_download() as saved:
        parent.get_by_role("button", name="Save as a file").click()
    text = saved.value.path().read_text()
    assert code in text
    assert WORDS not in text


def test_who_reads_it_changes_with_the_choice_and_with_a_name_and_is_announced(visit):
    parent = visit(PHONE)
    about_me(parent)
    what_happened(parent)
    reads = parent.locator("#reads[aria-live=polite]")
    expect(reads).to_contain_text("Choose who it is about.")
    choose(parent, "about", "head")
    expect(reads).to_contain_text("This will be read by the chair of governors.")
    expect(reads).to_contain_text("The headteacher cannot see it")
    choose(parent, "about", "staff")
    expect(reads).to_contain_text("This will be read by the headteacher.")
    parent.get_by_label("The name of the person").press_sequentially("the headteacher")
    expect(reads).to_contain_text("This will be read by the chair of governors.")


@pytest.mark.long
def test_the_letters_are_counted_while_somebody_types(visit):
    parent = visit(PHONE)
    about_me(parent)
    parent.get_by_label("What happened?").fill("x" * 3_990)
    expect(parent.locator("#id_words_count")).to_have_text("3,990 of 4,000 letters used")
    expect(parent.locator("[data-count-said]")).to_have_text("10 letters left")


def test_back_and_forward_in_the_browser_lose_nothing(visit):
    parent = visit(PHONE)
    until_the_last_page(parent)
    heading = parent.get_by_role("heading", level=1)
    for title in ("What would put it right", "Who is it about?", "What happened"):
        parent.go_back()
        expect(heading).to_have_text(title)
    expect(parent.get_by_label("What happened?")).to_have_value(WORDS)
    for title in ("Who is it about?", "What would put it right", "Check your answers"):
        parent.go_forward()
        expect(heading).to_have_text(title)
    expect(parent.locator("main")).to_contain_text(WORDS)


def _tab_to(page: Page, selector: str) -> None:
    """Go on with the Tab key until this has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{page.url}: the keyboard does not reach {selector}")


def _press(page: Page, button: str, title: str) -> None:
    """The button by keyboard, and the page after it."""
    _tab_to(page, button)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_the_form_is_filled_in_and_sent_by_keyboard_alone(visit):
    parent = visit(PHONE)
    keys = parent.keyboard
    parent.goto("/complaints/new/")
    _tab_to(parent, "input[name=way]")
    keys.press("ArrowDown")
    _press(parent, "button[name=go]", "About you")
    _tab_to(parent, "#id_is_anonymous")
    keys.press("Space")
    _tab_to(parent, "input[name=reach_by]")
    keys.press("ArrowUp")
    _press(parent, "button[name=go]", "What happened")
    _tab_to(parent, "#id_words")
    keys.type("The gate was open.")
    _tab_to(parent, "#id_happened_when")
    keys.type("today")
    _press(parent, "button[name=go]", "Who is it about?")
    _tab_to(parent, "input[name=about]")
    keys.press("ArrowDown")
    _press(parent, "button[name=go]", "What would put it right")
    _press(parent, "button[name=go]", "Check your answers")
    _press(parent, "button[name=send]", "We’ve got your complaint")


def test_every_page_of_the_form_is_without_a_fault_in_light_and_dark_and_at_320_px(visit):
    parent, faults = visit(PHONE), []
    until_the_last_page(parent)
    for page in ("", "you/", "what/", "who/", "tried/", "check/", "stop/"):
        parent.goto(f"/complaints/new/{page}")
        faults += faults_of(parent)
    parent.goto("/complaints/new/check/")
    parent.get_by_role("button", name="Send my complaint").click()
    faults += faults_of(parent)
    assert faults == []


def test_the_pages_with_errors_and_those_of_the_office_are_without_a_fault(visit):
    parent, office, faults = visit(PHONE, java_script_enabled=True), visit(), []
    parent.goto("/complaints/new/")
    choose(parent, "way", "complaint")
    go_on(parent)
    go_on(parent)
    for page in ("you", "what", "who"):
        parent.goto(f"/complaints/new/{page}/?undone")
        assert parent.title().startswith("Error: ")
        faults += faults_of(parent)
    sign_in(office, "office")
    for about in ("school", "head"):
        office.goto("/complaints/new/on-behalf/")
        faults += faults_of(office)
        choose(office, "source", "letter")
        choose(office, "about", about)
        go_on(office)
        faults += faults_of(office)
    office.get_by_label("Who complains?").fill("Nadia Ferrier")
    go_on(office)
    expect(office.locator("main")).to_contain_text("Do not open or read it.")
    faults += faults_of(office)
    assert faults == []
