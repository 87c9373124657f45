"""Takes the pictures of the guides: `make guides`. It starts a demo school of its own and needs a Chromium.

Each picture and what stood on its page is written anew: static/img/guides and docs/pictures/guides.json. A test of the
journeys compares the second with the demo of the day, so a picture of a button that was renamed fails it.
"""

import io
import json
import shutil
import sys
import tempfile
from pathlib import Path

import django
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
django.setup()

from tests.browser import MISSING, chromium, launch_arguments  # noqa: E402
from tests.journeys import portal as portals  # noqa: E402
from tests.journeys.guided import KEPT, opened, said, top_of  # noqa: E402
from tests.journeys.portal import Portal  # noqa: E402
from todwick_portal.guides.shots import PHONE, SHOTS, Shot  # noqa: E402

PICTURES = ROOT / "static"
MOMENT = "2026-11-24T10:15+00:00"  # so that days on the pictures stay the same, whenever they are taken
LARGEST, ALL_TOGETHER = 45_000, 450_000


def main() -> None:
    """Write every picture; end with a fault where one is too large."""
    found = chromium()
    if not found:
        sys.exit(MISSING)
    folder = Path(tempfile.mkdtemp())
    try:
        portals.migrate(folder, MOMENT)
        portals.make_demo_school(folder, MOMENT)
        with Portal(folder, moment=MOMENT) as portal, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=found, args=launch_arguments())
            texts = {shot.name: _taken(browser, shot, portal.url) for shot in SHOTS.values()}
            browser.close()
    finally:
        shutil.rmtree(folder)
    KEPT.write_text(json.dumps(texts, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    _tidy()


def _taken(browser: Browser, shot: Shot, url: str) -> list[str]:
    """Take one picture, without the bar of the demo. Returns what stands on its page."""
    scheme = "dark" if shot.dark else "light"
    page = browser.new_page(
        locale="en-GB", viewport={"width": shot.width, "height": shot.height + 400}, color_scheme=scheme,
        device_scale_factor=1.5 if shot.size == PHONE else 1, reduced_motion="reduce",
    )  # fmt: skip
    opened(page, shot, url)
    clip = {"x": 0, "y": top_of(page, shot), "width": shot.width, "height": shot.height}
    picture = Image.open(io.BytesIO(page.screenshot(clip=clip)))
    place = PICTURES / shot.file
    place.parent.mkdir(parents=True, exist_ok=True)
    picture.convert("RGB").save(place, "WEBP", quality=60, method=6)
    texts = said(page, shot)
    page.close()
    return texts


def _tidy() -> None:
    """No picture is left over, none is too large, and all of them together are not."""
    wanted = {PICTURES / shot.file for shot in SHOTS.values()}
    sizes = {}
    for place in (PICTURES / "img" / "guides").iterdir():
        if place not in wanted:
            place.unlink()
            continue
        sizes[place.name] = place.stat().st_size
    too_large = [name for name, size in sizes.items() if size > LARGEST]
    if too_large or sum(sizes.values()) > ALL_TOGETHER:
        sys.exit(f"Too large: {', '.join(too_large) or 'all of them together'}. Show less of the page.")
    print(f"{len(sizes)} pictures, {sum(sizes.values()) // 1000} kB")


if __name__ == "__main__":
    main()
