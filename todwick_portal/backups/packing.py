"""The tar file inside an archive: rows first, then the files, and last the manifest, which says that it is whole."""

import hashlib
import tarfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from .faults import CannotBackUp, CannotRestore

MANIFEST = "manifest.json"
ROWS = "rows"
FILES = "files/"
CHUNK = 1024 * 1024
BLOCK = 512
MOST_MEMBERS = 500_000
MOST_MANIFEST_BYTES = 200 * CHUNK
STRANGE = "The archive holds what no backup of the portal holds"


@dataclass(frozen=True)
class Part:
    """One thing in an archive: its name, its length, and its SHA-256."""

    name: str
    size: int
    sha256: str


def pack(sources: Iterable[tuple[str, Path]], manifest: Callable[[list[Part]], bytes]) -> Iterator[bytes]:
    """A tar file, piece by piece: each source under its name, then what `manifest` makes of their hashes.

    A source that has gone meanwhile is left out. Raises CannotBackUp for one that shrank while it was read.
    """
    parts = []
    for name, path in sources:
        try:
            file = path.open("rb")
        except FileNotFoundError:
            continue
        with file:
            size = path.stat().st_size
            yield _head(name, size)
            digest = hashlib.sha256()
            for piece in _exactly(file, size, name):
                digest.update(piece)
                yield piece
            yield _filling(size)
            parts.append(Part(name, size, digest.hexdigest()))
    last = manifest(parts)
    yield _head(MANIFEST, len(last)) + last + _filling(len(last)) + bytes(2 * BLOCK)


def _head(name: str, size: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info.tobuf(tarfile.PAX_FORMAT, "utf-8", "surrogateescape")


def _filling(size: int) -> bytes:
    return bytes(-size % BLOCK)


def _exactly(file: BinaryIO, size: int, name: str) -> Iterator[bytes]:
    while size:
        piece = file.read(min(CHUNK, size))
        if not piece:
            raise CannotBackUp(f"{name} became shorter while it was copied. Make the backup again.")
        size -= len(piece)
        yield piece


def unpack(archive: Path, into: Path) -> tuple[dict[str, tuple[Path, Part]], bytes]:
    """Write each part of a tar file into the folder `into`, under a number; give them by name, and the manifest.

    No name in the archive becomes a name on the disk here. Raises CannotRestore for anything but plain files with
    clean, different names.
    """
    found: dict[str, tuple[Path, Part]] = {}
    try:
        with tarfile.open(archive, "r:", encoding="utf-8", errors="surrogateescape") as tar:
            for number, member in enumerate(tar):
                _refuse_strange(member, number, found)
                target = into / f"{number:08d}"
                found[member.name] = target, _written(tar, member, target)
    except (tarfile.TarError, ValueError, OverflowError, EOFError) as fault:
        raise CannotRestore(f"{STRANGE}: it cannot be unpacked.") from fault
    if MANIFEST not in found or ROWS not in found:
        raise CannotRestore(f"This is no backup of the portal: it has no {MANIFEST} or no {ROWS}.")
    path, _ = found.pop(MANIFEST)
    return found, path.read_bytes()


def _refuse_strange(member: tarfile.TarInfo, number: int, found: dict[str, tuple[Path, Part]]) -> None:
    if not member.isreg() or member.issparse():
        raise CannotRestore(f"{STRANGE}: a link or a device. Nothing was unpacked.")
    if member.name not in {ROWS, MANIFEST} and not is_clean(member.name):
        raise CannotRestore(f"{STRANGE}: a file outside of its place. Nothing was unpacked.")
    if member.name in found:
        raise CannotRestore(f"{STRANGE}: two files of one name. Nothing was unpacked.")
    if number >= MOST_MEMBERS or (member.name == MANIFEST and member.size > MOST_MANIFEST_BYTES):
        raise CannotRestore("The archive is too large: it has more files than a school's portal has.")


def is_clean(name: str) -> bool:
    """Whether a name is one of a file that stays inside the folder of files."""
    inner = name.removeprefix(FILES)
    if inner == name or "\0" in name or "\\" in name:
        return False
    return (
        bool(inner)
        and str(PurePosixPath(inner)) == inner
        and not {"..", "."} & set(inner.split("/"))
        and inner[0] != "/"
    )


def _written(tar: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> Part:
    digest, source = hashlib.sha256(), tar.extractfile(member)
    with target.open("xb") as out:
        while source and (piece := source.read(CHUNK)):
            digest.update(piece)
            out.write(piece)
        if out.tell() != member.size:
            raise CannotRestore(f"{STRANGE}: it ends in the middle of a file.")
    return Part(member.name, member.size, digest.hexdigest())
