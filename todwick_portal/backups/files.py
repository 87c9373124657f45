"""The files under MEDIA_ROOT: what is copied of them, and how they are put back."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

from incidents.models import EvidenceFile

from . import work
from .faults import CannotBackUp, CannotRestore
from .packing import FILES


def refuse_unsafe_places(dest: Path) -> None:
    """Raise CannotBackUp where an archive would hold itself, or the keys in VAR_DIR."""
    media, var = Path(settings.MEDIA_ROOT).resolve(), Path(settings.VAR_DIR).resolve()
    if var.is_relative_to(media):
        raise CannotBackUp("MEDIA_ROOT holds VAR_DIR with the keys. Set MEDIA_ROOT to a folder for uploads alone.")
    if dest.resolve().is_relative_to(media):
        raise CannotBackUp("The archive would lie among the files it holds. Name a place outside of MEDIA_ROOT.")


def present() -> Iterator[tuple[str, Path]]:
    """Every file under MEDIA_ROOT, with its name in the archive, in a fixed order. Links are left out, and evidence
    that was sealed."""
    root, sealed = Path(settings.MEDIA_ROOT), _sealed()
    for folder, inner, names in os.walk(root):
        inner.sort()
        for name in sorted(names):
            path = Path(folder) / name
            inner_name = path.relative_to(root).as_posix()
            if path.is_file() and not path.is_symlink() and inner_name not in sealed:
                yield FILES + inner_name, path


def _sealed() -> set[str]:
    """None where the tables are still those of an earlier version: a backup is made before they are brought up to
    date."""
    has_table = EvidenceFile._meta.db_table in connection.introspection.table_names()
    return EvidenceFile.objects.sealed_names() if has_table else set()


def is_empty() -> bool:
    """Whether MEDIA_ROOT holds nothing, not even a link."""
    root = Path(settings.MEDIA_ROOT)
    return not root.exists() or not any(names for _, _, names in os.walk(root))


@contextmanager
def placed(parts: dict[str, Path]) -> Iterator[None]:
    """Put files into the empty MEDIA_ROOT; take them all away again where what follows fails."""
    root = Path(settings.MEDIA_ROOT)
    done: list[Path] = []
    try:
        for name, source in parts.items():
            target = root / name.removeprefix(FILES)
            target.parent.mkdir(parents=True, exist_ok=True)
            done.append(target)
            _copy(source, target)
        yield
    except BaseException:
        for path in done:
            path.unlink(missing_ok=True)
        raise


def _copy(source: Path, target: Path) -> None:
    try:
        with (
            source.open("rb") as read,
            os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out,
        ):
            shutil.copyfileobj(read, out)
        work.sync(target)
    except OSError as fault:
        raise CannotRestore(f"A file cannot be written into {settings.MEDIA_ROOT}: {fault.strerror}.") from fault
