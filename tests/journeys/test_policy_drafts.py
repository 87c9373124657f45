"""A version of the policy on its whole way, walked in a browser: written, commented, corrected, sent, approved,
published for tomorrow; the clock moves and the old version is replaced (issue 4, Done 3)."""

import datetime as dt
import re
from pathlib import Path

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from tests.journeys import portal as portals
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.inspecting import faults_of
from tests.journeys.portal import Portal
from tests.journeys.walking import sign_in

pytestmark = pytest.mark.browser
POLICY = "/policies/social-media/"
DRAFT = f"{POLICY}versions/3/"
PHRASE = "Ask the office before you post a child."


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    page.locator("main").get_by_role("link", name=name, exact=True).first.click()


def test_a_version_goes_from_its_draft_into_force_tomorrow(browser, visit, portal, demo_school, tmp_path):
    head, dsl, chair = visit(), visit(), visit(PHONE)
    sign_in(head, "head")
    head.goto(f"{DRAFT}edit/")
    row = head.locator("li#A1")
    row.get_by_role("link", name="Change rule A1").click()
    expect(row.get_by_label("What it says")).to_be_visible()
    row.get_by_label("What it says").fill(f"{PHRASE} **Always.**")
    row.get_by_role("button", name="Save this rule").click()
    expect(head.locator("li#A1 strong")).to_have_text("Always.")

    sign_in(dsl, "dsl")
    dsl.goto(f"{DRAFT}comments/")
    dsl.get_by_label("What is it about?").select_option(label=f"Rule A1: {PHRASE} **Always.**"[:60])
    dsl.get_by_label("Your comment").fill("Which office?")
    press(dsl, "Send this comment")
    expect(dsl.get_by_text("Waiting for an answer (2)")).to_be_visible()

    head.goto(f"{DRAFT}edit/")
    follow(head, "Send it to the governors")
    press(head, "Send it")
    expect(head.locator("h1")).to_have_text("Social media policy, version 3")
    assert head.get_by_role("link", name="Approve it").count() == 0
    assert head.goto(f"{DRAFT}approval/").status == 403

    sign_in(chair, "chair")
    chair.goto(f"{DRAFT}approval/")
    press(chair, "Approve it")
    expect(chair.locator("[role=alert]")).to_contain_text("2 comments wait for an answer first.")
    chair.goto(f"{DRAFT}change-request/")
    chair.get_by_label("What is to be changed?").fill("Answer the comments, please.")
    press(chair, "Send it back")

    _correct_and_send_again(head)

    chair.goto(f"{DRAFT}approval/")
    chair.get_by_label("Minute").fill("26/80")
    press(chair, "Approve it")
    expect(chair.get_by_text("Version 3 is approved.")).to_be_visible()

    tomorrow = localdate() + dt.timedelta(days=1)
    head.goto(f"{DRAFT}publication/")
    head.get_by_label("It applies from").fill(tomorrow.isoformat())
    press(head, "Publish it")
    expect(head.get_by_text("Version 3 is published.")).to_be_visible()

    public = visit(PHONE, java_script_enabled=False)
    public.goto(POLICY)
    expect(public.locator("main")).to_contain_text(f"Version 3 applies from {tomorrow:%-d %B %Y}.")
    expect(public.locator("main")).not_to_contain_text(PHRASE)
    _is_replaced_tomorrow(browser, portal, tmp_path, tomorrow)


def _correct_and_send_again(head: Page) -> None:
    """The head answers both comments, changes the rule, sends it again."""
    for answer in ("The school office.", "A walk is no trip."):
        head.goto(f"{DRAFT}comments/")
        head.get_by_role("link", name=re.compile("^Answer it")).first.click()
        head.get_by_label("What became of it?").fill(answer)
        press(head, "Settle it with this answer")
    head.goto(f"{DRAFT}edit/")
    head.locator("li#A1").get_by_role("link", name="Change rule A1").click()
    head.locator("li#A1").get_by_label("What it says").fill(PHRASE.replace("office", "school office"))
    head.locator("li#A1").get_by_role("button", name="Save this rule").click()
    expect(head.get_by_text("Rule A1 is saved.")).to_be_visible()
    head.goto(f"{DRAFT}submission/")
    press(head, "Send it")
    expect(head.get_by_text("Version 3 is with the governors.")).to_be_visible()


def _is_replaced_tomorrow(browser, portal: Portal, tmp_path: Path, tomorrow: dt.date) -> None:
    """The same school a day later."""
    folder = portals.copy_of(portal.folder, tmp_path / "tomorrow")
    with Portal(folder, moment=f"{tomorrow}T09:00+00:00") as later:
        page = browser.new_context(base_url=later.url, viewport=DESK).new_page()
        page.goto(POLICY)
        expect(page.locator("main")).to_contain_text("Version 3, in force since")
        expect(page.locator("main")).to_contain_text("Ask the school office before you post a child.")
        expect(page.locator("#approved")).to_contain_text("minute 26/80")
        page.goto(f"{POLICY}versions/2/")
        expect(page.locator("main")).to_contain_text("Replaced")
        page.context.close()


def test_two_people_write_one_rule_and_no_word_is_lost_without_script(visit):
    head, clerk = visit(PHONE, java_script_enabled=False), visit(java_script_enabled=False)
    for page, who in ((head, "head"), (clerk, "clerk")):
        sign_in(page, who)
        page.goto(f"{DRAFT}edit/")
        page.locator("li#A5").get_by_role("link", name="Change rule A5").click()
    head.get_by_label("What it says").fill("The words of the head.")
    head.get_by_role("button", name="Save this rule").click()
    expect(head.locator("li#A5")).to_contain_text("The words of the head.")

    clerk.get_by_label("What it says").fill("The words of the clerk.")
    clerk.get_by_role("button", name="Save this rule").click()

    expect(clerk).to_have_title(re.compile("^Error: Change rule A5"))
    expect(clerk.locator("#clash")).to_contain_text("The words of the head.")
    expect(clerk.get_by_label("What it says")).to_have_value("The words of the clerk.")
    clerk.get_by_label("What it says").fill("The words of both.")
    clerk.get_by_role("button", name="Save this over theirs").click()
    expect(clerk.locator("li#A5")).to_contain_text("The words of both.")


def test_every_page_of_a_draft_is_in_order_for_eye_and_keyboard(visit):
    page = visit()
    sign_in(page, "head")
    page.goto(f"{DRAFT}edit/")
    rule = page.locator("li#A5").get_by_role("link", name="Change rule A5").get_attribute("href")
    area = page.get_by_role("link", name="Change area B").get_attribute("href")
    addresses = [f"{DRAFT}edit/", DRAFT, f"{POLICY}versions/", f"{DRAFT}comments/", f"{DRAFT}submission/", rule, area,
                 f"{rule}division/", f"{rule}place/", f"{area}division/", f"{area}rules/new/", f"{DRAFT}edit/texts/",
                 f"{DRAFT}edit/areas/new/", "/policies/new/", f"{POLICY}versions/2/withdrawal/"]  # fmt: skip
    faults = []
    for address in addresses:
        assert page.goto(address).status == 200
        faults += faults_of(page)
    page.goto(f"{DRAFT}edit/")
    for link in ("Change rule A5", "Change area B", "Change the texts around the rules"):
        page.get_by_role("link", name=link).click()
    expect(page.get_by_role("button", name=re.compile("^Save "))).to_have_count(3)
    faults += faults_of(page)

    assert faults == []


def test_a_file_becomes_a_policy_in_the_browser(visit):
    page = visit()
    sign_in(page, "clerk")
    page.goto("/policies/new/")
    page.get_by_label("Title of the policy").fill("Mobile phones")
    page.get_by_label("Its address").fill("mobile-phones")
    text = b"Mobile phones\n\nA. Staff\n\nAll staff\n\n* Staff must not use a phone in lessons.\n"
    page.get_by_label("The file").set_input_files({"name": "p.txt", "mimeType": "text/plain", "buffer": text})
    press(page, "Add this policy")
    expect(page.locator("h1")).to_have_text("Every sentence of the file")
    assert faults_of(page) == []
    follow(page, "Go on to the draft")
    expect(page.locator("main")).to_contain_text("Staff must not use a phone in lessons.")
