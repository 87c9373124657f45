"""Another portal in this process: a database, a VAR_DIR and a MEDIA_ROOT of its own, left again afterwards."""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection
from django.test import override_settings

from tests import tables


@contextmanager
def portal(folder: Path, database: str = "") -> Iterator[str]:
    """Inside, the portal lives in `folder` on the database `database`, or on a new, empty one; its name is given.

    For tests that do not use the fixture `db`: a transaction of the suite's own database must not be open.
    """
    name, before = database or _new(folder), connection.settings_dict["NAME"]
    (folder / "var").mkdir(parents=True, exist_ok=True)
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        with override_settings(VAR_DIR=folder / "var", MEDIA_ROOT=folder / "media"):
            yield name
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def _new(folder: Path) -> str:
    if connection.vendor == "sqlite":
        folder.mkdir(parents=True, exist_ok=True)
        return str(folder / "portal.sqlite3")
    name = f"backup_{secrets.token_hex(6)}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    return name


def forget(name: str) -> None:
    """Drop a database that `portal` made. A file goes with its folder."""
    if connection.vendor == "postgresql":
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def migrated() -> None:
    """Every table in the new, empty database of the portal that one is in."""
    name = str(connection.settings_dict["NAME"])
    connection.close()
    if connection.vendor == "sqlite":
        shutil.copyfile(tables.file(), name)
        return
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name}")
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {tables.template()}")


def all_rows() -> dict[str, list[str]]:
    """Every row of every table, as text, in a fixed order."""
    found: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = sorted(repr([_plain(value) for value in row]) for row in cursor.fetchall())
    connection.close()
    return found


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def all_files(folder: Path) -> dict[str, bytes]:
    """Every file under a portal's MEDIA_ROOT."""
    root = folder / "media"
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
