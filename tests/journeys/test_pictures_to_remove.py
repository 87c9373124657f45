"""A picture is checked and posted; a stop at 20:14 lists it to come down, and the open page turns (B11, B12)."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import portal as portals
from tests.journeys.conftest import PHONE
from tests.journeys.inspecting import faults_of
from tests.journeys.test_recorded_checks import CHANGED, RECORD, asks_about_three, comes_back
from tests.journeys.walking import answer, child, say_stop, sign_in

pytestmark = pytest.mark.browser
MAILS = """
from people.models import Notification
teachers = Notification.objects.filter(user__email="teacher@todwick.example")
for mail in teachers.filter(kind="permission_stopped").order_by("pk"):
    print(mail.subject, mail.body)
"""


def posts_it(page: Page) -> None:
    page.get_by_role("button", name=RECORD).click()
    page.get_by_role("link", name="I posted it").click()
    page.get_by_role("button", name="Enter this post").click()
    expect(page.locator("[role=alert]")).to_contain_text("Choose the account")
    page.get_by_label("@TodwickPrimary, an account of the school").check()
    page.get_by_label("Link to the post").fill("https://x.example/TodwickPrimary/9001")
    page.get_by_label("What does it show?").fill("Three at the pond")
    page.get_by_role("button", name="Enter this post").click()
    expect(page.locator("main")).to_contain_text("Everybody in it had permission")


def test_a_stop_at_twenty_fourteen_lists_the_post_turns_the_open_page_and_tells_the_holder_without_a_name(
    visit, portal
):
    teacher, open_page, office = visit(PHONE), visit(), visit()
    for page in (teacher, open_page):
        sign_in(page, "teacher")
        asks_about_three(page)
        expect(answer(page)).to_contain_text("All 3 have permission")
    posts_it(teacher)
    sign_in(office, "office")

    say_stop(visit(PHONE), "esme dawber")

    comes_back(open_page)
    expect(child(open_page, "Esme")).to_contain_text("Ask the office")
    expect(open_page.locator("#changed")).to_contain_text(CHANGED)
    office.goto("/consent/takedowns/")
    office.get_by_role("link", name="Esme Dawber").click()
    expect(office.locator("main")).to_contain_text("Three at the pond")
    expect(office.locator("main")).to_contain_text("Stopped on the public page")
    expect(office.locator("main")).to_contain_text("or never entered here are not in this list")
    assert faults_of(office) == []
    told = portals.manage(portal.environment, "shell", "-v0", "-c", MAILS)
    assert "/consent/takedowns/" in told and not any(word in told for word in ("Esme", "Dawber", "pond"))
    _takes_it_down(teacher)
    office.reload()
    expect(office.get_by_role("listitem").filter(has_text="Three at the pond")).to_contain_text("Taken down")


def _takes_it_down(teacher: Page) -> None:
    """On a phone, by whoever holds the account: what they see says nothing of why."""
    teacher.goto("/consent/takedowns/")
    teacher.get_by_role("link", name="Esme Dawber").click()
    expect(teacher.locator("main")).not_to_contain_text("Stopped on the public page")
    assert faults_of(teacher) == []
    pond = teacher.get_by_role("listitem").filter(has_text="Three at the pond")
    pond.get_by_role("button", name="It is taken down").click()
    expect(teacher.locator("main")).to_contain_text("Ticked: taken down.")
