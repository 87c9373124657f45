"""What of the policies is printed, as the printer gets it: cards, letter, sheet to sign, register, differences."""

import re

import pytest
from playwright.sync_api import Page

from tests.in_each_run import some_of
from tests.journeys.walking import sign_in

pytestmark = pytest.mark.browser
POLICY = "/policies/social-media/"
WHO = f"{POLICY}acknowledgements/"


def printed(page: Page, address: str) -> str:
    """The words that stand on the paper: what the printer hides is not among them."""
    assert page.goto(address).status == 200
    page.emulate_media(media="print")
    words = page.locator("main").inner_text()
    return " ".join(words.split())


def sheets(page: Page) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


@pytest.mark.parametrize(
    "reader", some_of(["staff", "pupils", "parents", "governors", "visitors", "helpers"], {"staff", "parents"})
)
def test_every_card_is_one_sheet_of_a4_with_the_name_of_the_school(visit, reader):
    page = visit(java_script_enabled=False)

    assert "Todwick Primary School" in printed(page, f"{POLICY}for/{reader}/")
    assert sheets(page) == 1


def test_the_policy_on_paper_bears_the_schools_name_and_its_approval(visit):
    words = printed(visit(java_script_enabled=False), POLICY)

    assert re.search(r"Todwick Primary School\. Social media policy, version 2\. Approved by .+, minute ", words)


def test_the_printed_register_names_who_has_agreed_and_who_signed_on_paper(visit):
    page = visit(java_script_enabled=False)
    sign_in(page, "head")
    words = printed(page, WHO)
    closed = page.locator("details.fold--printed:not([open]) table")

    assert closed.count() == 2
    assert [closed.nth(n).is_visible() for n in range(2)] == [True, True]
    assert "Piet Hollingworth" in words
    assert "As it stands on" in words
    row = page.locator("table.table--cards tbody tr").first
    assert len({round(cell.bounding_box()["y"]) for cell in row.locator("th, td").all()}) == 1, "a row is one line"


def test_the_letter_on_paper_is_the_letter_alone_and_begins_like_one(visit):
    page = visit(java_script_enabled=False)
    sign_in(page, "office")
    page.goto("/policies/leaver-letters/")
    page.get_by_role("link", name="Roland Weston").click()
    page.get_by_role("button", name="Make this letter").click()
    page.emulate_media(media="print")
    words = " ".join(page.locator("main").inner_text().split())

    assert words.startswith("Todwick Primary School")
    assert "The letter is made" not in words
    assert "Dear Mr Weston, Thank you for your work" in words
    assert "systems ended on" in words
    assert words.endswith("Headteacher, Todwick Primary School")
    assert sheets(page) == 1


def test_the_sheet_to_sign_is_one_empty_sheet_with_policy_version_and_lines(visit):
    page = visit(java_script_enabled=False)
    sign_in(page, "office")
    words = printed(page, f"{WHO}sheet/")

    assert words.startswith("Social media policy Todwick Primary School. Version 2, in force since")
    assert "Record this sheet" not in words
    assert page.locator(".to-sign tbody tr").count() == 18
    assert sheets(page) == 1


def test_the_differences_on_paper_say_of_which_versions_and_of_which_day(visit):
    page = visit(java_script_enabled=False)
    sign_in(page, "chair")
    words = printed(page, f"{POLICY}compare/")

    assert "Show what changed" not in words
    assert re.search(r"Todwick Primary School\. Version 2: from .+ Version 3: draft\. Printed on ", words)
