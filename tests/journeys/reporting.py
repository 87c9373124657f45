"""A teacher reports on a phone that a class picture was shared again, and how long that takes."""

import re
import time
from collections.abc import Callable

from playwright.sync_api import Page, expect

WORDS = "The picture of 3H at the pond, from the school’s page, was shared again by a colleague. I saw it at break."
LETTERS_A_SECOND = 2.5  # two thumbs on a phone
SECONDS_A_TAP = 4  # to read what is asked, and to answer it


class Thumbs:
    """Fills in a form and counts what it takes."""

    def __init__(self, page: Page) -> None:
        self.page, self.letters, self.fields, self.taps = page, 0, [], 0

    def choose(self, label: str, option: str = "") -> None:
        self.fields.append(label)
        self.taps += 1
        if option:
            self.page.get_by_label(label).select_option(label=option)
        else:
            self.page.get_by_label(label, exact=True).check()

    def write(self, label: str, text: str) -> None:
        self.fields.append(label)
        self.letters += len(text)
        self.page.get_by_label(label).fill(text)

    def press(self, name: str) -> None:
        self.taps += 1
        self.page.get_by_role("button", name=re.compile(f"^{name}")).first.click()

    @property
    def seconds(self) -> float:
        return self.letters / LETTERS_A_SECOND + self.taps * SECONDS_A_TAP


class Stopwatch:
    """Runs from the moment it is made: what the portal and the browser take, which `Thumbs` does not count."""

    def __init__(self) -> None:
        self.began = time.monotonic()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.began


def report_a_shared_picture(page: Page, look: Callable[[], None]) -> Thumbs:
    """From the empty form to the confirmation; `look` is asked on every page of the way."""
    page.goto("/incidents/new/")
    look()
    thumbs = Thumbs(page)
    thumbs.choose("No")
    thumbs.choose("What happened?", "A picture of a pupil was shared or posted")
    thumbs.write("In your own words", WORDS)
    thumbs.choose("Online")  # the day is today's already
    thumbs.press("Go on: who it is about")
    look()
    thumbs.write("Find a pupil", "pen")
    thumbs.press("Find")
    look()
    thumbs.press("It is about them")
    expect(
        page.get_by_text("This will be read by the chair of governors. The headteacher cannot see it.")
    ).to_be_visible()
    page.get_by_role("button", name=re.compile("^Take out")).click()
    thumbs.write("Find a pupil", "weston")
    thumbs.press("Find")
    thumbs.press("It is about them")
    expect(page.locator("#read-by")).to_contain_text("This will be read by the headteacher.")
    look()
    thumbs.press("Go on: rules and check")
    look()
    page.locator("label.choice", has_text="Never put a pupil’s picture online").locator("input").check()
    thumbs.fields.append("A4")
    expect(page.get_by_text(WORDS)).to_be_visible()
    thumbs.press("Send this report")
    expect(page.locator("h1")).to_have_text("Your report is sent")
    look()
    return thumbs
