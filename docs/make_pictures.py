"""Takes the pictures of README.md from a running demo: `python docs/make_pictures.py http://localhost:8000`.

It looks at the demo as a visitor does and changes one thing: the questions of the late forms get matched. Run it
on a demo of its own (`make run`, then `manage.py demo --reset`). It needs a Chromium and the test requirements.
"""

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tests.browser import MISSING, chromium, launch_arguments

PICTURES = Path(__file__).parent / "pictures"
LARGEST = 120_000


def main() -> None:
    """Write both pictures, each smaller than 120 kB."""
    if len(sys.argv) != 2:
        sys.exit("Say where the demo runs: python docs/make_pictures.py http://localhost:8000")
    found = chromium()
    if not found:
        sys.exit(MISSING)
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=launch_arguments())
        check_on_a_phone(_visit(browser, 390, 844, scale=1.5))
        preview_on_a_desk(_visit(browser, 1240, 800, scale=1))
        browser.close()
    for picture in PICTURES.glob("*.png"):
        if picture.stat().st_size > LARGEST:
            sys.exit(f"{picture.name} is larger than {LARGEST // 1000} kB. Show less of the page.")


def _visit(browser: Browser, width: int, height: int, *, scale: float) -> Page:
    return browser.new_page(
        base_url=sys.argv[1], locale="en-GB", viewport={"width": width, "height": height},
        device_scale_factor=scale, reduced_motion="reduce",
    )  # fmt: skip


def _show(page: Page, title: str) -> None:
    """Press *Show me* of the scene with this title."""
    page.goto("/demo/")
    page.get_by_role("button", name=title).click()


def check_on_a_phone(page: Page) -> None:
    """Six children, one picture, one answer."""
    _show(page, "Six children, one picture, one answer")
    page.locator("#who").scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, document.querySelector('#who').offsetTop - 20)")
    page.screenshot(path=PICTURES / "check-phone.png")


def preview_on_a_desk(page: Page) -> None:
    """Look before saving: what the late forms would change, by name."""
    _show(page, "A survey in a layout nobody prepared for")
    for box in page.locator(".notice--ask input[type=checkbox]").all():
        box.check()
    page.get_by_role("button", name="Look before saving").click()
    page.get_by_role("heading", name="Look before saving").wait_for()
    page.evaluate("scrollTo(0, document.querySelector('.tiles').offsetTop - 150)")
    page.screenshot(path=PICTURES / "preview-desktop.png")


if __name__ == "__main__":
    main()
