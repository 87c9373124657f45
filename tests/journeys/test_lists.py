"""On paper and by telephone: a class list for today, who has not answered, and a parent who rings the office."""

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE
from tests.journeys.inspecting import faults_of
from tests.journeys.walking import child, choice, sign_in

pytestmark = pytest.mark.browser
NOT_ON_PAPER = (".demo", ".masthead", ".crumbs", ".foot", ".skip", "main .btn", "main a")
IN_A_CLASS = 30


def make_list(page: Page, place: str = "x_twitter") -> None:
    """From the check page to the list of the class."""
    page.goto("/consent/check/?class=3H")
    choice(page, "where", place).click()
    link = page.get_by_role("link", name="Print who must not be in a picture of 3H")
    expect(link).to_have_attribute("href", re.compile(f"where={place}&"))
    link.click()
    page.get_by_role("button", name=f"Make the list of {IN_A_CLASS} children").click()
    expect(page.locator("h1")).to_have_text(re.compile("Class 3H"))


def test_a_class_list_is_one_sheet_of_a4_with_its_watermark_and_nothing_of_the_page_around_it(visit):
    page = visit()
    sign_in(page, "teacher")
    make_list(page)
    expect(page.locator("h1")).to_have_text("Class 3H, X (Twitter): photo, no names")
    expect(page.get_by_role("button", name="Print")).to_be_visible()

    page.emulate_media(media="print")

    for what in NOT_ON_PAPER:
        assert not any(one.is_visible() for one in page.locator(what).all()), what
    expect(page.locator(".watermark")).to_be_visible()
    expect(page.locator(".watermark")).to_contain_text("Miss Nadia Hallam")
    expect(page.get_by_text("For today only, until 23:59.")).to_be_visible()
    assert page.locator(".namelist").last.get_by_role("listitem").count() == IN_A_CLASS
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1


def test_without_a_script_it_says_how_to_print(visit):
    page = visit(PHONE, java_script_enabled=False)
    sign_in(page, "teacher")
    page.goto("/consent/classes/3H/")
    page.get_by_role("link", name="Class list for one place").click()
    page.get_by_label("Newsletter").check()
    page.get_by_role("button", name="Make the list").click()

    expect(page.locator("main noscript p")).to_be_visible()
    expect(page.get_by_role("button", name="Print")).not_to_be_visible()
    expect(page.locator("h1")).to_have_text("Class 3H, Newsletter: photo, no names")


def test_the_grid_goes_on_one_sheet_after_the_button_and_on_none_before(visit):
    page = visit()
    sign_in(page, "office")
    page.goto("/consent/classes/3H/")
    page.emulate_media(media="print")
    expect(page.locator(".reg")).not_to_be_visible()
    expect(page.get_by_text("The grid is not printed from here.")).to_be_visible()

    page.emulate_media(media="screen")
    page.get_by_role("button", name="Print for today").click()
    expect(page.get_by_text("Ready to print.")).to_be_visible()
    assert faults_of(page) == []
    page.emulate_media(media="print")
    expect(page.locator(".reg")).to_be_visible()
    expect(page.get_by_text("For today only: ask the portal again tomorrow.")).to_be_visible()
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1


def test_who_has_not_answered_is_listed_and_taken_into_the_next_mail(visit):
    page = visit()
    sign_in(page, "office")
    page.goto("/dashboard/")
    page.get_by_role("link", name="See who has not answered").click()
    expect(page.locator("main")).to_contain_text("of 210 children have answered")
    page.get_by_label("Class").select_option("3H")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("link", name="Wren Varley")).to_be_visible()

    with page.expect_download() as download:
        page.get_by_role("button", name="Download as .csv").click()

    rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8-sig"))))
    assert {row["child"] for row in rows} == {"Wren Varley"} and all(row["email"] for row in rows)
    assert download.value.suggested_filename.startswith("not-answered-3h-")


def test_a_parent_rings_and_the_teachers_next_question_says_no(visit):
    office, teacher = visit(), visit()
    sign_in(office, "office")
    office.goto("/consent/classes/3H/")
    office.get_by_role("link", name="Esme Dawber").click()
    office.get_by_role("link", name="Enter an answer from a letter or call").click()
    office.locator("input[name=contact]").first.check()
    office.get_by_label("Telephone call").check()
    office.get_by_label("Newsletter").select_option("no")
    office.get_by_label("What was said").fill("Rang at nine.")
    office.get_by_role("button", name="Save this answer").click()
    expect(office.locator("main")).to_contain_text("Telephone call, entered by the office")

    sign_in(teacher, "teacher")
    teacher.goto("/consent/check/?class=3H")
    choice(teacher, "where", "newsletter").click()
    child(teacher, "Esme").click()

    expect(child(teacher, "Esme")).to_contain_text("No")


def test_the_pages_are_in_order(visit):
    page = visit()
    sign_in(page, "office")
    faults = []
    page.goto("/consent/non-answers/")
    faults += faults_of(page)
    page.goto("/consent/classes/3H/lists/new/")
    faults += faults_of(page)
    page.get_by_role("button", name="Make the list").click()
    expect(page.locator("h1")).to_have_text(re.compile("Class 3H"))
    faults += faults_of(page)
    page.goto("/consent/classes/RB/")
    page.get_by_role("link", name="Gracie Cowling").click()
    expect(page.locator("h1")).to_have_text("Gracie Cowling")
    faults += faults_of(page)
    page.get_by_role("link", name="Enter an answer from a letter or call").click()
    expect(page.locator("h1")).to_have_text(re.compile("Enter an answer"))
    faults += faults_of(page)
    page.get_by_role("button", name="Save this answer").click()
    expect(page).to_have_title(re.compile("^Error: "))
    faults += faults_of(page)

    assert faults == []
