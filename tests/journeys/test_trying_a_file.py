"""A head of another school drops in an export and sees what is in it. The database is what it was before."""

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import expect

from tests.journeys.messy import messy_export

pytestmark = pytest.mark.browser


def test_try_your_own_file_shows_what_is_in_it_and_leaves_the_database_as_it_was(visit, portal, tmp_path):
    page = visit()
    before = portal.row_counts()

    page.goto("/")
    page.get_by_role("link", name="Try your own file").click()
    page.locator("input[type=file]").set_input_files(messy_export(tmp_path / "ours.xlsx", localdate()))
    page.get_by_role("button", name="Look at this file").click()

    expect(page.locator("h1")).to_have_text("What is in your file")
    main = page.locator("main")
    expect(main).to_contain_text("He loves being in the newsletter.")
    expect(main).to_contain_text("Farah")
    expect(main).to_contain_text("Doctor and medication")
    expect(main).to_contain_text("I do NOT agree to pictures of my child on X")
    assert portal.row_counts() == before


def test_a_file_that_is_no_spreadsheet_is_refused_in_words(visit, tmp_path):
    picture = tmp_path / "holiday.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    page = visit()

    page.goto("/demo/try/")
    page.locator("input[type=file]").set_input_files(picture)
    page.get_by_role("button", name="Look at this file").click()

    expect(page).to_have_title("Error: Try your own file – Todwick Primary School")
    expect(page.locator("main")).not_to_contain_text("Traceback")
