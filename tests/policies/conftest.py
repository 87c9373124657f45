"""The demo school's policy in force, and the people who brought it there."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.utils import timezone

from people.models import User
from people.roles import Role
from policies.actions import approve_version, begin_draft, submit_version
from policies.demo import load_demo_policy
from policies.models import Policy, PolicyVersion
from tests.factories import UserFactory

from .clock import MORNING
from .kept import FIRST_DAY, KeptPolicy, begins_with_it


@pytest.fixture
def that_wednesday() -> Iterator[None]:
    """It is the Wednesday of `clock.TODAY`, whenever the tests run: none of them crosses midnight."""
    with time_machine.travel(MORNING):
        yield


_KEPT = pytest.StashKey[KeptPolicy]()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before a test opens its own transaction: the kept policy is there, or it is gone."""
    kept = item.session.stash.get(_KEPT, None)
    if kept:
        kept.open() if begins_with_it(item) else kept.close()


@pytest.fixture(scope="module")
def kept_policy(request, django_db_setup, django_db_blocker) -> Iterator[KeptPolicy]:
    kept = request.session.stash[_KEPT] = KeptPolicy(django_db_blocker)
    yield kept
    del request.session.stash[_KEPT]
    kept.close()


@pytest.fixture
def head(kept_policy, db) -> User:
    return kept_policy.person("head") if kept_policy.is_open else UserFactory(role=Role.HEAD)


@pytest.fixture
def chair(kept_policy, db) -> User:
    return kept_policy.person("chair") if kept_policy.is_open else UserFactory(role=Role.CHAIR)


@pytest.fixture
def first_day() -> dt.date:
    """The first day of the demo policy."""
    return timezone.localdate() - FIRST_DAY


@pytest.fixture
def version(kept_policy, head, chair, first_day) -> PolicyVersion:
    """Version 1 of the demo policy, published."""
    if kept_policy.is_open:
        return kept_policy.version()
    return load_demo_policy(by_head=head, by_chair=chair, effective_from=first_day)


@pytest.fixture
def policy(version) -> Policy:
    return version.policy


@pytest.fixture
def clerk(db) -> User:
    return UserFactory(role=Role.CLERK)


@pytest.fixture
def draft(policy, head) -> PolicyVersion:
    """Version 2, begun by the head as a copy of version 1."""
    return begin_draft(policy=policy, by=head)


@pytest.fixture
def submitted(draft, head) -> PolicyVersion:
    """Version 2 with the governors."""
    return submit_version(version=draft, by=head)


@pytest.fixture
def approved(submitted, chair) -> PolicyVersion:
    """Version 2, approved by the chair today."""
    return approve_version(
        version=submitted,
        approved_on=timezone.localdate(),
        approved_by_text="the governing board",
        minute_reference="26/77",
        by=chair,
    )


@pytest.fixture
def writer(sign_in, head):
    """The test client, signed in as the head, who writes."""
    return sign_in(head)
