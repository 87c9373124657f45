"""The pictures of the guides: how each page is brought before the camera, and by what a picture is told to be stale.

`docs/make_guides.py` takes the pictures, `test_guides.py` looks whether each page still says what it said then.
"""

import json
import re
from pathlib import Path

from playwright.sync_api import Page

from todwick_portal.guides.shots import Shot

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "docs" / "pictures" / "guides.json"
# What a reader is told to look for: headings, buttons, names of fields. Rows of lists come and go with the days.
SAID = """bottom => {
    const box = document.querySelector('main');
    const every = box.querySelectorAll('h1, h2:not(a h2), button, legend, th[scope=col]');
    const seen = one => one.getBoundingClientRect().bottom < bottom && one.getBoundingClientRect().top >= 0;
    const row = one => one.closest('table tbody, .ruled, details:not([open])');
    return [...every].filter(one => seen(one) && !row(one) && one.innerText).map(one => one.innerText);
}"""
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August"
DAYS += " September October November December Autumn Spring Summer autumn spring summer morning afternoon evening"


def opened(page: Page, shot: Shot, url: str = "") -> None:
    """Bring the page of a picture before the camera, as its person."""
    page.goto(f"{url}/demo/")
    who = shot.person or "nobody"
    with page.expect_navigation():
        page.evaluate("who => document.querySelector(`form.demo button[value=${who}]`).click()", who)
    assert page.goto(f"{url}{shot.address}").status == 200, shot.name
    for number in range(shot.taps):
        page.locator("label.pupil").nth(number).click()
    page.wait_for_load_state("networkidle")
    if shot.below:
        page.evaluate("place => scrollTo(0, document.querySelector(place).offsetTop - 20)", shot.below)


def top_of(page: Page, shot: Shot) -> float:
    """Where the picture begins: below the bar of the demo, which is on no picture."""
    return 0 if shot.below else page.locator("header.masthead").bounding_box()["y"]


def said(page: Page, shot: Shot) -> list[str]:
    """What a reader finds on the picture, without numbers, days and what comes after a colon."""
    found = {_plain(text) for text in page.evaluate(SAID, top_of(page, shot) + shot.height)}
    return sorted(text for text in found if text)


def _plain(text: str) -> str:
    words = re.sub(r"\s+", " ", text).split(":")[0].strip()
    return re.sub(rf"\b({'|'.join(DAYS.split())})\b|[\d/]+(st|nd|rd|th)?", "~", words)


def kept() -> dict[str, list[str]]:
    """What stood on each page when its picture was taken."""
    return json.loads(KEPT.read_text(encoding="utf-8"))
