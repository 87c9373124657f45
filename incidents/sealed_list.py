"""The list of sealed and destroyed files, kept beside the rows: it outlives a restore from a backup made before.

One line a file: its name by chance, the SHA-256 of what was kept, when it was sealed, when destroyed or "-". It says
neither whose the file was nor what stood in it. Written in VAR_DIR and beside each backup; read by `restore`.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from people.kept_list import NoSuchList as NoSuchList
from people.kept_list import entries, read_or_set_aside, write_whole

from .models import EvidenceFile

NAME = "sealed.txt"
NEVER = "-"
PARTS = 4


@dataclass(frozen=True)
class Sealed:
    """One file of the list."""

    name: str
    sha256: str
    sealed_at: datetime
    destroyed_at: datetime | None = None

    @property
    def line(self) -> str:
        gone = self.destroyed_at.isoformat() if self.destroyed_at else NEVER
        return f"{self.name} {self.sha256} {self.sealed_at.isoformat()} {gone}"


Listed = dict[str, Sealed]


def place() -> Path:
    """Where the portal keeps its list."""
    return Path(settings.VAR_DIR) / NAME


def read(path: Path) -> Listed:
    """The files of a list. None where there is no such file. Raises NoSuchList for what is no list."""
    return {one.name: one for one in entries(path, _sealed, "no sealed file")}


def _sealed(line: str) -> Sealed:
    parts = line.split()
    if len(parts) != PARTS:
        raise ValueError(line)
    sealed_at = datetime.fromisoformat(parts[2])
    gone = None if parts[3] == NEVER else datetime.fromisoformat(parts[3])
    if sealed_at.tzinfo is None or (gone and gone.tzinfo is None):
        raise ValueError(line)
    return Sealed(parts[0], parts[1], sealed_at, gone)


def both(first: Listed, second: Listed) -> Listed:
    """Two lists as one. What one of them says is destroyed is destroyed."""
    found = {**first, **second}
    return {name: first[name] if name in first and first[name].destroyed_at else one for name, one in found.items()}


def known() -> Listed:
    """What the rows say. Nothing where the tables are still those of an earlier version."""
    if EvidenceFile._meta.db_table not in connection.introspection.table_names():
        return {}
    rows = EvidenceFile.objects.exclude(sealed_at=None).order_by("pk")
    fields = rows.values_list("kept_as", "sha256_kept", "sealed_at", "destroyed_at")
    return {name: Sealed(name, digest, sealed, gone) for name, digest, sealed, gone in fields if sealed}


def keep(path: Path | None = None) -> None:
    """Bring a list up to date with the rows; nothing in it is lost. The portal's own without a path.

    Whole or as it was. Raises OSError where there is no room. A list that cannot be read is set aside, never lost.
    """
    path = path or place()
    before: Listed = read_or_set_aside(path, read, {})
    now = both(before, known())
    if now != before:
        write_whole(path, "".join(f"{one.line}\n" for one in now.values()))
