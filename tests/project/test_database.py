"""Transactional tests leave the tables empty, guarded and with the school's defaults, on both databases."""

import pytest
from django.db import DatabaseError, connection, transaction

from audit import triggers
from audit.models import AuditEvent, Verb
from audit.recorder import record
from consent.models import Purpose
from tests.factories import UserFactory


def _write() -> None:
    with transaction.atomic():
        record(Verb.SETTING_CHANGED, target=None, by=UserFactory())


@pytest.mark.parametrize("round_", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_a_committing_test_finds_all_as_new_after_the_one_before(round_):
    assert not AuditEvent.objects.exists()
    assert triggers.missing() == []
    assert Purpose.objects.filter(slug="website").exists()

    _write()

    assert AuditEvent.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_triggers_guard_committing_tests_too(transactional_tables):
    _write()

    assert triggers.missing() == []
    with pytest.raises(DatabaseError, match="append-only"):
        AuditEvent.objects.update(verb="other")


@pytest.mark.postgresql
@pytest.mark.django_db
def test_this_run_is_on_postgresql():
    assert connection.vendor == "postgresql"


def test_the_running_portal_is_seen_by_a_browser(live_server, page):
    page.goto(f"{live_server.url}/accounts/login/")

    assert page.locator("h1").count() == 1
