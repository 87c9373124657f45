"""The headteacher answers a complaint, at the desk and on a telephone: from the start page to its end."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import portal as portals
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.inspecting import faults_of
from tests.journeys.walking import sign_in

pytestmark = pytest.mark.browser
SENT = """
import uuid
from incidents.actions.complaining import Complained, send_complaint
from incidents.complaints.abouts import About
from incidents.complaints.codes import new_code
from incidents.models import Case
Case.objects.complaints().update(wall="data", owner_role="dpo")  # those of the demo are out of everybody else's sight
for about, words in ((About.SCHOOL, "The newsletter showed my daughter."), (About.HEAD, "I was not let in."),
                     (About.UNSURE, "Nobody answers my letters.")):
    send_complaint(by=None, code=new_code(), form_key=uuid.uuid4(), complained=Complained(about=about, words=words,
        wish="That the picture is taken down.", name="Nadia Ferrier", telephone="01909 100200", wants_call=True))
"""


@pytest.mark.parametrize("size", [DESK, pytest.param(PHONE, marks=pytest.mark.long)], ids=["desk", "phone"])
def test_the_head_acknowledges_asks_answers_and_closes_a_complaint(visit, portal, size):
    portals.manage(portal.environment, "shell", "-v0", "-c", SENT)
    page = visit(size)
    sign_in(page, "head")
    page.goto("/complaints/")
    expect(page.locator("#found tbody th a")).to_have_count(1)
    faults = faults_of(page)
    page.set_viewport_size(size)
    page.get_by_role("link", name="The school as a whole, or a rule").click()
    expect(page.get_by_text("Wants to be rung")).to_be_visible()
    faults += faults_of(page)
    page.set_viewport_size(size)

    _acknowledge(page, faults)
    page.set_viewport_size(size)
    ask(page)
    page.get_by_role("button", name="Being looked into").click()
    answer(page)
    _close(page)
    faults += faults_of(page)

    expect(page.get_by_role("link", name="Open it again")).to_be_visible()
    assert faults == []


def _acknowledge(page: Page, faults: list[str]) -> None:
    page.get_by_role("link", name="Say that we have it", exact=True).last.click()
    page.get_by_role("button", name="Look before sending").click()
    expect(page.get_by_role("alert")).to_contain_text("Write what you understood")
    page.get_by_label("What you understood").fill("A picture was shown though you had said no.")
    page.get_by_role("button", name="Look before sending").click()
    expect(page.get_by_text("This leaves the school.")).to_be_visible()
    faults += faults_of(page)
    page.get_by_role("button", name="Change the words").click()
    expect(page.get_by_label("What you understood")).to_have_value("A picture was shown though you had said no.")
    page.get_by_role("button", name="Look before sending").click()
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_text("They have not answered to it yet.")).to_be_visible()


def ask(page: Page) -> None:
    page.locator("summary").filter(has_text="To whoever complained").click()
    page.get_by_label("Your words").fill("Was it the printed newsletter?")
    page.get_by_text("It is a question that they are to answer").click()
    page.get_by_role("button", name="Look before sending").click()
    page.get_by_role("button", name="Send it").click()
    expect(page.locator(".entry--out")).to_contain_text("Was it the printed newsletter?")


def answer(page: Page) -> None:
    page.get_by_role("link", name="Answer it").click()
    page.get_by_text("Partly upheld").click()
    page.get_by_label("Your answer, and why").fill("The list was a day old.")
    page.get_by_label("Your conclusion").fill("Print later.")
    page.get_by_role("button", name="Look before sending").click()
    expect(page.get_by_text("Print later.")).to_have_count(0)
    page.get_by_role("button", name="Send it").click()
    expect(page.locator("#answers")).to_be_visible()


def _close(page: Page) -> None:
    page.get_by_role("link", name="Close it", exact=True).click()
    page.get_by_label("Why it is closed").fill("You told us that it is settled.")
    page.get_by_role("button", name="Look before sending").click()
    page.get_by_role("button", name="Send it").click()


def test_the_clerk_says_whom_it_is_about_and_it_is_the_chairs_from_then_on(visit, portal):
    portals.manage(portal.environment, "shell", "-v0", "-c", SENT)
    page = visit()
    sign_in(page, "clerk")
    page.goto("/complaints/")
    page.get_by_role("link", name="I am not sure").click()
    page.get_by_role("link", name="Say whom it is about", exact=True).last.click()
    page.get_by_text("The headteacher", exact=True).click()
    page.get_by_role("button", name="Look who reads it then").click()
    expect(page.get_by_text("chair of governors").last).to_be_visible()
    faults = faults_of(page)
    page.get_by_role("button", name="Pass it on").or_(page.get_by_role("button", name="Save whom it is about")).click()

    head = visit()
    sign_in(head, "head")
    head.goto("/complaints/")
    expect(head.locator("#found tbody th a")).to_have_count(1)
    assert faults == []
