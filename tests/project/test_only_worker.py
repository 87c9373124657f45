"""One worker at a time: on one machine by a file, on two by a lock in the database."""

import pytest
from django.db import connection

from todwick_portal.backups.work import AlreadyRunning
from todwick_portal.only_worker import only_worker


@pytest.fixture
def machines(settings, tmp_path, db):
    """`machines(name)`: from here on it is another machine, with a folder of its own."""

    def _go_to(name: str) -> None:
        settings.VAR_DIR = tmp_path / name

    _go_to("one")
    return _go_to


def test_a_second_one_on_the_same_machine_is_refused(machines):
    with only_worker(), pytest.raises(AlreadyRunning), only_worker():
        pass


@pytest.mark.postgresql
def test_a_second_one_on_another_machine_is_refused_and_the_next_one_is_not(machines):
    with only_worker() as first:
        machines("two")
        with pytest.raises(AlreadyRunning), only_worker():
            pass
        assert first.is_held()

    with only_worker() as next_one:
        assert next_one.is_held()


@pytest.mark.postgresql
def test_who_lost_the_connection_knows_that_another_one_may_have_begun(machines):
    with only_worker() as place:
        machines("two")
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' "
                "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            )
        assert not place.is_held()
        with only_worker() as second:
            assert second.is_held()
