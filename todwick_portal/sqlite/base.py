"""SQLite as Django knows it, with a queue before its one write lock.

SQLite lets whoever wants to write look again and again, ten times a second after a while, and gives up after the
timeout. On a busy machine the lock is free for moments only, and whoever has just written takes it again: some look at
the wrong moments until they are told that the database is locked. Here one process at a time stands before the lock;
the others sleep until it is their turn, in a file beside the database, which the system gives back whatever dies.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError


class DatabaseWrapper(base.DatabaseWrapper):
    def _start_transaction_under_autocommit(self) -> None:
        if self.is_in_memory_db():
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # not in the stubs
            return
        with _turn(f"{self.settings_dict['NAME']}-turn"):
            super()._start_transaction_under_autocommit()  # type: ignore[misc]


@contextmanager
def _turn(path: str) -> Iterator[None]:
    """Wait for one's turn to ask for the write lock. Kept until it is had, not until it is given back."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as fault:
        raise OperationalError(f"unable to open {path}: {fault.strerror}") from fault
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        fcntl.flock(handle, fcntl.LOCK_UN)  # not by closing alone: a child that was forked meanwhile holds it too
        os.close(handle)
