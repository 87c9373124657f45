"""The rows of a portal on SQLite: copied by its online backup while people write, put back as one file."""

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection

from audit.models import AuditEvent

from . import work
from .faults import CannotBackUp, CannotRestore
from .manifest import Manifest, Table
from .rows import BEGINNING, EVENTS, NOT_KEPT, Copy, as_event, differing, summed

BESIDE = ("-wal", "-shm", "-journal")
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name"


def copy(folder: Path) -> Copy:
    """A consistent copy of the database file. Writers go on meanwhile. Raises CannotBackUp."""
    source, target = Path(connection.settings_dict["NAME"]), folder / "database.sqlite3"
    if not source.is_file():
        raise CannotBackUp("There is no database file to copy. Look at DATABASE_URL.")
    try:
        live = sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True, timeout=20)
        with closing(live), closing(sqlite3.connect(target)) as made:
            live.backup(made)
            _let_go(made)
            return _described(target, made)
    except sqlite3.Error as fault:
        raise CannotBackUp(f"The database cannot be copied: {fault}.") from fault


def _let_go(made: sqlite3.Connection) -> None:
    """Take out what is not kept, with its traces, and make it a single file."""
    made.execute("PRAGMA journal_mode=DELETE")
    made.execute("PRAGMA secure_delete=ON")
    for name in set(NOT_KEPT) & set(_names(made)):
        made.execute(f'DELETE FROM "{name}"')  # noqa: S608  a name of ours
    made.commit()
    made.execute("VACUUM")


def _described(path: Path, made: sqlite3.Connection) -> Copy:
    if EVENTS not in _names(made):
        raise CannotBackUp("This database is not a portal's yet. Run `manage.py migrate` first.")
    last = made.execute(f"SELECT sequence, seal FROM {EVENTS} ORDER BY sequence DESC LIMIT 1").fetchone()  # noqa: S608
    migrations = [".".join(row) for row in made.execute("SELECT app, name FROM django_migrations ORDER BY app, name")]
    return Copy(path, sqlite3.sqlite_version_info[0], _tables(made), migrations, *(last or BEGINNING))


def _names(database: sqlite3.Connection) -> list[str]:
    return [name for (name,) in database.execute(TABLES)]


def _tables(database: sqlite3.Connection) -> dict[str, Table]:
    return {name: summed(_lines(database, name)) for name in _names(database) if name not in NOT_KEPT}


def _lines(database: sqlite3.Connection, table: str) -> Iterator[bytes]:
    name = table.replace('"', '""')
    for row in database.execute(f'SELECT * FROM "{name}"'):  # noqa: S608  quoted
        yield json.dumps(row, default=bytes.hex).encode()


def flaw(path: Path | None = None) -> tuple[int, str]:
    """Look at every page of the portal's own file: how many, and what is wrong, in one line; empty where nothing is."""
    source = path or Path(connection.settings_dict["NAME"])
    try:
        with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True, timeout=20)) as own:
            (pages,) = own.execute("PRAGMA page_count").fetchone()
            (state,) = own.execute("PRAGMA integrity_check(1)").fetchone()
            broken = own.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.Error as fault:
        return 0, f"The database file cannot be read: {fault}."
    if state != "ok":
        return pages, f"The database file is damaged: {' '.join(str(state).split())}."
    return pages, f"A row of {broken[0]} belongs to a row of {broken[2]} that is not there." if broken else ""


def sums(upto: dict[str, int]) -> dict[str, Table]:
    """Of each table: how many of its rows up to the named number there are, and their sum."""
    source = Path(connection.settings_dict["NAME"])
    with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True, timeout=20)) as own:
        return {
            name: summed(
                json.dumps(row, default=bytes.hex).encode()
                for row in own.execute(f'SELECT * FROM "{name}" WHERE id <= ?', [last])  # noqa: S608  a name of ours
            )
            for name, last in upto.items()
        }


def check(path: Path, manifest: Manifest) -> None:
    """Raise CannotRestore where the copy is not whole, or holds other rows than the manifest says."""
    try:
        with closing(sqlite3.connect(path)) as database:
            (state,) = database.execute("PRAGMA integrity_check").fetchone()
            wrong = list(differing(manifest, _tables(database))) if state == "ok" else [state]
    except sqlite3.Error as fault:
        raise CannotRestore(f"The rows in the archive cannot be read: {fault}. Take an older archive.") from fault
    if wrong:
        raise CannotRestore(f"The archive does not hold what it says ({wrong[0]}). Take an older archive.")


def events(path: Path, manifest: Manifest) -> Iterator[AuditEvent]:
    """The record of everything, as the copy holds it."""
    with closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row
        for row in database.execute(f"SELECT * FROM {EVENTS} ORDER BY sequence"):  # noqa: S608
            yield as_event(dict(row) | {"details": json.loads(row["details"])})


def is_empty() -> bool:
    """Whether there is no database file yet, or one without a table."""
    path = Path(connection.settings_dict["NAME"])
    if not path.exists():
        return True
    try:
        return not connection.introspection.table_names()
    finally:
        connection.close()


@contextmanager
def steady(folder: Path) -> Iterator[None]:
    """Inside, the portal reads a copy of its rows as they are now, so that all of it is of one moment."""
    copied, before = copy(folder), connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(copied.path)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


@contextmanager
def restored(path: Path, manifest: Manifest) -> Iterator[None]:
    """Inside, the copy is the portal's database; afterwards it lies in its place. Where what is inside fails, the
    place stays as it was."""
    target = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(path)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = target
    try:
        with closing(sqlite3.connect(path)) as made:
            made.execute("PRAGMA journal_mode=DELETE")  # all of it in one file
        _place(path, Path(target))
    except (OSError, sqlite3.Error) as fault:
        raise CannotRestore(f"The database cannot be written to {target}: {fault}.") from fault


def _place(path: Path, target: Path) -> None:
    """Onto the same disk first, then by renaming: there whole or not at all."""
    beside = target.with_name(f".{target.name}.restoring")
    try:
        with (
            path.open("rb") as source,
            os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out,
        ):
            shutil.copyfileobj(source, out)
        work.sync(beside)
        for ending in BESIDE:
            target.with_name(target.name + ending).unlink(missing_ok=True)
        beside.replace(target)
        work.sync(target.parent)
    finally:
        beside.unlink(missing_ok=True)
