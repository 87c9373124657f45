"""A picture without permission becomes a data breach: from the incident to the decision, with wrong input too."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.inspecting import faults_of
from tests.journeys.portal import Portal, manage
from tests.journeys.walking import sign_in

pytestmark = pytest.mark.browser
# The teacher's report of a picture that went out without permission.
REPORT = """
import uuid
from django.utils import timezone
from incidents.actions.reporting import Linked, Reported, report_incident
from incidents.kinds import Kind, Place
from incidents.models import CasePerson
from incidents.walls import Standing
from people.models import Pupil, User
teacher = User.objects.get(email="teacher@todwick.example")
child = Pupil.objects.get(legal_forename="Wren", legal_surname="Varley")
reported = Reported(
    title="Wren in the newsletter", words="Page 2 shows her though nobody said yes.", kind=Kind.PHOTO_UNPERMITTED,
    happened_on=timezone.localdate(), place=Place.ONLINE, child_at_risk=False, platform="Newsletter",
    people=[Linked(CasePerson.Part.AFFECTED, Standing.PUPIL, str(child), pupil=child)],
)
print(report_incident(reported=reported, form_key=uuid.uuid4(), by=teacher).get_absolute_url())
"""


def incident_of(portal: Portal) -> str:
    return manage(portal.environment, "shell", "-v0", "-c", REPORT).split()[-1]


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name).click()


def wrong_then(page: Page, said: str) -> None:
    """What is wrong is said at the top, and the title says so too."""
    expect(page.get_by_role("alert").first).to_contain_text(said)
    expect(page).to_have_title(re.compile("^Error: "))


def test_from_an_incident_to_the_decision_with_wrong_input_on_the_way(visit, portal):
    page = visit(DESK)
    sign_in(page, "head")
    page.goto(incident_of(portal))
    press(page, "Open a data breach record")
    expect(page.locator("h1")).to_have_text("A picture without permission")
    expect(page.get_by_text(re.compile("72 hours: 7[12] hours? left"))).to_be_visible()
    expect(page.locator("main")).to_contain_text("Wren Varley")
    assert faults_of(page) == []
    record = page.url

    page.get_by_role("link", name="Decide", exact=True).click()
    page.get_by_label("No, a risk to people is unlikely").check()
    page.get_by_label("Why?").fill("It is one picture.")
    press(page, "Save this decision")
    wrong_then(page, "Assess the risk first.")
    expect(page.get_by_label("Why?")).to_have_value("It is one picture.")

    page.goto(f"{record}risk/new/")
    press(page, "Save this assessment")
    wrong_then(page, "Choose how likely a risk to people is.")
    page.get_by_label("What may come of it for the people?").fill("She can be found by somebody who must not find her.")
    page.get_by_label("A risk to people is likely", exact=True).check()
    page.get_by_label("Why?").fill("There is a court order.")
    press(page, "Save this assessment")
    expect(page.get_by_text("Saved.")).to_be_visible()

    page.goto(f"{record}decision/new/")
    page.get_by_label("No, a risk to people is unlikely").check()
    page.get_by_label("Why?").fill("It is one picture.")
    press(page, "Save this decision")
    wrong_then(page, "the law asks you to report it")
    page.get_by_label("Yes, report it").check()
    press(page, "Save this decision")
    expect(page.locator("main")).to_contain_text("To be reported")

    page.get_by_role("link", name="Say when it was reported").click()
    page.get_by_label("The ICO’s reference").fill("IC-1")
    press(page, "Save")
    expect(page.get_by_text("72 hours:")).to_have_count(0)
    expect(page.locator("main")).to_contain_text("Reported")

    page.get_by_role("link", name="Close", exact=True).click()
    page.get_by_label("How did it end?").fill("It is over.")
    press(page, "Close it")
    expect(page.get_by_role("alert")).to_contain_text("Before it is closed, there must stand")
    expect(page.get_by_label("How did it end?")).to_have_value("It is over.")


def test_the_officer_finds_it_on_a_phone_without_a_script_and_the_teacher_never(visit, portal):
    address = incident_of(portal)
    head = visit(DESK)
    sign_in(head, "head")
    head.goto(address)
    press(head, "Open a data breach record")
    expect(head.locator("h1")).to_have_text("A picture without permission")
    record = head.url

    officer = visit(PHONE, java_script_enabled=False)
    sign_in(officer, "dpo")
    officer.goto("/dashboard/")
    officer.get_by_role("link", name=re.compile("data breaches? to decide")).click()
    officer.get_by_role("link", name="A picture without permission").first.click()
    expect(officer.locator("main")).to_contain_text("You do not read it.")
    assert "though nobody said yes" not in officer.content()
    assert officer.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")

    teacher = visit(DESK)
    sign_in(teacher, "teacher")
    assert teacher.goto(record).status == 403
    assert teacher.goto("/incidents/breaches/").status == 403


def test_the_pages_are_in_order(visit, portal):
    page = visit(PHONE)
    sign_in(page, "head")
    for address in ("/incidents/breaches/", "/incidents/breaches/new/"):
        page.goto(address)
        assert faults_of(page) == [], address
    page.goto("/incidents/breaches/?state=running")
    page.locator("th a").first.click()
    record = page.url
    for part in ("", "facts/new/", "risk/new/", "decision/new/", "people/new/", "closing/new/", "children/"):
        page.goto(f"{record}{part}")
        assert faults_of(page) == [], part
