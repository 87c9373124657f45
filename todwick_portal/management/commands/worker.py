"""`manage.py worker`: everything that happens beside the requests."""

import signal
import sys
import threading
from types import FrameType
from typing import Any

from django.core.management.base import CommandParser
from django.db import DatabaseError, close_old_connections, connection

from audit.commands import PlainCommand
from people.delivery import send_due
from todwick_portal import heartbeat
from todwick_portal.backups.work import WORKER_LOCK, AlreadyRunning, alone
from todwick_portal.duties import tell_what_is_due
from todwick_portal.jobs import put_back_interrupted, run_waiting
from todwick_portal.retention import RETENTION_EVERY_SECONDS, clear_free_space, let_go
from todwick_portal.trail.daily import check_once_a_day

BEAT_EVERY_SECONDS = 15
LOOK_EVERY_SECONDS = 1


class Command(PlainCommand):
    help = (
        "Send the mail that waits, run waiting jobs (large imports), let go of what is held no longer, "
        "hand on what nobody opened, write the mails of each morning and week, tell whose account somebody "
        "tries to get into, and once a day check the record and mail its seal to the chair. "
        "Runs until it is stopped; exactly one is needed. --once does what is due and ends."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, then end")

    def handle(self, *args: Any, once: bool = False, **options: Any) -> None:
        try:
            with alone(WORKER_LOCK):
                self._work(once)
        except AlreadyRunning:
            self.stderr.write(
                "Another worker is running on this machine. One is enough: stop that one first. "
                "Where a restore is running, wait until it has ended."
            )
            sys.exit(2)

    def _work(self, once: bool) -> None:
        stop = threading.Event()
        if once:
            self._start()
            let_go()
            clear_free_space()
            check_once_a_day()
            tell_what_is_due()
            send_due(stop)
            run_waiting(stop)
        else:
            self._until_stopped(stop)

    def _start(self) -> None:
        try:
            heartbeat.beat()
            again = put_back_interrupted()
        except DatabaseError as fault:
            self.stderr.write(f"The database is not ready: {fault} Run `manage.py migrate` first.")
            sys.exit(2)
        if again:
            self.stdout.write(f"{again} interrupted jobs wait again.")

    def _until_stopped(self, stop: threading.Event) -> None:
        def _stop(signum: int, frame: FrameType | None) -> None:
            stop.set()

        signal.signal(signal.SIGTERM, _stop)
        signal.signal(signal.SIGINT, _stop)
        self._start()
        beating = threading.Thread(target=_keep_beating, args=(stop,), daemon=True)
        beating.start()
        rounds = 0
        while not stop.is_set():
            self._round(stop, is_retention_due=rounds % (RETENTION_EVERY_SECONDS // LOOK_EVERY_SECONDS) == 0)
            rounds += 1
            stop.wait(LOOK_EVERY_SECONDS)
        beating.join(timeout=5)

    def _round(self, stop: threading.Event, is_retention_due: bool) -> None:
        """One look at what is due. A database that does not answer now is asked again in the next round."""
        try:
            if is_retention_due:
                let_go()
                clear_free_space()
                check_once_a_day()
                tell_what_is_due()
            send_due(stop)
            run_waiting(stop)
        except DatabaseError as fault:
            self.stderr.write(f"The database does not answer: {fault} Trying again.")
            close_old_connections()


def _keep_beating(stop: threading.Event) -> None:
    """A sign of life also while a long job runs, over a connection of this thread's own."""
    while not stop.wait(BEAT_EVERY_SECONDS):
        try:
            heartbeat.beat()
        except DatabaseError:
            close_old_connections()
    connection.close()
