"""A school year ends and another begins: prepared in July, empty on 1 September, answered again by the middle of it.

Permission is asked for anew each school year (requirements B19): what parents answered for the last one is history.
The portal lives at three moments, on one database: a morning in July, the first of September, a day after the survey.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import portal as portals
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.inspecting import faults_of
from tests.journeys.messy import messy_export
from tests.journeys.portal import Portal
from tests.journeys.walking import answer, child, choice, match_the_questions, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # a school of its own, and three portals one after the other
AUTUMN = "2026-11-24T09:00+00:00"
JULY = "2027-07-05T10:00+01:00"
FIRST = "2027-09-01T08:00+01:00"
ANSWERED = "2027-09-21T09:00+01:00"


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """The demo school as of November 2026."""
    folder = tmp_path / "school"
    folder.mkdir()
    portals.migrate(folder, AUTUMN)
    return portals.make_demo_school(folder, AUTUMN)


@pytest.fixture
def live(browser: Browser, school: Path) -> Iterator[Callable]:
    """`live(moment, who, steps)` walks `steps` as somebody at a moment; what is written stays for the next."""

    def _live(moment: str, *walks: tuple[str, Callable[[Page], None]]) -> None:
        with Portal(school, moment=moment) as running:
            for who, steps in walks:
                context = browser.new_context(base_url=running.url, viewport=DESK, locale="en-GB")
                context.set_default_timeout(15_000)
                page = context.new_page()
                sign_in(page, who)
                steps(page)
                context.close()

    yield _live


@pytest.mark.long
def test_a_year_passes(live, tmp_path):
    export = messy_export(tmp_path / "forms.xlsx", dt.date(2027, 9, 20), "4K")
    ada = _Bookmark()
    live(JULY, ("office", ada.find), ("office", _prepare_the_year), ("teacher", _in_july_everything_is_as_it_was))
    live(
        FIRST,
        ("teacher", _on_the_first_nothing_may_be_published),
        ("office", lambda page: _last_years_answers_are_history(page, ada.address)),
        ("office", _the_year_cannot_be_taken_back),
    )
    live(
        ANSWERED,
        ("office", lambda page: _load_the_survey(page, export)),
        ("teacher", _now_the_new_answers_count),
        ("office", lambda page: _last_years_answers_are_still_history(page, ada.address)),
    )


class _Bookmark:
    """Where Ada's permissions stand: the address is the same for as long as she is known."""

    address = ""

    def find(self, page: Page) -> None:
        page.goto("/consent/classes/3H/")
        page.locator("main").get_by_role("link", name="Ada Whitworth").first.click()
        expect(page.locator("h1")).to_have_text("Ada Whitworth")
        self.address = urlsplit(page.url).path


def _prepare_the_year(page: Page) -> None:
    page.goto("/people/years/")
    page.get_by_role("link", name="Prepare 2027/28").click()
    expect(page.locator("h1")).to_have_text("Dates of 2027/28")
    faults = faults_of(page)
    page.set_viewport_size(DESK)
    page.get_by_role("button", name="Save these dates and go on").click()
    expect(page.locator("h1")).to_have_text("Classes of 2027/28")
    expect(page.get_by_label("New class of 3H")).to_have_value("4K")
    expect(page.get_by_label("They leave: 6W")).to_be_checked()
    faults += faults_of(page)
    page.get_by_role("button", name="Keep these classes and go on").click()
    expect(page.locator("h1")).to_have_text("Class teachers of 2027/28")
    page.get_by_label("By when do you expect the new answers").fill("2027-09-20")
    faults += faults_of(page)
    page.get_by_role("button", name="Look before saving").click()
    expect(page.locator("main")).to_contain_text("Nothing is saved yet.")
    expect(page.locator("main")).to_contain_text("It begins empty.")
    faults += faults_of(page)
    page.get_by_role("button", name="Prepare 2027/28").click()
    expect(page.locator("main")).to_contain_text("2027/28 is prepared: 180 children move up, 30 leave.")
    faults += faults_of(page)
    assert faults == []


def _in_july_everything_is_as_it_was(page: Page) -> None:
    page.goto("/consent/check/?class=3H")
    child(page, "Ada").click()
    choice(page, "where", "newsletter").click()
    expect(answer(page)).to_contain_text("has permission for the newsletter today")


def _on_the_first_nothing_may_be_published(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/consent/check/?class=4K")
    child(page, "Ada").click()
    expect(answer(page)).to_contain_text(
        "This year’s answers are not loaded yet, so nothing may be published; "
        "the office expects them on 20 September 2027."
    )
    expect(page.locator("main")).not_to_contain_text("Harriet Lockwood")


def _last_years_answers_are_history(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("main")).to_contain_text("No answers are loaded for this school year yet")
    page.get_by_text("Answers of 2026/27: history only, they permit nothing").click()
    expect(page.locator("details", has_text="Answers of 2026/27")).to_contain_text("Abigail Whitworth")


def _the_year_cannot_be_taken_back(page: Page) -> None:
    page.goto("/people/years/")
    expect(page.get_by_role("button", name="Take 2027/28 back")).to_have_count(0)
    expect(page.locator("main")).to_contain_text("in effect from 1 September 2027")


def _load_the_survey(page: Page, export: Path) -> None:
    page.goto("/consent/imports/new/")
    page.get_by_label("2027/28").check()
    page.locator("input[type=file]").set_input_files(export)
    page.get_by_role("button", name="Read this file").click()
    expect(page.locator("h1")).to_have_text("Match the questions")
    match_the_questions(page)
    expect(page.locator("h1")).to_have_text("Look before saving")
    page.get_by_label("No condition").check()
    page.get_by_role("button", name="Save these answers").click()
    expect(page.locator("main")).to_contain_text("answer to sort out")


def _now_the_new_answers_count(page: Page) -> None:
    page.goto("/consent/check/?class=4K")
    child(page, "Ada").click()
    choice(page, "where", "newsletter").click()
    expect(answer(page)).to_contain_text("has permission for the newsletter today")
    child(page, "Ada").click()
    child(page, "Ben").click()
    expect(answer(page)).not_to_contain_text("has permission")


def _last_years_answers_are_still_history(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("main")).not_to_contain_text("No answers are loaded")
    expect(page.get_by_text("Answers of 2026/27: history only, they permit nothing")).to_be_visible()
