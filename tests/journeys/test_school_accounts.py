"""The register of school accounts and the list of places, walked in a browser, also without script."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from tests.journeys.inspecting import faults_of
from tests.journeys.walking import answer, choice, sign_in

pytestmark = pytest.mark.browser
ADDRESSES = (
    "/people/school-accounts/", "/people/school-accounts/new/", "/consent/places/", "/consent/places/new/",
    "/consent/places/x_twitter/", "/consent/places/video/", "/consent/places/press/retiring/",
    "/policies/social-media/rules/A2/", "/policies/social-media/rules/A4/",
)  # fmt: skip


@pytest.mark.long
def test_every_page_of_accounts_and_places(visit):
    page = visit()
    sign_in(page, "office")
    faults = []
    for address in ADDRESSES:
        assert page.goto(address).status == 200
        faults += faults_of(page)
    for name in ("@TodwickPrimary", "@TodwickYear6"):
        page.goto("/people/school-accounts/")
        page.get_by_role("link", name=name).first.click()
        faults += faults_of(page)
    page.goto("/people/school-accounts/")
    page.get_by_role("link", name="@TodwickPrimary").first.click()
    for link in ("Change this entry", "Choose its places", "Close this account"):
        page.get_by_role("link", name=link).click()
        faults += faults_of(page)
        page.go_back()
    page.goto("/people/school-accounts/new/")
    page.get_by_role("button", name="Add this account").click()
    expect(page).to_have_title(re.compile("^Error: Add a school account"))
    faults += faults_of(page)

    assert faults == []


def test_instagram_is_offered_once_the_school_has_an_account_there_without_script(visit):
    office = visit(PHONE, java_script_enabled=False)
    sign_in(office, "office")
    office.goto("/consent/check/?where=instagram&what=photo&names=none")
    expect(answer(office)).to_contain_text("Instagram: the school has no account there, so nothing goes out on it.")

    office.goto("/people/school-accounts/new/")
    office.get_by_label("Platform").fill("Instagram")
    office.get_by_label("Name of the account there").fill("@todwickprimary")
    office.get_by_label("First account holder").select_option(label="Miss Nadia Hallam")
    office.get_by_label("Second account holder").select_option(label="Mr Idris Penrose")
    office.get_by_role("button", name="Add this account").click()
    expect(office.get_by_role("checkbox", name="Instagram")).to_be_checked()
    office.get_by_role("button", name="Save these places").click()
    expect(office.get_by_text("It counts at the next check of a picture.")).to_be_visible()
    expect(office.get_by_text("Never looked at")).to_be_visible()
    office.get_by_role("button", name="Looked at today").click()
    expect(office.get_by_text("Noted: looked at today.")).to_be_visible()

    office.goto("/consent/check/?where=instagram&what=photo&names=none")
    expect(answer(office)).not_to_contain_text("no account there")
    office.goto("/policies/social-media/rules/A4/")
    expect(office.get_by_text("@todwickprimary", exact=True)).to_be_visible()


def test_closing_the_account_takes_its_chip_from_the_teachers_page(visit):
    teacher, office = visit(), visit()
    sign_in(teacher, "teacher")
    expect(choice(teacher, "where", "x_twitter")).to_be_visible()
    sign_in(office, "office")
    office.goto("/people/school-accounts/")
    office.get_by_role("link", name="@TodwickPrimary").first.click()
    office.get_by_role("link", name="Close this account").click()
    office.get_by_role("button", name="Close this account").click()
    expect(office.get_by_text("Nothing goes out on it any more.")).to_be_visible()

    teacher.goto("/consent/check/")

    expect(choice(teacher, "where", "x_twitter")).to_have_count(0)
    expect(teacher.locator("main")).to_contain_text(
        "X (Twitter) and Instagram: the school has no account there, so nothing goes out on them."
    )
