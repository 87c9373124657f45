"""Load a staff list from a file."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from people.actions.rolls import ListFaults, ListSource
from people.actions.staff import import_staff, prepare_staff
from people.models import RollImport, SchoolYear
from people.roll.loading import UnknownColumns, open_staff_list, read_staff, refuse_other_file, staff_list_columns
from people.roll.staff.plan import StaffPlan
from people.spreadsheets.table import UnreadableFile

from ._lists import ListCommand


class Command(ListCommand):
    help = (
        "Load a staff list (CSV or XLSX): accounts without password, roles, class teachers, people who leave. "
        "Exit 2: the file is at fault, the line on standard error says where, and nothing was changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would change and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        year = SchoolYear.objects.year_on(timezone.localdate())
        try:
            listing = open_staff_list(self.content(path), path.name)
            refuse_other_file(RollImport.Kind.STAFF, listing)
            reading = read_staff(listing, staff_list_columns(listing.table.headings))
            if options["dry_run"]:
                plan = prepare_staff(reading, school_year=year)
                if plan.problems:
                    raise ListFaults(plan.problems)
            else:
                source = ListSource(path.name, listing.sha256)
                _, plan = import_staff(reading=reading, source=source, school_year=year, by=None)
        except (UnreadableFile, UnknownColumns, ListFaults) as fault:
            self.refuse(path, str(fault))
        self._tell(plan, options["dry_run"])

    def _tell(self, plan: StaffPlan, dry_run: bool) -> None:
        """What happened, in one line; one for each thing a person should look at."""
        for warning in plan.warnings:
            self.stdout.write(f"note: {warning}")
        for account in plan.absent:
            self.stdout.write(f"note: {account.name} is not on this list and keeps the account.")
        counts = ", ".join(f"{count} {word.replace('_', ' ')}" for word, count in plan.counts.items())
        self.stdout.write(f"{'Would be: ' if dry_run else ''}{counts}")
