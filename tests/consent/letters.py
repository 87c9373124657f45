"""What a parent tells the office, entered for tests, on a morning in October."""

import datetime as dt
from uuid import uuid4

import pytest
import time_machine

from consent.actions.letters import Entered, Way, enter_answer

from .given import MORNING, TODAY, children
from .parents import mother, said, september

YESTERDAY = TODAY - dt.timedelta(days=1)


@pytest.fixture
def in_october():
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def poppy():
    """Her mother said yes to everything in September."""
    load = september()
    [pupil] = children("Poppy")
    said(load, mother(pupil, "Leanne Cartwright"))
    return pupil


def enter(contact, by, values, *, on=YESTERDAY, way=Way.CALL, note="Rang at nine.", token=None):
    entered = Entered(contact, way, on, values, note)
    return enter_answer(entered=entered, token=token or uuid4(), by=by)


def leanne(pupil):
    return pupil.contacts.get(name="Leanne Cartwright")
