"""Every table of the portal and nothing in them but what it brings itself: made once, and kept for as long as nothing
changes that makes them.

To migrate through all there ever was takes a minute; to copy what came of it takes none. What shows a migration itself
uses none of this.
"""

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
import psycopg
from django.apps import apps
from django.conf import settings

from .journeys import portal as portals
from .once import made_once

KEPT = Path(settings.BASE_DIR) / "var" / "tests"
# What an app does when everything is migrated: the triggers, the first rows.
FILLING = ("apps.py", "triggers.py", "defaults.py")


def file() -> Path:
    """The SQLite file, to be copied."""
    KEPT.mkdir(parents=True, exist_ok=True)
    for old in KEPT.glob("tables-*"):
        if sign() not in old.name:
            shutil.rmtree(old) if old.is_dir() else old.unlink(missing_ok=True)
    return made_once(KEPT / f"tables-{sign()}", portals.migrate) / portals.DATABASE


def template() -> str:
    """The database on the suite's PostgreSQL server, to be made the template of others. Nobody stays connected."""
    name, server = f"tables_{sign()}", os.environ["DATABASE_URL"].rpartition("/")[0]
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "postgresql.lock").open("w") as lock, psycopg.connect(f"{server}/postgres", autocommit=True) as asked:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if asked.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
            asked.execute(f"DROP DATABASE IF EXISTS {name}_half")
            asked.execute(f"CREATE DATABASE {name}_half")
            with tempfile.TemporaryDirectory() as folder:
                own = {"DATABASE_URL": f"{server}/{name}_half"}
                portals.manage(portals.environment(Path(folder)) | own, "migrate", "-v0")
            asked.execute(f"ALTER DATABASE {name}_half RENAME TO {name}")
    return name


def sign() -> str:
    """Another one whenever a migration is written or changed, or what fills the tables afterwards."""
    digest = hashlib.sha256(django.__version__.encode())
    for path in sorted(_sources()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _sources() -> Iterator[Path]:
    for app in apps.get_app_configs():
        yield from Path(app.path).glob("migrations/*.py")
        if Path(app.path).parent == Path(settings.BASE_DIR):
            yield from (Path(app.path) / name for name in FILLING if (Path(app.path) / name).exists())
