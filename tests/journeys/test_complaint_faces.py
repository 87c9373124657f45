"""The demo's complaints on the screen, as those who answer them and whoever complained: no fault, and the last of the
five minutes."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE
from tests.journeys.inspecting import faults_of
from tests.journeys.walking import sign_in

pytestmark = pytest.mark.browser


def every_complaint(page: Page) -> list[str]:
    """The addresses of all that the list shows."""
    page.goto("/complaints/")
    return [link.get_attribute("href") or "" for link in page.locator("main tbody th a").all()]


FACES = [("chair", 2), ("dpo", 1), ("head", 12), ("clerk", 5), ("dsl", 1)]
WITH_THE_FULL_COUNTS = [pytest.param(*face, marks=pytest.mark.long) for face in FACES[2:]]


@pytest.mark.parametrize(("who", "count"), [*FACES[:2], *WITH_THE_FULL_COUNTS])
def test_every_complaint_of_the_demo_in_every_state_is_without_a_fault(visit, who, count):
    page = visit()
    sign_in(page, who)
    addresses = every_complaint(page)
    faults = faults_of(page)
    for address in addresses:
        page.goto(address)
        faults += faults_of(page)
    if who in {"head", "clerk", "chair"}:
        page.goto("/complaints/figures/")
        faults += faults_of(page)

    assert len(addresses) == count
    assert faults == []


def test_a_file_is_sealed_and_destroyed_and_words_are_blacked_out_from_the_page_of_a_complaint(visit):
    head, lead = visit(), visit(PHONE)
    sign_in(head, "head")
    head.goto("/complaints/")
    head.get_by_role("link", name="The school as a whole, or a rule").first.click()
    address = head.url
    head.get_by_role("link", name="Add files").click()
    file = {"name": "pegs.txt", "mimeType": "text/plain", "buffer": b"A list of pegs.\n"}
    head.locator("input[type=file]").set_input_files(file)
    head.get_by_label("What it shows, and when you saw it").fill("A list, seen on Monday.")
    head.get_by_role("button", name="Add these files").click()
    head.get_by_role("button", name="Seal this file for everybody").click()
    expect(head.get_by_text("Sealed. Nobody can open this file any more")).to_be_visible()
    head.get_by_role("link", name="Have it destroyed").click()
    faults = faults_of(head)
    head.get_by_label("Why it is to be destroyed").fill("It shows somebody else.")
    head.get_by_role("button", name="Ask for its destruction").click()
    expect(head.get_by_text("It waits for the other of you.")).to_be_visible()

    sign_in(lead, "dsl")
    lead.goto(head.url)
    expect(lead.get_by_text("nothing else: the complaint stays")).to_be_visible()
    faults += faults_of(lead)
    lead.get_by_role("button", name="Destroy the file").click()
    expect(lead.get_by_text("Destroyed. What stays is that it was there")).to_be_visible()

    head.goto(address)
    expect(head.locator("#evidence").locator("xpath=../..")).to_contain_text("Destroyed")
    head.get_by_role("link", name="Black out words", exact=True).first.click()
    faults += faults_of(head)
    head.get_by_label("Words to black out").fill("nobody")
    head.get_by_label("Why?").fill("Somebody is meant by it.")
    head.get_by_role("button", name="Black them out").click()
    expect(head.locator("main")).to_contain_text("██████")
    faults += faults_of(head)
    assert faults == []


def scene(page: Page, title: str) -> None:
    """The button of one moment of the demo's front page."""
    page.locator("main li", has_text=title).get_by_role("button").click()


def test_the_five_minutes_end_with_the_complaint_about_the_head(visit):
    page = visit()
    page.goto("/demo/")
    scene(page, "A complaint about the headteacher")
    expect(page.get_by_role("heading", level=1)).to_have_text("Before you start")
    page.locator("input[name=way][value=complaint]").check()
    page.get_by_role("button", name="Go on: about you").click()
    page.get_by_label("I do not want to give my name").check()
    page.locator("input[name=reach_by][value=code]").check()
    page.locator("main form button.btn--wide").click()
    page.get_by_label("What happened?").fill("He had no time for me.")
    page.get_by_label("Or about when?").fill("last week")
    page.locator("main form button.btn--wide").click()
    page.locator("input[name=about][value=head]").check()
    reads = page.locator("#reads")
    expect(reads).to_contain_text("This will be read by the chair of governors.")
    expect(reads).to_contain_text("The headteacher cannot see it")

    page.goto("/demo/")
    scene(page, "What the headteacher cannot see")
    expect(page.get_by_role("heading", level=1)).to_have_text("A complaint: the headteacher")
    address = page.url
    page.locator("form.demo button[value=head]").click()
    expect(page.locator(".demo__now")).to_have_text("Head")
    assert page.goto(address).status == 404
