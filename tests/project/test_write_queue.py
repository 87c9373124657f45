"""SQLite's one write lock has a queue before it: whoever waits is served in turn, however busy the machine is."""

import fcntl
import os
import threading
from pathlib import Path

import pytest
from django.db import connection, connections

from todwick_portal.sqlite.base import _turn


def test_only_one_stands_before_the_lock_and_the_next_comes_when_they_have_it(tmp_path: Path):
    path, came = str(tmp_path / "turn"), threading.Event()

    def next_one() -> None:
        with _turn(path):
            came.set()

    with _turn(path):
        waiting = threading.Thread(target=next_one)
        waiting.start()
        assert not came.wait(0.2)
    waiting.join(20)

    assert came.is_set()


def test_a_turn_ends_with_whatever_goes_wrong(tmp_path: Path):
    path = str(tmp_path / "turn")
    with pytest.raises(ZeroDivisionError), _turn(path):
        raise ZeroDivisionError

    handle = os.open(path, os.O_RDWR)
    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(handle)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL locks rows, not the whole")
def test_the_portal_writes_through_that_queue():
    assert type(connections["default"]).__module__ == "todwick_portal.sqlite.base"
