"""A file that was sealed after a backup does not come back with it."""

from pathlib import Path

import pytest
from django.core.management import call_command

from audit.chain import verify
from audit.models import AuditEvent, Verb
from incidents import sealed_list
from incidents.actions.evidence import seal_evidence
from incidents.actions.evidence_ending import ask_destruction, confirm_destruction
from incidents.models import EvidenceFile
from tests.incidents.filed import added, on_the_disk
from tests.incidents.made import School, report
from tests.project.portals import forget, migrated, portal
from tests.project.restoring import is_untouched, refused
from todwick_portal.backups.making import make_backup
from todwick_portal.backups.sealing import make_key

WHY = "On the advice of the police."


class Kept:
    """A portal with four files of one case; a backup of it; and what was done to them afterwards."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.archive, self.key = folder, folder / "backups" / "monday.age", str(folder / "key")
        self.archive.parent.mkdir(parents=True)
        with portal(folder / "school") as self.database:
            migrated()
            school = School().everybody_leading()
            case = report(school.reporter)
            files = [added(case, school.head, f"File {number}.".encode()) for number in range(4)]
            self.open, self.before, self.after, self.gone = (file.kept_as for file in files)
            seal_evidence(evidence=files[1], by=school.head)
            self.public = make_key(folder / "key")
            make_backup(self.archive, [self.public])
            (self.archive.parent / sealed_list.NAME).unlink()  # as if each archive were kept in a place of its own
            for file in files[2:]:
                seal_evidence(evidence=file, by=school.head)
            ask_destruction(evidence=files[3], reason=WHY, by=school.head)
            confirm_destruction(evidence=files[3], by=school.dsl)
            self.list = sealed_list.place()

    def restored(self, *options: str) -> None:
        call_command("restore", str(self.archive), "--key", self.key, "--into-empty", *options)


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock():
        school = Kept(tmp_path_factory.mktemp("kept") / "here")
        yield school
        forget(school.database)


def _files() -> dict[str, tuple[bool, bool]]:
    return {
        file.kept_as: (bool(file.sealed_at), bool(file.destroyed_at)) for file in EvidenceFile.objects.order_by("pk")
    }


def test_what_was_sealed_or_destroyed_since_the_backup_stays_so_and_its_bytes_stay_away(kept, empty, capsys):
    kept.restored("--sealed", str(kept.list))

    assert _files() == {
        kept.open: (False, False), kept.before: (True, False), kept.after: (True, False), kept.gone: (True, True),
    }  # fmt: skip
    assert [f"evidence/{name}" for name in on_the_disk()] == [kept.open]
    assert "Sealed again, and not put back: 2 files" in capsys.readouterr().out
    assert AuditEvent.objects.get(verb=Verb.BACKUP_RESTORED).details["sealed_again"] == 2
    case = EvidenceFile.objects.first().case
    assert case.timeline.filter(what__startswith="A backup was put back", by=None).count() == 2
    assert verify(AuditEvent.objects.order_by("sequence")).fault == ""


@pytest.mark.parametrize("place", ["beside the archive", "in VAR_DIR"])
def test_the_list_is_found_without_being_named(kept, empty, place, capsys):
    target = kept.archive.parent if place == "beside the archive" else empty / "var"
    (target / sealed_list.NAME).write_bytes(kept.list.read_bytes())

    kept.restored()
    (target / sealed_list.NAME).unlink()

    assert [f"evidence/{name}" for name in on_the_disk()] == [kept.open]


def test_without_any_list_it_is_said_that_sealed_files_are_open_again(kept, empty, capsys):
    kept.restored()

    assert "No list of sealed files" in capsys.readouterr().out
    assert len(on_the_disk()) == 3


@pytest.mark.parametrize("text", ["evidence/x\n", "\x00\n", "a b c d\n", "a b 2026-01-01 -\n"])
def test_a_list_that_cannot_be_read_stops_the_restore_and_nothing_is_changed(kept, empty, capsys, tmp_path, text):
    broken = tmp_path / "broken.txt"
    broken.write_text(text, encoding="utf-8")

    assert "Line 1" in refused(capsys, kept.archive, kept.key, "--sealed", str(broken))
    assert "There is no list" in refused(capsys, kept.archive, kept.key, "--sealed", str(tmp_path / "none.txt"))
    assert is_untouched(empty)


def test_each_backup_brings_the_list_along_beside_it_once_something_is_sealed(kept, tmp_path):
    place = tmp_path / "another"
    place.mkdir()
    with portal(kept.folder / "school", kept.database):
        make_backup(place, [kept.public])

    assert sealed_list.read(place / sealed_list.NAME) == sealed_list.read(kept.list)
    assert set(sealed_list.read(kept.list)) == {kept.before, kept.after, kept.gone}
    assert WHY not in kept.list.read_text(encoding="utf-8")
