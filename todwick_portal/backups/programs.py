"""PostgreSQL's own programs: which of those installed fits the server, and running it without our secrets."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")
FIT = 300


@dataclass(frozen=True)
class Program:
    path: Path
    version: int


def find(name: str, server: int) -> Program | None:
    """The oldest installed one that is not older than `server`: a newer one may say what an old server refuses."""
    places = [path for pattern in FOLDERS for path in Path("/").glob(f"{pattern[1:]}/{name}")]
    if on_path := shutil.which(name):
        places.append(Path(on_path))
    found = [Program(path, version) for path in places if (version := _version(path)) >= server]
    return min(found, key=lambda program: program.version, default=None)


def missing(name: str, server: int) -> str:
    """What to do where `find` found none."""
    return (
        f"{name} of PostgreSQL {server} or newer is not installed. Install it: sudo apt-get install postgresql-client"
    )


def _version(path: Path) -> int:
    """The major version that a program says it is; 0 where it says nothing."""
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, env=environment(), timeout=20)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return 0
    number = re.search(r"\) (\d+)", said.stdout)
    return int(number[1]) if number else 0


def environment() -> dict[str, str]:
    """What such a program needs to know, and none of the portal's keys."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return kept | {"PGTZ": "UTC", "PGCLIENTENCODING": "UTF8"}


def run(program: Program, options: list[str], *, connects: bool = False, into: bool = False) -> str:
    """Run it to its end; with `connects` at the portal's database. Gives what went wrong in one line, else nothing."""
    arguments, own = [str(program.path), *options], environment()
    if connects:
        where, secret = connection.client.settings_to_cmd_args_env(connection.settings_dict, [])
        *place, name = where[1:]
        arguments = [arguments[0], *place, "--no-password", "--dbname", name, *options]
        own |= secret or {}
    try:
        done = subprocess.run(arguments, capture_output=True, env=own, check=False)  # noqa: S603
    except OSError as fault:
        return f"{program.path.name} does not start: {fault.strerror}."
    return one_line(done.stderr) or "It gave no reason." if done.returncode else ""


def one_line(said: bytes) -> str:
    """What a program said, shortened, in one line."""
    return " ".join(said.decode(errors="replace").split())[:FIT]
