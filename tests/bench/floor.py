"""The floor: the least that any importer has to do with these answers. The csv module, a look-up, one bulk upsert.

One row for each pupil and purpose, the later answer instead of the earlier; no matching of names, no history,
no audit. `sqlite3.executemany` on SQLite, COPY into a temporary table and one INSERT on PostgreSQL.
"""

import csv
import io
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from people.models import Pupil

from .made import HEADINGS, PURPOSES

TABLE = "(pupil BIGINT, purpose TEXT, value TEXT, answered_at TEXT, PRIMARY KEY (pupil, purpose))"
UPSERT = "ON CONFLICT (pupil, purpose) DO UPDATE SET value = excluded.value, answered_at = excluded.answered_at"


def upsert(content: bytes, folder: Path) -> int:
    """Keep the answers of `content`. Returns how many there were."""
    pupils = dict(Pupil.objects.values_list("admission_number", "pk"))
    answers = list(_answers(content, pupils))
    if connection.vendor == "postgresql":
        _by_copy(answers)
    else:
        _by_executemany(answers, folder / "floor.sqlite3")
    return len(answers)


def _answers(content: bytes, pupils: dict[str, int]) -> Iterator[tuple[int, str, str, str]]:
    first = HEADINGS.index("School website?")
    for cells in list(csv.reader(io.StringIO(content.decode())))[1:]:
        pupil = pupils[cells[1]]
        for place, purpose in enumerate(PURPOSES, start=first):
            yield pupil, purpose, cells[place].strip().lower(), cells[0]


def _by_executemany(answers: list[tuple[Any, ...]], path: Path) -> None:
    database = sqlite3.connect(path)
    try:
        database.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-20000;")
        database.execute(f"CREATE TABLE IF NOT EXISTS answer {TABLE}")
        with database:
            database.executemany(f"INSERT INTO answer VALUES (?, ?, ?, ?) {UPSERT}", answers)
    finally:
        database.close()


def _by_copy(answers: list[tuple[Any, ...]]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE IF NOT EXISTS bench_floor {TABLE}")
        cursor.execute(f"CREATE TEMPORARY TABLE came (n BIGSERIAL, {TABLE[1:].split(', PRIMARY')[0]}) ON COMMIT DROP")
        with cursor.copy("COPY came (pupil, purpose, value, answered_at) FROM STDIN") as copy:
            for answer in answers:
                copy.write_row(answer)
        cursor.execute(
            "INSERT INTO bench_floor SELECT DISTINCT ON (pupil, purpose) pupil, purpose, value, answered_at FROM came"
            f" ORDER BY pupil, purpose, n DESC {UPSERT}"
        )
