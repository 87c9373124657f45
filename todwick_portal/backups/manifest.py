"""What an archive says of itself: which portal, when, how many rows of what, the hash of each part. Sealed.

Anybody can encrypt to a public key, so that an archive opens proves nothing about who made it: the seal under
AUDIT_KEY does.
"""

import datetime as dt
import hashlib
import hmac
import json
import re
from dataclasses import asdict, dataclass, field
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from audit import chain

from .faults import CannotRestore
from .packing import Part

FORMAT = 1
CONTEXT = b"todwick portal, backup, 1\n"
# What may stand in its words: they come on the screen of whoever restores, and one that is not sealed may say anything.
PLAIN = re.compile(r"[\w.+:-]{0,100}", re.ASCII)


@dataclass(frozen=True)
class Table:
    """How many rows a table has, and the sum of their hashes: the same whatever their order."""

    rows: int
    digest: str


@dataclass(frozen=True)
class Manifest:
    """`kind` is the database's: sqlite or postgresql. `made_with` is the version of the program that copied it.

    `head` is the last seal of the record of everything, `events` how many it has, `audit_key` the fingerprint of the
    key it was sealed with.
    """

    made_at: str
    kind: str
    made_with: int
    tables: dict[str, Table]
    migrations: list[str]
    events: int
    head: str
    audit_key: str
    portal: str = ""
    format: int = FORMAT
    parts: list[Part] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    @property
    def files(self) -> int:
        return len(self.parts) - 1  # all but the rows

    def sealed(self) -> bytes:
        """As it stands in the archive."""
        body = asdict(self)
        return json.dumps({"manifest": body, "seal": _seal(body)}, indent=1).encode()


def read(text: bytes) -> tuple[Manifest, bool]:
    """The manifest, and whether it was sealed with the AUDIT_KEY of this portal. Raises CannotRestore."""
    try:
        outer = json.loads(text)
        body = outer["manifest"]
        if body["format"] != FORMAT:
            raise CannotRestore("This archive was made by a newer version of the portal. Install that one first.")
        tables = {str(name): Table(**table) for name, table in body["tables"].items()}
        parts = [Part(**part) for part in body["parts"]]
        said = Manifest(**(body | {"tables": tables, "parts": parts}))
        _refuse_odd(said)
        return said, hmac.compare_digest(_seal(body), outer["seal"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise CannotRestore("This is no backup of the portal: its manifest cannot be read.") from fault


def _refuse_odd(said: Manifest) -> None:
    """Raises ValueError or TypeError for what is no manifest of ours, whoever sealed it."""
    if dt.datetime.fromisoformat(said.made_at).tzinfo is None:
        raise ValueError
    words = (said.made_at, said.kind, said.head, said.audit_key, said.portal, *said.migrations, *said.tables)
    if not isinstance(said.migrations, list) or not all(PLAIN.fullmatch(word) for word in words):
        raise ValueError
    counts = [said.made_with, said.events, *(table.rows for table in said.tables.values())]
    if not all(type(count) is int and count >= 0 for count in counts):
        raise ValueError


def _seal(body: dict[str, Any]) -> str:
    exact = json.dumps(body, sort_keys=True, separators=(",", ":")).encode()
    return hmac.new(settings.AUDIT_KEY.encode(), CONTEXT + exact, hashlib.sha256).hexdigest()


def is_own_key(manifest: Manifest) -> bool:
    """Whether the record in it was sealed with the AUDIT_KEY of this portal."""
    return manifest.audit_key == chain.key_id()


def applied() -> list[str]:
    """The migrations that the database here has."""
    return sorted(".".join(key) for key in MigrationLoader(connection).applied_migrations)


def newer_than_here(manifest: Manifest) -> list[str]:
    """Migrations of the archive that this version of the portal does not know."""
    known = _known()
    return [name for name in manifest.migrations if name not in known]


def steps_ahead(manifest: Manifest) -> int:
    """How many migrations are to be run on the archive's rows."""
    return len(_known() - set(manifest.migrations))


def _known() -> set[str]:
    return {".".join(key) for key in MigrationLoader(None).disk_migrations or {}}
