"""`manage.py verify_audit`: does the record of everything still hold?"""

import re
import sys
from typing import Any

from django.core.management.base import CommandParser

from audit import chain, checking, triggers
from audit.commands import PlainCommand


class Command(PlainCommand):
    help = (
        "Read the whole audit chain. Exit 0 with the count and the head, exit 1 with the first broken event. "
        "--expect SEAL: exit 1 as well where a seal that was kept elsewhere is no longer in the chain."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--expect", metavar="SEAL", help="a head of the chain from an earlier day, as mailed")

    def handle(self, *args: Any, expect: str | None = None, **options: Any) -> None:
        expected = (expect or "").strip().lower()
        if expect is not None and not re.fullmatch(r"[0-9a-f]{64}", expected):
            self._end(2, "--expect takes a seal: 64 letters and figures, as they stand in the mail.")
        if gone := triggers.missing():
            self._end(1, f"These triggers are missing: {', '.join(gone)}. Run `manage.py migrate` to put them back.")
        finding = checking.read_chain()
        if finding.fault:
            self._end(1, f"{finding.fault} The {finding.count} events before it hold.")
        self.stdout.write(f"{finding.count} events hold. Head of the chain: {finding.head}")
        if expected:
            self._compare(expected)

    def _compare(self, expected: str) -> None:
        """What was cut off the end is found by a head kept elsewhere, and by nothing else (security 2.6)."""
        if expected == chain.BEGINNING:
            self.stdout.write("That seal is the beginning of every record: it proves nothing.")
        elif event := checking.event_with(expected):
            self.stdout.write(f"The seal is in the chain: event {event.sequence} of {event.at:%Y-%m-%d %H:%M} UTC.")
        else:
            self._end(
                1,
                f"The seal {expected} is no longer in the chain: events were taken off its end, or the chain was "
                "written anew, since that seal was given out.",
            )

    def _end(self, code: int, words: str) -> None:
        self.stderr.write(words)
        sys.exit(code)
