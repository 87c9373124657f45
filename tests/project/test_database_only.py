"""Which tests run on both databases: all that may reach one, and only they (docs/architecture.md, Tests)."""

import pytest
from django.db import connection

from people.models import User
from tests.conftest import reaches_database


@pytest.fixture
def a_school(db) -> None:
    """Any fixture that asks for the database itself."""


def test_a_test_that_asks_for_the_database_is_one(request, db):
    assert reaches_database(request.node)


def test_a_test_whose_fixture_asks_for_it_is_one(request, a_school):
    assert reaches_database(request.node)


@pytest.mark.django_db
def test_a_marked_test_is_one(request):
    assert reaches_database(request.node)


def test_a_test_that_commits_is_one(request, transactional_tables):
    assert reaches_database(request.node)


def test_a_test_with_a_portal_of_its_own_is_one(request, elsewhere):
    assert reaches_database(request.node)


def test_every_other_test_is_refused_the_database(request):
    assert not reaches_database(request.node)

    with pytest.raises(RuntimeError, match="Database access not allowed"):
        User.objects.exists()
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        connection.cursor()
