"""What the journeys share: the demo school in a portal of its own, and a browser to walk it with."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests import once
from tests.browser import MISSING, chromium, launch_arguments
from tests.journeys import portal as portals
from tests.journeys.portal import Portal

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
PATIENCE = 15_000  # milliseconds: a machine that runs two suites at once is slow, not wrong
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    found = chromium()
    if not found:
        pytest.skip(MISSING)
    return {**browser_type_launch_args, "executable_path": found, "args": launch_arguments()}


@pytest.fixture(scope="session")
def demo_schools(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Callable[[], Path]:
    """The demo school of today, told once in a run, and once more where the run goes over midnight."""

    def make(folder: Path) -> None:
        shutil.copyfile(migrated, folder / portals.DATABASE)
        portals.make_demo_school(folder)

    return lambda: once.made_once(once.shared_folder(tmp_path_factory) / f"demo-{localdate()}", make)


@pytest.fixture
def demo_school(demo_schools: Callable[[], Path]) -> Path:
    """The demo school, to be copied."""
    return demo_schools()


@pytest.fixture(scope="session")
def lasting_portal(demo_schools: Callable[[], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A web server that has read the whole program: that takes longer than most journeys wait for an answer."""
    with Portal(portals.copy_of(demo_schools(), tmp_path_factory.mktemp("lasting") / "portal")) as running:
        yield running


@pytest.fixture
def portal(lasting_portal: Portal, demo_school: Path) -> Portal:
    """A portal of one's own: the demo school as it was told. What a journey writes, no other one meets."""
    lasting_portal.become(demo_school)
    return lasting_portal


@pytest.fixture
def visit(browser: Browser, portal: Portal) -> Iterator[Callable[..., Page]]:
    """`visit(width=...)` opens a page in a browser of somebody else; every fault on its console fails the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def _visit(viewport: dict | None = None, **more: object) -> Page:
        context = browser.new_context(base_url=portal.url, viewport=viewport or DESK, locale="en-GB", **more)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
        page.on("console", lambda said: faults.append(f"{page.url}: {said.text}") if _is_fault(said) else None)
        return page

    yield _visit
    for context in contexts:
        context.close()
    assert faults == []


def _is_fault(said: ConsoleMessage) -> bool:
    """A broken content policy or script. That htmx drops a request for a newer one, or a 4xx is meant, is none."""
    meant = said.text.startswith("htmx:") or "Failed to load resource" in said.text
    return said.type == "error" and not meant
