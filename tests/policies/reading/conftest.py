"""A policy that staff are asked to read, and people who have been at the school for some time."""

import datetime as dt
from collections.abc import Callable

import pytest

from people.models import Closure, User
from people.roles import Role
from policies.models import Policy, PolicyVersion
from tests.policies.readers import PUBLISHED, RULES, ask, at, publish, somebody


@pytest.fixture
def head(db) -> User:
    return somebody(Role.HEAD)


@pytest.fixture
def chair(db) -> User:
    return somebody(Role.CHAIR)


@pytest.fixture
def office(db) -> User:
    return somebody(Role.OFFICE)


@pytest.fixture
def teacher(db) -> User:
    return somebody(Role.STAFF, surname="Ackroyd")


@pytest.fixture
def version(head, chair) -> PolicyVersion:
    """Published on 7 September 2026, staff asked each year within 14 days."""
    with at(PUBLISHED):
        version = publish(*RULES, by=head, chair=chair)
        ask(version.policy, head)
    return version


@pytest.fixture
def policy(version) -> Policy:
    return version.policy


@pytest.fixture
def closed(db) -> Callable[[dt.date, dt.date], None]:
    """No school from one day to another."""

    def close(first: dt.date, last: dt.date) -> None:
        Closure.objects.create(school_year=2026, kind=Closure.Kind.HALF_TERM, starts_on=first, ends_on=last)

    return close
