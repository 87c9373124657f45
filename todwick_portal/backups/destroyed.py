"""What two people had destroyed since an archive was made: a restore destroys it again."""

from collections.abc import Iterable
from pathlib import Path

from people.destroyed_list import NAME, Listed, NoSuchList, place, read

from .faults import CannotRestore

NO_LIST = (
    "No list of what was destroyed (destroyed.txt) was found in VAR_DIR or beside the archive: whoever was erased "
    "since then is back. docs/operations.md says what to do, under After a restore."
)


def listed(archive: Path, named: Iterable[str]) -> Listed | None:
    """Every list there is: the portal's own in VAR_DIR, the one beside the archive, and those that were named. None
    where there is none; an empty one says that nothing was destroyed.

    Raises CannotRestore where one cannot be read, or a named one is not there.
    """
    paths = [Path(one) for one in named]
    for path in paths:
        if not path.is_file():
            raise CannotRestore(
                f"There is no list {path}. Name the file destroyed.txt of the portal, or of its backups."
            )
    found: Listed = {}
    places = [path for path in (place(), archive.resolve().parent / NAME, *paths) if path.exists()]
    try:
        for path in places:
            found |= read(path)
    except NoSuchList as fault:
        raise CannotRestore(f"{fault} Mend it or take it away: without it, whoever was erased comes back.") from fault
    return found if places else None
