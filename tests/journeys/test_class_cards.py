"""The morning of a class, an event, and who helps there (requirements, part 3, 10 and 11): phone, paper, code."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE
from tests.journeys.inspecting import faults_of
from tests.journeys.walking import sign_in

pytestmark = pytest.mark.browser
A_SHEET = rb"/Type\s*/Page\b"


def sheets_of(page: Page) -> int:
    page.emulate_media(media="print")
    return len(re.findall(A_SHEET, page.pdf(prefer_css_page_size=True)))


def test_a_teacher_opens_the_card_of_the_class_on_a_phone_in_the_morning_and_prints_it_for_the_day(visit):
    page = visit(PHONE)
    sign_in(page, "teacher")
    page.goto("/consent/classes/")
    page.get_by_role("link", name="Card for today").first.click()

    expect(page.locator("h1")).to_have_text("3H today")
    expect(page.locator("main")).to_contain_text(re.compile(r"Today \d+ children nowhere"))
    expect(page.get_by_role("heading", name=re.compile("^Nowhere: "))).to_be_visible()
    expect(page.locator("main")).to_contain_text("Wren Varley")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert faults_of(page) == []

    page.get_by_role("button", name="Print for today").click()
    expect(page.get_by_text("Ready to print.")).to_be_visible()
    assert sheets_of(page) == 1
    expect(page.locator(".watermark")).to_contain_text("Miss Nadia Hallam")
    expect(page.get_by_text("For today only.")).to_be_visible()


def test_before_the_button_no_name_goes_on_paper(visit):
    page = visit()
    sign_in(page, "teacher")
    page.goto("/consent/classes/3H/today/")
    page.emulate_media(media="print")

    expect(page.get_by_text("The names are not printed from here.")).to_be_visible()
    expect(page.get_by_text("Wren Varley")).not_to_be_visible()


def test_sports_day_has_one_sheet_for_all_classes_that_ends_at_its_hour(visit):
    page = visit(PHONE)
    sign_in(page, "teacher")
    page.goto("/consent/classes/")
    page.get_by_role("link", name="List for an event").click()
    page.get_by_role("button", name="Make the list").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose the classes that take part.")
    for box in page.locator("input[name=classes]").all():
        box.check(force=True)
    page.get_by_label("Newsletter").check(force=True)
    page.get_by_label("Until when do you need it?").fill("23:59")
    page.get_by_role("button", name="Make the list").click()

    expect(page.locator("h1")).to_have_text("Who must not be in a picture. Newsletter: photo, no names")
    expect(page.get_by_text("For today only, until 23:59.")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Wren Varley")
    assert faults_of(page) == []
    assert sheets_of(page) == 1
    expect(page.locator(".watermark")).to_contain_text("Miss Nadia Hallam")

    other = visit()
    sign_in(other, "office")
    other.goto(page.url)
    expect(other.locator("h1")).to_have_text("Make a list of your own")
    assert "Wren" not in other.content()


def test_a_helper_scans_the_sheet_at_the_door_and_reads_rules_and_no_name(visit):
    page = visit(PHONE, java_script_enabled=False)
    page.goto("/policies/social-media/for/helpers/code/")
    expect(page.locator("h1")).to_have_text("Helping today?")
    expect(page.get_by_role("img", name=re.compile("Square code that leads to"))).to_be_visible()
    box = page.get_by_role("img", name=re.compile("Square code")).bounding_box()
    assert box and box["width"] >= 250

    page.locator("main p a").click()

    expect(page.locator("h1")).to_have_text("What applies to parent helpers")
    expect(page.locator("main")).to_contain_text("Ask the teacher before you take any picture.")
    assert "Wren" not in page.content() and "Varley" not in page.content()


def test_the_sheet_for_the_door_is_one_sheet(visit):
    page = visit()
    page.goto("/policies/social-media/for/visitors/code/")

    assert faults_of(page) == []
    assert sheets_of(page) == 1
