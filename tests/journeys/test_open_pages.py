"""A page left open turns with the permission: the class grid and the class list ask again when it is seen (issue 3)."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE
from tests.journeys.inspecting import faults_of
from tests.journeys.walking import say_stop, sign_in

pytestmark = pytest.mark.browser
COME_BACK = "() => { Date.now = () => 9e15; window.dispatchEvent(new Event('focus')); }"


def line(page: Page, name: str):
    """The child's line of the grid."""
    return page.locator("table.reg tbody tr", has_text=name)


def come_back(page: Page) -> None:
    """Somebody turns to the page again, later."""
    page.wait_for_load_state("networkidle")
    page.evaluate(COME_BACK)


def make_list(page: Page, place: str = "newsletter") -> None:
    page.goto("/consent/classes/3H/lists/new/")
    page.locator(f"input[name=where][value={place}]").check(force=True)
    page.get_by_role("button", name="Make the list").click()
    expect(page.locator("main")).to_contain_text("For today only")


@pytest.mark.parametrize("viewport", [PHONE, None])
def test_the_open_grid_turns_and_nothing_typed_folded_or_focused_is_lost(visit, viewport):
    office, parent = visit(viewport), visit(PHONE)
    sign_in(office, "office")
    office.goto("/consent/classes/3H/")
    expect(line(office, "Esme Dawber")).not_to_contain_text("Waiting")
    office.get_by_label("See another day").fill("2026-10-01")
    office.get_by_text("What the words mean").click()
    office.get_by_role("link", name="Esme Dawber").focus()

    say_stop(parent, "esme dawber")
    come_back(office)

    expect(line(office, "Esme Dawber")).to_contain_text("Waiting")
    expect(office.get_by_role("status").first).to_contain_text("Something changed for Esme Dawber.")
    assert office.get_by_label("See another day").input_value() == "2026-10-01"
    expect(office.locator("details.fold[open] summary", has_text="What the words mean")).to_be_visible()
    expect(office.get_by_role("link", name="Esme Dawber")).to_be_focused()


def test_the_teachers_open_grid_and_class_list_turn_to_ask_the_office(visit):
    grid, sheet, parent = visit(PHONE), visit(), visit(PHONE)
    sign_in(grid, "teacher")
    grid.goto("/consent/classes/3H/")
    sign_in(sheet, "teacher")
    make_list(sheet)
    asked = sheet.locator("section[aria-labelledby=ask]")
    expect(asked).not_to_contain_text("Esme Dawber")

    say_stop(parent, "esme dawber")
    for page in (grid, sheet):
        come_back(page)

    expect(line(grid, "Esme Dawber")).to_contain_text("Ask the office")
    expect(asked).to_contain_text("Esme Dawber")
    expect(sheet.get_by_role("status").first).to_contain_text("Something changed for Esme Dawber.")


def restrict(page: Page, name: str) -> None:
    """A letter asks to restrict the use of a child's data, and the office does so."""
    sign_in(page, "office")
    page.goto("/rights/requests/new/")
    main = page.locator("main")
    main.get_by_label("The use of data restricted").check()
    main.get_by_label("By letter").check()
    main.get_by_label("Who asks?").fill("Her mother")
    main.get_by_label("A parent or carer of the child").check()
    main.get_by_label("Whose data?").fill(name)
    main.get_by_role("button", name="Record it").click()
    main.get_by_role("link", name="Say whose data it is").click()
    main.get_by_role("button", name="Find").click()
    main.get_by_role("button", name=name).first.click()
    main.get_by_role("link", name="Restrict the use").first.click()
    main.get_by_label("Of which data?").fill("Pictures on the website")
    main.get_by_role("button", name="Restrict it").click()
    expect(main).to_contain_text("Nothing of the child is published meanwhile.")


def lift(page: Page) -> None:
    """It ends, and what the parents answered counts again; without a word for pictures nothing is saved."""
    main = page.locator("main")
    main.get_by_role("link", name="End the restriction").click()
    main.get_by_label("Why does it end").fill("It is settled. She was told on Monday.")
    main.get_by_role("button", name="End it").click()
    expect(page.get_by_role("alert").first).to_contain_text("Choose what holds for pictures of the child")
    expect(main.get_by_label("Why does it end")).to_have_value("It is settled. She was told on Monday.")
    assert faults_of(page) == []
    main.get_by_label("What the parents answered counts again").check()
    main.get_by_role("button", name="End it").click()
    expect(main).to_contain_text("Restriction ended")


@pytest.mark.parametrize("viewport", [PHONE, None])
def test_a_childs_use_restricted_turns_the_teachers_open_pages_to_no_without_a_why_and_back(visit, viewport):
    grid, sheet, office = visit(PHONE), visit(), visit(viewport)
    sign_in(grid, "teacher")
    grid.goto("/consent/classes/3H/")
    before = line(grid, "Esme Dawber").inner_text()
    sign_in(sheet, "teacher")
    make_list(sheet)
    left_out = sheet.locator("main")

    restrict(office, "Esme Dawber")
    for page in (grid, sheet):
        come_back(page)
        expect(page.get_by_role("status").first).to_contain_text("Something changed for Esme Dawber.")

    expect(line(grid, "Esme Dawber")).to_contain_text("No")
    for page in (line(grid, "Esme Dawber"), left_out):
        expect(page).not_to_contain_text("estrict")
        expect(page).not_to_contain_text("DR-")
    assert line(grid, "Esme Dawber").inner_text() != before

    lift(office)
    grid.evaluate("() => { Date.now = () => 9.1e15; window.dispatchEvent(new Event('focus')); }")
    expect(line(grid, "Esme Dawber")).to_have_text(before, use_inner_text=True)


def test_a_page_that_cannot_ask_says_as_of_when_it_stands_and_recovers(visit):
    office = visit()
    sign_in(office, "office")
    office.goto("/consent/classes/3H/")
    office.context.set_offline(True)
    come_back(office)
    expect(office.get_by_role("status").first).to_contain_text("The portal could not be reached.")

    office.context.set_offline(False)
    office.evaluate("() => { Date.now = () => 9.1e15; window.dispatchEvent(new Event('online')); }")
    expect(office.get_by_role("status").first).to_contain_text("nothing has changed")


def test_without_a_script_the_page_says_as_of_when_and_has_a_link_that_asks_again(visit):
    teacher, parent = visit(PHONE, java_script_enabled=False), visit(PHONE)
    sign_in(teacher, "teacher")
    teacher.goto("/consent/classes/3H/?show=some")
    expect(teacher.locator("#as-of")).to_contain_text("As of ")
    assert "It is not asked again by itself" in teacher.content()
    say_stop(parent, "esme dawber")

    teacher.get_by_role("link", name="Ask again").click()

    assert teacher.url.endswith("?show=some")
    expect(line(teacher, "Esme Dawber")).to_contain_text("Ask the office")
