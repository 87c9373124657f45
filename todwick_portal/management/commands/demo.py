"""`manage.py demo [--reset]`: the demo school, filled through the importers and the actions (contract 2)."""

import sys
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils import timezone

from audit.commands import PlainCommand
from consent.deciding import undecided
from consent.models import ReviewEntry, SurveyImport
from people.models import Pupil
from todwick_portal.demo import marker
from todwick_portal.demo.renewing import CannotRenew, renew
from todwick_portal.demo.story import tell


class Command(PlainCommand):
    help = (
        "Fill an empty database with the demo school: pupils, families, staff, accounts, the policy, and the survey "
        "of this school year on its way. Run again it changes nothing. Works in demo mode only, and never on a "
        "database that holds a real school (exit 2, one line on standard error says why)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reset", action="store_true", help="make a new database first; everything in it is lost")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            self._refuse("The demo school is for demo mode. Set PORTAL_MODE=demo and a database of its own.")
        found = marker.found()
        if found and not marker.is_demo():
            self._refuse(
                f"This database holds data that the demo did not make ({', '.join(found)}). "
                "Set DATABASE_URL to a new one; nothing was changed."
            )
        if options["reset"]:
            self._renew()
        elif found:
            self.stdout.write("The demo school is there already. Nothing was changed; --reset makes it anew.")
            return
        tell(timezone.localdate())
        self.stdout.write(self._told())

    def _renew(self) -> None:
        try:
            renew()
        except CannotRenew as fault:
            self._refuse(str(fault))

    def _told(self) -> str:
        pupils = Pupil.objects.on_roll_on(timezone.localdate()).count()
        waiting = ReviewEntry.objects.waiting_count() + len(undecided(timezone.localdate()))
        loads = SurveyImport.objects.standing().count()
        return f"The demo school is ready: {pupils} pupils, {loads} loads of answers, {waiting} answers to sort out."

    def _refuse(self, why: str) -> NoReturn:
        self.stderr.write(why)
        sys.exit(2)
