"""Parents who stop a permission themselves, for tests, at noon in October."""

import datetime as dt
from uuid import uuid4

import pytest
from django.utils import timezone

from consent.actions.own import stop_permission
from consent.models import Purpose
from tests.consent.given import TODAY

NOON = dt.datetime(2026, 10, 13, 12, 0, tzinfo=dt.UTC)


@pytest.fixture
def noon(monkeypatch):
    """It is noon on 13 October 2026, everywhere."""
    monkeypatch.setattr(timezone, "now", lambda: NOON)


def purposes(*slugs):
    return list(Purpose.objects.filter(slug__in=slugs)) if slugs else list(Purpose.objects.active_on(TODAY))


def stop(contact, *slugs, token=None):
    return stop_permission(user=contact.user, pupil=contact.pupil, purposes=purposes(*slugs), token=token or uuid4())
