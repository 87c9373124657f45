"""Two people at once on PostgreSQL: who keeps a row that names another does not wait for whoever holds that other one.

The record is written by one at a time, last of all; the database looks up what a row names when all is kept. If it
waited then for somebody who holds the named row and waits for the record, neither would ever come to an end.
"""

import threading
import time
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from people.actions.accounts import edit_account
from people.roles import Role
from policies.actions import comment_on_draft
from policies.actions.acknowledging import acknowledge_version
from policies.kept import wording_of
from policies.models import PolicyVersion
from policies.wording import text_hash
from tests.factories import UserFactory

from .steps import publish

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True), pytest.mark.slow]


def while_the_record_is_held(first: Callable[[], object], second: Callable[[], object]) -> list[Exception]:
    """Take `first` and, before it is kept for good, begin `second`, which then waits. What was raised."""
    faults: list[Exception] = []

    def take(deed):
        try:
            deed()
        except Exception as fault:  # whatever it is, the test tells it
            faults.append(fault)
        finally:
            connection.close()

    def begin():
        with transaction.atomic():
            first()
            other.start()
            wait_until_somebody_waits()

    other = threading.Thread(target=take, args=[second])
    one = threading.Thread(target=take, args=[begin])
    one.start()
    one.join(20)
    other.join(20)
    return faults


def wait_until_somebody_waits():
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    raise AssertionError("nobody waited")


def test_somebody_agrees_while_the_next_version_is_published(transactional_tables, version, approved, head):
    teacher = UserFactory(role=Role.STAFF)
    seal = text_hash(wording_of(PolicyVersion.objects.with_wording().get(pk=version.pk)))

    faults = while_the_record_is_held(
        lambda: acknowledge_version(version=version, seen=seal, agrees=True, by=teacher),
        lambda: publish(approved, head, days=1),
    )

    assert faults == []
    assert version.acknowledgements.count() == 1
    approved.refresh_from_db()
    assert approved.status == "published"


def test_somebody_comments_while_the_office_changes_their_account(transactional_tables, draft, dsl, office):
    faults = while_the_record_is_held(
        lambda: comment_on_draft(version=draft, text="Why?", by=dsl),
        lambda: edit_account(user=dsl, by=office, surname="Quill"),
    )

    assert faults == []
    assert draft.comments.get().by == dsl
