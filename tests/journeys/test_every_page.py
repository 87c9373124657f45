"""Every page of the product, as the people who come to it: axe, narrow screens, the content policy.

The pages are found by following links from each start page, so a new page is walked from the day it is linked.
"""

import datetime as dt

import pytest
from playwright.sync_api import Page

from tests.journeys.crawling import walk
from tests.journeys.inspecting import faults_of
from tests.journeys.messy import messy_export
from tests.journeys.walking import sign_in

pytestmark = pytest.mark.browser


def test_every_public_page_and_those_that_say_what_went_wrong(visit, tmp_path):
    page = visit()
    faults = [fault for _ in walk(page, "/", "/demo/", "/accounts/login/") for fault in faults_of(page)]

    for show in (_wrong_password, _no_such_page, _tried_file, _tried_picture):
        show(page, tmp_path)
        faults += faults_of(page)

    assert faults == []


def _wrong_password(page: Page, folder) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill("head@todwick.example")
    page.get_by_label("Password").fill("not this one")
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()


def _no_such_page(page: Page, folder) -> None:
    assert page.goto("/nowhere/").status == 404


def _tried_file(page: Page, folder) -> None:
    page.goto("/demo/try/")
    page.locator("input[type=file]").set_input_files(messy_export(folder / "ours.xlsx", dt.date.today()))
    page.get_by_role("button", name="Look at this file").click()


def _tried_picture(page: Page, folder) -> None:
    picture = folder / "picture.png"
    picture.write_bytes(b"\x89PNG" + bytes(100))
    page.goto("/demo/try/")
    page.locator("input[type=file]").set_input_files(picture)
    page.get_by_role("button", name="Look at this file").click()


def test_every_page_of_the_office_and_of_the_survey_wizard(visit):
    page = visit()
    sign_in(page, "office")
    faults = [fault for _ in walk(page, "/dashboard/", "/consent/imports/") for fault in faults_of(page)]

    for show in (_nothing_chosen, _not_confirmed, _preview, _entry_without_a_choice):
        show(page)
        faults += faults_of(page)

    assert faults == []


def _nothing_chosen(page: Page) -> None:
    page.goto("/consent/imports/new/")
    page.get_by_role("button", name="Read this file").click()


def _not_confirmed(page: Page) -> None:
    page.goto("/consent/imports/")
    page.get_by_role("link", name="Late forms").first.click()
    page.get_by_role("button", name="Look before saving").click()


def _preview(page: Page) -> None:
    for box in page.locator(".notice--ask input[type=checkbox]").all():
        box.check()
    page.get_by_role("button", name="Look before saving").click()
    assert page.locator("h1").inner_text() == "Look before saving"


def _entry_without_a_choice(page: Page) -> None:
    page.goto("/consent/review/")
    page.get_by_role("link", name="Bertie").click()
    page.get_by_role("button", name="Use this answer").click()


# What another person sees otherwise than the office does; the rest was walked above.
OWN = {
    "head": {"dashboard", "consent:class", "consent:pupil", "people:pupil", "people:pupils"},
    "dsl": {"dashboard", "consent:classes", "consent:class", "consent:pupil", "people:pupil", "people:pupils"},
    "teacher": {"dashboard", "consent:check", "consent:classes", "consent:class"},
    "chair": {"dashboard"},
    "dpo": {"dashboard"},
    "parent": {"dashboard"},
}


def test_the_pages_of_everybody_else(visit):
    page = visit()
    faults = []

    for who, own in OWN.items():
        sign_in(page, who)
        starts = ["/dashboard/", "/consent/classes/3H/"] if "consent:class" in own else ["/dashboard/"]
        faults += [fault for _ in walk(page, *starts, only=own) for fault in faults_of(page)]
        page.set_viewport_size({"width": 1280, "height": 900})
        page.locator("form.nav--end button").click()

    assert faults == []


def test_a_page_that_one_may_not_see_and_the_menu_on_a_phone(visit):
    page = visit({"width": 390, "height": 844})
    sign_in(page, "teacher")

    assert page.goto("/consent/imports/").status == 403
    faults = faults_of(page)
    page.goto("/consent/check/")
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="Menu").click()
    faults += faults_of(page, {390: 844})

    assert faults == []
