"""The export of everything: every row of every table, read again and compared with the database; nothing secret."""

import csv
import hashlib
import io
import json
import tarfile
import threading
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models

from audit.models import AuditEvent, Verb
from incidents.actions.evidence import seal_evidence
from people.models import Pupil, User
from policies.actions.documents import DocumentEntry, add_document
from policies.files import check_file
from tests.factories import UserFactory
from tests.html import faults
from tests.incidents.complaints.made import complain
from tests.incidents.filed import added
from tests.incidents.made import School, report
from tests.policies.made import PDF_BYTES
from tests.project.backed_up import SESSION
from tests.project.backed_up import _people as people
from tests.project.portals import forget, migrated, portal
from todwick_portal.backups import sealing
from todwick_portal.backups.databases import of
from todwick_portal.backups.sealing import make_key
from todwick_portal.exporting import left_out
from todwick_portal.exporting.cells import MARK, as_json, text_of
from todwick_portal.exporting.dictionary import described
from todwick_portal.exporting.tables import every_table

HOSTILE = [
    "=1+1",
    "@x",
    "+44 1909 770",
    "-5",
    "'tis",
    "a,b",
    'say "hello"',
    "two\nlines",
    "\r\n",
    "\tx",
    "Esmé 😀",
    "",
    "＝1",
]
OPEN = "EyesOnly"


class Exported:
    """A school with hostile names, files and secrets, and its export, opened."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.archive = folder, folder / "all.tar"
        with portal(folder / "school") as self.database:
            migrated()
            people(12, 1)
            self._things()
            self.rows = {table.name: list(table.rows()) for table in every_table()}
            call_command("export_everything", str(self.archive), "--unencrypted")
        with tarfile.open(self.archive) as tar:
            self.parts = {one.name: tar.extractfile(one).read() for one in tar}
        self.manifest = json.loads(self.parts["manifest.json"])

    def _things(self) -> None:
        for number, name in enumerate(HOSTILE):
            Pupil.objects.create(
                admission_number=f"h{number}", legal_forename=name, legal_surname="Wren", year_group="3"
            )
        User.objects.filter(email="head@school.example").update(
            password="pbkdf2$secret", session_stamp="stamped-secret"
        )
        school = School().everybody_leading()
        self.files = [added(report(school.reporter), school.head, f"{OPEN} {n}".encode()) for n in range(2)]
        seal_evidence(evidence=self.files[0], by=school.head)
        complain(words=f"=HYPERLINK({OPEN})")
        entry = DocumentEntry("A policy", file=check_file(PDF_BYTES, "our policy.pdf"))
        self.document = add_document(entry=entry, by=UserFactory(role="office"))


@pytest.fixture(scope="module")
def everything(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock():
        found = Exported(tmp_path_factory.mktemp("everything"))
        yield found
        forget(found.database)


# --- is all of it there? -----------------------------------------------------------------------------------


def test_every_model_is_in_it_or_among_the_exceptions_with_a_reason():
    every = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    inside = {table.label for table in every_table()}

    assert inside | set(left_out.TABLES) == every
    assert not inside & set(left_out.TABLES)
    columns = {f"{model._meta.label}.{field.name}" for model in apps.get_models() for field in model._meta.fields}
    assert set(left_out.COLUMNS) <= columns
    assert all(len(why) > 6 and why.endswith(".") for why in (*left_out.TABLES.values(), *left_out.COLUMNS.values()))


def test_every_column_that_could_hold_a_secret_is_left_out():
    """By its kind or name: bytes in a form of the program's own, passwords, tokens, digests that help to guess."""
    suspicious = ("password", "secret", "token", "stamp", "code_digest", "sealed")
    harmless = {"people.Notification.is_secret", "incidents.EvidenceFile.sealed_by", "incidents.EvidenceFile.sealed_at"}
    inside = {f"{table.label}.{field.name}": field for table in every_table() for field in table.fields}

    assert not [name for name, field in inside.items() if isinstance(field, models.BinaryField)]
    assert not [
        name for name in inside if any(word in name.split(".")[2] for word in suspicious) and name not in harmless
    ]


def test_every_row_is_in_both_files_as_it_stands_in_the_database(everything):
    assert _compared(everything.parts, everything.rows) > 200


@pytest.mark.long  # builds the demo school: nearly every table has rows
def test_every_row_of_the_demo_school_is_in_both_files(elsewhere, tmp_path):
    with portal(tmp_path) as database:
        migrated()
        call_command("demo")
        rows = {table.name: list(table.rows()) for table in every_table()}
        call_command("export_everything", str(tmp_path / "all.tar"), "--unencrypted")
    with tarfile.open(tmp_path / "all.tar") as tar:
        parts = {one.name: tar.extractfile(one).read() for one in tar}
    assert _compared(parts, rows) > 5000
    assert sum(bool(found) for found in rows.values()) > 80
    forget(database)


def _compared(parts: dict[str, bytes], rows: dict[str, list[Any]]) -> int:
    """How many rows were compared, each in both files."""
    compared = 0
    for table in every_table():
        names = [field.attname for field in table.fields]
        expected = [dict(zip(names, map(as_json, row), strict=True)) for row in rows[table.name]]
        lines = parts[f"tables/{table.name}.jsonl"].decode().splitlines()
        assert [_plain(json.loads(line)) for line in lines] == [_plain(row) for row in expected], table.name
        cells = list(csv.DictReader(io.StringIO(parts[f"tables/{table.name}.csv"].decode(), newline="")))
        kinds = {field.attname: field for field in table.fields}
        got = [{name: _read(cell, kinds[name]) for name, cell in row.items()} for row in cells]
        assert got == [{name: _as_read(value) for name, value in row.items()} for row in expected], table.name
        compared += len(expected)
    return compared


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return json.loads(json.dumps(row))


def _as_read(value: Any) -> Any:
    """What CSV cannot tell apart: nothing and an empty text."""
    return None if value == "" or value is None else json.loads(json.dumps(value))


def _read(cell: str, field: models.Field) -> Any:
    """A cell, read by its type as the dictionary gives it."""
    if cell == "":
        return None
    target = field
    while isinstance(target, models.ForeignKey):
        target = target.target_field
    if isinstance(target, models.BooleanField):
        return {"true": True, "false": False}[cell]
    if isinstance(target, models.IntegerField):
        return int(cell)
    if isinstance(target, models.JSONField):
        text = text_of(cell)
        try:
            return json.loads(text)
        except ValueError:
            return text
    return text_of(cell)


def test_no_cell_is_a_formula_and_lines_end_as_the_rfc_says(everything):
    for name, content in everything.parts.items():
        if not name.endswith(".csv"):
            continue
        text = content.decode("utf-8")
        assert not text.startswith("\ufeff") and text.endswith("\r\n"), name
        for row in csv.reader(io.StringIO(text, newline="")):
            for cell in row:
                assert not cell.startswith(tuple("=@\t\r\n＝＋－＠")), (name, cell)
                assert not cell.startswith(("+", "-")) or cell.lstrip("+-").replace(".", "").isdigit(), (name, cell)
    pupils = list(csv.DictReader(io.StringIO(everything.parts["tables/people_pupil.csv"].decode(), newline="")))
    typed = [text_of(row["legal_forename"]) for row in pupils if row["admission_number"].startswith("h")]
    assert typed == HOSTILE
    assert sum(row["legal_forename"].startswith(MARK) for row in pupils) == 8


def test_the_manifest_names_each_part_with_its_hash_and_every_count(everything):
    said = {part["name"]: part for part in everything.manifest["parts"]}

    assert set(said) == set(everything.parts) - {"manifest.json"}
    for name, content in everything.parts.items():
        if name != "manifest.json":
            part = said[name]
            assert (part["size"], part["sha256"]) == (len(content), hashlib.sha256(content).hexdigest()), name
    assert everything.manifest["rows"] == {name: len(rows) for name, rows in everything.rows.items()}
    assert everything.manifest["record"]["events"] == len(everything.rows["audit_auditevent"])
    assert everything.manifest["left_out"]["tables"] == left_out.TABLES


# --- files, policies, words --------------------------------------------------------------------------------


def test_files_are_as_they_are_with_their_names_and_sealed_evidence_is_not_there(everything):
    sealed, kept = everything.files
    listed = {row["file"]: row for row in csv.DictReader(io.StringIO(everything.parts["files.csv"].decode()))}
    files = {name for name in everything.parts if name.startswith("files/")}

    assert files == set(listed) == {f"files/{kept.kept_as}", f"files/{everything.document.file.name}"}
    assert everything.parts[f"files/{kept.kept_as}"] == f"{OPEN} 1".encode()
    assert listed[f"files/{kept.kept_as}"]["called"] == "chat.txt"
    assert listed[f"files/{everything.document.file.name}"]["called"] == "our policy.pdf"
    for name in files:
        assert hashlib.sha256(everything.parts[name]).hexdigest() == listed[name]["sha256"]
    assert not any(sealed.kept_as in name for name in everything.parts)


def test_no_secret_is_in_it(everything):
    whole = everything.archive.read_bytes()

    for secret in (b"pbkdf2$secret", b"stamped-secret", SESSION.encode(), f"{OPEN} 0".encode()):
        assert secret not in whole


def test_the_dictionary_explains_every_column_in_words(everything):
    rows = list(csv.DictReader(io.StringIO(everything.parts["dictionary.csv"].decode(), newline="")))
    explained = {(row["table"], row["column"]): row["what it says"] for row in rows}
    columns = {(table.name, field.attname) for table in every_table() for field in table.fields}
    page = everything.parts["dictionary.html"].decode()

    assert set(explained) == columns
    thin = {key: words for key, words in explained.items() if len(words) < 5 or not words[0].isupper()}
    assert thin == {} and not [words for words in explained.values() if "_" in words.split(":")[0].split("`")[0]]
    assert all(row["type"] and row["filled by"] for row in rows)
    assert all(len(one.words) > 10 and one.source for one in described())
    assert faults(page) == [] and all(f'id="{table.name}"' in page for table in every_table())
    assert "EyesOnly" not in page


def test_the_readme_needs_no_portal_and_says_what_is_where(everything):
    text = everything.parts["README.txt"].decode()

    for name in ("tables/", "dictionary.html", "policies/", "files/", "manifest.json", "RFC 4180"):
        assert name in text


# --- the command -------------------------------------------------------------------------------------------


def test_it_is_encrypted_by_default_and_recorded_once(everything, tmp_path, capsys):
    public = make_key(tmp_path / "key")
    with portal(everything.folder / "school", everything.database):
        before = AuditEvent.objects.count()
        call_command("export_everything", str(tmp_path), "--to", public)
        event = AuditEvent.objects.order_by("-sequence").first()
        assert AuditEvent.objects.count() == before + 1
    [made] = tmp_path.glob("todwick-everything-*.tar.age")

    assert OPEN.encode() not in made.read_bytes() and oct(made.stat().st_mode & 0o777) == "0o600"
    assert (event.verb, event.details["encrypted"]) == (Verb.EVERYTHING_EXPORTED, True)
    assert event.details["sha256"] == hashlib.sha256(made.read_bytes()).hexdigest()
    assert f"{event.details['rows']} rows in" in capsys.readouterr().out
    opened = io.BytesIO()
    sealing.decrypt(io.BytesIO(made.read_bytes()), opened, sealing.identities((tmp_path / "key").read_text()))
    opened.seek(0)
    with tarfile.open(fileobj=opened) as tar:
        assert "manifest.json" in tar.getnames()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["x.tar.age"], "To whom? Set BACKUP_RECIPIENTS"),
        (["x.tar", "--to", "hello"], "is no public key"),
        (["x.tar", "--to", "age1x", "--unencrypted"], "Name either --to KEY or --unencrypted."),
        (["there.tar", "--unencrypted"], "exists already"),
        (["no/such/folder/x.tar", "--unencrypted"], "The export cannot be written"),
    ],
)
def test_what_cannot_be_exported_is_one_line_and_leaves_nothing(
    everything, tmp_path, capsys, monkeypatch, arguments, words
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.tar").write_text("mine")
    with portal(everything.folder / "school", everything.database):
        before = AuditEvent.objects.count()
        with pytest.raises(SystemExit) as ended:
            call_command("export_everything", *arguments)
        assert AuditEvent.objects.count() == before
    said = capsys.readouterr()

    assert (ended.value.code, said.out, said.err.count("\n")) == (2, "", 1) and words in said.err
    assert [path.name for path in tmp_path.iterdir()] == ["there.tar"]


def test_what_is_written_while_it_runs_is_not_in_it(everything, tmp_path):
    with portal(everything.folder / "school", everything.database):
        with of(connection.vendor).steady(tmp_path):
            count = User.objects.count()
            thread = threading.Thread(target=_write_elsewhere, args=(everything.database,))
            thread.start()
            thread.join()
            assert User.objects.count() == count
        assert User.objects.count() == count + 1
        assert connection.settings_dict["NAME"] == everything.database


def _write_elsewhere(database: str) -> None:
    """In another connection, to the portal itself."""
    connection.settings_dict["NAME"] = database
    User.objects.create(email="late@school.example")
    connection.close()
