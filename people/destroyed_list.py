"""The list of what two people had destroyed, kept beside the rows: it outlives a restore from a backup made before.

One line of JSON a record: its kind, the key of its row, reference, days, which two. No name, and none of the words that
somebody typed. Written in VAR_DIR and beside each backup; read by `restore`, which destroys the same again.
"""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from .kept_list import NoSuchList as NoSuchList
from .kept_list import entries, read_or_set_aside, write_whole
from .models import DestructionRecord

NAME = "destroyed.txt"
# What a record of destruction says, but the reason, which somebody typed.
FIELDS = (
    "public_id", "kind", "key", "reference", "described", "counted_from", "due_on", "months", "source", "ground",
    "keeps_names", "went", "readers", "about", "asked_by_id", "asked_as", "asked_at", "confirmed_by_id", "confirmed_as",
    "confirmed_at",
)  # fmt: skip
MOMENTS = ("asked_at", "confirmed_at")
DAYS = ("counted_from", "due_on")
WORDS_LOST = "The words were not in the backup that was put back."
Listed = dict[str, dict[str, Any]]


def place() -> Path:
    """Where the portal keeps its list."""
    return Path(settings.VAR_DIR) / NAME


def read(path: Path) -> Listed:
    """The records of a list, by the keys of what was destroyed. None where there is no such file. Raises NoSuchList for
    what is no list."""
    found = entries(path, lambda line: _understood(json.loads(line)), "nothing that was destroyed")
    return {f"{one['kind']} {one['key']}": one for one in found}


def _understood(said: dict[str, Any]) -> dict[str, Any]:
    one = {name: said[name] for name in FIELDS}
    int(str(one["key"]).split()[0])
    for name in MOMENTS:
        one[name] = dt.datetime.fromisoformat(one[name])
        if one[name].tzinfo is None:
            raise ValueError(name)
    for name in DAYS:
        one[name] = dt.date.fromisoformat(one[name]) if one[name] else None
    return one


def known() -> Listed:
    """What the rows say. Nothing where the tables are still those of an earlier version."""
    if DestructionRecord._meta.db_table not in connection.introspection.table_names():
        return {}
    rows = DestructionRecord.objects.order_by("pk").values(*FIELDS)
    return {f"{row['kind']} {row['key']}": dict(row) for row in rows}


def as_line(one: dict[str, Any]) -> str:
    """One record as it stands in the list."""
    return json.dumps({name: one[name] for name in FIELDS}, default=_exact, sort_keys=True)


def _exact(value: Any) -> str:
    return str(value.isoformat() if isinstance(value, (dt.date, dt.datetime)) else value)


def keep(path: Path | None = None) -> None:
    """Bring a list up to date with the rows; nothing in it is lost. The portal's own without a path.

    Whole or as it was. Raises OSError where there is no room. A list that cannot be read is set aside, never lost.
    """
    path = path or place()
    before: Listed = read_or_set_aside(path, read, {})
    now = before | known()
    if now.keys() != before.keys() or not path.exists():  # an empty one says that nothing was destroyed
        write_whole(path, "".join(f"{as_line(one)}\n" for one in now.values()))
