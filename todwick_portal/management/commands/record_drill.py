"""`manage.py record_drill SLIP`: enter a restore drill that was held on another machine."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from audit.commands import PlainCommand
from people.actions.upkeep import EnteredAlready, keep_drill
from people.models import User
from todwick_portal.backups import slips
from todwick_portal.backups.faults import CannotRestore


class Command(PlainCommand):
    help = (
        "Enter the slip that `restore --slip FILE` wrote on another machine, so that the drill stands under Backups "
        "and drills. Exit 2, one line on standard error: nothing was entered."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slip", metavar="SLIP", help="the file")
        parser.add_argument("--by", metavar="ADDRESS", help="the account of whoever held it")

    def handle(self, *args: Any, slip: str, by: str | None, **options: Any) -> None:
        try:
            held, digest = slips.read(Path(slip).read_text(encoding="ascii"))
            who = User.objects.get(email__iexact=by) if by else None
            self.stdout.write(f"Entered: {keep_drill(held=held, by=who, slip=digest)}.")
        except (CannotRestore, EnteredAlready) as fault:
            self._refuse(str(fault))
        except (OSError, ValueError):
            self._refuse(f"There is no slip {slip}, or it cannot be read.")
        except User.DoesNotExist:
            self._refuse("No account has that address. Name one, or leave --by out.")

    def _refuse(self, why: str) -> None:
        self.stderr.write(why)
        sys.exit(2)
