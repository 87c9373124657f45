"""The whole way once more, in a portal on PostgreSQL, as a school runs it. The other journeys are on SQLite."""

import os
from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest

from tests import tables
from tests.journeys.portal import Portal, environment, manage
from tests.journeys.test_the_whole_way import walk_the_whole_way

pytestmark = [pytest.mark.browser, pytest.mark.postgresql]


@pytest.fixture
def database() -> Iterator[str]:
    """The address of a database of its own, its tables empty, beside that of the suite."""
    server, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    name = f"journey_{uuid4().hex}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {tables.template()}")
        yield f"{server}/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def portal(database, tmp_path) -> Iterator[Portal]:
    """In place of the portal on SQLite: `visit` opens this one."""
    folder = tmp_path / "portal"
    folder.mkdir()
    own = environment(folder) | {"DATABASE_URL": database}
    manage(own, "demo")
    with Portal(folder, database=database) as running:
        yield running


@pytest.mark.slow  # a database is migrated, and a school told in it
def test_a11_from_the_offices_file_to_the_teachers_phone_on_postgresql(visit, portal, tmp_path):
    before = portal.row_counts()["consent.ConsentAnswer"]

    walk_the_whole_way(visit, tmp_path)

    assert "postgres" in portal.environment["DATABASE_URL"]
    assert portal.row_counts()["consent.ConsentAnswer"] > before
