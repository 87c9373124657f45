"""Where uploads lie: in a folder of the server, or in a bucket of S3-compatible storage, by setting (decision 23).

Everything that reads or writes a file of the portal goes through Django's storage API with one of the two behind it.
Neither has addresses: a page that asks who reads hands a file out, and nothing else does. Whatever goes wrong is an
OSError with either, so that callers know one kind of fault.
"""

import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages

NO_ADDRESS = "A file of the portal has no address of its own."


class FolderStore(FileSystemStorage):
    """Files on the server's own disk, for the portal alone. Written through to the disk before anything says so."""

    place_in_words = "the folder of uploads"

    def save(self, name: str | None, content: IO[Any], max_length: int | None = None) -> str:
        """Write a file through to the disk. Raises OSError where fewer than DISK_FLOOR_BYTES are free."""
        place = Path(self.path(str(name))).parent
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        refuse_full_disk(place)
        kept = super().save(name, content, max_length)
        for path in (Path(self.path(kept)), place):
            _sync(path)
        return kept

    def url(self, name: str | None) -> str:
        raise ValueError(NO_ADDRESS)

    def every_name(self) -> Iterator[str]:
        """The names of all files, in a fixed order. Links are left out."""
        root = Path(self.location)
        for folder, inner, names in os.walk(root):
            inner.sort()
            for name in sorted(names):
                path = Path(folder) / name
                if path.is_file() and not path.is_symlink():
                    yield path.relative_to(root).as_posix()

    def is_empty(self) -> bool:
        """Whether there is nothing, not even a link."""
        return not any(names for _, _, names in os.walk(self.location))

    def put(self, name: str, source: Path) -> None:
        """Copy a file of this disk to exactly `name`, which must be free. Raises OSError."""
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        opened = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with source.open("rb") as read, os.fdopen(opened, "wb") as out:
            shutil.copyfileobj(read, out)
        _sync(target)

    def fetch(self, name: str, target: Path) -> Path:
        """Where the bytes of `name` can be read on this disk: they lie there already."""
        return Path(self.path(name))

    def look(self) -> None:
        """Raise OSError where nothing could be written or read. A folder that nothing was put into yet is in order."""
        root = Path(self.location)
        nearest = next(path for path in (root, *root.parents) if path.exists())
        if not os.access(nearest, os.R_OK | os.W_OK | os.X_OK):
            raise OSError(errno.EACCES, os.strerror(errno.EACCES))


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def refuse_full_disk(place: Path) -> None:
    """Raise OSError where so little is free that rows could soon not be written any more."""
    if shutil.disk_usage(place).free < settings.DISK_FLOOR_BYTES:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def uploads() -> Storage:
    """The storage of all uploads, evidence among them."""
    return storages["default"]


def is_bucket() -> bool:
    """Whether uploads lie in a bucket."""
    return not isinstance(uploads(), FolderStore)
