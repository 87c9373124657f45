"""One complaint of a parent on a phone, from a picture of a post to the letter of the panel; then one about the head.

Nothing is written past the pages but the days that have to go by, and the six digits that stand in a mail.
"""

import pytest
from playwright.sync_api import Page, expect

from tests.incidents.hostile_pictures import saved, sheet
from tests.journeys.conftest import PHONE
from tests.journeys.portal import Portal
from tests.journeys.test_complaint_form import about_me, choose, go_on
from tests.journeys.test_complaint_panel import Watched, barred_naming, does, has_met, record_the_decision, send_papers
from tests.journeys.test_complaint_status import by_mail, enter, press
from tests.journeys.test_complaints_handled import answer, ask
from tests.journeys.walking import sign_in

pytestmark = pytest.mark.browser
SCREENSHOT = {"name": "post.jpg", "mimeType": "image/jpeg", "buffer": saved(sheet((1170, 2532)), "JPEG")}
NEWEST = """
from incidents.models import Case
from people.models import User
case = Case.objects.complaints().latest("pk")
vice = User.objects.get(email="vicechair@todwick.example")
case.people.create(part="witness", standing="vice_chair", name=str(vice), user=vice)
print(case.public_id, vice.pk, sep="|")
"""


def _complains_about_a_post(parent: Page) -> tuple[str, str]:
    """The form with a picture of the post, until the receipt: reference and access code."""
    about_me(parent)
    parent.get_by_label("What happened?").fill("Another mother posted my son with his name.")
    parent.get_by_label("Or about when?").fill("on Monday")
    parent.get_by_label("Files", exact=True).set_input_files(SCREENSHOT)
    parent.get_by_role("button", name="Add these files").click()
    expect(parent.get_by_role("button", name="Take off post.jpg")).to_be_visible()
    go_on(parent)
    choose(parent, "about", "adult")
    parent.get_by_label("The name of the person").fill("Another mother")
    go_on(parent)
    parent.get_by_label("What would put it right?").fill("That it is taken down.")
    go_on(parent)
    expect(parent.locator("#reads")).to_contain_text("This will be read by the headteacher.")
    parent.get_by_role("button", name="Send my complaint").click()
    expect(parent.get_by_role("heading", level=1)).to_have_text("We’ve got your complaint")
    return parent.locator("main dd strong").first.inner_text(), parent.locator("#code").inner_text()


def _head_says_what_was_understood_and_asks(visit, public_id: str) -> Page:
    head = visit(PHONE)
    sign_in(head, "head")
    head.goto(f"/complaints/{public_id}/")
    head.get_by_role("link", name="Say that we have it", exact=True).last.click()
    head.get_by_label("What you understood").fill("A picture of your daughter was posted.")
    head.get_by_role("button", name="Look before sending").click()
    head.get_by_role("button", name="Send it").click()
    ask(head)
    return head


def test_a_parent_goes_the_whole_way_to_the_panel_and_then_complains_about_the_head(visit, portal: Portal):
    parent = visit(PHONE)
    reference, code = _complains_about_a_post(parent)
    public_id, barred = does(portal, NEWEST).split("|")
    parent.context.close()
    head = _head_says_what_was_understood_and_asks(visit, public_id)

    author = Watched(visit(PHONE))
    enter(author.page, reference, code)
    expect(author.page.get_by_text("Was it the printed newsletter?")).to_be_visible()
    author.page.get_by_label("Your message").fill("No, it was a post in a group.")
    press(author.page, "Send this message")
    author.page.locator("summary", has_text="No, put it right").click()
    author.page.get_by_label("What did we get wrong?").fill("It was my son.")
    press(author.page, "Send what is right")
    expect(author.page.get_by_text("You put it right", exact=True)).to_be_visible()
    author.look("whole-way-put-right")
    press(author.page, "Leave this page")
    by_mail(author.page, portal, reference, lambda name: None)

    head.reload()
    expect(head.get_by_text("It was my son.").first).to_be_visible()
    head.get_by_role("button", name="Being looked into").click()
    answer(head)
    author.page.reload()
    expect(author.page.get_by_text("Partly upheld")).to_be_visible()
    author.go("Ask for the next stage")
    author.page.get_by_label("Why?").fill("It is still there.")
    author.press("Ask for the next stage")

    clerk = Watched(visit(PHONE))
    sign_in(clerk.page, "clerk")
    clerk.page.goto(f"/complaints/panels/{public_id}/")
    barred_naming(clerk, barred)
    _agree_on_a_day(clerk, author)
    send_papers(visit, public_id)
    has_met(portal)
    clerk.page.goto(f"/complaints/panels/{public_id}/")
    record_the_decision(clerk)
    author.page.reload()
    author.go("Print or save the panel’s letter")
    author.look("whole-way-letter")
    expect(author.page.get_by_role("heading", name="What the panel decided")).to_be_visible()
    assert author.faults + clerk.faults == []

    _complains_about_the_head(visit, head)


def _agree_on_a_day(clerk: Watched, author: Watched) -> None:
    clerk.go("Offer days")
    script = "n => new Date(Date.now() + n * 864e5).toISOString().slice(0, 10) + 'T16:00'"
    clerk.page.get_by_label("Day and time 1").fill(clerk.page.evaluate(script, 15))
    clerk.press("Offer these days")
    author.page.reload()
    author.go("Say which days suit me")
    author.page.get_by_role("checkbox").first.check()
    author.press("Send my answer")
    clerk.page.reload()
    clerk.go("Fix the day")
    clerk.page.get_by_role("radio").first.check()
    clerk.page.get_by_label("Where", exact=True).fill("The school library")
    clerk.press("Fix this day")
    expect(clerk.page.get_by_text("The school library").first).to_be_visible()


def _complains_about_the_head(visit, head: Page) -> None:
    """The same parent again. The chair has it, and for the head there is nothing, not even a number."""
    head.goto("/complaints/")
    before = head.locator("main").inner_text()
    parent = visit(PHONE)
    about_me(parent)
    parent.get_by_label("What happened?").fill("The headteacher shouted at me at the gate.")
    parent.get_by_label("Or about when?").fill("on Tuesday")
    go_on(parent)
    choose(parent, "about", "head")
    reads = parent.locator("#reads[aria-live=polite]")
    expect(reads).to_contain_text("This will be read by the chair of governors.")
    expect(reads).to_contain_text("The headteacher cannot see it")
    go_on(parent)
    go_on(parent)
    expect(parent.locator("#reads")).to_contain_text("The headteacher cannot see it")
    parent.get_by_role("button", name="Send my complaint").click()
    expect(parent.get_by_role("heading", level=1)).to_have_text("We’ve got your complaint")
    reference = parent.locator("main dd strong").first.inner_text()

    head.reload()
    assert head.locator("main").inner_text() == before
    chair = visit(PHONE)
    sign_in(chair, "chair")
    chair.goto("/complaints/")
    expect(chair.get_by_text(reference).first).to_be_visible()
