"""One incident in a browser: from the head's first look to the decision of the governors, and who never sees it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.inspecting import faults_of
from tests.journeys.portal import Portal, manage
from tests.journeys.reporting import WORDS, Stopwatch, report_a_shared_picture
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
ASKED_AND_CLOSED = (
    REPORT % {"about": "chat"}
    + """
from incidents.actions.closing import close_case
from incidents.actions.referring import refer_case
from incidents.models import Case
from incidents.outcomes import Outcome
def asked(words):
    case = report_incident(reported=dataclasses.replace(reported, title=words, kind=Kind.COMMENT, people=[]),
        form_key=uuid.uuid4(), by=teacher)
    return Case.objects.get(pk=case.pk)
import dataclasses
refer_case(case=asked("One that goes on"), reason="It goes on.", bundle="Messages were sent.", by=head)
over = asked("One that is over")
close_case(case=over, outcomes=[Outcome.ADVICE], reason="Done.", told="", revision=over.revision, by=head)
print(over.get_absolute_url())
"""
)
SENT_EMPTY = ("closing/", "out-of-hours/", "people/new/", "evidence/new/", "referral/", "words/new/")
OF_ONE = (
    "", "closing/", "out-of-hours/", "correction/", "rules/", "people/new/", "dealing/new/", "safeguarding/",
    "anti-bullying/", "referral/", "evidence/new/", "file/", "about-me/", "notes/new/", "words/new/", "steps/new/",
    "letters/removal/", "letters/complaint-form/", "letters/outcome/",
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


def _nothing_to_see() -> None:
    """The pages of the way are looked at in `test_report_incident.py`; here the watch runs."""


def test_d4_from_the_phone_of_a_teacher_to_the_decision_of_the_governors(visit, portal):
    teacher, head, chair = visit(PHONE, has_touch=True, is_mobile=True), visit(), visit()
    for page, who in ((teacher, "teacher"), (head, "head"), (chair, "chair")):
        sign_in(page, who)

    watch = Stopwatch()
    thumbs = report_a_shared_picture(teacher, _nothing_to_see)
    assert watch.seconds + thumbs.seconds < 120
    reference = teacher.locator("dd strong").first.inner_text()

    head.goto("/incidents/")
    line = head.locator("section:has(#new) tr", has_text=reference)
    expect(line).to_contain_text("New, not yet seen")
    line.get_by_role("link").click()
    expect(head.locator("main")).to_contain_text(WORDS)
    expect(head.locator("header.head")).to_contain_text("Seen")
    address = head.url
    teacher.get_by_role("link", name="My reports").last.click()
    expect(teacher.locator("main li, main tr").filter(has_text=reference)).to_contain_text("Seen")

    _it_was_bullying(head)
    _answer(head, "disturbs", "yes", "Two children did not come in.")
    _answer(head, "threatens", "no")
    _answer(head, "reputation", "no")
    head.get_by_role("button", name="Record what I decided").click()
    expect(head.locator("#ooh + p")).to_contain_text("the school may act")

    _close(head)
    expect(head.locator("[role=alert]")).to_contain_text("Tick that it was handled under the Anti-bullying policy.")
    expect(head.get_by_label("Why", exact=True)).to_have_value("Both families have talked.")
    head.goto(address)
    head.get_by_role("link", name="Say that it was followed").click()
    head.get_by_label("Of which day?").fill("2026-03-03")
    head.get_by_role("button", name="Record that we followed it").click()

    assert chair.goto(address).status == 404
    question = _asked_of_the_governors(head, chair)
    assert head.goto(f"{question}decision/").status == 403
    _decided(chair)
    assert chair.goto(question).status == 404

    head.goto(address)
    expect(head.locator("section:has(#legal)")).to_contain_text("No legal action")
    _close(head)
    expect(head.locator("main")).to_contain_text("How it was closed")
    _printed(head, address, reference)


def _it_was_bullying(head: Page) -> None:
    head.get_by_role("link", name="Correct the facts").click()
    head.get_by_label("What kind").select_option(label="Bullying online")
    head.get_by_label("How do you know?").fill("The words beside the picture mock a child.")
    head.get_by_role("button", name="Save the correction").click()


def _asked_of_the_governors(head: Page, chair: Page) -> str:
    """The address of the question, as the chair has come to it."""
    head.get_by_role("link", name="Ask the governors").click()
    head.get_by_label("Why you recommend it").fill("It goes on in spite of two talks.")
    head.get_by_role("button", name="Ask the governors").click()
    expect(head.locator("section:has(#legal)")).to_contain_text("Not decided yet")
    chair.goto("/incidents/referrals/")
    chair.get_by_role("link", name=re.compile("^Question of")).last.click()
    return chair.url


def _decided(chair: Page) -> None:
    chair.get_by_role("link", name="Record what the governors decided").click()
    chair.locator("label:has(input[name=answer][value=no])").click()
    chair.get_by_label("Day of the meeting").fill("2026-10-01")
    chair.get_by_label("Why", exact=True).fill("Talks come first.")
    chair.get_by_role("button", name="Record the decision").click()
    expect(chair.locator("main")).to_contain_text("Recorded. Whoever asked reads it.")


def _printed(head: Page, address: str, reference: str) -> None:
    head.goto(f"{address}file/")
    head.get_by_role("button", name="Make the case file").click()
    expect(head.locator("h1")).to_contain_text(f"Case file {reference}")
    for said in (WORDS, "Anti-bullying", "Two children did not come in.", "No legal action"):
        expect(head.locator("main")).to_contain_text(said)
    assert head.pdf(prefer_css_page_size=True).startswith(b"%PDF")


@pytest.mark.parametrize("viewport", [PHONE, pytest.param(DESK, marks=pytest.mark.long)])
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


@pytest.mark.parametrize("viewport", [PHONE, pytest.param(DESK, marks=pytest.mark.long)])
def test_every_page_of_an_incident_is_in_order_at_a_desk_and_on_a_phone(visit, portal, viewport):
    address = _report(portal)
    page = visit(viewport)
    sign_in(page, "head")
    page.goto(address)
    page.get_by_label("Your note").fill("Spoke to both of them.")
    page.get_by_role("button", name="Keep this note in school").click()
    linked = {link for link in _links(page) if link.startswith(address) and "#" not in link}
    assert any(link.endswith("black-out/") for link in linked)
    faults = []
    for part in sorted(linked | {f"{address}{part}" for part in OF_ONE} | {"/incidents/letters/removal/"}):
        assert page.goto(part).status == 200, part
        faults += faults_of(page)
    for part in SENT_EMPTY:
        page.goto(f"{address}{part}")
        page.locator("main form[method=post] button.btn").last.click()
        expect(page.locator("main [role=alert]")).to_be_visible()
        faults += faults_of(page)
    page.goto(f"{address}file/")
    page.get_by_role("button", name="Make the case file").click()
    faults += faults_of(page)

    assert faults == []


def _links(page: Page) -> set[str]:
    found = page.locator("main a").evaluate_all("links => links.map(link => link.getAttribute('href') || '')")
    return set(found)


@pytest.mark.parametrize("viewport", [PHONE, pytest.param(DESK, marks=pytest.mark.long)])
def test_every_page_of_a_question_to_the_governors_and_of_a_closed_incident_is_in_order(visit, portal, viewport):
    address = manage(portal.environment, "shell", "-v0", "-c", ASKED_AND_CLOSED).split()[-1]
    head, chair, faults = visit(viewport), visit(viewport), []
    sign_in(head, "head")
    for part in (address, f"{address}reopening/"):
        assert head.goto(part).status == 200
        faults += faults_of(head)
    sign_in(chair, "chair")
    chair.goto("/incidents/referrals/")
    faults += faults_of(chair)
    question = chair.locator("main a[href*='/referrals/']").last.get_attribute("href")
    for part in ("", "governors/", "decision/"):
        assert chair.goto(f"{question}{part}").status == 200, part
        faults += faults_of(chair)
    chair.get_by_role("button", name="Record the decision").click()
    faults += faults_of(chair)

    assert faults == []
