"""Stage 2 on a phone: whoever complained asks for it, a panel is named, meets and decides, and the letter is there."""

import os
import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE
from tests.journeys.inspecting import faults_of
from tests.journeys.portal import Portal, manage
from tests.journeys.walking import sign_in
from todwick_portal.demo_people import DEMO_PEOPLE

pytestmark = pytest.mark.browser
NARROW = {390: 844, 320: 800}
# Answered by the headteacher; the vice-chair saw what happened, and so has a part in it.
ANSWERED = """
from incidents.complaints.codes import new_code
from people.models import User
from tests.incidents.complaints.answered import answered
from tests.incidents.complaints.made import complain
code = new_code()
case = answered(complain(code=code), User.objects.get(email="head@todwick.example"))
vice = User.objects.get(email="{vice}")
case.people.create(part="witness", standing="vice_chair", name=str(vice), user=vice)
print(case.reference, code, case.public_id, vice.pk, sep="|")
"""
MET = """
import datetime as dt
from django.utils import timezone
from incidents.models import Hearing, PanelMember
now, day = timezone.now(), dt.timedelta(days=1)
Hearing.objects.filter(ended_at=None, bundle_at=None).update(meets_at=now - day)
Hearing.objects.filter(ended_at=None, bundle_at__isnull=False).update(meets_at=now - day, bundle_at=now - 2 * day)
PanelMember.objects.filter(ended_at=None).update(named_at=now - 3 * day)
"""


def does(portal: Portal, script: str) -> str:
    return manage(portal.environment, "shell", "-v0", "-c", script).strip()


def has_met(portal: Portal) -> None:
    """The day of the panel was yesterday."""
    does(portal, MET)


class Watched:
    """A page on a phone of which every look is inspected, and kept where COMPLAINT_SHOTS names a folder."""

    def __init__(self, page: Page) -> None:
        self.page, self.faults = page, []

    def look(self, name: str) -> None:
        if folder := os.environ.get("COMPLAINT_SHOTS"):
            self.page.screenshot(path=f"{folder}/panel-{name}.png", full_page=True)
        self.faults += faults_of(self.page, NARROW)
        self.page.set_viewport_size(PHONE)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).click()

    def go(self, name: str) -> None:
        self.page.get_by_role("link", name=name).first.click()


def _enter(page: Page, reference: str, code: str) -> None:
    page.goto("/complaints/status/")
    page.get_by_label("Your reference").fill(reference)
    page.get_by_role("textbox", name="Your access code").fill(code)
    page.get_by_role("button", name="Open my complaint").click()


@pytest.mark.long
def test_from_the_next_stage_to_the_letter_of_the_panel(visit, portal: Portal):
    vice = next(person.email for person in DEMO_PEOPLE if person.role == "vice_chair")
    reference, code, public_id, barred = does(portal, ANSWERED.format(vice=vice)).split("|")
    author, clerk = Watched(visit(PHONE)), Watched(visit(PHONE))

    _enter(author.page, reference, code)
    author.go("Ask for the next stage")
    author.page.get_by_label("Why?").fill("Nobody read my letter.")
    author.press("Ask for the next stage")
    expect(author.page.get_by_role("heading", name="You asked for the next stage")).to_be_visible()

    sign_in(clerk.page, "clerk")
    clerk.page.goto("/dashboard/")
    expect(clerk.page.get_by_text(re.compile("panels? of governors waits? for you"))).to_be_visible()
    clerk.go("See what is next")
    clerk.look("list")
    clerk.go(reference)
    barred_naming(clerk, barred)
    _offer(clerk)

    author.page.reload()
    author.look("asked")
    author.go("Say which days suit me")
    author.page.get_by_role("checkbox").first.check()
    author.page.get_by_label("Who comes with you?").fill("My sister")
    author.look("days-answered")
    author.press("Send my answer")
    expect(author.page.get_by_text("You told us which days suit you.").first).to_be_visible()

    clerk.page.reload()
    expect(clerk.page.get_by_text("My sister").first).to_be_visible()
    clerk.go("Fix the day")
    clerk.page.get_by_role("radio").first.check()
    clerk.page.get_by_label("Where", exact=True).fill("The school library")
    clerk.look("day")
    clerk.press("Fix this day")
    expect(clerk.page.get_by_text("The school library").first).to_be_visible()

    head = send_papers(visit, public_id)
    clerk.page.reload()
    clerk.go("Read or print the papers")
    clerk.look("papers")
    expect(clerk.page.get_by_text("The newsletter showed my daughter").first).to_be_visible()

    has_met(portal)
    clerk.page.goto(f"/complaints/panels/{public_id}/")
    record_the_decision(clerk)

    author.page.reload()
    author.look("decided")
    expect(author.page.get_by_text("The letter was not read.").first).to_be_visible()
    expect(author.page.get_by_text("Department for Education").first).to_be_visible()
    expect(author.page.get_by_text("This is not settled")).to_have_count(0)
    author.go("Print or save the panel’s letter")
    author.look("letter")
    expect(author.page.get_by_role("heading", name="What the panel decided")).to_be_visible()
    head.page.goto(f"/complaints/{public_id}/")
    expect(head.page.get_by_text("The letter was not read.").first).to_be_visible()
    assert author.faults + clerk.faults + head.faults == []


def barred_naming(clerk: Watched, barred: str) -> None:
    """A governor with an earlier part is not offered; sent all the same, refused with the reason. Then three."""
    clerk.look("panel")
    clerk.go("Name the panel")
    expect(clerk.page.get_by_text("had a part in it before")).to_be_visible()
    boxes = clerk.page.locator("input[name=governors]")
    honest = boxes.first.get_attribute("value")
    boxes.first.evaluate("(box, value) => { box.value = value; }", barred)
    boxes.first.check()
    clerk.page.locator("summary", has_text="A governor of another school").click()
    clerk.page.get_by_label("Name", exact=True).nth(0).fill("Ida Quill")
    clerk.page.get_by_label("Their school").nth(0).fill("Anston Brook School")
    clerk.page.get_by_label("Name", exact=True).nth(1).fill("Kit Marsh")
    clerk.page.get_by_label("Their school").nth(1).fill("Anston Brook School")
    clerk.press("Name the panel")
    expect(clerk.page.get_by_text("had a part in it before. Choose somebody else.").first).to_be_visible()
    expect(clerk.page.get_by_label("Name", exact=True).nth(0)).to_have_value("Ida Quill")
    clerk.look("refused")
    clerk.page.locator(f"input[name=governors][value='{honest}']").check()
    clerk.press("Name the panel")
    expect(clerk.page.get_by_role("rowheader", name="Ida Quill")).to_be_visible()


def _offer(clerk: Watched) -> None:
    clerk.go("Offer days")
    clerk.look("days")
    clerk.press("Offer these days")
    expect(clerk.page.get_by_text("Give at least one day and time").first).to_be_visible()
    script = "n => new Date(Date.now() + n * 864e5).toISOString().slice(0, 10) + 'T16:00'"
    for number in (1, 2):
        clerk.page.get_by_label(f"Day and time {number}").fill(clerk.page.evaluate(script, 14 + number))
    clerk.press("Offer these days")
    expect(clerk.page.get_by_text("they have not answered yet").first).to_be_visible()


def send_papers(visit, public_id: str) -> Watched:
    head = Watched(visit(PHONE))
    sign_in(head.page, "head")
    head.page.goto(f"/complaints/{public_id}/")
    head.go("Papers for the panel")
    expect(head.page.get_by_label("What the panel reads")).not_to_have_value("")
    head.look("bundle")
    head.press("Look before sending")
    expect(head.page.get_by_text("The papers do not change after this.")).to_be_visible()
    head.look("bundle-look")
    head.press("Send it")
    expect(head.page.get_by_text("The panel can read the papers now.")).to_be_visible()
    return head


def record_the_decision(clerk: Watched) -> None:
    clerk.go("Record what the panel decided")
    clerk.page.get_by_role("radio", name="Upheld", exact=True).check()
    clerk.page.get_by_label("Why", exact=True).fill("The letter was not read.")
    clerk.page.get_by_label("What the school will do").fill("We read each letter.")
    clerk.look("decision")
    clerk.press("Look before sending")
    expect(clerk.page.get_by_text("it is final")).to_be_visible()
    clerk.look("decision-look")
    clerk.press("Send it")
    expect(clerk.page.get_by_text("It has left you with that.").first).to_be_visible()
