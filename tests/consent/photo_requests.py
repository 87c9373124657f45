"""Requests about pictures for tests: sent without an account, on a Tuesday evening in October."""

import datetime as dt
from uuid import uuid4

import pytest
from django.core import signing
from django.utils import timezone

from consent.actions.requests import Asked, send_request
from consent.forms.photos import SALT
from consent.models import PhotoHold, PhotoRequest
from consent.register import register_on
from tests.consent.given import TODAY
from tests.factories import PupilFactory

TUESDAY_EVENING = dt.datetime(2026, 10, 13, 19, 14, tzinfo=dt.UTC)
STOP = "/photos/stop/"
SENT = "/photos/stop/sent/"


@pytest.fixture
def evening(monkeypatch):
    """It is 20:14 on Tuesday 13 October 2026."""
    monkeypatch.setattr(timezone, "now", lambda: TUESDAY_EVENING)


def seal(seconds=30, key=None):
    """What the page carries that was shown so long ago."""
    return signing.dumps([str(key or uuid4()), TUESDAY_EVENING.timestamp() - seconds], salt=SALT)


def typed(name="Poppy Popson", **more):
    return {"child_name": name, "asked_by": "Leanne Cartwright", "seal": seal(), **more}


def ask(name="Poppy Popson", code="", *, kind="stop", key=None, **more):
    asked = Asked(child_name=name, class_name=code, asked_by="Leanne Cartwright", **more)
    send_request(kind=PhotoRequest.Kind(kind), asked=asked, form_key=key or uuid4())
    return PhotoRequest.objects.latest("pk")


def poppy_in(code="3H"):
    return PupilFactory(code=code, legal_forename="Poppy", legal_surname="Popson")


def held():
    return set(PhotoHold.objects.in_force_at(TUESDAY_EVENING).values_list("pupil_id", flat=True))


def statuses(pupil, day=TODAY):
    return {effective.status for effective in register_on([pupil], day, 2026).entries.values()}
