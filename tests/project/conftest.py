"""The school of the walks; a small school with its archive and an empty portal beside it, for backup and restore."""

import pytest

from tests.project.backed_up import build
from tests.project.kept_world import Walked
from tests.project.portals import forget, portal
from tests.project.walked import WALKS, walks
from tests.project.world import World

_WALKED = pytest.StashKey[Walked]()


@pytest.fixture(scope="module")
def world(request, django_db_setup, django_db_blocker) -> World:
    """The demo school that all walks share."""
    assert request.path.stem in WALKS, "Name this file in tests/project/walked.py: others may not meet its school."
    stash = request.session.stash
    if _WALKED not in stash:
        stash[_WALKED] = Walked(django_db_blocker)
    return stash[_WALKED].world


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """After the last walk in a row nothing of the school is left."""
    if _WALKED in item.session.stash and not walks(nextitem):
        item.session.stash[_WALKED].close()
        del item.session.stash[_WALKED]


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
