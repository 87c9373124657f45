"""What every test may ask for."""

import os

import pytest
from django.db import connection
from hypothesis import HealthCheck, settings

from audit import triggers
from people.models import User
from people.roles import Role

from .factories import UserFactory

settings.register_profile(
    "default", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.register_profile(
    "long", max_examples=5000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture
def transactional_tables(transactional_db):
    """For transactional tests: the append-only triggers off before the tables are emptied, and on again after."""
    yield
    triggers.remove()
    _reinstall_after_flush.append(True)


_reinstall_after_flush: list[bool] = []


@pytest.fixture(autouse=True)
def _triggers_are_there(request):
    """Put the triggers back that a transactional test before this one took off."""
    if _reinstall_after_flush and {"db", "transactional_db"} & set(request.fixturenames):
        request.getfixturevalue("django_db_setup")
        with request.getfixturevalue("django_db_blocker").unblock():
            if connection.introspection.table_names():
                triggers.install()
        _reinstall_after_flush.clear()


@pytest.fixture
def head(db) -> User:
    return UserFactory(role=Role.HEAD)


@pytest.fixture
def office(db) -> User:
    return UserFactory(role=Role.OFFICE)


@pytest.fixture
def dsl(db) -> User:
    return UserFactory(role=Role.DSL)


@pytest.fixture
def teacher(db) -> User:
    return UserFactory(role=Role.STAFF)


@pytest.fixture
def governor(db) -> User:
    return UserFactory(role=Role.GOVERNOR)


@pytest.fixture
def parent(db) -> User:
    return UserFactory(role=Role.PARENT)


@pytest.fixture
def sign_in(client):
    """`sign_in(user)` gives the test client signed in as that user."""

    def _sign_in(user):
        client.force_login(user)
        return client

    return _sign_in
