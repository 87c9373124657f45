"""What follows from the rules, in a browser: cards on one sheet, laws from proposal to page, a document, the search."""

import re

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.inspecting import faults_of
from tests.journeys.walking import sign_in
from tests.policies.made import PDF_BYTES

pytestmark = pytest.mark.browser
POLICY = "/policies/social-media/"
OF_THE_HEAD = (
    "/policies/desk/",
    "/policies/documents/",
    "/policies/documents/new/",
    "/policies/platforms/",
    "/policies/platforms/new/",
    f"{POLICY}gaps/",
    f"{POLICY}gaps/readers/",
    f"{POLICY}review/",
    f"{POLICY}owner/",
    f"{POLICY}statutes/",
    f"{POLICY}statutes/new/",
    f"{POLICY}for/parents/",
    f"{POLICY}for/helpers/note/",
)


@pytest.mark.parametrize("reader", ["visitors", "helpers"])
def test_3d_3e_the_card_with_the_schools_note_is_one_sheet_of_a4(visit, reader):
    page = visit(java_script_enabled=False)
    page.goto(f"{POLICY}for/{reader}/")

    page.emulate_media(media="print")

    assert page.get_by_text("Leave your phone in your bag").is_visible() == (reader == "helpers")
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1


@pytest.mark.parametrize("viewport", [PHONE, pytest.param(DESK, marks=pytest.mark.long)])
def test_every_list_is_in_order_at_a_desk_and_on_a_phone(visit, viewport):
    page = visit(viewport)
    sign_in(page, "head")
    faults = []
    for address in OF_THE_HEAD:
        assert page.goto(address).status == 200, address
        faults += faults_of(page)

    assert faults == []


@pytest.mark.parametrize("viewport", [PHONE, pytest.param(DESK, marks=pytest.mark.long)])
def test_the_search_works_without_a_script_and_marks_what_it_found(visit, viewport):
    page = visit(viewport, java_script_enabled=False)
    page.goto("/policies/")
    page.get_by_label("Search the policies").fill("pictures pupil")
    page.get_by_role("button", name="Search").click()

    expect(page.locator("mark").first).to_be_visible()
    page.get_by_role("link", name="C1", exact=True).click()
    expect(page.locator("h1")).to_have_text("Rule C1")
    assert page.context.cookies() == []


@pytest.mark.parametrize("viewport", [PHONE, pytest.param(DESK, marks=pytest.mark.long)])
def test_the_page_of_hits_is_in_order(visit, viewport):
    page = visit(viewport)
    page.goto("/policies/search/?q=school")

    assert page.locator("mark").count() > 5
    assert faults_of(page) == []


def test_the_chair_confirms_the_four_laws_and_everybody_reads_them(visit):
    page = visit()
    sign_in(page, "chair")
    page.goto("/policies/desk/")
    page.get_by_role("link", name="Public Order Act 1986").click()
    page.get_by_role("link", name="Record what the governors confirmed").click()
    page.get_by_role("button", name="Record this decision").click()
    expect(page.locator("[role=alert]")).to_contain_text("Write the day.")
    assert faults_of(page) == []
    page.get_by_label("Day of the meeting").fill(localdate().isoformat())
    page.get_by_label("Minute").fill("26/52")
    page.get_by_role("button", name="Record this decision").click()
    expect(page.get_by_text("4 laws confirmed.")).to_be_visible()

    reader = visit(PHONE)
    reader.goto(f"{POLICY}rules/D1/")
    expect(reader.get_by_role("link", name="Malicious Communications Act 1988")).to_be_visible()
    expect(reader.get_by_text("Not settled yet")).to_have_count(0)
    assert faults_of(reader) == []


def test_the_office_gives_a_document_its_file_and_a_parent_takes_it_home(visit):
    page = visit()
    sign_in(page, "office")
    _give(page, "Complaints procedure", PDF_BYTES)
    expect(page.get_by_text("Saved.")).to_be_visible()

    parent = visit(PHONE)
    parent.goto(f"{POLICY}for/parents/")
    with parent.expect_download() as taken:
        parent.get_by_role("link", name="Complaints procedure").click()

    assert taken.value.suggested_filename == "Complaints procedure.pdf"
    assert taken.value.path().read_bytes() == PDF_BYTES


def test_a_picture_that_calls_itself_a_pdf_is_refused_in_words(visit):
    page = visit(PHONE)
    sign_in(page, "office")
    _give(page, "Complaints procedure", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")

    expect(page.locator("[role=alert]")).to_contain_text("neither a PDF nor a Word document")
    assert faults_of(page) == []


def _give(page: Page, title: str, content: bytes) -> None:
    page.goto("/policies/documents/")
    page.get_by_role("link", name=title).click()
    page.get_by_label("File").set_input_files(
        {"name": f"{title}.pdf", "mimeType": "application/pdf", "buffer": content}
    )
    page.get_by_role("button", name="Save these changes").click()
