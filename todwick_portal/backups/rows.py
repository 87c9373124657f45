"""What both databases share: which tables are copied, and how their rows are summed up and read as events."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audit.chain import FIELDS
from audit.models import AuditEvent

from .manifest import Manifest, Table

# Sessions, counters of attempts and the worker's sign of life: of no use after a restore, and a session's key in an
# archive would let its reader in.
NOT_KEPT = ("django_session", "usersessions_usersession", "portal_cache", "portal_worker")
EVENTS = "audit_auditevent"
BEGINNING = (0, "")


@dataclass(frozen=True)
class Copy:
    """The rows as one file, and what a manifest says of them."""

    path: Path
    made_with: int
    tables: dict[str, Table]
    migrations: list[str]
    events: int
    head: str


def summed(rows: Iterable[bytes]) -> Table:
    """How many rows, and the sum of their SHA-256, which does not depend on their order."""
    count, total = 0, 0
    for row in rows:
        count += 1
        total += int.from_bytes(hashlib.sha256(row).digest())
    return Table(count, f"{total % 2**256:064x}")


def as_event(row: dict[str, Any]) -> AuditEvent:
    """An event as the chain reads it. Columns that are not sealed are left out."""
    at = row["at"]
    moment = at if isinstance(at, dt.datetime) else dt.datetime.fromisoformat(at)
    utc = moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment
    return AuditEvent(**{name: row[name] for name in (*FIELDS, "seal") if name != "at"}, at=utc)


def differing(manifest: Manifest, found: dict[str, Table]) -> Iterator[str]:
    """The tables whose rows are not those of the manifest."""
    for name in sorted(set(found) | set(manifest.tables)):
        if name not in NOT_KEPT and found.get(name) != manifest.tables.get(name):
            yield name
