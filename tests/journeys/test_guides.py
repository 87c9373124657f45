"""The guides: their pictures show what is there today, they are small, and each guide can be read."""

import pytest
from django.conf import settings
from PIL import Image

from tests.journeys.guided import kept, opened, said
from tests.journeys.inspecting import first_faults_of
from todwick_portal.guides.shots import PHONE, SHOTS
from todwick_portal.guides.words import GUIDES

pytestmark = pytest.mark.browser
PICTURES = settings.BASE_DIR / "static"


def test_every_picture_shows_a_page_that_still_says_the_same(visit):
    """Where this fails a page was changed: `make guides` takes the pictures anew; then look at them."""
    found = {}
    pages = {}
    for shot in SHOTS.values():
        way = (shot.size, shot.dark)
        viewport = {"width": shot.width, "height": shot.height + 400}
        pages.setdefault(way, None)
        if pages[way] is None:
            pages[way] = visit(viewport, color_scheme="dark" if shot.dark else "light")
        opened(pages[way], shot)
        found[shot.name] = said(pages[way], shot)

    assert found == kept()


def test_every_guide_shows_its_pictures_in_place_and_is_in_order(visit):
    page = visit({"width": 390, "height": 844})
    faults = []
    for slug in GUIDES:
        page.goto(f"/guides/{slug}/")
        for picture in page.locator("main img").all():
            picture.scroll_into_view_if_needed()
            page.wait_for_function("one => one.complete", arg=picture.element_handle())
            wide, high, shown_wide, shown_high = picture.evaluate(
                "one => [one.naturalWidth, one.naturalHeight, one.width, one.height]"
            )
            if not wide or abs(wide / high - shown_wide / shown_high) > 0.02:
                faults.append(f"{slug}: {picture.get_attribute('src')}")
        if slug in ("teacher", "without-an-account"):
            faults += first_faults_of(page)

    assert faults == []


def test_the_pictures_are_all_there_and_no_other_and_small():
    files = {path.name: path for path in (PICTURES / "img" / "guides").iterdir()}

    assert set(files) == {f"{name}.webp" for name in SHOTS} == {f"{name}.webp" for name in kept()}
    assert {name for name, path in files.items() if path.stat().st_size > 45_000} == set()
    assert sum(path.stat().st_size for path in files.values()) < 450_000
    for shot in SHOTS.values():
        times = 1.5 if shot.size == PHONE else 1
        with Image.open(PICTURES / shot.file) as picture:
            assert picture.size == (shot.width * times, shot.height * times)
        assert len(shot.alt) > 20
    used = {step.shot for guide in GUIDES.values() for step in guide.steps if step.shot}
    assert used == set(SHOTS)
