"""One incident in a browser: from the head's first look to the decision of the governors, and who never sees it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.inspecting import faults_of
from tests.journeys.portal import Portal, manage
from tests.journeys.walking import sign_in

pytestmark = pytest.mark.browser
# The teacher's report, as the form keeps it.
REPORT = """
import datetime as dt, uuid
from django.utils import timezone
from incidents.actions.reporting import Linked, Reported, report_incident
from incidents.kinds import Kind, Place
from incidents.models import CasePerson
from incidents.walls import Standing
from people.models import Pupil, User
from policies.models import RuleVersion
teacher = User.objects.get(email="teacher@todwick.example")
head = User.objects.get(email="head@todwick.example")
child = Pupil.objects.on_roll_on(timezone.localdate()).filter(year_group="6").first()
part = CasePerson.Part.SUBJECT
people = {
    "chat": [Linked(part, Standing.PUPIL, str(child), pupil=child)],
    "head": [Linked(part, Standing.HEAD, str(head), user=head)],
}["%(about)s"]
rules = list(RuleVersion.objects.filter(code__in=["D2", "B1"], version__status="published"))
reported = Reported(
    title="Hurtful words in a group chat", words="Messages about a coat were sent in a group chat.", kind=Kind.BULLYING,
    happened_on=timezone.localdate() - dt.timedelta(days=1), happened_at=dt.time(19, 30), place=Place.ONLINE,
    child_at_risk=False, people=people, rules=rules, account="r33ce_x", platform="WhatsApp",
)
print(report_incident(reported=reported, form_key=uuid.uuid4(), by=teacher).get_absolute_url())
"""
OF_ONE = (
    "", "closing/", "out-of-hours/", "correction/", "rules/", "people/new/", "dealing/new/", "safeguarding/",
    "anti-bullying/", "referral/", "file/", "about-me/", "notes/new/", "words/new/", "steps/new/", "letters/removal/",
    "letters/complaint-form/", "letters/outcome/",
)  # fmt: skip


def _report(portal: Portal, about: str = "chat") -> str:
    """The address of an incident that the teacher has reported."""
    return manage(portal.environment, "shell", "-v0", "-c", REPORT % {"about": about}).split()[-1]


def _answer(page: Page, name: str, value: str, because: str = "") -> None:
    page.locator(f"label:has(input[name={name}][value={value}])").click()
    if because:
        page.locator(f"[name={name}_because]").fill(because)


def _close(page: Page) -> None:
    page.get_by_role("link", name="Close", exact=True).click()
    page.get_by_label("Advice given").check()
    page.get_by_label("Why", exact=True).fill("Both families have talked.")
    page.get_by_role("button", name="Close this incident").click()


def test_from_the_first_look_to_the_decision_of_the_governors(visit, portal):
    address = _report(portal)
    head = visit()
    sign_in(head, "head")

    head.goto(address)
    expect(head.locator("main")).to_contain_text("Messages about a coat were sent in a group chat.")
    _answer(head, "disturbs", "yes", "Two children did not come in.")
    _answer(head, "threatens", "no")
    _answer(head, "reputation", "no")
    head.get_by_role("button", name="Record what I decided").click()
    expect(head.locator("#ooh + p")).to_contain_text("the school may act")

    _close(head)
    expect(head.locator("[role=alert]")).to_contain_text("Tick that it was handled under the Anti-bullying policy.")
    head.goto(address)
    head.get_by_role("link", name="Say that it was followed").click()
    head.get_by_label("Of which day?").fill("2026-03-03")
    head.get_by_role("button", name="Record that we followed it").click()
    head.get_by_role("link", name=re.compile("Say whether they were told")).click()
    head.locator("label:has(input[name=told][value=yes])").click()
    head.get_by_label("When, or by when").fill("2026-10-12")
    head.get_by_role("button", name="Save").click()

    head.get_by_role("link", name="Ask the governors").click()
    head.get_by_label("Why you recommend it").fill("It goes on in spite of two talks.")
    head.get_by_role("button", name="Ask the governors").click()
    expect(head.locator("section:has(#legal)")).to_contain_text("Not decided yet")

    chair = visit()
    sign_in(chair, "chair")
    assert chair.goto(address).status == 404
    chair.goto("/incidents/referrals/")
    chair.get_by_role("link", name=re.compile("^Question of")).last.click()
    question = chair.url
    assert head.goto(f"{question}decision/").status == 403
    chair.get_by_role("link", name="Record what the governors decided").click()
    chair.locator("label:has(input[name=answer][value=no])").click()
    chair.get_by_label("Day of the meeting").fill("2026-10-01")
    chair.get_by_label("Why", exact=True).fill("Talks come first.")
    chair.get_by_role("button", name="Record the decision").click()
    expect(chair.locator("main")).to_contain_text("Recorded. Whoever asked reads it.")
    assert chair.goto(question).status == 404

    head.goto(address)
    expect(head.locator("section:has(#legal)")).to_contain_text("No legal action")
    _close(head)
    expect(head.locator("main")).to_contain_text("How it was closed")


@pytest.mark.parametrize("viewport", [DESK, PHONE])
def test_words_leave_the_school_only_after_a_look_and_without_a_script(visit, portal, viewport):
    address = _report(portal)
    page = visit(viewport, java_script_enabled=False)
    sign_in(page, "head")
    page.goto(address)
    page.get_by_text("Words that leave the school").click()
    page.get_by_label("To whom, and how").fill("to the mother, by letter")
    page.get_by_label("The words").fill("We will ring you by Wednesday.")
    page.get_by_role("button", name="Look before sending").click()

    expect(page.locator("h1")).to_have_text("Look before sending")
    page.get_by_role("button", name="It was sent: keep these words").click()

    expect(page.locator(".entry--out")).to_contain_text("Left the school: to the mother, by letter")


def test_the_case_file_prints_without_buttons_and_with_names_blacked_out(visit, portal):
    address = _report(portal)
    page = visit()
    sign_in(page, "head")
    page.goto(f"{address}file/")
    page.get_by_label("Names of pupils").check()
    page.get_by_role("button", name="Make the case file").click()
    expect(page.locator("h1")).to_contain_text("Case file INC-")

    page.emulate_media(media="print")

    assert not page.get_by_role("button", name="Print").is_visible()
    expect(page.locator("main")).to_contain_text("█")
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_a_report_about_the_head_exists_for_the_chair_and_for_nobody_else(visit, portal):
    address = _report(portal, "head")
    seen = {}
    for who in ("head", "dsl", "teacher", "office", "clerk", "vicechair", "governor", "parent", "dpo", "chair"):
        page = visit()
        sign_in(page, who)
        seen[who] = page.goto(address).status

    assert {who for who, status in seen.items() if status == 200} == {"chair"}
    assert {status for who, status in seen.items() if who != "chair"} <= {403, 404}


@pytest.mark.parametrize("viewport", [DESK, PHONE])
def test_every_page_of_an_incident_is_in_order_at_a_desk_and_on_a_phone(visit, portal, viewport):
    address = _report(portal)
    page = visit(viewport)
    sign_in(page, "head")
    faults = []
    for part in [f"{address}{part}" for part in OF_ONE] + ["/incidents/letters/", "/incidents/letters/removal/"]:
        assert page.goto(part).status == 200, part
        faults += faults_of(page)
    page.goto(f"{address}closing/")
    page.get_by_role("button", name="Close this incident").click()
    faults += faults_of(page)
    page.goto(f"{address}file/")
    page.get_by_role("button", name="Make the case file").click()
    faults += faults_of(page)

    assert faults == []
