"""Only one worker at a time, however many machines the portal runs on.

On one machine a file in VAR_DIR says so. Two machines do not see one another's files: on PostgreSQL whoever works holds
a lock in the database as well, on a connection of its own, which the database gives back when that connection ends,
however it ends. A restore takes the same place, so that no worker works while rows are put back.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from .backups.work import WORKER_LOCK, AlreadyRunning, alone

# Any number will do, as long as nothing else of the portal asks for it; PostgreSQL keeps it apart for each database.
NUMBER = 8_017_202_609


class Place:
    """The place of the one who works. `is_held` asks the database whether it still is, from any thread."""

    def __init__(self, own: BaseDatabaseWrapper | None) -> None:
        self._own = own

    def is_held(self) -> bool:
        """False where the connection that holds the lock is gone: by then another worker may have begun."""
        if self._own is None:
            return True
        try:
            with self._own.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
                return cursor.fetchone() is not None
        except DatabaseError:
            return False


@contextmanager
def only_worker() -> Iterator[Place]:
    """Take the place, and hold it until the end. Raises AlreadyRunning, and DatabaseError where none answers."""
    with alone(WORKER_LOCK):
        if connection.vendor != "postgresql":
            yield Place(None)
            return
        own = connection.copy()
        own.inc_thread_sharing()
        try:
            with own.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_lock(%s)", [NUMBER])
                if not cursor.fetchone()[0]:
                    raise AlreadyRunning(WORKER_LOCK)
            yield Place(own)
        finally:
            own.close()
