"""Somebody who goes through the demo by its *Show me* buttons, and the five minutes to their end."""

import datetime as dt
import re

from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from tests.journeys.inspecting import faults_of
from tests.journeys.walking import answer, choice

ONE_WORD = "Unfair"


def plays(page: Page, title: str) -> None:
    """Press the button of one moment, wherever it stands on the page *Show me*, and be where it leads."""
    page.goto("/demo/")
    whole = re.compile(f"^{re.escape(title)}$")
    folded = page.locator("details:not([open])").filter(has=page.locator("h3", has_text=whole))
    if folded.count():
        folded.locator("summary").click()
    page.get_by_role("button", name=f": {title}").click()
    expect(page.locator("h1")).not_to_have_text("Show me")


def says(page: Page, *words: str | re.Pattern[str]) -> None:
    """The page says each of these."""
    for one in words:
        expect(page.locator("main")).to_contain_text(one)


def goes_to_the_end(page: Page) -> list[str]:
    """The five minutes: every moment of the tour in its order, with what it asks to be tapped. Returns the faults of
    the pages."""
    size = page.viewport_size
    faults: list[str] = []
    for title, act in TOUR.items():
        plays(page, title)
        faults += faults_of(page, {size["width"]: size["height"]})
        page.set_viewport_size(size)
        act(page)
    return faults


def _six_children(page: Page) -> None:
    expect(answer(page)).to_contain_text("4 of 6 can go on X (Twitter). Leave out Ava and Ben.")
    choice(page, "what", "film").click()
    expect(answer(page)).to_contain_text("3 of 6 can go on X (Twitter) in a film.")


def _stop(page: Page) -> None:
    expect(page.locator("h1")).to_have_text("Stop pictures of Poppy?")
    page.get_by_role("button", name="Stop now").click()
    says(page, "Stopped. It counts from now on, and the school has been told.")


def _comes_down(page: Page) -> None:
    expect(page.locator("h1")).to_have_text("Pictures to remove: Poppy Cartwright")
    says(page, "0 of 2 removed. Due by", "Stopped by a parent in the portal")
    page.get_by_role("button", name=re.compile(r"^It is taken down\s*: Newsletter")).click()
    says(page, "Ticked: taken down.", "1 of 2 removed.")


def _class_card(page: Page) -> None:
    nowhere = page.locator("section", has=page.get_by_role("heading", name=re.compile("^Nowhere: ")))
    expect(nowhere).to_contain_text("Poppy Cartwright")


def _complains(page: Page) -> None:
    """To the receipt: one word, one day, and the rest is tapped."""
    go_on = page.locator("main form button.btn--wide")
    page.locator("input[name=way][value=complaint]").check()
    page.get_by_role("button", name="Go on: about you").click()
    page.get_by_label("I do not want to give my name").check()
    page.locator("input[name=reach_by][value=code]").check()
    go_on.click()
    page.get_by_label("What happened?").fill(ONE_WORD)
    page.get_by_label("On which day?").fill((localdate() - dt.timedelta(days=1)).isoformat())
    says(page, "What happens to your words.")
    go_on.click()
    page.locator("input[name=about][value=head]").check()
    reads = page.locator("#reads")
    expect(reads).to_contain_text("This will be read by the chair of governors.")
    expect(reads).to_contain_text("The headteacher cannot see it")
    go_on.click()
    go_on.click()
    expect(page.locator("#reads")).to_contain_text("This will be read by the chair of governors.")
    page.get_by_role("button", name="Send my complaint").click()
    expect(page.locator("h1")).to_have_text("We’ve got your complaint")


def _head_finds_nothing(page: Page) -> None:
    expect(page.locator("h1")).to_have_text("A complaint: the headteacher")
    says(page, "Who can see this", "chair of governors, whose it is to decide", "Nobody else")
    address = page.url
    page.goto("/demo/")
    if page.get_by_role("button", name="Change").is_visible():
        page.get_by_role("button", name="Change").click()
    page.locator("form.demo button[value=head]").click()
    expect(page.locator(".demo__now")).to_have_text("Head")
    assert page.goto(address).status == 404


TOUR = {
    "Six children, one picture, one answer": _six_children,
    "Stop using pictures of my child": _stop,
    "Pictures to remove, with the hours running": _comes_down,
    "The card of the class": _class_card,
    "Answers nobody could place": lambda page: says(page, "Zainab Iqbal", "1M", "5T"),
    "A survey in a layout nobody prepared for": lambda page: says(page, "I do NOT want my child to be filmed"),
    "One class at a glance": lambda page: says(page, "Parents differ", "Stopped", "No answer"),
    "What the policy asks of parents": lambda page: says(page, "make a complaint without an account.", "C1"),
    "A complaint about the headteacher": _complains,
    "What the headteacher cannot see": _head_finds_nothing,
}
