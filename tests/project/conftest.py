"""The school of the walks; a small school with its archive and an empty portal beside it, for backup and restore."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.http import HttpResponse

from tests.guarded import MEANT, connections
from tests.project.backed_up import build
from tests.project.kept_world import Walked
from tests.project.portals import forget, portal
from tests.project.walked import WALKS, walks
from tests.project.world import World
from todwick_portal import errors

_WALKED = pytest.StashKey[Walked]()


@pytest.fixture(scope="session")
def gone_in_the_end(request, django_db_setup) -> Iterator[None]:
    """Where a walk is the last test of all, its school goes before the database does."""
    yield
    _forget_school(request.session)


def _forget_school(session: pytest.Session) -> None:
    if _WALKED in session.stash:
        session.stash[_WALKED].close()
        del session.stash[_WALKED]


@pytest.fixture(scope="module")
def world(request, gone_in_the_end, django_db_blocker) -> World:
    """The demo school that all walks share."""
    assert request.path.stem in WALKS, "Name this file in tests/project/walked.py: others may not meet its school."
    stash = request.session.stash
    if _WALKED not in stash:
        stash[_WALKED] = Walked(django_db_blocker)
    return stash[_WALKED].world


@pytest.fixture(autouse=True)
def nobody_is_called(request) -> Iterator[None]:
    """Whatever a walk does, the server connects to nobody but to a database that is a server of its own."""
    if not walks(request.node):
        yield
        return
    with connections() as found:
        yield
    host, port = (connection.settings_dict.get(name) or "" for name in ("HOST", "PORT"))
    assert found - {host, f"('{host}', {port})", *request.node.stash.get(MEANT, ())} == set()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """After the last walk in a row nothing of the school is left."""
    if not walks(nextitem):
        _forget_school(item.session)


@pytest.fixture
def short_refusals(monkeypatch) -> None:
    """A page that refuses is its status alone: half of all answers of a walk refuse, and `test_error_pages.py` looks
    at the whole page."""
    monkeypatch.setattr(errors, "render", lambda _request, _name, status: HttpResponse(status=status))


@pytest.fixture(scope="session")
def small_school(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock():
        school = build(tmp_path_factory.mktemp("small"), pupils=12, files=9)
    yield school
    with django_db_blocker.unblock():
        forget(school.database)


@pytest.fixture
def empty(django_db_setup, django_db_blocker, tmp_path):
    """The folder of an empty portal, which is the current one during the test."""
    with django_db_blocker.unblock():
        with portal(tmp_path / "empty") as name:
            yield tmp_path / "empty"
        forget(name)


@pytest.fixture
def elsewhere(django_db_setup, django_db_blocker):
    """The test goes to portals of its own, not to the suite's database."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def small(small_school, elsewhere):
    """A dozen pupils and nine files. Nobody changes it but by further backups."""
    return small_school
