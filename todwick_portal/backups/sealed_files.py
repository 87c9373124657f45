"""Files of evidence that were sealed or destroyed since an archive was made: a restore does not bring them back."""

from collections.abc import Iterable
from pathlib import Path

from incidents.evidence_store import FOLDER
from incidents.sealed_list import NAME, Listed, NoSuchList, both, place, read

from .faults import CannotRestore
from .packing import FILES

NO_LIST = (
    "No list of sealed files (sealed.txt) was found in VAR_DIR or beside the archive: what was sealed or destroyed "
    "since then is open again. docs/operations.md says what to do, under After a restore."
)


def listed(archive: Path, named: Iterable[str]) -> Listed:
    """Every list there is: the portal's own in VAR_DIR, the one beside the archive, and those that were named.

    Raises CannotRestore where one cannot be read, or a named one is not there.
    """
    named_paths = [Path(one) for one in named]
    for path in named_paths:
        if not path.is_file():
            raise CannotRestore(f"There is no list {path}. Name the file sealed.txt of the portal, or of its backups.")
    found: Listed = {}
    try:
        for path in (place(), archive.resolve().parent / NAME, *named_paths):
            found = both(found, read(path))
    except NoSuchList as fault:
        raise CannotRestore(f"{fault} Mend it or take it away: without it sealed files come back.") from fault
    return found


def without(parts: dict[str, Path], sealed: Listed) -> dict[str, Path]:
    """The files of an archive but those that were sealed since."""
    return {name: path for name, path in parts.items() if name.removeprefix(FILES) not in sealed}


def holds_evidence(parts: Iterable[str]) -> bool:
    """Whether files of evidence are among those of an archive."""
    return any(name.startswith(f"{FILES}{FOLDER}/") for name in parts)
