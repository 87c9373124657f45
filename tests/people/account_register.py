"""The school's accounts on social media for tests: an entry from which nothing is missing."""

import datetime as dt

import pytest
from django.utils import timezone

from people.actions.school_accounts import Entry, register_account
from people.models import SchoolAccount

DAY = dt.timedelta(days=1)


def today():
    return timezone.localdate()


@pytest.fixture
def holders(teacher, dsl):
    return teacher, dsl


@pytest.fixture
def full(holders) -> Entry:
    """An entry from which nothing is missing."""
    return Entry(
        platform="Facebook", handle="@ourschool", purpose="News", address="https://facebook.example/ourschool",
        first_holder=holders[0], second_holder=holders[1], recovery_contact="office@school.example",
        opened_on=today() - 900 * DAY,
    )  # fmt: skip


@pytest.fixture
def account(full, office) -> SchoolAccount:
    return register_account(entry=full, by=office)


def with_(entry, **other):
    return Entry(**{**vars(entry), **other})
