"""A copy of the whole portal, sealed: everything comes back, and nobody without the key reads a word (issue 3, 9)."""

import datetime as dt
import os
import signal
import stat
import threading
import time
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from audit.models import AuditEvent, Verb
from people.models import Notification, SchoolSetting, User
from tests.project.backed_up import CANARIES, SESSION, build, restored
from tests.project.portals import all_files, all_rows, forget, portal
from todwick_portal.backups import programs
from todwick_portal.backups.faults import CannotBackUp
from todwick_portal.backups.making import is_overdue, make_backup
from todwick_portal.backups.rows import NOT_KEPT
from todwick_portal.backups.work import LOCK, alone, ends_tidily_when_told, folder

LONGEST_SECONDS = 60


@pytest.mark.slow  # the sizes of the issue
def test_a_thousand_pupils_of_five_years_and_two_thousand_files_come_back_as_they_were(empty, tmp_path):
    school = build(tmp_path / "school", pupils=1000, files=2000, years=5)
    with portal(school.folder, school.database):
        built = time.monotonic()
        make_backup(tmp_path / "again.age", [school.public])
        made = time.monotonic()

    restored(school)
    back = time.monotonic()

    assert all_files(empty) == school.files
    assert len(school.files) == 2000
    assert _kept(all_rows()) == _kept(school.rows)
    assert len(school.rows["people_pupil"]) == 1000
    assert [word for word in CANARIES if word.encode() in school.archive.read_bytes()] == []
    assert made - built < LONGEST_SECONDS and back - made < LONGEST_SECONDS, (made - built, back - made)
    forget(school.database)


def _kept(rows: dict[str, list[str]]) -> dict[str, list[str]]:
    """Without what a restore drops or settles: sessions, counters, mails that waited; and its own event."""
    kept = {name: lines for name, lines in rows.items() if name not in {*NOT_KEPT, "people_notification"}}
    kept["audit_auditevent"] = [line for line in kept["audit_auditevent"] if "'backup." not in line]
    return kept


def test_nothing_of_the_school_can_be_read_in_the_archive_or_is_left_beside_it(small):
    text = small.archive.read_bytes()

    assert all(word in str(small.rows) + str(small.files) for word in CANARIES)
    assert [word for word in (*CANARIES, SESSION, "SQLite", "PGDMP", "manifest") if word.encode() in text] == []
    assert [path.name for path in (small.folder / "var").iterdir()] == ["backup.lock"]
    assert stat.S_IMODE(small.archive.stat().st_mode) == 0o600


def test_a_backup_is_recorded_once_with_what_it_holds(small):
    with portal(small.folder, small.database):
        [event] = AuditEvent.objects.filter(verb=Verb.BACKUP_MADE)

    rows = sum(len(lines) for name, lines in small.rows.items() if name not in NOT_KEPT)
    assert (event.actor, event.details["rows"], event.details["files"]) == ("command", rows, 9)
    assert event.details["sha256"] == small.made.sha256


def test_a_restore_is_recorded_and_the_record_goes_on(small, empty):
    restored(small)

    last = AuditEvent.objects.order_by("-sequence").first()
    assert (last.verb, last.details["files"], last.details["events"]) == (Verb.BACKUP_RESTORED, 9, 20)
    assert (last.sequence, last.previous_seal) == (21, small.made.manifest.head)
    call_command("verify_audit")


def test_sessions_and_counters_are_not_kept_and_no_mail_goes_out_twice(small, empty):
    restored(small)

    rows = all_rows()
    assert [rows[name] for name in NOT_KEPT] == [[], [], [], []]
    states = dict(Notification.objects.values_list("subject", "status"))
    assert states == {
        "waiting": "failed", "sending": "failed", "sent": "sent", "failed": "failed", "expired": "expired",
        "withheld": "withheld", "code": "failed",
    }  # fmt: skip
    assert Notification.objects.get(subject="code").sealed is None
    assert "restored from a backup" in Notification.objects.get(subject="waiting").fault


def test_the_drill_proves_an_archive_and_changes_nothing(small, empty, capsys):
    call_command("restore", str(small.archive), "--key", small.key)

    said = capsys.readouterr().out
    rows = small.made.manifest.rows
    assert "This archive can be restored. Nothing was changed." in said
    assert f"{rows} rows in" in said and "9 files" in said and "20 events holds" in said
    assert sorted(path.name for path in (empty / "var").iterdir()) == ["backup.lock"]
    assert not (empty / "media").exists()
    assert connection.introspection.table_names() == []


def test_the_drill_says_whether_the_record_here_continues_that_of_the_archive(small, empty, capsys):
    with portal(small.folder, small.database):
        call_command("restore", str(small.archive), "--key", small.key)
    assert "The record of the portal here continues it." in capsys.readouterr().out


@pytest.mark.slow  # three copies under writing, each restored
def test_what_is_written_meanwhile_is_in_the_copy_whole_or_not_at_all(small, tmp_path):
    stop, written = threading.Event(), []

    def _write() -> None:
        """Two rows in each transaction, as long as it lasts."""
        while not stop.is_set():
            _pair(len(written))
            written.append(1)
        connection.close()

    with portal(tmp_path / "busy") as busy:
        restored(small)
        writer = threading.Thread(target=_write)
        writer.start()
        while len(written) < 5:
            time.sleep(0.01)
        made = [make_backup(tmp_path / f"{number}.age", [small.public]) for number in range(3)]
        stop.set()
        writer.join()
    for one in made:
        with portal(tmp_path / one.path.stem) as name:
            call_command("restore", str(one.path), "--key", small.key, "--into-empty")
            pairs = SchoolSetting.objects.filter(key__startswith="pair").count()
            assert pairs == User.objects.count() - 1 >= 5
            connection.close()
        forget(name)
    forget(busy)


def _pair(number: int) -> None:
    with transaction.atomic():
        SchoolSetting.objects.create(key=f"pair{number}", value="1")
        User.objects.create(email=f"pair{number}@school.example")


# --- what is refused ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dest", "to", "words"),
    [
        ("there.age", None, "there.age exists already"),
        ("media/in.age", None, "Name a place outside of MEDIA_ROOT"),
        ("none/new.age", None, "No such file or directory"),
        ("new.age", [], "Set BACKUP_RECIPIENTS"),
        ("new.age", ["age1nonsense"], "age1nonsense is no public key"),
        ("new.age", ["AGE-SECRET-KEY-1QQQ"], "That is a private key"),
    ],
)
def test_a_backup_that_cannot_be_made_leaves_nothing_and_is_not_recorded(small, tmp_path, dest, to, words):
    with portal(tmp_path, small.database):
        (tmp_path / "there.age").write_text("here")
        (tmp_path / "media").mkdir()
        before = (sorted(tmp_path.rglob("*.age*")), AuditEvent.objects.count())

        with pytest.raises(CannotBackUp, match=words):
            make_backup(tmp_path / dest, [small.public] if to is None else to)

        assert (sorted(tmp_path.rglob("*.age*")), AuditEvent.objects.count()) == before
        assert (tmp_path / "there.age").read_text() == "here"


def test_the_folder_of_uploads_must_not_hold_the_keys(small, tmp_path, settings):
    with portal(tmp_path, small.database):
        settings.MEDIA_ROOT = tmp_path
        with pytest.raises(CannotBackUp, match="MEDIA_ROOT holds VAR_DIR"):
            make_backup(tmp_path / "new.age", [small.public])


def test_a_database_without_the_tables_of_the_portal_is_not_copied(empty, small):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE other (id integer)")

    with pytest.raises(CannotBackUp, match="is not a portal's yet"):
        make_backup(empty / "new.age", [small.public])


def test_a_link_among_the_uploads_is_not_followed(small, tmp_path):
    with portal(tmp_path, small.database):
        (tmp_path / "media").mkdir()
        (tmp_path / "media" / "link").symlink_to(small.key)

        assert make_backup(tmp_path / "new.age", [small.public]).manifest.files == 0


def test_two_backups_at_once_are_one_too_many(small, tmp_path):
    with portal(tmp_path, small.database), alone(LOCK), pytest.raises(CannotBackUp, match="Another backup"):
        make_backup(tmp_path / "new.age", [small.public])


def test_a_folder_that_a_killed_backup_left_is_removed_by_the_next(small, tmp_path):
    with portal(tmp_path, small.database):
        left = tmp_path / "var" / "backup-work-killed"
        left.mkdir()
        (left / "database.sqlite3").write_text("open")

        made = make_backup(tmp_path, [small.public])

        assert not left.exists()
        assert made.path.parent == tmp_path and made.path.name.startswith("todwick-portal-2")


def test_a_backup_that_is_told_to_stop_leaves_nothing_open(small, tmp_path):
    before = signal.getsignal(signal.SIGTERM)
    with portal(tmp_path, small.database):
        with pytest.raises(SystemExit), ends_tidily_when_told(), folder() as open_:
            assert stat.S_IMODE(open_.stat().st_mode) == 0o700
            (open_ / "database.sqlite3").write_text("open")
            os.kill(os.getpid(), signal.SIGTERM)

        assert not open_.exists()
    assert signal.getsignal(signal.SIGTERM) == before


@pytest.mark.postgresql
def test_without_a_pg_dump_that_is_new_enough_the_words_say_what_to_install(small, tmp_path, monkeypatch):
    monkeypatch.setattr(programs, "FOLDERS", ())
    old = tmp_path / "bin" / "pg_dump"
    old.parent.mkdir()
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.1'\n")
    old.chmod(0o755)
    monkeypatch.setenv("PATH", str(old.parent))

    with portal(tmp_path, small.database), pytest.raises(CannotBackUp, match="or newer is not installed"):
        make_backup(tmp_path / "new.age", [small.public])


# --- keys, and the command ---------------------------------------------------------------------------------


def test_a_new_key_is_for_its_owner_alone_and_never_written_over(tmp_path, capsys):
    key = tmp_path / "key.txt"

    call_command("backup", "--new-key", str(key))

    text = key.read_text()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    public = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("age1"))
    assert f"# public key: {public}\nAGE-SECRET-KEY-1" in text
    with pytest.raises(SystemExit, match="2"):
        call_command("backup", "--new-key", str(key))
    assert key.read_text() == text
    assert "never written over" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["x.age", "--new-key", "key"]])
def test_the_command_wants_one_thing(arguments, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    with pytest.raises(SystemExit, match="2"):
        call_command("backup", *arguments)

    assert capsys.readouterr().err == "Name either DEST, where the archive goes, or --new-key FILE.\n"
    assert list(tmp_path.iterdir()) == []


def test_the_command_takes_the_keys_of_the_settings(small, tmp_path, settings, capsys):
    settings.BACKUP_RECIPIENTS = [small.public]
    with portal(tmp_path, small.database):
        call_command("backup", str(tmp_path / "new.age"))

    assert f"{tmp_path / 'new.age'}: " in capsys.readouterr().out


@pytest.mark.parametrize(("hours", "set_up", "overdue"), [(47, True, False), (49, True, True), (49, False, False)])
def test_health_alarms_where_backups_are_set_up_and_none_was_made_for_two_days(small, settings, hours, set_up, overdue):
    settings.BACKUP_RECIPIENTS = [small.public] if set_up else []

    with portal(small.folder, small.database):
        last = AuditEvent.objects.filter(verb=Verb.BACKUP_MADE).latest("sequence")

        assert is_overdue(last.at + dt.timedelta(hours=hours)) is overdue


def test_health_names_a_backup_that_is_overdue(client, db, settings):
    settings.BACKUP_RECIPIENTS = ["age1"]

    response = client.get("/health/")

    assert (response.status_code, response.json()["faults"]) == (503, ["no backup was made for two days"])


def test_one_module_alone_knows_the_package_that_encrypts():
    folder = Path(programs.__file__).parents[1]

    assert [path.name for path in folder.rglob("*.py") if "pyrage" in path.read_text()] == ["sealing.py"]
