"""The school in which the canaries sit: it stands for one file of tests, on one Wednesday at one moment."""

from collections.abc import Iterator
from types import SimpleNamespace
from unittest import mock

import pytest
import time_machine
from django.db import connection
from django.test import override_settings

from tests.policies.clock import MORNING

from .kept import Kept
from .lives import a_school
from .people import Cast

# The walks of whole lives take minutes where each row of a long transaction is looked at anew: on PostgreSQL they are
# among the full counts. What the two databases could do differently is asked of each by `test_relations.py`.
WALKS = ("test_cells", "test_head", "test_gaps", "test_mails")
DISK = SimpleNamespace(total=200 * 10**9, used=80 * 10**9, free=120 * 10**9)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if connection.vendor == "postgresql":
        for item in items:
            if item.path.parent.name == "canaries" and item.path.stem in WALKS:
                item.add_marker(pytest.mark.long)


@pytest.fixture(scope="module", autouse=True)
def that_wednesday() -> Iterator[None]:
    """The clock stands still: nothing on a page differs because a second went by."""
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture(scope="module", autouse=True)
def own_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("canaries")):
        yield


@pytest.fixture(scope="module", autouse=True)
def still_disk() -> Iterator[None]:
    """The page of how the portal is doing says how much of the disk is free: other tests write on it too."""
    with mock.patch("todwick_portal.upkeep.state.shutil.disk_usage", return_value=DISK):
        yield


@pytest.fixture(scope="module")
def kept(that_wednesday, own_files, django_db_setup, django_db_blocker) -> Iterator[Kept[Cast]]:
    with django_db_blocker.unblock():
        found = Kept(a_school)
    yield found
    with django_db_blocker.unblock():
        found.close()
