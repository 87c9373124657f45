"""Jobs that take too long for a request: stored by django-tasks, run here by the worker."""

import threading

from django.db import transaction
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from audit.models import Actor
from audit.recorder import acting_as

MOST_ATTEMPTS = 3
BACKEND = "default"


class WorkerKilled(Exception):
    """The job was begun three times and each time the worker ended before it did."""


@transaction.atomic
def put_back_interrupted() -> int:
    """Let jobs wait again that a killed worker left running. Returns how many.

    Called when the one worker starts, so nothing can be running. A job that was begun three times is given up:
    it may be what kills the worker.
    """
    interrupted = list(DBTaskResult.objects.running())
    again = [job for job in interrupted if len(job.worker_ids) < MOST_ATTEMPTS]
    for job in interrupted:
        if job not in again:
            job.set_failed(WorkerKilled(f"Begun {MOST_ATTEMPTS} times, never finished."))
    ready = {"status": "READY", "started_at": None}
    DBTaskResult.objects.filter(pk__in=[job.pk for job in again]).update(**ready)
    return len(again)


def run_waiting(stop: threading.Event) -> None:
    """Run the jobs that wait, one after the other, until none is left or `stop` is set."""
    waiting = DBTaskResult.objects.ready().filter(backend_name=BACKEND)
    with acting_as(Actor.WORKER):
        while not stop.is_set() and waiting.all().exists():
            _run_one()


def _run_one() -> None:
    Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name=BACKEND,
        startup_delay=False,
        max_tasks=1,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    ).run()
