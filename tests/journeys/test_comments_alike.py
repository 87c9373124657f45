"""Two sentences that many parents wrote: one is read once before saving, the other once afterwards."""

import datetime as dt

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from tests.journeys.inspecting import faults_of
from tests.journeys.walking import match_the_questions, sign_in

pytestmark = pytest.mark.browser
HEADINGS = "Sent at,Pupil,Class,Signed by,Pictures on our website?,Remarks about photographs"
THANKS = ("Ada Whitworth|Abigail Whitworth", "Callum Brennan|Eileen Brennan", "Daisy Hartley|James Hartley")
SURNAME = ("George Tasker|Gemma Tasker", "Farah Qureshi|Rukhsana Qureshi")


def _file(folder):
    day = localdate() - dt.timedelta(days=1)
    said = [(who, "Thank you all!") for who in THANKS] + [(who, "Please not her surname") for who in SURNAME]
    lines = [f"{day:%d/%m/%Y} 09:0{n},{who.replace('|', ',3H,')},Yes,{text}" for n, (who, text) in enumerate(said)]
    path = folder / "thanks.csv"
    path.write_text("\n".join([HEADINGS, *lines]), encoding="utf-8")
    return path


def _upload(page: Page, file) -> None:
    page.goto("/consent/imports/new/")
    page.locator("input[name=school_year]").first.check()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Read this file").click()
    match_the_questions(page)
    expect(page.locator("h1")).to_have_text("Look before saving")


def test_a_sentence_of_many_is_read_once_before_saving_and_once_afterwards(visit, tmp_path):
    page = visit()
    sign_in(page, "office")
    _upload(page, _file(tmp_path))
    expect(page.locator("main")).to_contain_text("5 comments to read, in 2 different wordings")
    assert faults_of(page) == []
    page.get_by_label("No condition").first.check()
    page.get_by_role("button", name="Save these answers").click()
    expect(page.locator("main")).to_contain_text("2 comments to read")

    page.goto("/consent/review/")
    page.get_by_role("link", name="Please not her surname").click()
    expect(page.locator("main")).to_contain_text("beside the answers for 2 children")
    assert faults_of(page) == []
    page.get_by_label("There is a condition").check()
    page.get_by_label("What is the condition?").fill("Never with the surname")
    page.get_by_role("button", name="Keep this for all 2, show next").click()
    expect(page.locator("main")).to_contain_text("2 children: the condition is kept.")
