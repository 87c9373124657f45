"""A school with nothing in it but two accounts is set up by the guide until everything is done."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.incidents.hostile_pictures import saved, sheet
from tests.journeys import portal as portals
from tests.journeys.inspecting import faults_of
from tests.journeys.portal import Portal
from tests.journeys.test_signing_in import LetterBox, letter_box
from tests.people.lists import NEUTRAL

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # a school of its own, with a worker and a letter box
__all__ = ["letter_box"]
HEAD, OFFICE, CHAIR, DSL = (f"{who}@school.example" for who in ("head", "office", "chair", "dsl"))
# The posts that a second person need not confirm as long as nobody is head or chair.
FIRST = ((OFFICE, "office"), (DSL, "dsl"), ("clerk@school.example", "clerk"), ("dpo@school.example", "dpo"))
TERMS = {
    "starts_on": "2026-09-01", "autumn_first": "2026-09-03", "autumn_last": "2026-12-18", "spring_first": "2027-01-04",
    "spring_last": "2027-03-25", "summer_first": "2027-04-12", "summer_last": "2027-07-21",
}  # fmt: skip
BY_HAND = """
from django.utils.timezone import localdate
from people.models import RoleAssignment, User
from policies.demo import load_demo_policy
from policies.actions.laws import confirm_laws, propose_laws
from policies.laws import OFFERED
from policies.models import Statute
head, chair, clerk = (User.objects.get(email=f"{name}@school.example") for name in ("head", "chair", "clerk"))
version = load_demo_policy(by_head=head, by_chair=chair, effective_from=localdate())
propose_laws(policy=version.policy, laws=OFFERED, by=head)
confirm_laws(laws=list(Statute.objects.all()), on=localdate(), minute_reference="3", by=clerk)
"""


@pytest.fixture
def school(tmp_path: Path, migrated: Path, letter_box: LetterBox) -> Iterator[Portal]:
    """A portal on the day on which it was installed: the tables, and the accounts that the command makes."""
    folder = tmp_path / "portal"
    folder.mkdir()
    (folder / portals.DATABASE).write_bytes(migrated.read_bytes())
    with Portal(folder, mail_port=letter_box.port, moment="2026-11-30T09:00+00:00") as running:
        for address, role in (*FIRST, ("teacher@school.example", "staff"), (HEAD, "head")):
            _account(running, address, role)
        _account(running, CHAIR)
        yield running


def _account(school: Portal, address: str, role: str = "") -> None:
    name = address.partition("@")[0].capitalize()
    given = ["--give", role] if role else []
    portals.manage(school.environment, "account", address, "--new", "--surname", name, *given, "--invite")


def test_an_empty_school_is_set_up_by_the_guide_until_everything_is_done(
    school, browser: Browser, letter_box, tmp_path
):
    page = browser.new_context(base_url=school.url, locale="en-GB").new_page()
    page.set_default_timeout(20_000)
    _sign_in(page, letter_box, HEAD)
    expect(page.locator("h1")).to_have_text("Setting up")
    expect(page.locator(".head__lead")).to_contain_text("of 16 done")
    faults = faults_of(page)
    page.set_viewport_size({"width": 1280, "height": 900})

    faults += _name_and_look(page, tmp_path)
    faults += _test_mail(page)
    _terms(page)
    _numbers_days_and_ground(page)
    _not_for_us(page)
    (tmp_path / "pupils.csv").write_text(NEUTRAL)
    portals.manage(school.environment, "import_roll", str(tmp_path / "pupils.csv"))
    _ask_for_the_chair(browser, school, letter_box)
    page.goto("/people/roles/")
    page.get_by_role("button", name=re.compile("^Confirm")).click()
    portals.manage(school.environment, "shell", "-v0", "-c", BY_HAND)
    page.goto("/people/first-run/")
    assert _open(page) == ["Who stands in"]
    expect(page.locator("#covers")).to_contain_text("Nobody stands in for the headteacher.")

    _name_somebody(page, "Teacher")
    for who in (CHAIR, DSL):
        other = browser.new_context(base_url=school.url, locale="en-GB").new_page()
        _sign_in(other, letter_box, who)
        _name_somebody(other, "Clerk" if who == CHAIR else "Teacher")
    page.goto("/people/first-run/")

    expect(page.locator(".head__lead")).to_contain_text("16 of 16 done. Nothing is missing.")
    faults += faults_of(page)
    page.goto("/dashboard/")
    expect(page.get_by_text("Setting up the portal")).to_have_count(0)
    faults += faults_of(page)
    assert faults == []


def _sign_in(page: Page, letter_box: LetterBox, address: str) -> None:
    page.goto("/accounts/login/code/")
    page.get_by_label("E-mail address").fill(address)
    page.locator("main form button").first.click()
    page.get_by_label("Code").fill(letter_box.code_for(address))
    page.locator("main form button").first.click()
    expect(page.locator("form.nav--end button")).to_be_attached()


def _open(page: Page) -> list[str]:
    return page.locator("section[aria-labelledby=open] h3").all_inner_texts()


def _saved(page: Page) -> None:
    page.get_by_role("button", name="Save these settings").click()
    expect(page.get_by_text("Saved. It counts from now on.")).to_be_visible()


def _name_and_look(page: Page, folder: Path) -> list[str]:
    """A colour that nobody could read is refused with the nearest one to take; then a logo."""
    page.locator("#name").get_by_role("link", name="School and look").click()
    page.get_by_label("Telephone number of the office").fill("01709 555 0100")
    page.get_by_label("E-mail address of the office").fill("office@school.example")
    page.get_by_label("Main colour", exact=True).fill("#e08a00")
    page.get_by_role("button", name="Save these settings").click()
    expect(page.locator(".errors")).to_contain_text("#e08a00 is too light")
    faults = faults_of(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_label(re.compile("^Take #")).check()
    _saved(page)
    faults += faults_of(page)
    (folder / "logo.png").write_bytes(saved(sheet((300, 200)), "PNG"))
    page.goto("/people/settings/logo/")
    page.locator("input[type=file]").set_input_files(folder / "logo.png")
    page.get_by_role("button", name="Show this logo").click()
    expect(page.locator(".brand img")).to_be_visible()
    return faults + faults_of(page)


def _test_mail(page: Page) -> list[str]:
    page.goto("/people/first-run/")
    page.locator("#mail").get_by_role("link").first.click()
    page.get_by_role("button", name="Send a test mail to me").click()
    for _ in range(40):
        if page.get_by_text("The mail server took it").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(page.get_by_text("The mail server took it")).to_be_visible()
    return faults_of(page)


def _terms(page: Page) -> None:
    page.goto("/people/calendar/2026/")
    for name, day in TERMS.items():
        page.locator(f"[name={name}]").fill(day)
    page.get_by_role("button", name="Save these dates").click()
    page.wait_for_url("**/people/calendar/")


def _numbers_days_and_ground(page: Page) -> None:
    page.goto("/people/settings/incidents/")
    for box in page.get_by_label(re.compile("^Telephone number of")).all():
        box.fill("01709 555 0101")
    _saved(page)
    page.goto("/people/settings/complaints/")
    page.get_by_label("These are the days of our own complaints procedure").check()
    _saved(page)
    page.goto("/people/settings/photos/")
    page.get_by_label("Why the school asks for permission").fill("Permission of a parent or carer.")
    _saved(page)


def _not_for_us(page: Page) -> None:
    for step in ("accounts", "survey", "backups"):
        page.goto("/people/first-run/")
        page.locator(f"#{step}").get_by_role("link", name=re.compile("^Not for us")).click()
        page.get_by_label("Why is this not for us?").fill("We do it another way.")
        page.get_by_role("button", name="Say that it is not for us").click()
        expect(page.get_by_text("not for us.")).to_be_visible()


def _ask_for_the_chair(browser: Browser, school: Portal, letter_box: LetterBox) -> None:
    office = browser.new_context(base_url=school.url, locale="en-GB").new_page()
    _sign_in(office, letter_box, OFFICE)
    office.goto("/people/accounts/")
    office.get_by_role("link", name="Chair", exact=True).click()
    office.get_by_role("link", name="Give a role").click()
    office.locator("[name=role]").select_option("chair")
    office.get_by_role("button", name="Give this role").click()
    office.wait_for_load_state()


def _name_somebody(page: Page, surname: str) -> None:
    page.goto("/people/cover/")
    page.get_by_label("Who stands in for you?").select_option(label=surname)
    page.get_by_label("First day").fill("2026-12-07")
    page.get_by_label("Last day").fill("2026-12-11")
    page.get_by_role("button", name="Name this person").click()
    expect(page.get_by_text("Named. It begins and ends by itself.")).to_be_visible()
