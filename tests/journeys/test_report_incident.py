"""A teacher reports on a phone that a class picture was shared again: in under two minutes, without a script too."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE
from tests.journeys.inspecting import faults_of
from tests.journeys.walking import sign_in

pytestmark = pytest.mark.browser
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


def _report(page: Page, look) -> Thumbs:
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


def test_a4_a_class_picture_shared_again_is_reported_on_a_phone_in_under_two_minutes(visit):
    page = visit(PHONE, has_touch=True, is_mobile=True)
    sign_in(page, "teacher")
    faults: list[str] = []

    thumbs = _report(page, lambda: faults.extend(faults_of(page)))

    assert len(thumbs.fields) <= 7, thumbs.fields
    assert thumbs.seconds < 120
    reference = page.locator("dd strong").first.inner_text()
    page.get_by_role("link", name="My reports").last.click()
    faults += faults_of(page)
    page.get_by_role("link", name="A picture of a pupil was shared or posted").first.click()
    expect(page.locator("h1")).to_have_text(reference)
    expect(page.get_by_text("Not seen yet")).to_be_visible()
    faults += faults_of(page)
    assert faults == []


def test_a_report_needs_no_script_and_each_step_keeps_what_was_typed(visit):
    page = visit(PHONE, java_script_enabled=False)
    sign_in(page, "teacher")
    page.goto("/incidents/new/")
    page.get_by_label("In your own words").fill("Half a sentence")
    page.get_by_role("button", name="Go on: who it is about").click()
    expect(page).to_have_title(re.compile("^Error: Report an incident"))
    expect(page.get_by_label("In your own words")).to_have_value("Half a sentence")
    page.get_by_role("button", name="Keep it and finish later").click()
    expect(page.get_by_text("Half a sentence")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Go on")).first.click()
    expect(page.get_by_label("In your own words")).to_have_value("Half a sentence")

    _report(page, lambda: None)


def test_danger_criticism_and_errors_are_in_order(visit):
    page = visit(PHONE)
    sign_in(page, "teacher")
    page.goto("/incidents/new/")
    page.get_by_role("button", name="Go on: who it is about").click()
    faults = faults_of(page)
    page.get_by_label("Yes, or I am not sure").check()
    page.get_by_label("What happened?").select_option("comment")
    page.get_by_label("In your own words").fill("They wrote that lunch is cold.")
    page.get_by_label("Online", exact=True).check()
    page.get_by_text("A parent or carer posted or wrote it", exact=True).click()
    page.get_by_label("A parent or carer wrote or posted it").check()
    page.get_by_role("button", name="Go on: who it is about").click()
    expect(page.locator("h1")).to_have_text("Ring now")
    faults += faults_of(page)
    page.get_by_role("button", name="Go on with a hand-over note").click()
    faults += faults_of(page)
    page.get_by_label("Whom did you tell, and when?").fill("Mrs Tindall, at 10:20")
    page.get_by_role("button", name="Go on with a hand-over note").click()
    expect(page.locator("h1")).to_have_text("Criticism, fair or unfair, is not recorded")
    faults += faults_of(page)
    page.get_by_role("link", name="It is more than that: go back").click()
    expect(page.get_by_label("In your own words")).to_have_value("They wrote that lunch is cold.")

    assert faults == []
