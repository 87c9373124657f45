"""On a phone: back to a complaint with the code and with a mail, a message, a file, what was understood, the next
stage, taken back; with a script and without one."""

import os
import re

import pytest
from playwright.sync_api import Page, expect

from tests.in_each_run import some_of
from tests.incidents.hostile_pictures import saved, sheet
from tests.journeys.conftest import PHONE
from tests.journeys.inspecting import faults_of
from tests.journeys.portal import Portal, manage
from tests.journeys.walking import sign_in

pytestmark = pytest.mark.browser
PICTURE = saved(sheet((1170, 2532)), "JPEG")
NARROW = {390: 844, 320: 800}
COMPLAINED = """
from incidents.complaints.codes import new_code
from tests.incidents.complaints.made import complain
code = new_code()
print(complain(code=code).reference, code, sep="|")
"""
ANSWERED = """
from incidents.models import Case
from people.models import User
from tests.incidents.complaints.answered import answered, put_off, understood, written
case, head = Case.objects.complaints().latest("pk"), User.objects.get(email="head@todwick.example")
understood(case, head), written(case, head), put_off(case, head)
{more}
"""
GIVEN = "answered(case, head)"
MAILED = """
from people.models import Notification
from people.sealing import unseal
print(unseal(bytes(Notification.objects.filter(is_secret=True).latest("pk").sealed)).split()[0])
"""


def _does(portal: Portal, script: str) -> str:
    return manage(portal.environment, "shell", "-v0", "-c", script).strip()


def _shot(page: Page, name: str) -> None:
    """Keep a picture of the page where COMPLAINT_SHOTS names a folder."""
    if folder := os.environ.get("COMPLAINT_SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def enter(page: Page, reference: str, code: str) -> None:
    page.goto("/complaints/status/")
    page.get_by_label("Your reference").fill(reference.lower())
    page.get_by_role("textbox", name="Your access code").fill(code.lower().replace(" ", "-"))
    page.get_by_role("button", name="Open my complaint").click()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=re.compile(f"^{name}")).first.click()


@pytest.mark.parametrize("script", some_of([True, False], {True}), ids=["with a script", "without one"])
def test_whoever_complained_comes_back_and_goes_on(visit, portal: Portal, script: bool):
    reference, code = _does(portal, COMPLAINED).split("|")
    page, faults = visit(PHONE, java_script_enabled=script), []

    def look(name: str) -> None:
        _shot(page, name)
        if script:
            faults.extend(faults_of(page, NARROW))
            page.set_viewport_size(PHONE)

    page.goto("/complaints/status/")
    look("enter")
    enter(page, reference, "K7QMD-3WXPA-HN9FT-6RCVE-Y2JBS")
    expect(page.get_by_text("do not belong together")).to_be_visible()
    assert reference not in page.url and page.title().startswith("Error: ")
    look("wrong")
    enter(page, reference, code)
    expect(page.get_by_role("heading", name="We’ve got it")).to_be_visible()
    look("received")

    _does(portal, ANSWERED.format(more=""))
    page.reload()
    expect(page.get_by_text("When did you see it?")).to_be_visible()
    page.get_by_label("Your message").fill("On Monday, in the newsletter.")
    press(page, "Send this message")
    expect(page.get_by_text("are told by e-mail that you wrote").first).to_be_visible()
    expect(page.locator("blockquote", has_text="On Monday, in the newsletter.")).to_be_visible()

    page.get_by_role("link", name="Add a file").click()
    look("files")
    files = [{"name": "IMG_2041.jpg", "mimeType": "image/jpeg", "buffer": PICTURE}]
    page.get_by_label("Files", exact=True).set_input_files(files)
    press(page, "Add these files")
    expect(page.get_by_text("You added 1 file.")).to_be_visible()

    page.locator("summary", has_text="No, put it right").click()
    page.get_by_label("What did we get wrong?").fill("It was my son.")
    press(page, "Send what is right")
    expect(page.get_by_text("You put it right", exact=True)).to_be_visible()
    look("understood")

    press(page, "Leave this page")
    expect(page.get_by_text("You have left")).to_be_visible()
    page.goto("/complaints/status/mine/")
    expect(page.locator("h1")).to_have_text("See my complaint")

    by_mail(page, portal, reference, look)
    _does(portal, ANSWERED.format(more=GIVEN))
    page.reload()
    expect(page.get_by_text("Partly upheld")).to_be_visible()
    look("answered")
    page.get_by_role("link", name="Ask for the next stage").click()
    press(page, "Ask for the next stage")
    expect(page.get_by_text("Write why, in your own words.").first).to_be_visible()
    look("stage-error")
    page.get_by_label("Why?").fill("Nobody asked my son.")
    press(page, "Ask for the next stage")
    expect(page.get_by_role("heading", name="You asked for the next stage")).to_be_visible()
    page.get_by_role("link", name="Save or print a copy").click()
    look("copy")
    page.get_by_role("link", name="My complaint").first.click()
    page.get_by_role("link", name="Stop the e-mails").click()
    look("mails")
    page.get_by_label("Send me no more e-mails").check()
    press(page, "Keep this")
    page.get_by_role("link", name="Take my complaint back").click()
    look("withdrawal")
    press(page, "Take it back")
    expect(page.get_by_role("heading", name="You took it back")).to_be_visible()
    look("withdrawn")
    assert faults == []


def by_mail(page: Page, portal: Portal, reference: str, look) -> None:
    """The code is lost: six digits come by mail."""
    page.goto("/complaints/status/")
    page.get_by_role("link", name="Get a code by e-mail").click()
    look("ask-code")
    page.get_by_label("Your reference").fill(reference)
    press(page, "Send me a code")
    expect(page.get_by_label("Your reference")).to_have_value(reference)
    look("mailed-code")
    page.get_by_label("The code in the mail").fill(_does(portal, MAILED))
    press(page, "Open my complaint")
    expect(page.get_by_text("It was my son.").first).to_be_visible()


def test_the_office_makes_a_new_code_and_reads_it_out(visit, portal: Portal):
    reference, _ = _does(portal, COMPLAINED).split("|")
    office, parent = visit(PHONE), visit(PHONE)
    sign_in(office, "office")
    office.goto("/complaints/codes/")
    faults = faults_of(office, NARROW)
    office.get_by_label("The reference that the caller gives").fill(reference)
    office.get_by_label("Which number you rang").fill("The number of the list; she knew the day of her letter.")
    press(office, "Make a new code")
    code = office.locator(".copy").text_content() or ""
    faults += faults_of(office, NARROW)
    office.reload()
    expect(office.locator(".copy")).to_have_count(0)

    enter(parent, reference, code)
    expect(parent.get_by_role("heading", level=1)).to_have_text("Your own access code")
    assert parent.locator("#code").inner_text() != code
    faults += faults_of(parent, NARROW)
    parent.get_by_role("link", name="Go on to your complaint").click()
    expect(parent.get_by_role("heading", name="We’ve got it")).to_be_visible()
    assert faults == []
