"""What a page weighs on a phone that meets it for the first time, and the second (performance, P15 and P16).

Counted on the wire, as the browser counts it: headers and all, gzipped where the portal gzips.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.portal import Portal, copy_of, manage
from tests.journeys.walking import sign_in

pytestmark = pytest.mark.browser
PHONE = {"width": 412, "height": 823}
# Bytes and requests: a page anybody reads, the form anybody fills in, a page of those who work here.
PUBLIC, FORM, STAFF = (30_000, 4), (30_000, 5), (45_000, 5)
PAGES = {
    "nobody": {"/policies/social-media/for/parents/": PUBLIC, "/complaints/new/": FORM},
    "parent": {"/consent/mine/": STAFF},
    "teacher": {"/consent/check/?class=3H": STAFF},
    "head": {"/dashboard/": STAFF, "/incidents/": STAFF, "/complaints/": STAFF, "/consent/posts/": STAFF},
    "office": {"/consent/classes/3H/": STAFF},
}  # fmt: skip
SHIFTS = """new Promise(done => new PerformanceObserver(list => done(list.getEntries()
    .filter(one => !one.hadRecentInput).reduce((sum, one) => sum + one.value, 0)))
    .observe({type: 'layout-shift', buffered: true}) || setTimeout(() => done(0), 300))"""


@dataclass
class Wire:
    """What one page asked of the network since it was last cleared."""

    sent: dict[str, str] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    sizes: Counter[str] = field(default_factory=Counter)

    def listen(self, page: Page) -> None:
        line = page.context.new_cdp_session(page)
        line.send("Network.enable")
        line.on("Network.requestWillBeSent", lambda said: self.sent.update({said["requestId"]: said["request"]["url"]}))
        line.on("Network.requestServedFromCache", lambda said: self.kept.add(said["requestId"]))
        line.on("Network.responseReceived", self._received)
        line.on(
            "Network.loadingFinished",
            lambda said: self.sizes.update({said["requestId"]: int(said["encodedDataLength"])}),
        )

    def _received(self, said: dict) -> None:
        if said["response"].get("fromDiskCache") or said["response"].get("fromPrefetchCache"):
            self.kept.add(said["requestId"])

    def clear(self) -> None:
        self.sent.clear(), self.kept.clear(), self.sizes.clear()

    @property
    def fetched(self) -> dict[str, int]:
        """What came over the line, by its address."""
        return {
            url: self.sizes[key]
            for key, url in self.sent.items()
            if key not in self.kept and not url.startswith("data:")
        }


@pytest.fixture
def as_cold(browser: Browser, demo_school: Path, tmp_path: Path) -> Iterator[Callable[[str], Page]]:
    """`as_cold(who)` is a browser that was never here, in which somebody is signed in."""
    signed_in: dict[str, Any] = {"nobody": None}
    with Portal(copy_of(demo_school, tmp_path / "portal"), is_hashed=True) as portal:

        def made(who: str) -> Page:
            if who not in signed_in:
                door = browser.new_page(base_url=portal.url)
                sign_in(door, who)
                signed_in[who] = door.context.storage_state()
            return browser.new_context(base_url=portal.url, viewport=PHONE, storage_state=signed_in[who]).new_page()

        yield made
        for context in browser.contexts:
            context.close()


def test_first_and_second_visit_weigh_what_a_phone_can_carry(as_cold):
    faults = []
    for who, paths in PAGES.items():
        for path, most in paths.items():
            page, wire = as_cold(who), Wire()
            wire.listen(page)
            page.goto(path, wait_until="networkidle")
            faults += [f"{who} {path}: {fault}" for fault in _faults(page, wire, most)]
            wire.clear()
            page.goto("about:blank")
            wire.clear()
            page.goto(path, wait_until="networkidle")
            again = [url for url in wire.fetched if urlsplit(url).path != urlsplit(path).path]
            if again:
                faults.append(f"{who} {path}: fetched again on the second visit: {again}")

    assert faults == []


OWN_LOOK = """
from people.actions.logo import choose_logo
from people.actions.settings import change_settings
from people.models import User
from people.settings import Key
from tests.incidents.hostile_pictures import saved, sheet
from todwick_portal.logo_form import LIMITS
from incidents.evidence.reading import made_safe
head = User.objects.get(email="head@todwick.example")
change_settings(values={Key.MAIN_COLOUR: "#7a1f2b", Key.SECOND_COLOUR: "#e0b050"}, by=head)
safe = made_safe(saved(sheet((900, 600)), "PNG"), "logo.png", LIMITS)
choose_logo(content=safe.content, content_type=safe.content_type, size=safe.size, by=head)
"""


@pytest.mark.long
def test_a_school_with_colours_and_a_logo_of_its_own_asks_for_no_more_than_a_phone_can_carry(
    browser: Browser, demo_school: Path, tmp_path: Path
):
    with Portal(copy_of(demo_school, tmp_path / "portal"), is_hashed=True) as portal:
        manage(portal.environment, "shell", "-v0", "-c", OWN_LOOK)
        faults = []
        for path, most in PAGES["nobody"].items():
            page, wire = browser.new_context(base_url=portal.url, viewport=PHONE).new_page(), Wire()
            wire.listen(page)
            page.goto(path, wait_until="networkidle")
            assert page.locator(".brand img").is_visible()
            faults += [f"{path}: {fault}" for fault in _faults(page, wire, most)]
            page.goto("about:blank")
            wire.clear()
            page.goto(path, wait_until="networkidle")
            again = [url for url in wire.fetched if urlsplit(url).path != urlsplit(path).path]
            faults += [f"{path}: fetched again: {again}"] * bool(again)

    assert faults == []


def _faults(page: Page, wire: Wire, most: tuple[int, int]) -> Iterator[str]:
    fetched, (size, requests) = wire.fetched, most
    if sum(fetched.values()) > size or len(fetched) > requests:
        yield f"{sum(fetched.values())} bytes in {len(fetched)} requests: {fetched}"
    if {urlsplit(url).netloc for url in fetched} != {urlsplit(page.url).netloc}:
        yield f"asks another host: {sorted(fetched)}"
    if page.evaluate(SHIFTS) > 0.01:
        yield "moves while it loads"
