"""Archives that no backup of the portal made, or that somebody changed: refused in one line, and nothing is touched."""

import dataclasses
import io
import json
import tarfile
from pathlib import Path

import pyrage
import pytest
from django.core.management import call_command
from django.db import connection

from tests.project.restoring import is_untouched, refused
from todwick_portal.backups import manifest, packing


def _opened(school) -> tuple[dict[str, bytes], dict]:
    """The members of a school's archive, and its manifest as it lies in it."""
    inner = pyrage.decrypt(school.archive.read_bytes(), [identity(school)])
    with tarfile.open(fileobj=io.BytesIO(inner)) as tar:
        members = {member.name: tar.extractfile(member).read() for member in tar}
    return members, json.loads(members[packing.MANIFEST])


def identity(school):
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
def test_a_member_of_a_bad_name_or_kind_isrefused(small, empty, tmp_path, capsys, strange):
    members, _ = _opened(small)
    listed = [(tarfile.TarInfo(name), text) for name, text in members.items()]
    made = _archive(small, tmp_path / "strange.age", [*listed[:2], (strange, b"x"), *listed[2:]])

    assert "The archive holds what no backup of the portal holds" in refused(capsys, made, small.key)
    assert is_untouched(empty)


@pytest.mark.parametrize("text", [b"", b"no tar", bytes(10240), b"files/" * 2000])
def test_what_is_no_backup_inside_isrefused(small, empty, tmp_path, capsys, text):
    target = tmp_path / "odd.age"
    target.write_bytes(pyrage.encrypt(text, [identity(small).to_public()]))

    refused(capsys, target, small.key)
    assert is_untouched(empty)


@pytest.mark.parametrize(
    "said", [b"{}", b"[]", b"\xff", b'{"manifest": 1}', b'{"manifest": {"format": 1}, "seal": 2}', b"[" * 100_000]
)
def test_a_manifest_that_cannot_be_read_isrefused(small, empty, tmp_path, capsys, said):
    members, _ = _opened(small)
    listed = [(tarfile.TarInfo(name), text) for name, text in (members | {packing.MANIFEST: said}).items()]

    assert "no backup of the portal" in refused(capsys, _archive(small, tmp_path / "x.age", listed), small.key)
    assert is_untouched(empty)


@pytest.mark.parametrize("unproven", [False, True])
def test_a_changed_file_is_found_with_or_without_the_seal(small, empty, tmp_path, capsys, unproven):
    members, _ = _opened(small)
    name = next(name for name in members if name.startswith("files/") and members[name])
    members[name] = b"X" + members[name][1:]
    made = _archive(small, tmp_path / "x.age", [(tarfile.TarInfo(one), text) for one, text in members.items()])

    assert "does not hold what its manifest says" in refused(
        capsys, made, small.key, *(["--unproven"] if unproven else [])
    )
    assert is_untouched(empty)


def test_an_archive_that_somebody_made_with_the_public_key_alone_isrefused(small, empty, tmp_path, capsys):
    members, outer = _opened(small)
    outer["manifest"]["portal"] = "9.9.9"  # whatever it says: only AUDIT_KEY seals it
    members[packing.MANIFEST] = json.dumps(outer).encode()
    made = _archive(small, tmp_path / "x.age", [(tarfile.TarInfo(one), text) for one, text in members.items()])

    assert "The archive was changed, or not made by this portal" in refused(capsys, made, small.key)
    assert is_untouched(empty)


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
def test_a_manifest_that_does_not_fit_isrefused(small, empty, tmp_path, capsys, changes, words):
    made = _told(small, tmp_path / "x.age", **changes)
    if not words:  # the fingerprint alone decides nothing: the seal does
        call_command("restore", str(made), "--key", small.key)
        return

    assert words in refused(capsys, made, small.key)
    assert is_untouched(empty)


@pytest.mark.parametrize(
    "changes",
    [
        {"made_at": "yesterday"}, {"made_at": "2026-11-28T20:14:00"}, {"made_at": 7}, {"events": "20"}, {"events": -1},
        {"portal": "1.0\x1b]0;own\x07"}, {"portal": 1}, {"migrations": ["people.0001\x1b[2J"]},
        {"migrations": "people"}, {"head": "\x1b[2J"}, {"audit_key": "\n" * 9}, {"kind": ["sqlite"]},
        {"made_with": "17; rm"},
    ],
    ids=str,
)  # fmt: skip
def test_a_manifest_of_another_shape_is_refused_in_words_even_where_nothing_is_to_be_proved(
    small, empty, tmp_path, capsys, changes
):
    """It is read before it is believed, and its words come on the screen of whoever restores."""
    made = _told(small, tmp_path / "x.age", **changes)

    for into in (True, False):
        said = refused(capsys, made, small.key, "--unproven", into=into)
        assert said == "This is no backup of the portal: its manifest cannot be read.\n"
    assert is_untouched(empty)


def test_an_archive_of_the_other_kind_of_database_is_refused_in_words(small, empty, tmp_path, capsys):
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[connection.vendor]
    made = _told(small, tmp_path / "x.age", kind=other)

    refused(capsys, made, small.key)
    assert is_untouched(empty)
