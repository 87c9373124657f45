"""Holding a restore drill: prove an archive, measure how long that takes, and write down how it went."""

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path

from django.db import DatabaseError, connection
from django.utils import timezone

from people.actions.upkeep import Held, keep_drill
from people.models import RestoreDrill, User

from . import sealing
from .faults import Busy, CannotRestore
from .manifest import Manifest
from .restoring import Archive, opened

NO_PORTAL = "Not noted: the database here is not the portal's. With --slip FILE it can be entered there."


def hold(source: Path, key: str, *, unproven: bool, say: Callable[[Archive], None]) -> Held:
    """Prove an archive; `say` is told while it lies open. Gives what was found, also of an archive that cannot be
    restored: its `fault` says why.

    Raises CannotRestore where no drill was held at all: no archive there, no private key, another one running.
    """
    sealing.identities(key)
    if not source.is_file():
        raise CannotRestore(f"The archive cannot be read: there is no file {source.name}. (No such file)")
    at, began = timezone.now(), time.monotonic()
    said: Manifest | None = None
    fault = ""
    try:
        with opened(source, key, unproven=unproven) as archive:
            said = archive.manifest
            say(archive)
    except Busy:
        raise
    except CannotRestore as cannot:
        fault = str(cannot)
    seconds = max(round(time.monotonic() - began), 1)
    return _held(at, source.name, fault, seconds, said)


def _held(at: dt.datetime, name: str, fault: str, seconds: int, said: Manifest | None) -> Held:
    if fault or said is None:
        return Held(at, name, fault, seconds)
    made = dt.datetime.fromisoformat(said.made_at)
    return Held(at, name, "", seconds, made, said.portal, said.rows, said.files, said.events, said.head)


def note(held: Held, by: User | None) -> str:
    """Write it down in the portal here, and say so; where no portal is, say that."""
    try:
        if RestoreDrill._meta.db_table not in connection.introspection.table_names():
            return NO_PORTAL
        keep_drill(held=held, by=by)
    except DatabaseError:
        return NO_PORTAL
    finally:
        if not connection.in_atomic_block:
            connection.close()
    return "Noted under Backups and drills."
