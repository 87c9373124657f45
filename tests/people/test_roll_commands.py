"""The commands that load lists: exit codes, one line on standard error, reports."""

import json

import pytest
from django.core.management import CommandError, call_command

from people.models import Pupil, SchoolYear, User

from . import lists


@pytest.fixture
def roll(tmp_path):
    path = tmp_path / "roll.csv"
    path.write_text(lists.NEUTRAL, encoding="utf-8")
    return path


def _refused(capsys, *args: str) -> str:
    with pytest.raises(SystemExit) as stop:
        call_command(*args)
    assert stop.value.code == 2
    [line] = capsys.readouterr().err.splitlines()
    return line


def test_the_roll_is_loaded_and_reported(db, roll, tmp_path, capsys):
    call_command("import_roll", str(roll), "--school-year", "2026", "--report", str(tmp_path / "out.json"))

    assert capsys.readouterr().out == "4 new, 0 changed, 0 unchanged, 0 left, 0 returned\n"
    report = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert report["counts"]["new"] == 4
    assert [entry["pupil"] for entry in report["new"]] == ["004001", "004015", "004061", "004026"]


def test_a_dry_run_changes_nothing(db, roll, capsys):
    call_command("import_roll", str(roll), "--dry-run")

    assert capsys.readouterr().out.startswith("Would be: 4 new")
    assert not Pupil.objects.exists()
    assert not SchoolYear.objects.exists()


def test_a_fault_is_one_line_with_row_and_exit_2(db, roll, capsys):
    roll.write_text(lists.NEUTRAL.replace("2021-11-24", "tomorrow"), encoding="utf-8")

    line = _refused(capsys, "import_roll", str(roll))

    assert line == "roll.csv: row 2: “tomorrow” under “dob” is no date. Write it as 24/11/2021."
    assert not Pupil.objects.exists()


def test_too_many_leavers_name_the_way_out(db, tmp_path, capsys):
    full = "Adno,Forename,Surname,Class\n" + "".join(f"{n},Wren{n},Ash{n},{n % 2}A\n" for n in range(100, 120))
    path = tmp_path / "roll.csv"
    path.write_text(full)
    call_command("import_roll", str(path))
    path.write_text("".join(line + "\n" for line in full.splitlines()[:11]))
    capsys.readouterr()

    assert "--accept-leavers 10" in _refused(capsys, "import_roll", str(path))
    call_command("import_roll", str(path), "--dry-run")
    assert Pupil.objects.filter(left_on=None).count() == 20

    call_command("import_roll", str(path), "--accept-leavers", "10")
    assert Pupil.objects.filter(left_on=None).count() == 10


@pytest.mark.parametrize("content", [b"", b"\0\1\2\3", b"%PDF-1.4 x", b"a\n", b"PK\3\4broken", b"<html></html>"])
def test_a_file_that_is_no_list_is_refused_without_a_traceback(db, tmp_path, capsys, content):
    path = tmp_path / "file.csv"
    path.write_bytes(content)

    assert _refused(capsys, "import_roll", str(path)).startswith("file.csv: ")
    assert _refused(capsys, "import_staff", str(path)).startswith("file.csv: ")


def test_a_file_that_does_not_exist_is_refused(db, tmp_path, capsys):
    assert "cannot be read" in _refused(capsys, "import_roll", str(tmp_path / "nothing.csv"))


def test_a_report_into_nowhere_stops_before_anything_is_loaded(db, roll, tmp_path, capsys):
    assert "no such folder" in _refused(capsys, "import_roll", str(roll), "--report", str(tmp_path / "x" / "out.json"))
    assert not Pupil.objects.exists()


def test_a_school_year_is_a_calendar_year(db, roll):
    with pytest.raises(CommandError, match="calendar year"):
        call_command("import_roll", str(roll), "--school-year", "26/27")


def test_the_staff_list_is_loaded(db, tmp_path, capsys):
    path = tmp_path / "staff.csv"
    path.write_text(lists.STAFF, encoding="utf-8")

    call_command("import_staff", str(path))

    assert capsys.readouterr().out == "5 new, 0 changed, 0 unchanged, 1 leaving, 0 not listed\n"
    assert User.objects.count() == 5
