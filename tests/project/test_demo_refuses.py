"""Where `manage.py demo` does not run, and what `--reset` makes anew."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as portal_settings

from people.models import User
from tests.factories import UserFactory
from tests.project.demo_command import run_demo


def test_it_refuses_where_a_real_school_is(db):
    UserFactory()

    for arguments in ((), ("--reset",)):
        code, _, said = run_demo(*arguments)
        assert code == 2
        assert "1 accounts" in said and "Traceback" not in said
    assert User.objects.count() == 1


def test_it_refuses_outside_demo_mode(db, settings):
    settings.DEMO = False

    code, _, said = run_demo()

    assert code == 2
    assert "PORTAL_MODE=demo" in said
    assert not User.objects.exists()


def test_it_makes_no_database_anew_that_is_not_named_for_it(db):
    code, _, said = run_demo("--reset")

    assert code == 2
    assert "--reset" in said
    assert not User.objects.exists()


@pytest.mark.long  # makes a whole database in another process
def test_reset_makes_a_new_database_and_tells_the_story_anew(tmp_path, migrated):
    shutil.copyfile(migrated, tmp_path / "portal.sqlite3")
    settings_of = "SELECT key FROM people_schoolsetting"
    with sqlite3.connect(tmp_path / "portal.sqlite3") as connection:
        connection.execute("INSERT INTO people_schoolsetting (key, value) VALUES ('demo_school', '1'), ('stray', '')")

    done = manage(tmp_path, "demo", "--reset")

    assert (done.returncode, done.stderr) == (0, "")
    assert "210 pupils" in done.stdout
    with sqlite3.connect(tmp_path / "portal.sqlite3") as connection:
        kept = {key for (key,) in connection.execute(settings_of)}
    assert "demo_school" in kept and "stray" not in kept
    assert manage(tmp_path, "verify_audit").returncode == 0


def manage(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, on a database file in `folder`."""
    there = {"VAR_DIR": str(folder), "DATABASE_URL": f"sqlite:///{folder / 'portal.sqlite3'}", "PORTAL_MODE": "demo"}
    return subprocess.run(
        [sys.executable, str(portal_settings.BASE_DIR / "manage.py"), *arguments],
        env={**os.environ, **there}, capture_output=True, text=True, check=False,
    )  # fmt: skip
