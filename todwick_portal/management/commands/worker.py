"""`manage.py worker`: everything that happens beside the requests."""

import logging
import os
import signal
import sys
import threading
from contextlib import ExitStack
from types import FrameType
from typing import Any

from django.core.management.base import CommandParser
from django.db import DatabaseError, close_old_connections, connection

from audit.commands import PlainCommand
from people.delivery import send_due
from todwick_portal import heartbeat
from todwick_portal.backups.work import AlreadyRunning
from todwick_portal.duties import tell_what_is_due
from todwick_portal.jobs import put_back_interrupted, run_waiting
from todwick_portal.log_lines import kind_of
from todwick_portal.only_worker import Place, only_worker
from todwick_portal.retention import RETENTION_EVERY_SECONDS, clear_free_space, let_go
from todwick_portal.trail.daily import check_once_a_day
from todwick_portal.upkeep.nightly import look_each_night

BEAT_EVERY_SECONDS = 15
LOOK_EVERY_SECONDS = 1
STAND_BY_SECONDS = 5
logger = logging.getLogger(__name__)


class Command(PlainCommand):
    help = (
        "Send the mail that waits, run waiting jobs (large imports), let go of what is held no longer, "
        "hand on what nobody opened, write the mails of each morning and week, tell whose account somebody "
        "tries to get into, once a day check the record and mail its seal to the chair, "
        "and each night look whether database and files are as they were written. "
        "Runs until it is stopped; exactly one works, on however many machines. --once does what is due and ends."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, then end")
        parser.add_argument(
            "--stand-by", action="store_true", help="while another worker works, wait, and take over when it ends"
        )

    def handle(self, *args: Any, once: bool = False, stand_by: bool = False, **options: Any) -> None:
        stop = threading.Event()
        if not once:
            _end_when_told(stop)
        with ExitStack() as held:
            place = self._place(held, stop, stand_by)
            if place is None:
                return
            try:
                self._work(stop, once, place)
            except Exception:
                logger.exception("The worker broke down.")  # in the log's own form: no words of anybody
                sys.exit(1)

    def _place(self, held: ExitStack, stop: threading.Event, stand_by: bool) -> Place | None:
        """The place of the one worker; None where this one was told to end while it stood by."""
        while not stop.is_set():
            try:
                return held.enter_context(only_worker())
            except AlreadyRunning:
                if not stand_by:
                    self._refuse()
            except DatabaseError as fault:
                self._not_ready(fault)
            stop.wait(STAND_BY_SECONDS)
        return None

    def _refuse(self) -> None:
        self.stderr.write(
            "Another worker is running. One is enough: stop that one first. "
            "Where a restore is running, wait until it has ended."
        )
        sys.exit(2)

    def _not_ready(self, fault: DatabaseError) -> None:
        self.stderr.write(f"The database is not ready ({kind_of(fault)}). Run `manage.py migrate` first.")
        sys.exit(2)

    def _work(self, stop: threading.Event, once: bool, place: Place) -> None:
        if once:
            self._start()
            let_go()
            clear_free_space()
            check_once_a_day()
            look_each_night()
            tell_what_is_due()
            send_due(stop)
            run_waiting(stop)
        else:
            self._until_stopped(stop, place)

    def _start(self) -> None:
        try:
            heartbeat.beat()
            again = put_back_interrupted()
        except DatabaseError as fault:
            self._not_ready(fault)
        if again:
            self.stdout.write(f"{again} interrupted jobs wait again.")

    def _until_stopped(self, stop: threading.Event, place: Place) -> None:
        self._start()
        beating = threading.Thread(target=_keep_beating, args=(stop, place), daemon=True)
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
                look_each_night()
                tell_what_is_due(stop)
            send_due(stop)
            run_waiting(stop)
        except DatabaseError as fault:
            self.stderr.write(f"The database does not answer ({kind_of(fault)}). Trying again.")
            close_old_connections()


def _end_when_told(stop: threading.Event) -> None:
    """Let SIGTERM and Ctrl-C end the round that runs, and no more."""

    def _stop(signum: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)


def _keep_beating(stop: threading.Event, place: Place) -> None:
    """A sign of life also while a long job runs, over a connection of this thread's own.

    A worker that has lost its place ends at once, in the middle of whatever it does, as if it had been killed: another
    one may have begun, and what was begun here and not kept is begun anew there.
    """
    while not stop.wait(BEAT_EVERY_SECONDS):
        if not place.is_held():
            sys.stderr.write("The database gave up the lock that says that this worker is the only one. Ending.\n")
            sys.stderr.flush()
            os._exit(1)
        try:
            heartbeat.beat()
        except DatabaseError:
            close_old_connections()
    connection.close()
