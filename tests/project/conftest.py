"""A small school with its archive, and an empty portal beside it: for the tests of backup and restore."""

import pytest

from tests.project.backed_up import build
from tests.project.portals import forget, portal


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
