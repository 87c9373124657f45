"""A new, empty database in the place of the demo's. Never row by row: what is recorded stays recorded or goes whole."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection


class CannotRenew(Exception):
    """This database is not the demo's alone. The message says what to do."""


def renew() -> None:
    """Make the database anew. Raises CannotRenew where it is in memory, or a PostgreSQL one not named for it."""
    if connection.in_atomic_block:
        raise CannotRenew(
            "A database is made anew whole, never inside a transaction. Run `manage.py demo --reset` by itself."
        )
    settings: dict[str, Any] = connection.settings_dict
    if connection.vendor == "sqlite":
        _renew_file(str(settings["NAME"]))
    else:
        _renew_schema(str(settings["NAME"]))
    call_command("migrate", verbosity=0, interactive=False)


def _renew_file(name: str) -> None:
    path = Path(name)
    if ":memory:" in name or "mode=memory" in name or not path.is_file():
        raise CannotRenew("Only a database in a file can be made anew. Leave out --reset.")
    connection.close()
    for ending in ("", "-wal", "-shm", "-journal"):
        Path(f"{path}{ending}").unlink(missing_ok=True)


def _renew_schema(name: str) -> None:
    if not name.endswith("_demo"):
        raise CannotRenew(
            f"--reset makes only a database anew whose name ends in _demo; this one is {name}. "
            "Rename it, or set DATABASE_URL to another."
        )
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    connection.close()
