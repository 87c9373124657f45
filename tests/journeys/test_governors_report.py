"""One click to the report, its check refuses a name, it is released, and a governor reads it and its school year."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import portal as portals
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.inspecting import faults_of
from tests.journeys.walking import sign_in

pytestmark = pytest.mark.browser
# The term of today ended yesterday, so that its report can be released.
OVER = """
import datetime as dt
from django.utils import timezone
from incidents.governing.periods import Terms
from people.models import Pupil, Term, User
today, now = timezone.localdate(), Terms().on(timezone.localdate())
Term.objects.filter(school_year=now.school_year, name=now.name).update(
    starts_on=today - dt.timedelta(days=3), ends_on=today - dt.timedelta(days=1))
print(*(f"{p.called} {p.called_surname}" for p in Pupil.objects.all()), sep="|", end="|")
print(*(f"{u.forename} {u.surname}" for u in User.objects.all()), sep="|", end="")
"""


@pytest.mark.parametrize("size", [PHONE, pytest.param(DESK, marks=pytest.mark.long)], ids=["phone", "desk"])
def test_one_click_to_a_report_without_a_name_that_is_released_and_read(visit, portal, size):
    names = portals.manage(portal.environment, "shell", "-v0", "-c", OVER).strip().split("|")
    page, faults = visit(size), []
    sign_in(page, "head")
    page.goto("/dashboard/")

    page.get_by_role("link", name="Report to governors").click()  # the one click

    expect(page.get_by_role("heading", level=1)).to_contain_text("Report to governors")
    expect(page.get_by_text("Draft, only you see it")).to_be_visible()
    faults += faults_of(page)
    _names_nobody(page, names)
    _is_refused_while_it_names_somebody(page, names[0], faults)
    _is_released(page, faults)
    with page.expect_download() as got:
        page.get_by_role("link", name="PDF").click()
    assert got.value.suggested_filename.startswith("Report to governors")
    address = page.url
    other = visit(size)
    sign_in(other, "governor")
    other.goto(address)
    expect(other.get_by_text("Released, cannot change")).to_be_visible()
    _names_nobody(other, names)
    faults += faults_of(other)
    _stands_in_its_school_year(other, faults)
    _names_nobody(other, names)
    assert faults == []


def _stands_in_its_school_year(page: Page, faults: list[str]) -> None:
    page.get_by_role("link", name="The school year").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("school year")
    expect(page.get_by_role("heading", name="From the headteacher")).to_be_visible()
    expect(page.get_by_text("Thanks to every family.")).to_be_visible()
    faults += faults_of(page)


def _names_nobody(page: Page, names: list[str]) -> None:
    said = " ".join(page.locator("article").inner_text().lower().split())

    assert len(names) > 200 and [name for name in names if name.lower() in said] == []


def _is_refused_while_it_names_somebody(page: Page, name: str, faults: list[str]) -> None:
    page.get_by_role("link", name="Your words").click()
    page.get_by_label("Your words to the governors").fill(f"A good term.\nThanks to the family of {name}.")
    faults += faults_of(page)
    page.get_by_role("button", name="Save your words").click()
    page.get_by_role("link", name="Check for names and release").click()
    expect(page.get_by_text("Something may be a name")).to_be_visible()
    expect(page.get_by_text(re.compile(f"Your words, line 2: “{name}”"))).to_be_visible()
    expect(page.get_by_role("button", name="Release it to the governors")).to_have_count(0)
    faults += faults_of(page)
    page.get_by_role("link", name="Change your words").click()
    page.get_by_label("Your words to the governors").fill("A good term. Thanks to every family.")
    page.get_by_role("button", name="Save your words").click()


def _is_released(page: Page, faults: list[str]) -> None:
    page.get_by_role("link", name="Check for names and release").click()
    expect(page.get_by_text("No name found")).to_be_visible()
    faults += faults_of(page)
    page.get_by_role("button", name="Release it to the governors").click()
    expect(page.get_by_text("Released, cannot change")).to_be_visible()
    expect(page.get_by_text("Thanks to every family.")).to_be_visible()
    faults += faults_of(page)
