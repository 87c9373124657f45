"""Production refuses to start with what only a demo may have, and says what to do (contract 1)."""

import os
import shutil
import sqlite3

import pytest

from tests.project.production import environment, manage, python

pytestmark = pytest.mark.slow  # each in a process of its own
START = ("-c", "import todwick_portal.wsgi")
KEY = os.urandom(32).hex()


def test_production_starts_with_settings_that_are_in_order(tmp_path):
    done = python(environment(tmp_path), *START)

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is not set"),
        ({"AUDIT_KEY": ""}, "AUDIT_KEY is not set"),
        ({"DATA_KEY": ""}, "DATA_KEY is not set"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is shorter than 50 signs"),
        ({"SECRET_KEY": "ab" * 40}, "SECRET_KEY repeats a few signs"),
        ({"SECRET_KEY": KEY, "AUDIT_KEY": KEY}, "must differ from one another"),
        ({"SITE_URL": "http://portal.school.example"}, "SITE_URL must begin with https://"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS must name"),
        ({"ALLOWED_HOSTS": "other.example"}, "ALLOWED_HOSTS does not name portal.school.example"),
        ({"FAST_PASSWORDS": "1"}, "FAST_PASSWORDS is for tests only"),
        ({"PORTAL_MODE": "staging"}, "PORTAL_MODE must be demo or production"),
    ],
)
def test_production_does_not_start_with(tmp_path, changes, said):
    done = python(environment(tmp_path, **changes), *START)

    assert done.returncode != 0
    assert said in done.stderr.splitlines()[-1]


def test_without_a_word_the_mode_is_production(tmp_path):
    env = environment(tmp_path, PORTAL_MODE="", SECRET_KEY="")

    assert "SECRET_KEY is not set" in python(env, *START).stderr


def test_the_keys_that_the_demo_made_are_not_for_production(tmp_path):
    (tmp_path / "secret_key.txt").write_text(KEY)

    done = python(environment(tmp_path, SECRET_KEY=KEY), *START)

    assert "SECRET_KEY is the key that the demo made" in done.stderr


def test_a_database_with_a_demo_account_is_refused_and_the_account_named(tmp_path, migrated):
    env = environment(tmp_path)
    shutil.copyfile(migrated, tmp_path / "portal.sqlite3")
    with sqlite3.connect(tmp_path / "portal.sqlite3") as database:
        database.execute(
            "INSERT INTO people_user"
            " (password, email, title, forename, surname, staff_code, job_title, session_stamp, created_at,"
            " morning_mails, weekly_mails)"
            " VALUES ('', 'head@todwick.example', '', '', '', '', '', '', '2026-09-01', 'each_day', 1)"
        )

    served, commanded = python(env, *START), manage(env, "check")

    assert served.returncode != 0
    assert "demo account head@todwick.example" in served.stderr
    assert commanded.returncode != 0
    assert "demo account head@todwick.example" in commanded.stderr


def test_a_database_that_does_not_answer_is_said_in_words(tmp_path):
    env = environment(tmp_path, DATABASE_URL="postgres://nobody@127.0.0.1:1/none")

    assert "The database does not answer" in python(env, *START).stderr


def test_the_deployment_check_has_nothing_to_say(tmp_path):
    done = manage(environment(tmp_path), "check", "--deploy", "--fail-level", "WARNING")

    assert done.returncode == 0, done.stderr


def test_static_files_are_gathered_under_names_that_change_with_them(tmp_path):
    env = environment(tmp_path, STATIC_ROOT=str(tmp_path / "static"))

    done = manage(env, "collectstatic", "--no-input", "-v0")

    assert (done.returncode, done.stderr) == (0, "")
    assert [path.name for path in (tmp_path / "static" / "css").glob("portal.*.css")]


def test_every_cookie_is_bound_to_the_host_and_to_https(tmp_path):
    """The statement names every cookie that is ever set (tests/papers/test_cookies.py); of these, the names here."""
    program = (
        "import django; django.setup()\n"
        "from django.contrib import messages\n"
        "from django.contrib.messages.storage import default_storage\n"
        "from django.http import HttpResponse\n"
        "from django.test import RequestFactory\n"
        "from people.settings import DEFAULTS\n"
        "from todwick_portal.statements.cookies import cookies\n"
        "request, answer = RequestFactory().get('/'), HttpResponse()\n"
        "request.session = {}\n"
        "request._messages = default_storage(request)\n"
        "messages.success(request, 'Saved.')\n"
        "request._messages.update(answer)\n"
        "print(*[one.name for one in cookies(DEFAULTS)])\n"
        "print(answer.cookies.output())"
    )

    names, said = python(environment(tmp_path), "-c", program).stdout.splitlines()

    assert len(names.split()) == 4 and all(name.startswith("__Host-") for name in names.split())
    assert said.startswith("Set-Cookie: __Host-messages=")
    assert {"HttpOnly", "Secure", "Path=/", "SameSite=Lax"} <= {part.strip() for part in said.split(";")}
    assert "domain" not in said.lower()


def test_the_cookie_of_a_class_tablet_is_bound_to_the_host_and_to_https(tmp_path):
    program = (
        "import datetime as dt, django; django.setup()\n"
        "from django.http import HttpResponse\n"
        "from people.devices import keep_on\n"
        "from people.models import SharedDevice\n"
        "answer = HttpResponse()\n"
        "keep_on(answer, SharedDevice(expires_on=dt.date(2099, 8, 31)), 'secret')\n"
        "print(answer.cookies.output())"
    )

    cookie = python(environment(tmp_path), "-c", program).stdout

    assert cookie.startswith("Set-Cookie: __Host-tablet=secret;")
    assert {"HttpOnly", "Secure", "Path=/", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}
    assert "domain" not in cookie.lower()
