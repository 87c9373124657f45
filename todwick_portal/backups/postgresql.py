"""The rows of a portal on PostgreSQL: dumped from one snapshot while people write, put back in one transaction."""

import collections
import json
import re
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.db import DatabaseError, connection, transaction

from audit.models import AuditEvent

from . import programs
from .faults import CannotBackUp, CannotRestore
from .manifest import Manifest, Table
from .rows import BEGINNING, EVENTS, NOT_KEPT, Copy, as_event, differing, summed

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
HEADING = re.compile(r'COPY public\."?(\w+)"? \((.*)\) FROM stdin;')
ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
# pg_dump writes rows like this; so their sums must be made like this.
AS_DUMPED = (
    "SET timezone = 'UTC'",
    "SET datestyle = 'ISO'",
    "SET intervalstyle = 'postgres'",
    "SET bytea_output = 'hex'",
    "SET extra_float_digits = 3",
)


@contextmanager
def _snapshot() -> Iterator[Any]:
    """A connection of its own, in a transaction that sees one moment."""
    own: Any = connection.copy()
    own.ensure_connection()
    with closing(own):
        raw = own.connection
        for setting in AS_DUMPED:
            raw.execute(setting)
        raw.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield raw
        raw.execute("ROLLBACK")


@contextmanager
def steady(folder: Path) -> Iterator[None]:
    """Inside, the portal reads its rows as they are now, so that all of it is of one moment."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def copy(folder: Path) -> Copy:
    """A consistent copy by pg_dump. Writers go on meanwhile. Raises CannotBackUp."""
    target = folder / "database.dump"
    with _snapshot() as raw:
        server = raw.info.server_version // 10000
        tool = programs.find("pg_dump", server)
        if tool is None:
            raise CannotBackUp(programs.missing("pg_dump", server))
        (moment,) = raw.execute("SELECT pg_export_snapshot()").fetchone()
        without = [f"--exclude-table-data=public.{name}" for name in NOT_KEPT]
        options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={moment}", f"--file={target}"]
        fault = programs.run(tool, [*options, *without], connects=True)
        if fault:
            raise CannotBackUp(f"pg_dump did not copy the database: {fault}")
        return _described(target, tool.version, raw)


def _described(path: Path, made_with: int, raw: Any) -> Copy:
    names = [name for (name,) in raw.execute(TABLES).fetchall()]
    if EVENTS not in names:
        raise CannotBackUp("This database is not a portal's yet. Run `manage.py migrate` first.")
    last = raw.execute(f"SELECT sequence, seal FROM {EVENTS} ORDER BY sequence DESC LIMIT 1").fetchone()  # noqa: S608
    migrations = raw.execute("SELECT app || '.' || name FROM django_migrations ORDER BY app, name").fetchall()
    return Copy(path, made_with, _tables(raw, names), [name for (name,) in migrations], *(last or BEGINNING))


def _tables(raw: Any, names: Iterable[str]) -> dict[str, Table]:
    return {name: summed(_lines(raw, name)) for name in names if name not in NOT_KEPT}


def _lines(raw: Any, table: str) -> Iterator[bytes]:
    """Each row as COPY writes it, which is how pg_dump does."""
    name = table.replace('"', '""')
    with raw.cursor().copy(f'COPY public."{name}" TO STDOUT') as rows:
        for row in rows:
            yield bytes(row).rstrip(b"\n")


def flaw() -> tuple[int, str]:
    """Read every row of every table: how many tables, and what is wrong, in one line; empty where nothing is.

    Where the cluster was made with data checksums (the rule from PostgreSQL 18 on), a changed byte shows as well."""
    try:
        with _snapshot() as raw:
            names = [name for (name,) in raw.execute(TABLES).fetchall()]
            for name in names:
                collections.deque(_lines(raw, name), maxlen=0)
            failed = raw.execute(
                "SELECT coalesce(checksum_failures, 0) FROM pg_stat_database WHERE datname = current_database()"
            ).fetchone()
    except (DatabaseError, psycopg.Error) as fault:
        return 0, f"The database cannot be read: {programs.one_line(str(fault).encode())}."
    return len(names), f"{failed[0]} pages of the database do not match their checksums." if failed[0] else ""


def sums(upto: dict[str, int]) -> dict[str, Table]:
    """Of each table: how many of its rows up to the named number there are, and their sum."""
    with _snapshot() as raw:
        return {name: summed(_lines_upto(raw, name, last)) for name, last in upto.items()}


def _lines_upto(raw: Any, table: str, last: int) -> Iterator[bytes]:
    some = f'SELECT * FROM public."{table}" WHERE id <= {int(last)}'  # noqa: S608  a name of ours
    with raw.cursor().copy(f"COPY ({some}) TO STDOUT") as rows:
        for row in rows:
            yield bytes(row).rstrip(b"\n")


# --- reading a dump without a database ---------------------------------------------------------------------


def check(path: Path, manifest: Manifest) -> None:
    """Raise CannotRestore where the dump cannot be read, or holds other rows than the manifest says."""
    found: dict[str, Table] = {}
    for name, _, lines in _dumped(path, manifest):
        found[name] = summed(lines)
    if wrong := next(differing(manifest, found), None):
        raise CannotRestore(f"The archive does not hold what it says ({wrong}). Take an older archive.")


def events(path: Path, manifest: Manifest) -> Iterator[AuditEvent]:
    """The record of everything, as the dump holds it, in its order."""
    found = []
    for name, columns, lines in _dumped(path, manifest):
        if name == EVENTS:
            found = [_event(columns, line) for line in lines]
    yield from sorted(found, key=lambda event: event.sequence)


def _event(columns: list[str], line: bytes) -> AuditEvent:
    row: dict[str, Any] = dict(zip(columns, map(_unescaped, line.decode().split("\t")), strict=True))
    by = int(row["by_id"]) if row["by_id"] else None
    return as_event(row | {"sequence": int(row["sequence"]), "by_id": by, "details": json.loads(row["details"])})


def _unescaped(value: str) -> str | None:
    if value == r"\N":
        return None
    return re.sub(r"\\(.)", lambda found: ESCAPES.get(found[1], found[1]), value)


def _dumped(path: Path, manifest: Manifest) -> Iterator[tuple[str, list[str], Iterator[bytes]]]:
    """Each table of a dump: its name, its columns, its rows. The rows are to be read before the next table."""
    tool = _restorer(manifest.made_with)
    options = [str(tool.path), "--data-only", "--file=-", str(path)]
    with subprocess.Popen(options, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=programs.environment()) as made:  # noqa: S603
        assert made.stdout and made.stderr  # noqa: S101
        for line in made.stdout:
            if heading := HEADING.match(line.decode(errors="replace")):
                yield heading[1], [name.strip(' "') for name in heading[2].split(",")], _until_end(made.stdout)
        if made.wait():
            raise CannotRestore(f"The rows in the archive cannot be read: {programs.one_line(made.stderr.read())}")


def _until_end(lines: Iterable[bytes]) -> Iterator[bytes]:
    for line in lines:
        if line == b"\\.\n":
            return
        yield line.rstrip(b"\n")


def _restorer(version: int) -> programs.Program:
    tool = programs.find("pg_restore", version)
    if tool is None:
        raise CannotRestore(programs.missing("pg_restore", version))
    return tool


# --- putting it back ---------------------------------------------------------------------------------------


def is_empty() -> bool:
    """Whether the database has no table."""
    return not connection.introspection.table_names()


@contextmanager
def restored(path: Path, manifest: Manifest) -> Iterator[None]:
    """Put the rows into the empty database; inside, it is the portal's. Where that or what is inside fails, the
    database is emptied again."""
    try:
        _put(path, manifest)
        yield
    except BaseException:
        _empty_again()
        raise


def _put(path: Path, manifest: Manifest) -> None:
    connection.ensure_connection()
    server = connection.connection.info.server_version // 10000
    tool = _restorer(max(server, manifest.made_with))
    listed = path.with_suffix(".list")
    fault = programs.run(tool, ["--list", f"--file={listed}", str(path)])
    # A schema "public" is in every database already; a dump may want to make it once more.
    lines = [line for line in listed.read_text().splitlines() if " SCHEMA - public" not in line]
    listed.write_text("\n".join(lines) + "\n")
    options = ["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error", f"--use-list={listed}"]
    fault = fault or programs.run(tool, [*options, str(path)], connects=True, into=True)
    if fault:
        raise CannotRestore(f"pg_restore did not put the rows back: {fault}")
    with _snapshot() as raw:
        found = _tables(raw, [name for (name,) in raw.execute(TABLES).fetchall()])
    if wrong := next(differing(manifest, found), None):
        raise CannotRestore(f"The rows put back are not those of the archive ({wrong}).")


def _empty_again() -> None:
    """Take away every table and function of the portal: before this restore there was none."""
    connection.close()
    try:
        with connection.cursor() as cursor:
            for name in connection.introspection.table_names():
                cursor.execute(f'DROP TABLE IF EXISTS public."{name}" CASCADE')
            cursor.execute("SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = 'public'::regnamespace")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP FUNCTION IF EXISTS {name} CASCADE")
    except DatabaseError as fault:
        raise CannotRestore(
            f"It failed, and the database could not be emptied again: {fault} Make a new one."
        ) from fault
