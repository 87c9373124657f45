"""The school in which the canaries of complaints sit: it stands for one file of tests, on one Wednesday at one
moment."""

import logging
from collections.abc import Iterator

import pytest
from django.db import connection

from tests.incidents.canaries.conftest import own_files, still_disk, that_wednesday
from tests.incidents.canaries.kept import Kept
from tests.incidents.canaries.people import Cast

from .lives import a_school

__all__ = ["kept", "own_files", "still_disk", "that_wednesday"]
# As those of incidents: on PostgreSQL the walks of whole lives are among the full counts.
WALKS = ("test_cells", "test_faults", "test_gaps", "test_head", "test_mails")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if connection.vendor == "postgresql":
        for item in items:
            if item.path.parent.name == "canaries" and item.path.stem in WALKS:
                item.add_marker(pytest.mark.long)


@pytest.fixture(scope="module", autouse=True)
def quiet() -> Iterator[None]:
    """Thousands of pages that are not found are what is asked for."""
    logger = logging.getLogger("django.request")
    level = logger.level
    logger.setLevel(logging.ERROR)
    yield
    logger.setLevel(level)


@pytest.fixture(scope="module")
def kept(that_wednesday, own_files, django_db_setup, django_db_blocker) -> Iterator[Kept[Cast]]:
    with django_db_blocker.unblock():
        found = Kept(a_school)
    yield found
    with django_db_blocker.unblock():
        found.close()
