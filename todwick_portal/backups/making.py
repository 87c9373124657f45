"""Making a backup: a copy of rows and files, sealed, written beside its place and then renamed into it."""

import datetime as dt
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from audit import chain
from audit.models import AuditEvent, Verb
from audit.recorder import record
from incidents import sealed_list
from people import destroyed_list
from todwick_portal.version import version

from . import files, manifest, packing, sealing, work
from .databases import of
from .faults import CannotBackUp
from .packing import ROWS, Part
from .rows import Copy

LONGEST_GAP = dt.timedelta(days=2)


@dataclass(frozen=True)
class Made:
    """What became of a backup: where it is, what is in it."""

    path: Path
    manifest: manifest.Manifest
    size: int
    sha256: str


class Hashed:
    """A file that is hashed while it is written."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.digest, self.size = file, hashlib.sha256(), 0

    def write(self, data: bytes, /) -> int:
        """Write some more."""
        self.digest.update(data)
        self.size += len(data)
        return self.file.write(data)

    def flush(self) -> None:
        """Pass on what was written."""
        self.file.flush()


def make_backup(dest: Path, to: list[str]) -> Made:
    """Make an archive at `dest`, a file that does not exist yet or a folder, for the public keys `to`; BACKUP_MADE.

    People go on working meanwhile. An archive is there whole, under its name, or not at all. Raises CannotBackUp.
    """
    keys = sealing.recipients(to)
    now = timezone.now()
    target = dest / f"todwick-portal-{now:%Y-%m-%dT%H%M%SZ}.tar.age" if dest.is_dir() else dest
    files.refuse_unsafe_places(target)
    if target.exists():
        raise CannotBackUp(f"{target} exists already. Name another file, or a folder.")
    try:
        with work.folder() as folder, beside(target) as (file, path):
            copied = of(connection.vendor).copy(folder)
            made = _written(copied, file, keys, now, folder)
            sealed_list.keep(target.parent / sealed_list.NAME)
            destroyed_list.keep(target.parent / destroyed_list.NAME)
            return _kept(made, path, target)
    except work.AlreadyRunning as fault:
        raise CannotBackUp("Another backup or restore is running. Wait until it has ended.") from fault
    except OSError as fault:
        raise CannotBackUp(f"The archive cannot be written: {fault.strerror or fault}.") from fault


@contextmanager
def beside(target: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """A new file in the folder of `target`, for its owner alone; gone unless it was renamed."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file, Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _written(copied: Copy, file: BinaryIO, keys: list[Any], now: dt.datetime, folder: Path) -> Made:
    said: list[manifest.Manifest] = []

    def _last(parts: list[Part]) -> bytes:
        said.append(_manifest(copied, parts, now))
        return said[0].sealed()

    out = Hashed(file)
    stream = sealing.Stream(packing.pack(_sources(copied, folder), _last))
    sealing.encrypt(stream, out, keys)
    file.flush()
    os.fsync(file.fileno())
    return Made(Path(), said[0], out.size, out.digest.hexdigest())


def _sources(copied: Copy, folder: Path) -> Iterator[tuple[str, Path]]:
    yield ROWS, copied.path
    yield from files.present(folder)


def _manifest(copied: Copy, parts: list[Part], now: dt.datetime) -> manifest.Manifest:
    return manifest.Manifest(
        made_at=now.isoformat(), kind=connection.vendor, made_with=copied.made_with, tables=copied.tables,
        migrations=copied.migrations, events=copied.events, head=copied.head or chain.BEGINNING,
        audit_key=chain.key_id(), portal=version(), parts=parts,
    )  # fmt: skip


@transaction.atomic
def _kept(made: Made, path: Path, target: Path) -> Made:
    """Recorded and in its place, or neither."""
    held = made.manifest
    record(
        Verb.BACKUP_MADE, target=None, by=None,
        rows=held.rows, files=held.files, bytes=made.size, sha256=made.sha256, events=held.events,
    )  # fmt: skip
    path.replace(target)
    work.sync(target.parent)
    return Made(target, held, made.size, made.sha256)


def is_overdue(now: dt.datetime) -> bool:
    """Whether backups are set up (BACKUP_RECIPIENTS) and none was made for two days."""
    if not settings.BACKUP_RECIPIENTS:
        return False
    return not AuditEvent.objects.filter(verb=Verb.BACKUP_MADE, at__gt=now - LONGEST_GAP).exists()
