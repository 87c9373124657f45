"""The worker beside the web server: jobs, signs of life, and letting go."""

import datetime as dt
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from audit import triggers
from consent.models import ReviewEntry, ReviewWaiting, StagedSurvey, SurveyImport
from people.models import RollImport
from tests.factories import PupilFactory
from tests.project.jobs import note, write_down
from todwick_portal import heartbeat
from todwick_portal.jobs import MOST_ATTEMPTS, put_back_interrupted, run_waiting
from todwick_portal.retention import let_go

ROOT = Path(__file__).resolve().parents[2]
IN_WORKER = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def queue(transactional_db, settings) -> None:
    """Jobs wait for a worker, as in life; elsewhere in the tests they run at once. The worker renews its connection."""
    settings.TASKS = IN_WORKER


def _job(**fields):
    write_down.enqueue("a job")
    DBTaskResult.objects.update(**fields)
    return DBTaskResult.objects.get()


def test_waiting_jobs_are_run_in_order_and_once(queue):
    note.clear()
    for text in ("one", "two"):
        write_down.enqueue(text)

    run_waiting(threading.Event())
    run_waiting(threading.Event())

    assert note == ["one", "two"]
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL"}


def test_a_worker_that_is_to_stop_begins_no_job(queue):
    stop = threading.Event()
    stop.set()
    write_down.enqueue("late")

    run_waiting(stop)

    assert DBTaskResult.objects.get().status == "READY"


def test_a_job_that_a_killed_worker_left_running_waits_again(queue):
    _job(status="RUNNING", worker_ids=["gone"], started_at=timezone.now())

    assert put_back_interrupted() == 1

    job = DBTaskResult.objects.get()
    assert (job.status, job.started_at) == ("READY", None)


def test_a_job_that_killed_three_workers_is_given_up(queue):
    _job(status="RUNNING", worker_ids=["a", "b", "c"][:MOST_ATTEMPTS], started_at=timezone.now())

    assert put_back_interrupted() == 0

    assert DBTaskResult.objects.get().status == "FAILED"


@pytest.mark.parametrize(("seconds", "silent"), [(10, False), (59, False), (61, True)])
def test_the_worker_is_silent_after_a_minute(queue, seconds, silent):
    heartbeat.beat()
    later = timezone.now() + dt.timedelta(seconds=seconds)

    assert heartbeat.is_silent(later, started_at=later - dt.timedelta(hours=1)) is silent


def test_a_worker_that_never_spoke_has_a_minute_from_the_start_of_the_web_server(queue):
    now = timezone.now()

    assert not heartbeat.is_silent(now, started_at=now - dt.timedelta(seconds=30))
    assert heartbeat.is_silent(now, started_at=now - dt.timedelta(seconds=90))


def test_health_alarms_while_the_worker_is_silent(client, queue, monkeypatch):
    monkeypatch.setattr(heartbeat, "_web_started_at", timezone.now() - dt.timedelta(hours=1))

    silent = client.get(reverse("health"))
    heartbeat.beat()
    alive = client.get(reverse("health"))

    assert (silent.status_code, silent.json()["faults"]) == (503, ["the worker has been silent for over a minute"])
    assert (alive.status_code, alive.json()) == (200, {"status": "ok", "faults": []})


def test_the_worker_takes_one_turn_when_asked_to(queue, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    note.clear()
    write_down.enqueue("once")

    call_command("worker", "--once")

    assert note == ["once"]
    assert heartbeat.last_beat() is not None


def test_health_alarms_when_a_trigger_is_gone(client, db):
    triggers.remove()

    response = client.get(reverse("health"))

    assert (response.status_code, response.json()["faults"]) == (503, ["audit triggers are missing"])


# --- letting go --------------------------------------------------------------------------------------------


def _held(days: int, status: str = "uploaded") -> SurveyImport:
    survey = SurveyImport.objects.create(school_year=2026, status=status)
    StagedSurvey.objects.create(survey=survey, table=b"rows", expires_at=timezone.now() + dt.timedelta(days=days))
    return survey


def test_a_survey_that_nobody_settled_is_left_unsaved_and_its_rows_go(db):
    late, waiting = _held(-1), _held(1)

    assert let_go()["survey files"] == 1

    late.refresh_from_db()
    assert late.status == SurveyImport.Status.CANCELLED
    assert [held.survey for held in StagedSurvey.objects.all()] == [waiting]


def test_rows_held_by_a_settled_load_go_and_the_load_stays_as_it_is(db):
    survey = _held(-1, status="applied")

    let_go()

    survey.refresh_from_db()
    assert survey.status == "applied"
    assert not StagedSurvey.objects.exists()


def test_a_pupil_list_that_waits_longer_than_a_day_goes(db):
    old = timezone.now() - dt.timedelta(hours=25)
    late = RollImport.objects.create(school_year=2026, file_name="a.csv", staged=b"rows", uploaded_at=old)
    waiting = RollImport.objects.create(school_year=2026, file_name="b.csv", staged=b"rows")

    assert let_go()["pupil and staff lists"] == 1

    late.refresh_from_db()
    waiting.refresh_from_db()
    assert (late.staged, late.status) == (None, RollImport.Status.CANCELLED)
    assert bytes(waiting.staged) == b"rows"


def test_an_old_comment_is_forgotten_but_the_pupil_keeps_waiting(db):
    survey = SurveyImport.objects.create(school_year=2026, status="applied")
    pupil = PupilFactory()
    entry = ReviewEntry.objects.create(
        survey=survey, kind="comment", pupil=pupil, comment="Only from behind.", identity="a",
        opened_at=timezone.now() - dt.timedelta(days=15),
    )  # fmt: skip
    ReviewWaiting.objects.create(entry=entry, pupil=pupil)

    assert let_go()["comments"] == 1
    assert let_go()["comments"] == 0

    entry.refresh_from_db()
    assert (entry.comment, entry.status) == ("", ReviewEntry.Status.OPEN)
    assert pupil.waiting_in.open().get() == entry


# --- as a process of its own -------------------------------------------------------------------------------


@pytest.mark.slow  # two processes that start, wait and stop
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_runs_alone_and_stops_cleanly_when_told_to(tmp_path, migrated, number):
    own = {"VAR_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/portal.sqlite3", "TASKS_IN_WORKER": "1"}
    env = {**os.environ, **own}
    manage = [sys.executable, "manage.py"]
    shutil.copyfile(migrated, tmp_path / "portal.sqlite3")
    worker = subprocess.Popen([*manage, "worker"], cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True)
    try:
        _wait_for(tmp_path / "worker.lock")
        second = subprocess.run([*manage, "worker", "--once"], cwd=ROOT, env=env, capture_output=True, text=True)
        assert second.returncode == 2
        assert "Another worker is running" in second.stderr

        worker.send_signal(number)

        assert worker.wait(timeout=10) == 0
        assert "Traceback" not in worker.stderr.read()
    finally:
        worker.kill()
        worker.stderr.close()


@pytest.mark.slow  # a process of its own
def test_without_a_database_it_says_what_to_do(tmp_path):
    own = {"VAR_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/portal.sqlite3"}

    done = subprocess.run(
        [sys.executable, "manage.py", "worker"], cwd=ROOT, env={**os.environ, **own}, capture_output=True, text=True
    )

    assert done.returncode == 2
    assert "manage.py migrate" in done.stderr and "Traceback" not in done.stderr


def _wait_for(path: Path) -> None:
    until = time.monotonic() + 20
    while not path.exists() and time.monotonic() < until:
        time.sleep(0.1)
    time.sleep(1.5)  # its signals are set up once it has looked for interrupted jobs
