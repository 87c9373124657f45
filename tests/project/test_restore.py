"""What a restore refuses: each time one line, and everything is as it was (issue 3, 9; security 2.5)."""

import io
import random
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from audit import triggers
from audit.models import AuditEvent, Verb
from tests.project.backed_up import restored
from tests.project.portals import all_files, all_rows, forget, portal
from tests.project.restoring import is_untouched, refused
from todwick_portal.backups import work
from todwick_portal.backups.sealing import make_key

DAMAGED = "The archive is damaged or cut off. Take another copy of it, or an older one.\n"


# --- key and damage ----------------------------------------------------------------------------------------


def test_a_wrong_key_changes_nothing(small, empty, tmp_path, capsys):
    make_key(tmp_path / "other")

    assert "This key does not open the archive." in refused(capsys, small.archive, str(tmp_path / "other"))
    assert is_untouched(empty)


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

    assert words in refused(capsys, small.archive, str(tmp_path / "key"))
    assert is_untouched(empty)


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

        refused(capsys, wrong, small.key)

        assert is_untouched(empty), place


@pytest.mark.parametrize("kept", [0, 50, 250, 70_000, -20_000, -1])
def test_an_archive_that_is_cut_off_isrefused(small, empty, tmp_path, capsys, kept):
    cut = tmp_path / "cut.age"
    cut.write_bytes(small.archive.read_bytes()[:kept])

    assert refused(capsys, cut, small.key) == DAMAGED
    assert is_untouched(empty)


def test_what_is_not_there_is_said_in_words(small, empty, tmp_path, capsys):
    assert "No such file" in refused(capsys, tmp_path / "none.age", small.key)


# --- the place ---------------------------------------------------------------------------------------------


def test_a_portal_that_holds_rows_is_not_written_over(small, tmp_path, capsys):
    with portal(tmp_path / "held") as name:
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE people_pupil (name varchar(10))")
            cursor.execute("INSERT INTO people_pupil VALUES ('Wren')")
        before = all_rows()

        assert "The database of this portal is not empty." in refused(capsys, small.archive, small.key)
        assert all_rows() == before
    forget(name)


def test_a_folder_that_holds_files_is_not_written_over(small, empty, capsys):
    (empty / "media").mkdir()
    (empty / "media" / "kept.txt").write_text("kept")

    assert "The folder of uploads is not empty." in refused(capsys, small.archive, small.key)
    assert all_files(empty) == {"kept.txt": b"kept"}
    assert connection.introspection.table_names() == []


def test_while_a_worker_runs_nothing_is_restored(small, empty, capsys):
    with work.alone(work.WORKER_LOCK):
        assert "The worker is running." in refused(capsys, small.archive, small.key)
    assert is_untouched(empty)


def test_files_that_cannot_be_written_leave_an_empty_portal(small, empty, capsys, settings):
    (empty / "file").write_text("")
    settings.MEDIA_ROOT = empty / "file" / "media"

    refused(capsys, small.archive, small.key)
    assert is_untouched(empty)


def test_a_disk_that_is_too_small_is_said_before_anything_is_unpacked(small, empty, capsys, monkeypatch):
    monkeypatch.setattr(work, "free_bytes", lambda place: 1000)

    assert "too large for this disk" in refused(capsys, small.archive, small.key)
    assert is_untouched(empty)


def test_rows_that_cannot_be_brought_up_to_date_leave_an_empty_portal(small, tmp_path, capsys):
    with portal(tmp_path / "odd") as odd:
        restored(small)
        with connection.cursor() as cursor:  # a migration that says it never ran, and whose tables are there
            cursor.execute("DELETE FROM django_migrations WHERE app = 'policies'")
        call_command("backup", str(tmp_path / "odd.age"), "--to", small.public)
        capsys.readouterr()
    with portal(tmp_path / "empty") as name:
        said = refused(capsys, tmp_path / "odd.age", small.key)

        assert "The rows could not be brought up to date: " in said
        assert is_untouched(tmp_path / "empty")
    forget(odd)
    forget(name)


# --- the record --------------------------------------------------------------------------------------------


def test_another_audit_key_is_named_and_may_be_overruled(small, empty, capsys):
    with override_settings(AUDIT_KEY="another key of many signs, which did not seal this record"):
        said = refused(capsys, small.archive, small.key)
        assert "made under another AUDIT_KEY (fingerprint " in said and "--unproven" in said
        assert django_settings.AUDIT_KEY not in said
        assert is_untouched(empty)

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
        said = refused(capsys, tmp_path / "x.age", small.key)
        assert "Event 7 was changed after it was written." in said
        assert is_untouched(tmp_path / "empty")
    forget(odd)
    forget(name)
