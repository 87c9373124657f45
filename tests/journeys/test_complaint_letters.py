"""The headteacher makes a letter, answers two complaints together and makes a plan, at the desk and on a telephone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import portal as portals
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.inspecting import faults_of
from tests.journeys.walking import sign_in

pytestmark = pytest.mark.browser
SENT = """
import datetime as dt, uuid
from django.utils import timezone
from incidents.actions.complaining import Complained, send_complaint
from incidents.complaints.abouts import About
from incidents.complaints.codes import new_code
from incidents.models import Case, Complaint
def sent(words):
    said = Complained(about=About.SCHOOL, words=words, wish="That the gate is shut.", name="Nadia Ferrier",
        postal="5 Elm Lane, Rotherham")
    return send_complaint(by=None, code=new_code(), form_key=uuid.uuid4(), complained=said)
for words in ("The gate was open.", "The gate stood open again."):
    sent(words)
case, now = sent("It went the whole way."), timezone.now()
Complaint.objects.filter(pk=case.pk).update(progress="closed", answered_at=now, acknowledged_at=now,
    next_stage_by=now.date() - dt.timedelta(days=1))
Case.objects.filter(pk=case.pk).update(state="closed", closed_at=now, seen_at=now, title="The whole way")
"""


@pytest.mark.parametrize("size", [DESK, pytest.param(PHONE, marks=pytest.mark.long)], ids=["desk", "phone"])
def test_the_head_makes_a_letter_answers_two_together_and_makes_a_plan(visit, portal, size):
    portals.manage(portal.environment, "shell", "-v0", "-c", SENT)
    page = visit(size)
    sign_in(page, "head")
    faults: list[str] = []

    _make_a_letter(page, faults)
    _answer_together(page, faults)
    _make_a_plan(page, faults)
    assert faults == []


def _make_a_letter(page: Page, faults: list[str]) -> None:
    page.goto("/complaints/?progress=received")
    page.locator("#found tbody th a").first.click()
    page.get_by_role("link", name="Letters", exact=True).click()
    faults += faults_of(page)
    page.get_by_role("link", name="We have it").click()
    expect(page.get_by_label("The letter")).to_have_value(_begins_with("Nadia Ferrier"))
    faults += faults_of(page)
    page.get_by_role("button", name="Look before making it").click()
    expect(page.get_by_text("This leaves the school.")).to_be_visible()
    faults += faults_of(page)
    page.get_by_role("button", name="Change the words").click()
    page.get_by_label("The letter").fill("Dear Ms Ferrier,\n\nwe have it.")
    page.get_by_text("They may read it on the page of their complaint too").click()
    page.get_by_role("button", name="Look before making it").click()
    page.get_by_role("button", name="Make this letter").click()
    expect(page.get_by_text("we have it.", exact=True)).to_be_visible()
    faults += faults_of(page)
    with page.expect_download() as got:
        page.get_by_role("link", name="Download as PDF").click()
    assert got.value.suggested_filename.startswith("CMP-")
    page.goto("/complaints/letters/removal/")
    page.get_by_label("The letter").fill("Dear [naem],")
    page.get_by_role("button", name="Save the letter").click()
    expect(page.get_by_role("alert")).to_contain_text("Line 1")
    faults += faults_of(page)


def _answer_together(page: Page, faults: list[str]) -> None:
    page.goto("/complaints/groups/")
    page.get_by_role("link", name="Put complaints together").click()
    page.get_by_label("What are they about?").fill("The gate")
    for box in page.locator("input[name=chosen]").all()[:2]:
        box.check()
    faults += faults_of(page)
    page.get_by_role("button", name="Put them together").click()
    faults += faults_of(page)
    page.get_by_role("link", name="Answer together").click()
    page.get_by_text("Partly upheld").click()
    page.get_by_label("Your answer, and why").fill("The lock was broken.")
    faults += faults_of(page)
    page.get_by_role("button", name="Look before sending").click()
    expect(page.get_by_text("2 people read this")).to_be_visible()
    faults += faults_of(page)
    page.get_by_role("button", name="Send it to all of them").click()
    expect(page.get_by_text("Not answered with the others: answered")).to_have_count(2)


def _make_a_plan(page: Page, faults: list[str]) -> None:
    page.goto("/complaints/?progress=closed")
    page.get_by_role("link", name="The whole way").click()
    page.get_by_role("link", name="Make a plan for contact").click()
    page.get_by_label("Whom they write to").fill("The business manager")
    page.get_by_label("How often they get an answer").fill("Once a week")
    page.get_by_label("Why").fill("Forty letters about one point.")
    page.get_by_label("Look at it again by").fill(page.evaluate(IN_A_MONTH))
    faults += faults_of(page)
    page.get_by_role("button", name="Look before sending").click()
    expect(page.get_by_text("Please write to: The business manager")).to_be_visible()
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("link", name="Look at it again")).to_be_visible()
    faults += faults_of(page)


IN_A_MONTH = "new Date(Date.now() + 30 * 864e5).toISOString().slice(0, 10)"


def _begins_with(words: str) -> re.Pattern[str]:
    return re.compile(rf"^{re.escape(words)}")
