"""Every page of the product, as the people who come to it: axe, narrow screens, the content policy.

The pages are found by following links from each start page, so a new page is walked from the day it is linked.
"""

from contextlib import suppress

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import localdate
from playwright.sync_api import Page

from tests.journeys.crawling import kind_of, walk
from tests.journeys.inspecting import faults_of, first_faults_of
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
    page.locator("input[type=file]").set_input_files(messy_export(folder / "ours.xlsx", localdate()))
    page.get_by_role("button", name="Look at this file").click()


def _tried_picture(page: Page, folder) -> None:
    picture = folder / "picture.png"
    picture.write_bytes(b"\x89PNG" + bytes(100))
    page.goto("/demo/try/")
    page.locator("input[type=file]").set_input_files(picture)
    page.get_by_role("button", name="Look at this file").click()


LOOKS = pytest.mark.parametrize("faults_of", [first_faults_of, pytest.param(faults_of, marks=pytest.mark.long)])


@LOOKS
def test_every_page_of_the_office_and_of_the_survey_wizard(visit, faults_of):
    page = visit()
    sign_in(page, "office")
    met, faults = set(), []
    for address in walk(page, "/dashboard/", "/consent/imports/"):
        met.add(kind_of(address))
        faults += faults_of(page)
    assert OF_THE_OFFICE - met == set()

    for show in (_nothing_chosen, _not_confirmed, _preview, _entry_without_a_choice, _no_address):
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


def _no_address(page: Page) -> None:
    """What is said of it has a long word in it: an address as it ought to be."""
    page.goto("/people/school-accounts/new/")
    page.get_by_label("Address", exact=True).fill("our page")
    page.get_by_role("button", name="Add this account").click()
    assert "https://platform.example/ourschool" in page.locator(".errors").inner_text()


# What another person sees otherwise than the office does; the rest was walked above.
RECORD = {"record:events", "record:trail"}
SCHOOL_ACCOUNTS = {"people:school-accounts", "people:school-account"}
CHECKS = {"consent:recorded-checks", "consent:recorded-check"}
OWN = {
    "head": {
        "dashboard", "consent:class", "consent:pupil", "people:class", "people:pupil", "people:pupils", "people:school",
        "people:proposals", "people:cover", "people:court-order", "record:chain", *RECORD, *CHECKS,
    },
    "dsl": {
        "dashboard", "consent:classes", "consent:class", "consent:pupil", "consent:non-answers", "people:class",
        "people:pupil", "people:pupils", "people:cover", *RECORD, *CHECKS, *SCHOOL_ACCOUNTS,
    },
    "teacher": {
        "dashboard", "consent:check", "consent:classes", "consent:class", "consent:sheet-new", "people:me", *CHECKS,
        *SCHOOL_ACCOUNTS,
    },
    "chair": {
        "dashboard", "people:school", "people:accounts", "people:account", "people:proposals", "people:cover",
        "record:head", "record:chain", *RECORD, *SCHOOL_ACCOUNTS,
    },
    "dpo": {"dashboard", "people:me"},
    "parent": {"dashboard", "consent:mine", "consent:stop", "people:me"},
}  # fmt: skip
# What the office itself comes to by links, so that no page of the school falls out of that walk unseen.
OF_THE_OFFICE = {
    "people:accounts", "people:account", "people:contacts", "people:devices", "people:mails", "people:settings",
    "people:calendar", "people:years", "consent:purposes", "consent:purpose", "consent:non-answers", "missing",
    "consent:requests", "consent:answer-new", *SCHOOL_ACCOUNTS, *CHECKS,
}  # fmt: skip


def _starts(own: set[str]) -> list[str]:
    """The start page, and each page that has an address of its own; those of a record are come to by links."""
    found = ["/dashboard/", *(["/consent/classes/3H/"] if "consent:class" in own else [])]
    for name in sorted(own):
        with suppress(NoReverseMatch):
            found.append(reverse(name))
    return list(dict.fromkeys(found))


@LOOKS
def test_the_pages_of_everybody_else(visit, faults_of):
    page = visit()
    faults = []

    for who, own in OWN.items():
        sign_in(page, who)
        met = set()
        for address in walk(page, *_starts(own), only=own):
            met.add(kind_of(address))
            faults += faults_of(page)
        assert own - met == set(), who
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
