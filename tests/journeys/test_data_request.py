"""From a mother's request to the file in her hands: asked on a phone, looked through, checked, fetched."""

import io
import json
import re
import zipfile

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.inspecting import faults_of
from tests.journeys.walking import sign_in

pytestmark = pytest.mark.browser


def press(page: Page, name: str | re.Pattern) -> None:
    page.locator("main").get_by_role("button", name=name).click()


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def asks(mother: Page) -> str:
    """The mother asks for a copy about her second child; sent too early, the page says what is missing."""
    sign_in(mother, "parent")
    mother.goto("/rights/mine/")
    assert faults_of(mother) == [] and fits(mother)
    mother.get_by_role("link", name="Ask the school").click()
    press(mother, "Ask the school")
    expect(mother.get_by_role("alert").first).to_contain_text("Choose whose data.")
    expect(mother).to_have_title(re.compile("^Error: "))
    mother.get_by_label("Those of Reggie Cartwright").check()
    mother.get_by_label("A copy of the data").check()
    mother.get_by_label("Anything you want to say to it?").fill("Since September, please.")
    press(mother, "Ask the school")
    said = mother.get_by_text("The school has your request.").inner_text()
    found = re.search(r"DR-\d{4}-\w{4}", said)
    assert found
    return found.group()


def opens(page: Page, who: str, reference: str) -> None:
    sign_in(page, who)
    page.goto("/rights/requests/")
    page.locator("tr", has_text=reference).get_by_role("link").click()


def my_parts(page: Page, heading: str, reference: str) -> list[str]:
    """The parts of this request that wait for whoever is signed in."""
    page.goto("/rights/parts/")
    assert faults_of(page) == [] and fits(page)
    rows = page.locator("section", has=page.get_by_role("heading", name=heading)).locator("li", has_text=reference)
    return [str(link.get_attribute("href")) for link in rows.get_by_role("link").all()]


def goes_to_the_last_page(page: Page) -> None:
    """Whoever has read a part says so at its end."""
    last = page.locator("aside").get_by_role("link", name=re.compile(r"^Page \d+$"))
    if last.count():
        last.click()


def lets_a_name_stand(head: Page) -> None:
    """One name stands with a reason; without one the page says what is missing."""
    head.get_by_role("link", name=re.compile("^Let it stand")).last.click()
    press(head, "Let it stand")
    expect(head.get_by_role("alert").first).to_contain_text("Choose why it may stand.")
    head.get_by_label("They work here, and it is about their work").check()
    head.get_by_label("In a few words").fill("The office enters answers.")
    press(head, "Let it stand")
    expect(head.get_by_text("Saved.")).to_be_visible()


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_from_the_request_of_a_mother_to_the_file_in_her_hands(visit, portal, viewport):
    mother = visit(PHONE)
    reference = asks(mother)

    officer = visit(viewport)
    opens(officer, "dpo", reference)
    expect(officer.locator("main")).to_contain_text("Answer: by")
    press(officer, "Gather the data")
    expect(officer.locator("main")).to_contain_text(re.compile(r"\d parts? in all: 0 released"))
    assert faults_of(officer) == [] and fits(officer)

    head, named = visit(viewport), set()
    sign_in(head, "head")
    for part in my_parts(head, "To look through", reference):
        head.goto(part)
        assert faults_of(head) == [] and fits(head)
        if head.get_by_role("link", name=re.compile("^Let it stand")).count():
            lets_a_name_stand(head)
            named.add(part)
        goes_to_the_last_page(head)
        press(head, "Release this part")
    assert named

    for person, who in ((officer, ""), (visit(viewport), "dsl")):
        if who:
            sign_in(person, who)
        for part in my_parts(person, "To check as the second person", reference):
            person.goto(part)
            assert faults_of(person) == [] and fits(person)
            if part in named:
                expect(person.locator("main")).to_contain_text("The office enters answers.")
            goes_to_the_last_page(person)
            press(person, "I have checked it: it may go")
    officer.goto("/rights/requests/")
    officer.locator("tr", has_text=reference).get_by_role("link").click()
    press(officer, "Put the bundle together")
    expect(officer.locator("main")).to_contain_text("frozen", timeout=40_000)
    assert faults_of(officer) == [] and fits(officer)

    mother.goto("/rights/mine/")
    with mother.expect_download() as found:
        mother.locator("li", has_text=reference).get_by_role("button", name=re.compile("Download")).click()
    archive = zipfile.ZipFile(io.BytesIO(found.value.path().read_bytes()))
    assert {"README.txt", "bundle.json", "bundle.pdf"} <= set(archive.namelist())
    data = json.loads(archive.read("bundle.json"))
    assert data["request"]["reference"] == reference and "Reggie" in json.dumps(data)

    officer.get_by_role("link", name="Say what they were told").click()
    officer.get_by_label("What were they told?").fill("It is in the portal.")
    press(officer, "Close it with this answer")
    expect(officer.locator("main")).to_contain_text("Answered")


def test_the_teacher_and_another_parent_reach_none_of_it_and_the_public_page_is_in_order(visit, portal):
    nobody = visit(PHONE)
    nobody.goto("/rights/")
    assert faults_of(nobody) == [] and fits(nobody)

    teacher = visit(DESK, java_script_enabled=False)
    sign_in(teacher, "teacher")
    for address in ("/rights/requests/", "/rights/parts/"):
        assert teacher.goto(address).status == 403
