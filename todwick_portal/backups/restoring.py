"""Opening an archive, proving it, and putting it into an empty portal."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from audit import chain, triggers
from audit.models import AuditEvent, Verb
from audit.recorder import record
from incidents.actions.sealing_again import seal_again
from incidents.sealed_list import Listed
from people import destroyed_list
from people.actions.mail import hold_waiting
from people.stores import is_bucket
from todwick_portal.disposal.again import NotKnown, destroy_again

from . import files, manifest, packing, sealing, work
from .databases import NAMES, of
from .faults import Busy, CannotRestore
from .manifest import Manifest
from .packing import ROWS
from .sealed_files import without

by_name = attrgetter("name")
NOT_EMPTY_FOLDER = "The folder of uploads is not empty. Set MEDIA_ROOT to a new one."
NOT_EMPTY_BUCKET = "The bucket of uploads is not empty. Set S3_BUCKET or S3_PREFIX to a new one."
TIMES_OVER = 2  # the archive is unpacked once as a whole, then each part of it
UNPROVEN = "If that cannot be mended, --unproven restores all the same."


@dataclass(frozen=True)
class Archive:
    """An archive that lies open and was proved: each part of it has the hash that its manifest says."""

    manifest: Manifest
    rows: Path
    files: dict[str, Path]
    is_proven: bool


@contextmanager
def opened(source: Path, key: str, *, unproven: bool = False) -> Iterator[Archive]:
    """Decrypt an archive into a folder for its owner alone, prove it, and clear up afterwards.

    Raises CannotRestore for a wrong key, damage, strange contents, another AUDIT_KEY, or a record that does not hold;
    `unproven` lets the last two pass. Nothing of the portal is changed.
    """
    keys = sealing.identities(key)
    try:
        with work.folder() as folder:
            yield _opened(source, keys, folder, unproven)
    except work.AlreadyRunning as fault:
        raise Busy("Another backup or restore is running. Wait until it has ended.") from fault
    except OSError as fault:
        raise CannotRestore(f"The archive cannot be read: {fault.strerror or fault}.") from fault


def _opened(source: Path, keys: list[Any], folder: Path, unproven: bool) -> Archive:
    needed = source.stat().st_size * TIMES_OVER
    if needed > work.free_bytes(folder):
        raise CannotRestore(
            f"The archive is too large for this disk: {needed // 10**6 + 1} MB must be free in VAR_DIR."
        )
    inner, parts_in = folder / "archive.tar", folder / "parts"
    parts_in.mkdir()
    with source.open("rb") as read, inner.open("wb") as write:
        sealing.decrypt(read, write, keys)
    parts, text = packing.unpack(inner, parts_in)
    inner.unlink()
    said, is_sealed = manifest.read(text)
    proven = _is_proven(said, is_sealed, unproven)
    _refuse_other(said, [part for _, part in parts.values()])
    rows = parts[ROWS][0]
    of(said.kind).check(rows, said)
    _check_record(said, rows, unproven)
    return Archive(said, rows, {name: path for name, (path, _) in parts.items() if name != ROWS}, proven)


def _is_proven(said: Manifest, is_sealed: bool, unproven: bool) -> bool:
    if is_sealed or unproven:
        return is_sealed
    if manifest.is_own_key(said):
        raise CannotRestore(f"The archive was changed, or not made by this portal: its seal does not hold. {UNPROVEN}")
    raise CannotRestore(
        f"The archive was made under another AUDIT_KEY (fingerprint {said.audit_key[:16]}). "
        f"Set AUDIT_KEY to the one kept on paper. {UNPROVEN}"
    )


def _refuse_other(said: Manifest, parts: list[packing.Part]) -> None:
    if sorted(said.parts, key=by_name) != sorted(parts, key=by_name):
        raise CannotRestore("The archive does not hold what its manifest says. Take an older archive.")
    if said.kind not in NAMES:
        raise CannotRestore("This archive is of a database that the portal does not know.")
    if newer := manifest.newer_than_here(said):
        raise CannotRestore(
            f"This archive was made by a newer version of the portal ({said.portal}; {newer[0]} is not known here). "
            "Install that version first."
        )


def _check_record(said: Manifest, rows: Path, unproven: bool) -> None:
    if unproven:
        return
    found = chain.verify(of(said.kind).events(rows, said))
    if found.fault or (found.count, found.head) != (said.events, said.head):
        raise CannotRestore(f"The record in the archive does not hold. {found.fault} {UNPROVEN}".replace("  ", " "))


def continues(said: Manifest) -> bool | None:
    """Whether the record here has the archive's as its beginning; None where there is nothing to compare."""
    try:
        here = AuditEvent.objects.filter(sequence=said.events).values_list("seal", flat=True).first()
    except DatabaseError:
        return None
    return None if here is None else here == said.head


def refuse_unless_empty(kind: str = "") -> None:
    """Raise CannotRestore where this portal holds anything, or runs on another database than the archive's."""
    if kind and kind != connection.vendor:
        raise CannotRestore(
            f"This archive is of a portal on {NAMES[kind]}, and DATABASE_URL names {NAMES[connection.vendor]}. "
            f"Set DATABASE_URL to an empty {NAMES[kind]} database."
        )
    if not of(connection.vendor).is_empty():
        raise CannotRestore("The database of this portal is not empty. Set DATABASE_URL to a new one, without tables.")
    if not files.is_empty():
        raise CannotRestore(NOT_EMPTY_BUCKET if is_bucket() else NOT_EMPTY_FOLDER)


@dataclass(frozen=True)
class Settled:
    """What a restore saw to: mails held back, files sealed again, records destroyed again."""

    mails_held: int
    sealed_again: int
    destroyed_again: int


def restore(archive: Archive, sealed: Listed | None = None, destroyed: destroyed_list.Listed | None = None) -> Settled:
    """Put an archive into this empty portal, bring its tables up to date, and prove it again; BACKUP_RESTORED.

    What waited to be mailed is held back, the files of `sealed` stay away, and the records of `destroyed` are destroyed
    again. All of it or nothing: raises CannotRestore.
    """
    said = archive.manifest
    refuse_unless_empty(said.kind)
    try:
        with files.placed(without(archive.files, sealed or {})), of(said.kind).restored(archive.rows, said):
            _bring_up_to_date()
            _prove(archive)
            return _settle(archive, sealed or {}, destroyed or {})
    except NotKnown as fault:
        raise CannotRestore(str(fault)) from fault
    except DatabaseError as fault:
        raise CannotRestore(f"The database did not take it: {_one_line(fault)}") from fault


def _bring_up_to_date() -> None:
    try:
        call_command("migrate", verbosity=0, interactive=False)
    except Exception as fault:  # a migration may raise whatever it likes, and the place is to be emptied again
        raise CannotRestore(f"The rows could not be brought up to date: {_one_line(fault)}") from fault


def _one_line(fault: Exception) -> str:
    return " ".join(str(fault).split())[:300]


def _prove(archive: Archive) -> None:
    if gone := triggers.missing():
        raise CannotRestore(f"These triggers are missing after the restore: {', '.join(gone)}.")
    found = chain.verify(AuditEvent.objects.order_by("sequence").iterator(chunk_size=2000))
    if archive.is_proven and (found.fault or found.head != archive.manifest.head):
        raise CannotRestore(f"The record does not hold after the restore. {found.fault}")


@transaction.atomic
def _settle(archive: Archive, sealed: Listed, destroyed: destroyed_list.Listed) -> Settled:
    said = archive.manifest
    held, again = hold_waiting(), seal_again(sealed)
    gone = destroy_again(destroyed)
    record(
        Verb.BACKUP_RESTORED, target=None, by=None, made_at=said.made_at, rows=said.rows, files=said.files,
        events=said.events, mails_held=held, migrations=manifest.steps_ahead(said), is_proven=archive.is_proven,
        sealed_again=again, destroyed_again=gone,
    )  # fmt: skip
    return Settled(held, again, gone)
