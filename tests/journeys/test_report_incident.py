"""A teacher reports on a phone that a class picture was shared again: in under two minutes, without a script too."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from tests.journeys.inspecting import faults_of
from tests.journeys.reporting import report_a_shared_picture
from tests.journeys.walking import sign_in

pytestmark = pytest.mark.browser


def test_a4_a_class_picture_shared_again_is_reported_on_a_phone_in_under_two_minutes(visit):
    page = visit(PHONE, has_touch=True, is_mobile=True)
    sign_in(page, "teacher")
    faults: list[str] = []

    thumbs = report_a_shared_picture(page, lambda: faults.extend(faults_of(page)))

    assert len(thumbs.fields) <= 7, thumbs.fields
    assert thumbs.seconds < 120
    reference = page.locator("dd strong").first.inner_text()
    page.get_by_role("link", name="My reports").last.click()
    faults += faults_of(page)
    page.get_by_role("link", name="A picture of a pupil was shared or posted").first.click()
    expect(page.locator("h1")).to_have_text(reference)
    expect(page.get_by_text("Not seen yet")).to_be_visible()
    faults += faults_of(page)
    assert faults == []


def test_a_report_needs_no_script_and_each_step_keeps_what_was_typed(visit):
    page = visit(PHONE, java_script_enabled=False)
    sign_in(page, "teacher")
    page.goto("/incidents/new/")
    page.get_by_label("In your own words").fill("Half a sentence")
    page.get_by_role("button", name="Go on: who it is about").click()
    expect(page).to_have_title(re.compile("^Error: Report an incident"))
    expect(page.get_by_label("In your own words")).to_have_value("Half a sentence")
    page.get_by_role("button", name="Keep it and finish later").click()
    expect(page.get_by_text("Half a sentence")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Go on")).first.click()
    expect(page.get_by_label("In your own words")).to_have_value("Half a sentence")

    report_a_shared_picture(page, lambda: None)


def test_danger_criticism_and_errors_are_in_order(visit):
    page = visit(PHONE)
    sign_in(page, "teacher")
    page.goto("/incidents/new/")
    page.get_by_role("button", name="Go on: who it is about").click()
    faults = faults_of(page)
    page.get_by_label("Yes, or I am not sure").check()
    page.get_by_label("What happened?").select_option("comment")
    page.get_by_label("In your own words").fill("They wrote that lunch is cold.")
    page.get_by_label("Online", exact=True).check()
    page.get_by_text("A parent or carer posted or wrote it", exact=True).click()
    page.get_by_label("A parent or carer wrote or posted it").check()
    page.get_by_role("button", name="Go on: who it is about").click()
    expect(page.locator("h1")).to_have_text("Ring now")
    faults += faults_of(page)
    page.get_by_role("button", name="Go on with a hand-over note").click()
    faults += faults_of(page)
    page.get_by_label("Whom did you tell, and when?").fill("Mrs Tindall, at 10:20")
    page.get_by_role("button", name="Go on with a hand-over note").click()
    expect(page.locator("h1")).to_have_text("Criticism, fair or unfair, is not recorded")
    faults += faults_of(page)
    page.get_by_role("link", name="It is more than that: go back").click()
    expect(page.get_by_label("In your own words")).to_have_value("They wrote that lunch is cold.")

    assert faults == []
