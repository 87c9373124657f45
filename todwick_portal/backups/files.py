"""The files that people uploaded: what is copied of them, and how they are put back. In a folder or in a bucket."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.db import connection

from incidents.models import EvidenceFile
from people.stores import is_bucket, uploads

from .faults import CannotBackUp, CannotRestore
from .packing import FILES

NO_ANSWER = "The storage of uploads does not answer: {}. Make the backup again when it does."


def refuse_unsafe_places(dest: Path) -> None:
    """Raise CannotBackUp where an archive would hold itself, or the keys in VAR_DIR. A bucket holds neither."""
    if is_bucket():
        return
    media, var = Path(settings.MEDIA_ROOT).resolve(), Path(settings.VAR_DIR).resolve()
    if var.is_relative_to(media):
        raise CannotBackUp("MEDIA_ROOT holds VAR_DIR with the keys. Set MEDIA_ROOT to a folder for uploads alone.")
    if dest.resolve().is_relative_to(media):
        raise CannotBackUp("The archive would lie among the files it holds. Name a place outside of MEDIA_ROOT.")


def present(folder: Path | None = None) -> Iterator[tuple[str, Path]]:
    """Every file, with its name in the archive, in a fixed order. Links are left out, and evidence that was sealed.

    One of a bucket lies in `folder`, else in VAR_DIR, until the next is asked for. Raises CannotBackUp where the
    storage does not answer.
    """
    store, sealed, lent = _store(), _sealed(), (folder or Path(settings.VAR_DIR)) / "upload"
    try:
        for name in store.every_name():
            if name not in sealed:
                with suppress(FileNotFoundError):  # gone meanwhile
                    yield FILES + name, store.fetch(name, lent)
    except OSError as fault:
        raise CannotBackUp(NO_ANSWER.format(fault.strerror or fault)) from fault
    finally:
        lent.unlink(missing_ok=True)


def _store() -> Any:
    return uploads()


def _sealed() -> set[str]:
    """None where the tables are still those of an earlier version: a backup is made before they are brought up to
    date."""
    has_table = EvidenceFile._meta.db_table in connection.introspection.table_names()
    return EvidenceFile.objects.sealed_names() if has_table else set()


def is_empty() -> bool:
    """Whether the place of uploads holds nothing, not even a link. Raises CannotRestore where it does not answer."""
    try:
        found: bool = _store().is_empty()
    except OSError as fault:
        raise CannotRestore(f"The storage of uploads does not answer: {fault.strerror or fault}.") from fault
    return found


@contextmanager
def placed(parts: dict[str, Path]) -> Iterator[None]:
    """Put files into the empty place of uploads; take them all away again where what follows fails."""
    store, done = _store(), list[str]()
    try:
        for name, source in parts.items():
            inner = name.removeprefix(FILES)
            done.append(inner)
            _put(store, inner, source)
        yield
    except BaseException:
        for name in done:
            with suppress(OSError, SuspiciousFileOperation):
                store.delete(name)
        raise


def _put(store: Any, name: str, source: Path) -> None:
    try:
        store.put(name, source)
    except SuspiciousFileOperation as fault:
        raise CannotRestore("The archive holds a file whose name the storage of uploads cannot take.") from fault
    except OSError as fault:
        raise CannotRestore(f"A file cannot be written into {store.place_in_words}: {fault.strerror}.") from fault
