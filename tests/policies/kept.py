"""The demo policy in force, written once for a file of tests and kept between them.

Writing it takes longer than most tests that begin with it. It stands in a transaction of its own around those of the
tests, each of which takes back what it did; a test that does not ask for it finds it gone, and nothing of it is left
behind when the file ends.
"""

import datetime as dt
from contextlib import ExitStack
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from people.models import User
from people.roles import Role
from policies.demo import load_demo_policy
from policies.models import PolicyVersion
from tests.factories import UserFactory

FIRST_DAY = dt.timedelta(days=60)  # before today, so that the tests hold in any year


class KeptPolicy:
    """`open()` where the next test begins with it, `close()` where it does not. That of yesterday is written anew."""

    def __init__(self, blocker: Any) -> None:
        self._blocker, self._kept = blocker, ExitStack()
        self._day: dt.date | None = None
        self._keys: dict[str, int] = {}

    @property
    def is_open(self) -> bool:
        return self._day is not None

    def open(self) -> None:
        today = timezone.localdate()
        if self._day == today:
            return
        self.close()
        with self._blocker.unblock():
            self._kept.enter_context(transaction.atomic())
            head, chair = UserFactory(role=Role.HEAD), UserFactory(role=Role.CHAIR)
            version = load_demo_policy(by_head=head, by_chair=chair, effective_from=today - FIRST_DAY)
        self._keys = {"head": head.pk, "chair": chair.pk, "version": version.pk}
        self._day = today

    def close(self) -> None:
        if self._day is None:
            return
        self._day = None
        with self._blocker.unblock():
            transaction.set_rollback(True)
            self._kept.close()

    def person(self, name: str) -> User:
        """The head or the chair, as if read by nobody before."""
        return User.objects.get(pk=self._keys[name])

    def version(self) -> PolicyVersion:
        return PolicyVersion.objects.get(pk=self._keys["version"])


def begins_with_it(item: pytest.Item) -> bool:
    """Whether the fixture `version` of a test is the one of this folder, and the test neither commits nor travels to
    another day, on which the kept policy may not be in force."""
    found = getattr(item, "_fixtureinfo", None)
    defined = found.name2fixturedefs.get("version", ()) if found else ()
    apart = {"transactional_db", "live_server", "that_wednesday"} & set(getattr(item, "fixturenames", ()))
    return bool(defined) and defined[-1].func.__module__ == "tests.policies.conftest" and not apart
