"""The folder in which an archive lies open for a while, and who may be at work at the same time."""

import fcntl
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

from django.conf import settings

PREFIX = "backup-work-"
LOCK = "backup.lock"
WORKER_LOCK = "worker.lock"


class AlreadyRunning(Exception):
    """Another process holds the lock."""


@contextmanager
def alone(name: str) -> Iterator[None]:
    """Hold the lock `name` in VAR_DIR; it ends with this process, however it ends. Raises AlreadyRunning."""
    folder = Path(settings.VAR_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as fault:
            raise AlreadyRunning(name) from fault
        yield


@contextmanager
def folder() -> Iterator[Path]:
    """A folder in VAR_DIR for its owner alone, gone afterwards, whatever happens.

    One that a killed process left is removed first; `alone` says that nobody works in it. Not in /tmp, which may be
    small and is often in memory.
    """
    with alone(LOCK):
        place = Path(settings.VAR_DIR)
        for left in place.glob(f"{PREFIX}*"):
            shutil.rmtree(left, ignore_errors=True)
        made = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))  # 0700
        try:
            yield made
        finally:
            shutil.rmtree(made, ignore_errors=True)


def free_bytes(place: Path) -> int:
    """What can still be written beside `place`."""
    return shutil.disk_usage(place).free


def sync(path: Path) -> None:
    """Have a file or a folder on the disk, not only on its way there."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def ends_tidily_when_told() -> Iterator[None]:
    """Let a SIGTERM unwind, so that the open folder goes. For commands, which run in the main thread."""

    def _end(signum: int, frame: FrameType | None) -> NoReturn:
        sys.exit(128 + signum)

    before = signal.signal(signal.SIGTERM, _end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
