"""The headteacher narrows the list of incidents, with and without script, looks for words, and opens the figures."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import portal as portals
from tests.journeys.conftest import PHONE
from tests.journeys.inspecting import faults_of
from tests.journeys.walking import EMAILS, sign_in

pytestmark = pytest.mark.browser
# Seven reports by the demo's teacher: one new, one late, one closed last school year.
REPORTED = f"""
import datetime as dt, uuid
from django.utils import timezone
from incidents.actions.closing import close_case
from incidents.actions.handling import open_case
from incidents.actions.reporting import Reported, report_incident
from incidents.kinds import Affected, Kind, Place
from incidents.models import Case
from incidents.outcomes import Outcome
from people.models import User
from policies.models import RuleVersion
by, head = User.objects.get(email="{EMAILS["teacher"]}"), User.objects.get(email="{EMAILS["head"]}")
Case.objects.update(wall="governor", owner_role="clerk")  # those of the demo are out of the head's sight
rules = list(RuleVersion.objects.filter(code__in=["A4", "B2", "D2"])[:3])
told = (("A threat in a group chat", Kind.THREAT), ("Somebody pretends to be the school", Kind.IMPERSONATION),
    ("A telephone in class", Kind.MOBILE_PHONE), ("Words about a lost scooter", Kind.COMMENT),
    ("A picture of the sports day was shared without asking", Kind.PHOTO_EVENT),
    ("An untrue comment", Kind.COMMENT), ("A telephone on the trip", Kind.MOBILE_PHONE))
for n, (title, kind) in enumerate(told):
    said = Reported(title=title, words=f"It was said that {{title}}.", kind=kind, happened_on=timezone.localdate(),
        place=Place.ONLINE, child_at_risk=False, rules=rules[: n % 3], affected=[Affected.PUPIL])
    case = report_incident(by=by, form_key=uuid.uuid4(), reported=said)
    if n:
        case = open_case(case=case, by=head)
    if n == 2:
        Case.objects.filter(pk=case.pk).update(due_on=timezone.localdate() - dt.timedelta(days=3))
    if n == 5:
        close_case(case=case, outcomes=[Outcome.ADVICE], reason="Done.", told="", revision=case.revision, by=head)
    if n == 6:
        Case.objects.filter(pk=case.pk).update(reported_at=timezone.now() - dt.timedelta(days=300))
"""


def the_list(page: Page, portal) -> None:
    """Seven incidents, and the headteacher before their list."""
    portals.manage(portal.environment, "shell", "-v0", "-c", REPORTED)
    sign_in(page, "head")
    page.goto("/incidents/")


def rows(page: Page):
    return page.locator("#found tbody th a")


def test_a_choice_changes_the_list_without_loading_the_page_again(visit, portal):
    page = visit()
    the_list(page, portal)
    expect(rows(page)).to_have_count(7)
    page.evaluate("window.stayed = true")

    page.get_by_label("What happened").select_option("mobile_phone")

    expect(rows(page)).to_have_text(["A telephone in class", "A telephone on the trip"])
    expect(page.locator("#chosen")).to_have_text("(1 chosen)")
    assert page.evaluate("window.stayed")
    assert page.url.endswith("/incidents/?kind=mobile_phone")
    page.get_by_role("searchbox").fill("trip")
    page.get_by_role("button", name="Look").click()
    expect(rows(page)).to_have_text(["A telephone on the trip"])
    assert "trip" not in page.url
    page.get_by_label("What happened").select_option("")
    expect(rows(page)).to_have_text(["A telephone on the trip"])


def test_the_browser_goes_back_and_forth_through_what_was_chosen(visit, portal):
    page = visit()
    the_list(page, portal)
    page.get_by_label("What happened").select_option("mobile_phone")
    expect(rows(page)).to_have_count(2)
    page.get_by_label("Where it stands").select_option("new")
    expect(rows(page)).to_have_count(0)

    for step, count, kind, state in (
        ("back", 2, "mobile_phone", ""),
        ("back", 7, "", ""),
        ("forward", 2, "mobile_phone", ""),
    ):
        page.evaluate(f"history.{step}()")
        expect(rows(page)).to_have_count(count)
        expect(page.get_by_label("What happened")).to_have_value(kind)
        expect(page.get_by_label("Where it stands")).to_have_value(state)


def test_without_script_the_button_does_the_same_and_the_page_is_in_order(visit, portal):
    plain, page = visit(PHONE, java_script_enabled=False), visit()
    the_list(plain, portal)
    plain.locator("summary").filter(has_text="Show only").click()
    plain.get_by_label("What happened").select_option("comment")
    plain.get_by_role("button", name="Show", exact=True).click()
    expect(rows(plain)).to_have_text(["An untrue comment", "Words about a lost scooter"])
    sign_in(page, "head")
    faults = []
    for address in ("", "?kind=threat", "?since=yesterday", "?outcome=lado", "statistics/"):
        page.goto(f"/incidents/{address}")
        faults += faults_of(page)

    assert faults == []


def test_a_number_of_the_figures_opens_the_incidents_it_counts(visit, portal):
    page = visit()
    the_list(page, portal)
    page.get_by_role("link", name="Incidents in figures").click()
    line = page.locator("tr").filter(has_text="A mobile phone")
    expect(line.locator("a")).to_have_text(["1", "1"])

    line.locator("a").first.click()

    expect(rows(page)).to_have_text(["A telephone in class"])
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download .csv").click()
    assert saved.value.suggested_filename.startswith("incidents-")
