"""What every test of incidents may ask for."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.policies.clock import MORNING

from .made import School


@pytest.fixture(autouse=True)
def that_wednesday() -> Iterator[None]:
    """It is a Wednesday in term, whenever the tests run: none of them crosses midnight."""
    with time_machine.travel(MORNING):
        yield


@pytest.fixture
def school(db) -> School:
    """Head, safeguarding lead, chair, vice-chair and clerk are in their posts."""
    return School().everybody_leading()


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path) -> None:
    """What is kept in a test lies in its own folder."""
    settings.MEDIA_ROOT = tmp_path / "media"
