"""Making the export of everything: tables, dictionary, policies and files in one archive, encrypted to a public key."""

import csv
import datetime as dt
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.db import connection, transaction
from django.template.loader import render_to_string
from django.utils import timezone

from audit.models import AuditEvent, Verb
from audit.recorder import record
from people.settings import Key, read_all
from policies.export import exported
from policies.kept import wording_of
from policies.markdown import written
from policies.models import PolicyVersion
from todwick_portal.backups import manifest, packing, sealing, work
from todwick_portal.backups.databases import of
from todwick_portal.backups.faults import CannotBackUp
from todwick_portal.backups.making import Hashed, beside
from todwick_portal.version import version

from . import left_out
from .cells import as_cell, as_json
from .dictionary import Described, described
from .files import LISTED, listed, present

FORMAT = 1
NAME = "todwick-everything-{:%Y-%m-%dT%H%M%SZ}.tar"
README = """Everything that the portal of {school} held on {made}, in formats that need no portal.

tables/            each table twice: NAME.csv and NAME.jsonl, with the same rows and columns
dictionary.html    what every table and column is, in plain words; dictionary.csv is the same as a table
policies/          each version of each policy, to be read (.md) and as data (.json)
files/             files as they were uploaded, under names by chance; files.csv says what each is called
manifest.json      the SHA-256, the length and the rows of everything here, and what was left out and why

The .csv files are UTF-8 without a mark, with commas, quotes and line ends as RFC 4180 says. The first line names the
columns. An empty cell is an empty text or nothing; the .jsonl files tell them apart (null). A text that a spreadsheet
could take for a formula has an apostrophe before it, and so has one that begins with an apostrophe: take one off.
The .jsonl files hold one JSON object a line. Moments are in UTC. Bytes are in base64.

Passwords, secrets of second steps and codes are not here, nor evidence that was sealed. This names children and
families: keep it as you keep the portal.
"""


@dataclass(frozen=True)
class Exported:
    """What became of an export: where it is, how much is in it."""

    path: Path
    tables: dict[str, int]
    files: int
    size: int
    sha256: str
    is_encrypted: bool

    @property
    def rows(self) -> int:
        return sum(self.tables.values())


def export_everything(dest: Path, to: list[str], *, encrypted: bool = True) -> Exported:
    """Write everything into an archive at `dest`, a new file or a folder, for the public keys `to`;
    EVERYTHING_EXPORTED. All of it is of one moment, and people go on working meanwhile.

    The archive is there whole, under its name, or not at all. Raises CannotBackUp.
    """
    keys, now = (sealing.recipients(to) if encrypted else []), timezone.now()
    target = dest / (NAME.format(now) + (".age" if encrypted else "")) if dest.is_dir() else dest
    if target.exists():
        raise CannotBackUp(f"{target} exists already. Name another file, or a folder.")
    try:
        with work.folder() as folder, beside(target) as (file, path):
            with of(connection.vendor).steady(folder):
                made = _written(folder, file, keys, now)
            return _kept(made, path, target)
    except work.AlreadyRunning as fault:
        raise CannotBackUp("A backup, a restore or another export is running. Wait until it has ended.") from fault
    except OSError as fault:
        raise CannotBackUp(f"The export cannot be written: {fault.strerror or fault}.") from fault


def _written(folder: Path, file: BinaryIO, keys: list[Any], now: dt.datetime) -> Exported:
    made = folder / "everything"
    made.mkdir()
    counts: dict[str, int] = {}
    pieces = packing.pack(_sources(made, now, counts), lambda parts: _manifest(parts, counts, now, bool(keys)))
    out = Hashed(file)
    if keys:
        sealing.encrypt(sealing.Stream(pieces), out, keys)
    else:
        for piece in pieces:
            out.write(piece)
    file.flush()
    os.fsync(file.fileno())
    return Exported(Path(), counts, counts.pop("files/"), out.size, out.digest.hexdigest(), bool(keys))


def _sources(made: Path, now: dt.datetime, counts: dict[str, int]) -> Iterator[tuple[str, Path]]:
    """Every part, made when it is asked for and gone when the next is."""
    own, tables = read_all(), described()
    for name, path in _of_tables(made, tables, counts):
        yield name, path
        path.unlink()
    context = {"school": own[Key.SCHOOL_NAME], "made": f"{timezone.localtime(now):%-d %B %Y at %H:%M}"}
    texts = [("README.txt", README.format(**context)), *_dictionary(tables, counts, context), *_policies()]
    for name, text in texts:
        yield name, _text(made, text)
    counts["files/"] = 0
    yield LISTED, _rows(made, listed())
    for name, path in present(made):
        counts["files/"] += 1
        yield name, path


def _of_tables(made: Path, tables: list[Described], counts: dict[str, int]) -> Iterator[tuple[str, Path]]:
    for one in tables:
        comma, lines = made / "table.csv", made / "table.jsonl"
        names = [field.attname for field in one.table.fields]
        with comma.open("w", encoding="utf-8", newline="") as cells, lines.open("w", encoding="utf-8") as objects:
            table = csv.writer(cells, lineterminator="\r\n")
            table.writerow(names)
            count = 0
            for row in one.table.rows():
                table.writerow([as_cell(value) for value in row])
                objects.write(json.dumps(dict(zip(names, map(as_json, row), strict=True)), ensure_ascii=False) + "\n")
                count += 1
        counts[one.name] = count
        yield f"tables/{one.name}.csv", comma
        yield f"tables/{one.name}.jsonl", lines


def _dictionary(tables: list[Described], counts: dict[str, int], context: dict[str, str]) -> Iterator[tuple[str, str]]:
    shown = [
        {"name": one.name, "words": one.words, "source": one.source, "label": one.table.label, "columns": one.columns,
         "without": one.without, "rows": counts[one.name]}
        for one in tables
    ]  # fmt: skip
    gone = [*left_out.TABLES.items(), *left_out.OTHERWISE.items(), ("files", left_out.FILES)]
    yield (
        "dictionary.html",
        render_to_string("exporting/dictionary.html", context | {"tables": shown, "left_out": gone}),
    )
    yield (
        "dictionary.csv",
        _as_csv(
            [["table", "column", "what it says", "type", "filled by"]]
            + [[one.name, col.name, col.words, col.kind, col.source] for one in tables for col in one.columns]
        ),
    )


def _policies() -> Iterator[tuple[str, str]]:
    versions = PolicyVersion.objects.exclude(status=PolicyVersion.Status.DISCARDED).with_wording()
    for one in versions.select_related("policy").order_by("policy__slug", "number"):
        place = f"policies/{one.policy.slug}/version-{one.number}"
        yield f"{place}.md", written(one.policy.title, wording_of(one))
        yield f"{place}.json", json.dumps(exported(one), ensure_ascii=False, indent=2) + "\n"


def _text(made: Path, text: str) -> Path:
    path = made / "text"
    path.write_bytes(text.encode())
    return path


def _rows(made: Path, rows: list[list[Any]]) -> Path:
    return _text(made, _as_csv(rows))


def _as_csv(rows: list[list[Any]]) -> str:
    lines = (",".join(_quoted(as_cell(value)) for value in row) for row in rows)
    return "".join(f"{line}\r\n" for line in lines)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(sign in cell for sign in ',"\r\n') else cell


def _manifest(parts: list[packing.Part], counts: dict[str, int], now: dt.datetime, encrypted: bool) -> bytes:
    last = AuditEvent.objects.order_by("-sequence").first()
    said = {
        "format": FORMAT, "made_at": now.isoformat(), "portal": version(), "encrypted": encrypted,
        "database": connection.vendor, "migrations": manifest.applied(),
        "record": {"events": last.sequence if last else 0, "head": last.seal if last else ""},
        "rows": {name: count for name, count in counts.items() if name != "files/"},
        "left_out": {
            "tables": left_out.TABLES, "columns": left_out.COLUMNS, "otherwise": left_out.OTHERWISE,
            "files": left_out.FILES,
        },
        "parts": [asdict(part) for part in parts],
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


@transaction.atomic
def _kept(made: Exported, path: Path, target: Path) -> Exported:
    """Recorded and in its place, or neither."""
    record(
        Verb.EVERYTHING_EXPORTED, target=None, by=None, rows=made.rows, files=made.files, bytes=made.size,
        sha256=made.sha256, encrypted=made.is_encrypted,
    )  # fmt: skip
    path.replace(target)
    work.sync(target.parent)
    return Exported(target, made.tables, made.files, made.size, made.sha256, made.is_encrypted)
