"""What a restore refuses: each time one line, and everything is as it was (issue 3, 9; security 2.5)."""

import dataclasses
import io
import json
import random
import tarfile
from pathlib import Path

import pyrage
import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from audit import triggers
from audit.models import AuditEvent, Verb
from tests.project.backed_up import restored
from tests.project.portals import all_files, all_rows, forget, portal
from todwick_portal.backups import manifest, packing, work
from todwick_portal.backups.sealing import make_key

DAMAGED = "The archive is damaged or cut off. Take another copy of it, or an older one.\n"


def _refused(capsys, source: Path, key: str, *options: str, into: bool = True) -> str:
    """What the command says on standard error when it ends with 2."""
    with pytest.raises(SystemExit) as ended:
        call_command("restore", str(source), "--key", key, *(["--into-empty"] if into else []), *options)
    said = capsys.readouterr()
    assert (ended.value.code, said.out, said.err.count("\n")) == (2, "", 1), said
    return said.err


def _is_untouched(folder: Path) -> bool:
    """No table, no file, nothing left open."""
    left = {path.name for path in (folder / "var").iterdir()} - {"backup.lock", "worker.lock"}
    is_empty = not connection.introspection.table_names() and not left
    connection.close()
    return is_empty and not any(path.is_file() for path in (folder / "media").rglob("*"))


# --- key and damage ----------------------------------------------------------------------------------------


def test_a_wrong_key_changes_nothing(small, empty, tmp_path, capsys):
    make_key(tmp_path / "other")

    assert "This key does not open the archive." in _refused(capsys, small.archive, str(tmp_path / "other"))
    assert _is_untouched(empty)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# nothing\n", "There is no key in it."),
        ("AGE-SECRET-KEY-1QQQQ", "Compare it sign by sign."),
        ("é", "The key cannot be read"),
        (None, "The key cannot be read"),
    ],
)
def test_what_is_no_key_is_said_in_words(small, empty, tmp_path, capsys, text, words):
    if text is not None:
        (tmp_path / "key").write_text(text)

    assert words in _refused(capsys, small.archive, str(tmp_path / "key"))
    assert _is_untouched(empty)


def test_the_key_may_be_typed_from_paper_in_small_letters_and_groups(small, empty, monkeypatch, capsys):
    key = Path(small.key).read_text().splitlines()[-1].lower()
    monkeypatch.setattr("sys.stdin", io.StringIO(" ".join(key[i : i + 8] for i in range(0, len(key), 8))))

    call_command("restore", str(small.archive), "--key", "-")

    assert "can be restored" in capsys.readouterr().out


def test_an_archive_damaged_at_twenty_places_is_refused_each_time(small, empty, tmp_path, capsys):
    whole, chance = bytearray(small.archive.read_bytes()), random.Random(8115)
    wrong = tmp_path / "damaged.age"
    for place in [0, 30, 120, *chance.sample(range(len(whole)), 17)]:
        text = bytearray(whole)
        text[place] ^= 1 << chance.randrange(8)
        wrong.write_bytes(text)

        _refused(capsys, wrong, small.key)

        assert _is_untouched(empty), place


@pytest.mark.parametrize("kept", [0, 50, 250, 70_000, -20_000, -1])
def test_an_archive_that_is_cut_off_is_refused(small, empty, tmp_path, capsys, kept):
    cut = tmp_path / "cut.age"
    cut.write_bytes(small.archive.read_bytes()[:kept])

    assert _refused(capsys, cut, small.key) == DAMAGED
    assert _is_untouched(empty)


def test_what_is_not_there_is_said_in_words(small, empty, tmp_path, capsys):
    assert "No such file" in _refused(capsys, tmp_path / "none.age", small.key)


# --- strange contents --------------------------------------------------------------------------------------


def _opened(school) -> tuple[dict[str, bytes], dict]:
    """The members of a school's archive, and its manifest as it lies in it."""
    inner = pyrage.decrypt(school.archive.read_bytes(), [_identity(school)])
    with tarfile.open(fileobj=io.BytesIO(inner)) as tar:
        members = {member.name: tar.extractfile(member).read() for member in tar}
    return members, json.loads(members[packing.MANIFEST])


def _identity(school):
    return pyrage.x25519.Identity.from_str(Path(school.key).read_text().splitlines()[-1])


def _archive(school, target: Path, members: list[tuple[tarfile.TarInfo, bytes]]) -> Path:
    """An archive as somebody would make it who has the public key and no other."""
    inner = io.BytesIO()
    with tarfile.open(fileobj=inner, mode="w") as tar:
        for info, text in members:
            info.size = len(text) if info.isreg() else 0
            tar.addfile(info, io.BytesIO(text))
    target.write_bytes(pyrage.encrypt(inner.getvalue(), [pyrage.x25519.Recipient.from_str(school.public)]))
    return target


def _link(kind: bytes) -> tarfile.TarInfo:
    info = tarfile.TarInfo("files/link")
    info.type, info.linkname = kind, "/etc/passwd"
    return info


@pytest.mark.parametrize(
    "strange",
    [
        tarfile.TarInfo("files/../../outside"), tarfile.TarInfo("/tmp/outside"), tarfile.TarInfo("files//tmp/outside"),
        tarfile.TarInfo("outside"), tarfile.TarInfo("files/./x"), tarfile.TarInfo("files/a\\..\\b"),
        tarfile.TarInfo("rows"), _link(tarfile.SYMTYPE), _link(tarfile.LNKTYPE), _link(tarfile.FIFOTYPE),
        _link(tarfile.CHRTYPE), _link(tarfile.DIRTYPE), tarfile.TarInfo("files/../../var/audit_key.txt"),
    ],
    ids=lambda info: f"{info.name} {info.type.decode()}",
)  # fmt: skip
def test_a_member_of_a_bad_name_or_kind_is_refused(small, empty, tmp_path, capsys, strange):
    members, _ = _opened(small)
    listed = [(tarfile.TarInfo(name), text) for name, text in members.items()]
    made = _archive(small, tmp_path / "strange.age", [*listed[:2], (strange, b"x"), *listed[2:]])

    assert "The archive holds what no backup of the portal holds" in _refused(capsys, made, small.key)
    assert _is_untouched(empty)


@pytest.mark.parametrize("text", [b"", b"no tar", bytes(10240), b"files/" * 2000])
def test_what_is_no_backup_inside_is_refused(small, empty, tmp_path, capsys, text):
    target = tmp_path / "odd.age"
    target.write_bytes(pyrage.encrypt(text, [_identity(small).to_public()]))

    _refused(capsys, target, small.key)
    assert _is_untouched(empty)


@pytest.mark.parametrize(
    "said", [b"{}", b"[]", b"\xff", b'{"manifest": 1}', b'{"manifest": {"format": 1}, "seal": 2}', b"[" * 100_000]
)
def test_a_manifest_that_cannot_be_read_is_refused(small, empty, tmp_path, capsys, said):
    members, _ = _opened(small)
    listed = [(tarfile.TarInfo(name), text) for name, text in (members | {packing.MANIFEST: said}).items()]

    assert "no backup of the portal" in _refused(capsys, _archive(small, tmp_path / "x.age", listed), small.key)
    assert _is_untouched(empty)


@pytest.mark.parametrize("unproven", [False, True])
def test_a_changed_file_is_found_with_or_without_the_seal(small, empty, tmp_path, capsys, unproven):
    members, _ = _opened(small)
    name = next(name for name in members if name.startswith("files/") and members[name])
    members[name] = b"X" + members[name][1:]
    made = _archive(small, tmp_path / "x.age", [(tarfile.TarInfo(one), text) for one, text in members.items()])

    assert "does not hold what its manifest says" in _refused(
        capsys, made, small.key, *(["--unproven"] if unproven else [])
    )
    assert _is_untouched(empty)


def test_an_archive_that_somebody_made_with_the_public_key_alone_is_refused(small, empty, tmp_path, capsys):
    members, outer = _opened(small)
    outer["manifest"]["portal"] = "9.9.9"  # whatever it says: only AUDIT_KEY seals it
    members[packing.MANIFEST] = json.dumps(outer).encode()
    made = _archive(small, tmp_path / "x.age", [(tarfile.TarInfo(one), text) for one, text in members.items()])

    assert "The archive was changed, or not made by this portal" in _refused(capsys, made, small.key)
    assert _is_untouched(empty)


def _told(school, target: Path, **changes) -> Path:
    """The archive with another manifest, sealed as this portal seals."""
    members, _ = _opened(school)
    said, _ = manifest.read(members[packing.MANIFEST])
    members[packing.MANIFEST] = dataclasses.replace(said, **changes).sealed()
    return _archive(school, target, [(tarfile.TarInfo(one), text) for one, text in members.items()])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"format": 2}, "made by a newer version of the portal"),
        ({"migrations": ["people.0999_not_here"], "portal": "7.1"}, "newer version of the portal (7.1; people.0999"),
        ({"kind": "oracle"}, "a database that the portal does not know"),
        ({"tables": {}}, "The archive does not hold what it says"),
        ({"head": "0" * 64}, "The record in the archive does not hold."),
        ({"events": 19}, "The record in the archive does not hold."),
        ({"audit_key": "0" * 16}, ""),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(small, empty, tmp_path, capsys, changes, words):
    made = _told(small, tmp_path / "x.age", **changes)
    if not words:  # the fingerprint alone decides nothing: the seal does
        call_command("restore", str(made), "--key", small.key)
        return

    assert words in _refused(capsys, made, small.key)
    assert _is_untouched(empty)


def test_an_archive_of_the_other_kind_of_database_is_refused_in_words(small, empty, tmp_path, capsys):
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[connection.vendor]
    made = _told(small, tmp_path / "x.age", kind=other)

    _refused(capsys, made, small.key)
    assert _is_untouched(empty)


# --- the place ---------------------------------------------------------------------------------------------


def test_a_portal_that_holds_rows_is_not_written_over(small, tmp_path, capsys):
    with portal(tmp_path / "held") as name:
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE people_pupil (name varchar(10))")
            cursor.execute("INSERT INTO people_pupil VALUES ('Wren')")
        before = all_rows()

        assert "The database of this portal is not empty." in _refused(capsys, small.archive, small.key)
        assert all_rows() == before
    forget(name)


def test_a_folder_that_holds_files_is_not_written_over(small, empty, capsys):
    (empty / "media").mkdir()
    (empty / "media" / "kept.txt").write_text("kept")

    assert "The folder of uploads is not empty." in _refused(capsys, small.archive, small.key)
    assert all_files(empty) == {"kept.txt": b"kept"}
    assert connection.introspection.table_names() == []


def test_while_a_worker_runs_nothing_is_restored(small, empty, capsys):
    with work.alone(work.WORKER_LOCK):
        assert "The worker is running." in _refused(capsys, small.archive, small.key)
    assert _is_untouched(empty)


def test_files_that_cannot_be_written_leave_an_empty_portal(small, empty, capsys, settings):
    (empty / "file").write_text("")
    settings.MEDIA_ROOT = empty / "file" / "media"

    _refused(capsys, small.archive, small.key)
    assert _is_untouched(empty)


def test_a_disk_that_is_too_small_is_said_before_anything_is_unpacked(small, empty, capsys, monkeypatch):
    monkeypatch.setattr(work, "free_bytes", lambda place: 1000)

    assert "too large for this disk" in _refused(capsys, small.archive, small.key)
    assert _is_untouched(empty)


def test_rows_that_cannot_be_brought_up_to_date_leave_an_empty_portal(small, tmp_path, capsys):
    with portal(tmp_path / "odd") as odd:
        restored(small)
        with connection.cursor() as cursor:  # a migration that says it never ran, and whose tables are there
            cursor.execute("DELETE FROM django_migrations WHERE app = 'policies'")
        call_command("backup", str(tmp_path / "odd.age"), "--to", small.public)
        capsys.readouterr()
    with portal(tmp_path / "empty") as name:
        said = _refused(capsys, tmp_path / "odd.age", small.key)

        assert "The rows could not be brought up to date: " in said
        assert _is_untouched(tmp_path / "empty")
    forget(odd)
    forget(name)


# --- the record --------------------------------------------------------------------------------------------


def test_another_audit_key_is_named_and_may_be_overruled(small, empty, capsys):
    with override_settings(AUDIT_KEY="another key of many signs, which did not seal this record"):
        said = _refused(capsys, small.archive, small.key)
        assert "made under another AUDIT_KEY (fingerprint " in said and "--unproven" in said
        assert django_settings.AUDIT_KEY not in said
        assert _is_untouched(empty)

        call_command("restore", str(small.archive), "--key", small.key, "--into-empty", "--unproven")

    assert "The record of 20 events was not proved." in capsys.readouterr().out
    last = AuditEvent.objects.order_by("-sequence").first()
    assert (last.verb, last.details["is_proven"]) == (Verb.BACKUP_RESTORED, False)


def test_a_record_that_was_changed_before_the_backup_is_found(small, tmp_path, capsys):
    with portal(tmp_path / "odd") as odd:
        restored(small)
        triggers.remove()
        AuditEvent.objects.filter(sequence=7).update(verb="role.given")
        triggers.install()
        call_command("backup", str(tmp_path / "x.age"), "--to", small.public)
        capsys.readouterr()
    with portal(tmp_path / "empty") as name:
        said = _refused(capsys, tmp_path / "x.age", small.key)
        assert "Event 7 was changed after it was written." in said
        assert _is_untouched(tmp_path / "empty")
    forget(odd)
    forget(name)
