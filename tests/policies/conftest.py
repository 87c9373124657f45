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


@pytest.fixture
def that_wednesday() -> Iterator[None]:
    """It is the Wednesday of `clock.TODAY`, whenever the tests run: none of them crosses midnight."""
    with time_machine.travel(MORNING):
        yield


@pytest.fixture
def chair(db) -> User:
    return UserFactory(role=Role.CHAIR)


@pytest.fixture
def first_day() -> dt.date:
    """The first day of the demo policy: 60 days ago, so that the tests hold in any year."""
    return timezone.localdate() - dt.timedelta(days=60)


@pytest.fixture
def version(head, chair, first_day) -> PolicyVersion:
    """Version 1 of the demo policy, published."""
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
