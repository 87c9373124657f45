"""What the tests of a restore that is refused share."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection


def refused(capsys, source: Path, key: str, *options: str, into: bool = True) -> str:
    """What the command says on standard error when it ends with 2."""
    with pytest.raises(SystemExit) as ended:
        call_command("restore", str(source), "--key", key, *(["--into-empty"] if into else []), *options)
    said = capsys.readouterr()
    assert (ended.value.code, said.out, said.err.count("\n")) == (2, "", 1), said
    return said.err


def is_untouched(folder: Path) -> bool:
    """No table, no file, nothing left open."""
    left = {path.name for path in (folder / "var").iterdir()} - {"backup.lock", "worker.lock"}
    is_empty = not connection.introspection.table_names() and not left
    connection.close()
    return is_empty and not any(path.is_file() for path in (folder / "media").rglob("*"))
