"""What every test of incidents may ask for."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from policies.demo import load_demo_policy
from policies.models import PolicyVersion
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
    settings.VAR_DIR = tmp_path / "var"


@pytest.fixture
def policy(school: School) -> PolicyVersion:
    """The demo policy, in force since September."""
    return load_demo_policy(by_head=school.head, by_chair=school.chair, effective_from=dt.date(2026, 9, 1))
