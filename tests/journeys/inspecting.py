"""What holds of every page: axe finds nothing at two widths in light and dark, and nothing scrolls sideways."""

import json

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

WIDTHS = {1280: 900, 390: 844}
NARROW = (390, 320)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Everything in light; in dark the page is the same but for its colours.
RUNS = {"light": {}, "dark": {"runOnly": {"type": "rule", "values": ["color-contrast"]}}}


def faults_of(page: Page, widths: dict[int, int] = WIDTHS) -> list[str]:
    """Everything wrong with the page as it stands, each fault with address and place."""
    page.emulate_media(reduced_motion="reduce")
    page.evaluate(AXE_SCRIPT)
    faults = []
    for width, height in widths.items():
        page.set_viewport_size({"width": width, "height": height})
        for scheme, options in RUNS.items():
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            faults += [f"{page.url} at {width} {scheme}: {found}" for found in _violations(page, options)]
    for width in NARROW:
        page.set_viewport_size({"width": width, "height": 800})
        too_wide = page.evaluate(OVERFLOW)
        if too_wide > 0:
            faults.append(f"{page.url} at {width}: {too_wide} px too wide")
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    return faults


def first_faults_of(page: Page) -> list[str]:
    """As `faults_of` in half the time: every rule of axe on a phone in light, the contrast at a desk in dark. For the
    walks over all pages; each page has a journey of its own too, and the full counts look at it whole."""
    page.emulate_media(reduced_motion="reduce")
    page.evaluate(AXE_SCRIPT)
    faults = []
    for width, scheme in ((390, "light"), (1280, "dark")):
        page.set_viewport_size({"width": width, "height": WIDTHS[width]})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        faults += [f"{page.url} at {width} {scheme}: {found}" for found in _violations(page, RUNS[scheme])]
    page.set_viewport_size({"width": 320, "height": 800})
    too_wide = page.evaluate(OVERFLOW)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    return faults + ([f"{page.url} at 320: {too_wide} px too wide"] if too_wide > 0 else [])


def _violations(page: Page, options: dict) -> list[str]:
    found = page.evaluate(f"axe.run({json.dumps({'resultTypes': ['violations'], **options})})")
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary'].splitlines()[-1].strip()}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
