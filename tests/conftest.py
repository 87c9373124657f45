"""What every test may ask for."""

import os
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from django.db import connection, connections
from django.test import Client, TransactionTestCase, override_settings
from hypothesis import HealthCheck, settings
from playwright.sync_api import Playwright, sync_playwright

from audit import triggers
from people import prepared, zones
from people.drawn import forget_drawn
from people.models import User
from people.roles import Role

from . import browser as browsers
from . import html, tables
from .factories import UserFactory
from .project.walked import walks

# Survey exports with their exact truth, and the access matrix. A clone without them skips by name what needs them.
SHARED = Path(__file__).resolve().parents[2] / "shared"
_QUIET = [HealthCheck.function_scoped_fixture]
settings.register_profile("default", max_examples=30, deadline=None, suppress_health_check=_QUIET)
settings.register_profile("long", max_examples=5000, deadline=None, suppress_health_check=_QUIET)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


# --- what may be skipped, and what may not -----------------------------------------------------------------


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--require-browser", action="store_true", help="without a Chromium the run fails")
    parser.addoption("--require-postgresql", action="store_true", help="on another database the run fails")
    parser.addoption("--database-only", action="store_true", help="leaves out what is the same on every database")
    parser.addoption("--require-samples", action="store_true", help="without the samples and the design the run fails")


def pytest_configure(config: pytest.Config) -> None:
    if _is_wanted(config, "--require-browser") and not browsers.chromium():
        raise pytest.UsageError(f"The browser tests cannot run: {browsers.MISSING}.")
    if _is_wanted(config, "--require-postgresql") and connection.vendor != "postgresql":
        raise pytest.UsageError("DATABASE_URL does not name a PostgreSQL database.")
    if _is_wanted(config, "--require-samples") and not all((SHARED / name).is_dir() for name in ("samples", "design")):
        raise pytest.UsageError("What counts against the samples' truth cannot run: they do not lie beside this clone.")


def _is_wanted(config: pytest.Config, option: str) -> bool:
    """The option, or its environment variable, as REQUIRE_BROWSER=1."""
    return config.getoption(option) or os.environ.get(option.strip("-").replace("-", "_").upper()) == "1"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what walks a browser, and skip by name what cannot run here. The order is that of the files, the walks of a
    folder last, and within one test that of its names: parameters that come out of a set are in the same order in each
    process."""
    items.sort(key=lambda item: (str(item.path.parent), walks(item), item.path, item.location[1] or 0, item.nodeid))
    if config.getoption("--database-only"):
        wanted = list(few_of_each(item for item in items if reaches_database(item) and not is_of_pages(item)))
        kept = set(wanted)
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = wanted
    has_browser, vendor = browsers.chromium(), connection.vendor
    for item in items:
        if browsers.FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")
        if not has_browser and item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=f"{item.name}: {browsers.MISSING}"))
        if vendor != "postgresql" and item.get_closest_marker("postgresql"):
            item.add_marker(pytest.mark.skip(reason=f"{item.name}: needs PostgreSQL"))


@pytest.fixture(scope="session", autouse=True)
def own_uploads(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What is uploaded in a run lies in a folder of its own: the worker's duties clear up there, and nowhere else."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        yield


# --- the database ------------------------------------------------------------------------------------------

# Tests of pages and of walks over them, forms, doors, words and zones: what a page shows is made of what the tests of
# models, actions, lists and figures ask either database, and pages take longest of all. They run on SQLite; without
# `--database-only` on PostgreSQL too.
OF_PAGES = frozenset({
    "test_walk", "test_walk_accounts", "test_walk_audit", "test_walk_reading", "test_walk_backup", "test_zone_walk",
    "test_plain_forms", "test_typed_words", "test_typed_elsewhere", "test_doors", "test_start_pages",
    "test_report_anything", "test_evidence_pages", "test_texts_blacked_out", "test_reading_age", "test_payloads",
    "test_feed", "test_navigation", "test_error_pages", "test_demo", "test_demo_complaints", "test_demo_policy",
    "test_demo_clock", "test_drafts_unseen", "test_page", "test_form", "test_views",
})  # fmt: skip
_OF_A_PAGE = re.compile(r"(_pages?|_views|_page_access)$")
FEW = 2
# So that no page is opened on one database alone, these two follow every link they see on either.
FOLLOWED_BY = ("test_doors", ("[head]", "[parent]"))


def few_of_each(items: Iterable[pytest.Item]) -> Iterator[pytest.Item]:
    """Of a test with many parameters the first few: what a database could do differently shows in those. All of what
    shows PostgreSQL itself, and of the triggers, each of which is SQL of its own."""
    seen: Counter[str] = Counter()
    for item in items:
        seen[item.nodeid.partition("[")[0]] += 1
        is_whole = item.get_closest_marker("postgresql") or item.path.stem == "test_triggers"
        if is_whole or seen[item.nodeid.partition("[")[0]] <= FEW:
            yield item


def is_of_pages(item: pytest.Item) -> bool:
    """Whether a test looks at pages, by the name of its file."""
    walk, readers = FOLLOWED_BY
    if item.path.stem == walk and item.name.endswith(readers):
        return False
    return item.path.stem in OF_PAGES or _OF_A_PAGE.search(item.path.stem) is not None


_DATABASE = {"db", "transactional_db", "live_server", "django_db_setup"}


def reaches_database(item: pytest.Item) -> bool:
    """Whether a test may ask the suite's database; pytest-django refuses it to every other one. The journeys do not:
    their portals are processes of their own, on SQLite whatever the suite runs on, but for what is marked."""
    marked = item.get_closest_marker("django_db") or item.get_closest_marker("postgresql")
    return bool(marked or _DATABASE & set(getattr(item, "fixturenames", ())))


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb: bool) -> bool:
    """On SQLite the tables are there before the run begins, and go with their folder."""
    return django_db_keepdb or connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[None]:
    """SQLite in a file: the running portal of a browser test has a connection for each of its threads, as in
    life. In memory all threads would share one, transactions and all. The folder is in memory where it can be."""
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = tables.template()
    if connection.vendor != "sqlite":
        yield
        return
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        django_settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = f"{folder}/test.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = f"{folder}/test.sqlite3"
        shutil.copyfile(tables.file(), f"{folder}/test.sqlite3")
        yield


@pytest.fixture(autouse=True)
def nothing_kept_by_the_process() -> None:
    """Each test begins with other rows under the same numbers, and may change what a query is made of."""
    caches["process"].clear()
    prepared.forget()
    forget_drawn()


@pytest.fixture(scope="session")
def migrated() -> Path:
    """An SQLite file with every table and nothing in them, for the suite and for portals that run as processes of
    their own: each takes a copy instead of migrating through all there ever was. What shows a migration itself does
    not use it."""
    return tables.file()


_teardown = TransactionTestCase._fixture_teardown


def _teardown_without_triggers(self: TransactionTestCase) -> None:
    """A transactional test ends with empty tables. SQLite empties them by DELETE, which the append-only triggers
    refuse: off before; `migrate`'s own signal, sent after the emptying, puts them back. The cache is no model."""
    triggers.remove()
    _teardown(self)
    for cache in caches.all():
        cache.clear()


TransactionTestCase._fixture_teardown = _teardown_without_triggers


@pytest.fixture
def transactional_tables(transactional_db: None) -> None:
    """A test that commits. Its tables are empty afterwards, and append-only again."""


# --- pages -------------------------------------------------------------------------------------------------


class LookingClient(Client):
    """The test client, and the eye on every page that it fetches (`tests/html.py`)."""

    def force_login(self, user: User, backend: str | None = None) -> None:
        """Signed in, and the clock of the session runs, as after the sign-in page."""
        super().force_login(user, backend)
        session = self.session
        zones.begin(session)
        session.save()

    def request(self, **request: Any) -> Any:
        response = super().request(**request)
        if html.is_page(response):
            faults = html.faults(response.content.decode(response.charset))
            assert not faults, f"{request.get('PATH_INFO')}: " + "; ".join(faults)
        return response


@pytest.fixture
def client() -> Client:
    return LookingClient()


@pytest.fixture
def pages(client: Client):
    """`pages(address)` fetches a page, whatever its status, and gives its parts; `pages(address, user)` as `user`."""

    def _page(address: str, user: User | None = None, **query: Any) -> html.Page:
        if user is not None:
            client.force_login(user)
        return html.Page(client.get(address, query).content.decode())

    return _page


# --- the browser -------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The browser's driver. It runs an event loop in this thread, and Django keeps the connections of a loop apart
    from those outside: neither finds the other's, so each side closes its own before the change."""
    connections.close_all()
    driver = sync_playwright().start()
    yield driver
    connections.close_all()
    driver.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_type_launch_args,
        "executable_path": browsers.chromium(),
        "args": browsers.launch_arguments(),
    }


# --- people ------------------------------------------------------------------------------------------------


@pytest.fixture
def head(db) -> User:
    return UserFactory(role=Role.HEAD)


@pytest.fixture
def office(db) -> User:
    return UserFactory(role=Role.OFFICE)


@pytest.fixture
def dsl(db) -> User:
    return UserFactory(role=Role.DSL)


@pytest.fixture
def teacher(db) -> User:
    return UserFactory(role=Role.STAFF)


@pytest.fixture
def governor(db) -> User:
    return UserFactory(role=Role.GOVERNOR)


@pytest.fixture
def parent(db) -> User:
    return UserFactory(role=Role.PARENT)


@pytest.fixture
def sign_in(client):
    """`sign_in(user)` gives the test client signed in as that user."""

    def _sign_in(user):
        client.force_login(user)
        return client

    return _sign_in
