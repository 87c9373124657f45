"""A school whose autumn term of 2026 is over: its report can be released."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.utils import timezone

from incidents.actions.governing import release_report
from incidents.governing.choosing import draft_of, open_period
from incidents.governing.periods import Period
from incidents.governing.sealing import digest_of, sealed_text
from incidents.models import GovernorsReport
from people.models import User
from policies.models import PolicyVersion
from tests.incidents.made import School

IN_JANUARY = dt.datetime(2027, 1, 6, 9, tzinfo=dt.UTC)
AUTUMN = "2026-autumn"
NAME = "Todwick Primary School"


@pytest.fixture(autouse=True)
def that_wednesday() -> Iterator[None]:
    """It is a day in November of a term; a test goes on to January by itself."""
    with time_machine.travel(dt.datetime(2026, 11, 11, 9, tzinfo=dt.UTC)):
        yield


@pytest.fixture
def written(school: School, policy: PolicyVersion) -> School:
    """The same school, with its policy in force."""
    return school


def today() -> dt.date:
    """The day of the portal."""
    return timezone.localdate()


def period(key: str = AUTUMN) -> Period:
    """A term whose report is still to be released."""
    found = open_period(key, today())
    assert found, "that report is released already, or not of a term yet"
    return found


def text(key: str = AUTUMN) -> str:
    """What the report of a term would say, byte by byte."""
    return sealed_text(draft_of(period(key), NAME, today()))


def released(by: User, key: str = AUTUMN) -> GovernorsReport:
    """The report of a term, released by the head who has just looked at it."""
    return release_report(period=period(key), school=NAME, seen=digest_of(text(key)), by=by)
