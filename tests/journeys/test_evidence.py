"""A teacher adds a screenshot on a phone, and should not have: sealed at once, destroyed by two people."""

import hashlib
import io
import os
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.incidents.hostile_pictures import CANARY, exif, saved, sheet
from tests.journeys.conftest import PHONE
from tests.journeys.inspecting import faults_of
from tests.journeys.portal import Portal, manage
from tests.journeys.walking import sign_in

pytestmark = pytest.mark.browser
REPORTED = """
from people.models import User
from tests.incidents.made import report
print(report(User.objects.get(email="teacher@todwick.example")).public_id)
"""
SEEN = "The class chat, on Monday at 8:30."
PICTURE = saved(sheet((1170, 2532)), "JPEG", exif=exif(6))


def _look(page: Page, name: str) -> None:
    """Keep a picture of the page where EVIDENCE_SHOTS names a folder."""
    if folder := os.environ.get("EVIDENCE_SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_a_picture_added_on_a_phone_is_fetched_sealed_and_destroyed_by_two(visit, portal: Portal):
    case = manage(portal.environment, "shell", "-v0", "-c", REPORTED).strip()
    teacher, head, dsl = visit(PHONE), visit(PHONE), visit()
    faults = _added_by(teacher, case)

    sign_in(head, "head")
    head.goto(f"/incidents/{case}/")
    _look(head, "list-phone")
    with head.expect_download() as fetched:
        head.get_by_role("link", name="IMG_2041.jpg").click()
    content = Path(fetched.value.path()).read_bytes()
    assert fetched.value.suggested_filename == "IMG_2041.jpg"
    assert CANARY.encode() not in content and hashlib.sha256(content) != hashlib.sha256(PICTURE)
    assert Image.open(io.BytesIO(content)).size == (2532, 1170)
    address = head.get_by_role("link", name="IMG_2041.jpg").get_attribute("href")
    faults += faults_of(head)

    teacher.get_by_role("button", name=re.compile("^I should not have uploaded this")).click()
    expect(teacher.get_by_text("Sealed. Nobody can open this file any more")).to_be_visible()
    _look(teacher, "sealed-own-phone")
    assert [page.request.get(address).status for page in (teacher, head)] == [404, 404]

    faults += _destroyed_by(head, dsl, case)
    assert faults == []


def _added_by(teacher: Page, case: str) -> list[str]:
    sign_in(teacher, "teacher")
    teacher.goto(f"/incidents/{case}/evidence/new/")
    expect(teacher.get_by_text("Never upload a naked or sexual picture of a child.")).to_be_visible()
    _look(teacher, "new-phone")
    faults = faults_of(teacher)
    _look(teacher, "new-narrow")
    teacher.set_viewport_size(PHONE)
    teacher.get_by_label("Files").set_input_files({"name": "film.mp4", "mimeType": "image/png", "buffer": b"MZ" * 40})
    teacher.get_by_label("What it shows, and when you saw it").fill(SEEN)
    teacher.get_by_role("button", name="Add these files").click()
    expect(teacher.locator("[role=alert]").first).to_contain_text("This is a program.")
    _look(teacher, "refused-phone")
    faults += faults_of(teacher)
    teacher.set_viewport_size(PHONE)
    expect(teacher.get_by_label("What it shows, and when you saw it")).to_have_value(
        "The class chat, on Monday at 8:30."
    )
    teacher.get_by_label("Files").set_input_files({"name": "IMG_2041.HEIC", "mimeType": "image/png", "buffer": PICTURE})
    teacher.get_by_role("button", name="Add these files").click()
    expect(teacher.get_by_role("heading", name="Files that you added")).to_be_visible()
    expect(teacher.get_by_role("link", name="IMG_2041.jpg")).to_have_count(0)
    _look(teacher, "added-phone")
    return faults + faults_of(teacher)


def _destroyed_by(head: Page, dsl: Page, case: str) -> list[str]:
    head.goto(f"/incidents/{case}/")
    head.get_by_role("link", name=re.compile("^Have it destroyed")).click()
    _look(head, "ask-phone")
    faults = faults_of(head)
    head.get_by_label("Why it is to be destroyed").fill("As the police said, by telephone.")
    head.get_by_role("button", name="Ask for its destruction").click()
    expect(head.get_by_text("It waits for the other of you.")).to_be_visible()
    faults += faults_of(head)
    sign_in(dsl, "dsl")
    dsl.goto(f"/incidents/{case}/")
    _look(dsl, "list-desk")
    dsl.get_by_role("link", name=re.compile("^What was asked")).click()
    _look(dsl, "confirm-desk")
    faults += faults_of(dsl)
    dsl.get_by_role("button", name="Destroy the file").click()
    expect(dsl.get_by_text("Destroyed. What stays is that it was there")).to_be_visible()
    _look(dsl, "destroyed-desk")
    return faults + faults_of(dsl)
