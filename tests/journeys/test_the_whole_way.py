"""From a survey export to "may I post this picture?": the office on its desk, the teacher on a phone.

The rule is A11 of the policy: a picture goes out only with a permission of this school year, for the place where
it goes and for what it shows (traceability 25a, 25b, 25c).
"""

import datetime as dt
import re

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE
from tests.journeys.messy import WAS_ASKED_OF, messy_export
from tests.journeys.walking import answer, child, choice, match_the_questions, sign_in

pytestmark = pytest.mark.browser


def test_a11_from_the_offices_file_to_the_teachers_phone(visit, tmp_path):
    walk_the_whole_way(visit, tmp_path)


def walk_the_whole_way(visit, tmp_path) -> None:
    """What this module is about, in whatever portal `visit` opens."""
    office = visit()
    sign_in(office, "office")
    _load(office, messy_export(tmp_path / "forms.xlsx", localdate() - dt.timedelta(days=1)))
    _settle_the_misspelt_row(office)
    _decide_where_parents_differ(office)
    phone = visit(PHONE, has_touch=True, is_mobile=True)
    sign_in(phone, "teacher")

    _a11_25a_each_of_six_children_is_a_yes_or_a_no_for_x(phone)
    _a11_25b_as_a_film_who_said_no_to_film_is_left_out_too(phone)
    _a11_25c_the_page_says_what_would_work_for_all_six(phone)


def _load(page: Page, file) -> None:
    page.goto("/consent/imports/new/")
    page.locator("input[name=school_year]").first.check()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Read this file").click()
    expect(page.locator("h1")).to_have_text("Match the questions")
    match_the_questions(page)
    expect(page.locator("h1")).to_have_text("Look before saving")
    expect(page.locator("main")).to_contain_text("1 child whose parents answered differently")
    expect(page.locator("blockquote")).to_contain_text("He loves being in the newsletter.")
    page.get_by_label("No condition").check()
    page.get_by_role("button", name="Save these answers").click()
    expect(page.locator("main")).to_contain_text("1 answer to sort out, 0 comments to read")


def _settle_the_misspelt_row(page: Page) -> None:
    page.get_by_role("link", name="Sort them out").click()
    page.get_by_role("link", name="Chidi Okonkow").or_(page.get_by_role("link", name="Okonkow, Chidi")).first.click()
    expect(page.locator("h1")).to_have_text("Which child is this?")
    page.get_by_role("radio", name=re.compile("Chidi Okonkwo")).check()
    page.get_by_label("What did you find out?").fill("A slip of the finger.")
    page.get_by_role("button", name="Use this answer").click()
    expect(page.locator("main")).to_contain_text("Used for Chidi Okonkwo.")


def _decide_where_parents_differ(page: Page) -> None:
    page.goto("/consent/review/")
    page.get_by_role("link", name="Farah Qureshi").click()
    x = page.get_by_role("group", name="X (Twitter)")
    expect(x).to_contain_text("Shahid Qureshi")
    x.get_by_label("No", exact=True).check()
    page.get_by_label("Why?").fill("Rang both. They agree: not on X.")
    page.get_by_role("button", name="Keep what I decided").click()
    expect(page.locator("main")).to_contain_text("decided about one place")


def _a11_25a_each_of_six_children_is_a_yes_or_a_no_for_x(page: Page) -> None:
    choice(page, "where", "x_twitter").tap()
    for name in WAS_ASKED_OF:
        child(page, name).tap()
    expect(answer(page)).to_contain_text("4 of 6 can go on X (Twitter). Leave out Callum and Farah.")
    expect(child(page, "Chidi")).to_contain_text("Yes")


def _a11_25b_as_a_film_who_said_no_to_film_is_left_out_too(page: Page) -> None:
    choice(page, "what", "film").tap()
    expect(answer(page)).to_contain_text("3 of 6 can go on X (Twitter) in a film.")
    expect(answer(page)).to_contain_text("Leave out Callum, Daisy and Farah.")


def _a11_25c_the_page_says_what_would_work_for_all_six(page: Page) -> None:
    choice(page, "what", "photo").tap()
    expect(answer(page)).to_contain_text(re.compile(r"All six can go in: .*newsletter.*display"))
    choice(page, "where", "newsletter").tap()
    expect(answer(page)).to_contain_text("All 6 have permission for the newsletter today.")
