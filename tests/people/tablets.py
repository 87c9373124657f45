"""Class tablets for tests, on a Tuesday morning in October."""

import datetime as dt

import pytest
import time_machine

from people.actions.devices import make_device
from people.models import SharedDevice
from tests.factories import SchoolClassFactory

CHECK, CLASSES, TABLET = "/consent/check/", "/consent/classes/", "/people/tablet/"
TODAY = dt.datetime(2026, 10, 13, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def tuesday_morning():
    with time_machine.travel(TODAY, tick=True):
        yield


def _device(office, *codes: str) -> tuple[SharedDevice, str]:
    return make_device(name="3H tablet", classes=[SchoolClassFactory(code=code) for code in codes], by=office)
