"""A restore drill is written down where it was held, or by its slip; a failed one too (issue 8, 4)."""

import json

import pytest
from django.core.management import call_command
from django.db import connection

from audit.models import AuditEvent, Verb
from people.models import RestoreDrill, User
from tests.project.portals import all_rows, portal
from tests.project.restoring import refused
from todwick_portal.backups import work
from todwick_portal.backups.making import make_backup
from todwick_portal.backups.sealing import make_key


@pytest.fixture
def at_home(small, tmp_path):
    """The small school is the current portal; drills are taken out again, for others count its rows."""
    with portal(small.folder, small.database):
        yield small


def _last() -> RestoreDrill:
    return RestoreDrill.objects.order_by("-pk").first()


def test_a_drill_on_the_server_is_written_down_with_what_it_proved(at_home, capsys):
    before = AuditEvent.objects.count()

    call_command("restore", str(at_home.archive), "--key", at_home.key, "--by", "HEAD@school.example")

    drill, held = _last(), at_home.made.manifest
    assert "Noted under Backups and drills." in capsys.readouterr().out
    assert (drill.is_whole, drill.archive, drill.by.email) == (True, "school.age", "head@school.example")
    assert (drill.rows, drill.files, drill.events, drill.head) == (held.rows, held.files, held.events, held.head)
    assert drill.made_at.isoformat() == held.made_at and drill.seconds >= 1
    event = AuditEvent.objects.order_by("-sequence").first()
    assert (AuditEvent.objects.count(), event.verb, event.details["whole"]) == (before + 1, Verb.DRILL_HELD, True)


def test_a_drill_that_fails_is_written_down_with_the_reason(at_home, tmp_path, capsys):
    make_key(tmp_path / "other")

    said = refused(capsys, at_home.archive, str(tmp_path / "other"), into=False)

    assert said.strip() == _last().fault and "does not open the archive" in said
    assert (_last().is_whole, _last().by, _last().rows) == (False, None, 0)


@pytest.mark.parametrize("slip_of_the_hand", ["no archive", "no key", "a typing error", "nobody"])
def test_what_was_no_drill_at_all_is_not_written_down(at_home, tmp_path, capsys, slip_of_the_hand):
    count, archive, key, more = RestoreDrill.objects.count(), at_home.archive, at_home.key, []
    if slip_of_the_hand == "no archive":
        archive = tmp_path / "none.age"
    elif slip_of_the_hand == "no key":
        key = str(tmp_path / "none")
    elif slip_of_the_hand == "nobody":
        more = ["--by", "nobody@school.example"]
    else:
        (tmp_path / "key").write_text("AGE-SECRET-KEY-1QQQQ")
        key = str(tmp_path / "key")

    refused(capsys, archive, key, *more, into=False)

    assert RestoreDrill.objects.count() == count


def test_while_another_one_runs_none_is_held(at_home, capsys):
    count = RestoreDrill.objects.count()
    with work.alone(work.LOCK):
        assert "Another backup or restore is running." in refused(capsys, at_home.archive, at_home.key, into=False)
    assert RestoreDrill.objects.count() == count


def test_nothing_else_of_the_portal_changes(at_home, capsys):
    before = all_rows()

    call_command("restore", str(at_home.archive), "--key", at_home.key)

    after = all_rows()
    changed = {name for name in before if before[name] != after[name]}
    assert changed - {"sqlite_sequence"} == {"people_restoredrill", "audit_auditevent"}


def test_a_drill_on_another_machine_comes_in_by_its_slip_once(small, empty, tmp_path, capsys):
    slip = tmp_path / "slip.json"
    call_command("restore", str(small.archive), "--key", small.key, "--slip", str(slip))
    assert "Not noted: the database here is not the portal's." in capsys.readouterr().out
    assert connection.introspection.table_names() == []

    with portal(small.folder, small.database):
        call_command("record_drill", str(slip), "--by", "head@school.example")
        assert "Entered: school.age: can be restored." in capsys.readouterr().out
        assert (_last().rows, _last().by) == (small.made.manifest.rows, User.objects.get(email="head@school.example"))
        assert _entered(slip, capsys) == "This drill was entered already.\n"


@pytest.mark.parametrize("change", ["rows", "seal", "text", "none"])
def test_a_slip_that_was_changed_is_not_entered(small, empty, tmp_path, capsys, change):
    slip = tmp_path / "slip.json"
    call_command("restore", str(small.archive), "--key", small.key, "--slip", str(slip))
    said = json.loads(slip.read_text())
    if change == "rows":
        said["drill"]["rows"] += 1
    if change == "seal":
        said["seal"] = "0" * 64
    slip.write_text("hello" if change == "text" else json.dumps(said))
    capsys.readouterr()

    with portal(small.folder, small.database):
        count = RestoreDrill.objects.count()
        line = _entered(tmp_path / "none" if change == "none" else slip, capsys)
        assert "no slip" in line and RestoreDrill.objects.count() == count


def _entered(slip, capsys) -> str:
    with pytest.raises(SystemExit) as ended:
        call_command("record_drill", str(slip))
    said = capsys.readouterr()
    assert (ended.value.code, said.out, said.err.count("\n")) == (2, "", 1)
    return said.err


def test_a_slip_is_written_over_nothing(small, empty, tmp_path, capsys):
    (tmp_path / "slip").write_text("mine")

    assert "Name a new file." in refused(capsys, small.archive, small.key, "--slip", str(tmp_path / "slip"), into=False)
    assert (tmp_path / "slip").read_text() == "mine"


def test_a_portal_with_a_drill_in_it_is_backed_up_and_proved_again(at_home, tmp_path, capsys):
    call_command("restore", str(at_home.archive), "--key", at_home.key)
    make_backup(tmp_path / "again.age", [at_home.public])

    call_command("restore", str(tmp_path / "again.age"), "--key", at_home.key)

    assert _last().archive == "again.age" and _last().is_whole
