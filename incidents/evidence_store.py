"""Where the bytes of evidence lie: under names by chance, beside the rows and never reachable by an address. In a
folder of the server or in a bucket, as `people/stores.py` says.

Through Django's storage API, alias `evidence`. A file is written first and its row after it in one transaction; what a
crash leaves without a row, the worker takes away (`sweep`).
"""

import datetime as dt
import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import OperationalError

FOLDER = "evidence"
LEFT_ALONE = dt.timedelta(days=1)  # a file may be a moment older than its row


class NotKept(Exception):
    """The disk is full, or the storage cannot be written. The message says what became of what was sent."""

    def __init__(self) -> None:
        super().__init__(
            "Not sent: the portal has no room to write just now. What you wrote is still here. Keep your files, tell "
            "the school office, and send them again later."
        )


def store() -> Storage:
    """The storage of evidence."""
    return storages["evidence"]


@contextmanager
def written(contents: list[bytes]) -> Iterator[list[str]]:
    """Write files and give their names. They are gone again where what follows fails. Raises NotKept where there is
    no room, for the files or for the rows."""
    names: list[str] = []
    try:
        for content in contents:
            names.append(f"{FOLDER}/{secrets.token_hex(20)}")
            names[-1] = store().save(names[-1], ContentFile(content))
        yield names
    except BaseException as fault:
        for name in names:
            with suppress(OSError):
                store().delete(name)
        if isinstance(fault, OSError) or _is_full(fault):
            raise NotKept from fault
        raise


def _is_full(fault: BaseException) -> bool:
    """Whether the database has no room to write. In the words of SQLite and of PostgreSQL."""
    return isinstance(fault, OperationalError) and any(said in str(fault) for said in ("is full", "No space left"))


def read(name: str) -> bytes:
    """What lies under `name`. Raises FileNotFoundError; OSError where the storage does not answer."""
    with store().open(name, "rb") as file:
        content: bytes = file.read()
        return content


def take_away(name: str) -> None:
    """Take the bytes away, of a row that says already that they are gone. Where the storage does not answer, the worker
    takes them away later (`sweep`)."""
    try:
        store().delete(name)
    except OSError:
        logging.getLogger(__name__).exception("A file could not be taken away. It is tried again.")


def sweep(known: set[str], now: dt.datetime) -> int:
    """Take away every file that is not `known` and was not written just now. Returns how many. Raises OSError where the
    storage does not answer."""
    try:
        names = [f"{FOLDER}/{name}" for name in store().listdir(FOLDER)[1]]
    except FileNotFoundError:
        return 0
    gone = [name for name in names if name not in known and _is_old(name, now)]
    for name in gone:
        store().delete(name)
    return len(gone)


def _is_old(name: str, now: dt.datetime) -> bool:
    with suppress(FileNotFoundError):
        return store().get_modified_time(name) < now - LEFT_ALONE
    return False
