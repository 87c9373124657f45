"""A list kept in a file beside the rows, so that it outlives a restore from a backup made before. A line an entry.

What stands in a line, each list says for itself: `people/destroyed_list.py`, `incidents/sealed_list.py`.
"""

import logging
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

Listed = TypeVar("Listed")
logger = logging.getLogger(__name__)


class NoSuchList(Exception):
    """The list cannot be read. The message says where and why."""


def entries(path: Path, understood: Callable[[str], Listed], what: str) -> Iterator[Listed]:
    """What the lines of a list say. Nothing where there is no such file. Raises NoSuchList for what is no list: `what`
    says in the message what a line should be."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return
    except (OSError, ValueError) as fault:
        raise NoSuchList(f"The list {path} cannot be read.") from fault
    for number, line in enumerate(lines, 1):
        try:
            yield understood(line)
        except (ValueError, TypeError, KeyError) as fault:
            raise NoSuchList(f"Line {number} of {path} is {what}.") from fault


def read_or_set_aside(path: Path, read: Callable[[Path], Listed], empty: Listed) -> Listed:
    """What a list says. One that cannot be read is set aside, never lost, and a new one is begun."""
    try:
        return read(path)
    except NoSuchList as fault:
        logger.error("%s It is set aside, and a new one is begun.", fault)
        path.replace(path.with_suffix(".unread"))
        return empty


def write_whole(path: Path, text: str) -> None:
    """Write a list: whole, or as it was. Raises OSError where there is no room."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
