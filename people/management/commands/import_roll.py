"""Load a pupil list from a file."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from people.actions.rolls import ListFaults, ListSource, TooManyLeavers, import_roll, prepare_roll
from people.models import RollImport, SchoolYear
from people.roll.loading import UnknownColumns, open_pupil_list, pupil_columns, read_pupils, refuse_other_file
from people.roll.plan import RollPlan
from people.roll.reporting import roll_report
from people.spreadsheets.limits import DEFAULT_LIMITS, Limits
from people.spreadsheets.table import UnreadableFile

from ._lists import ListCommand, school_year_of


class Command(ListCommand):
    help = (
        "Load a pupil list (CSV, XLSX or transfer file XML): new, changed and left children. Nothing is deleted. "
        "Exit 2: the file is at fault, the line on standard error says where, and nothing was changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--school-year", type=school_year_of, help="the year it starts in; default: this one")
        parser.add_argument("--dry-run", action="store_true", help="say what would change and change nothing")
        parser.add_argument("--report", type=Path, metavar="OUT.json", help="write what changed to a file")
        parser.add_argument("--large", action="store_true", help="take files up to 100 MB")
        parser.add_argument("--partial", action="store_true", help="a part of the school: nobody has left")
        parser.add_argument(
            "--accept-leavers", type=int, metavar="N", help="so many children have left, as the message named"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        self.refuse_unwritable(options["report"])
        try:
            source, plan = self._load(path, options)
        except (UnreadableFile, UnknownColumns, ListFaults) as fault:
            self.refuse(path, str(fault))
        except TooManyLeavers as fault:
            ways = "with --partial; if they have all left, with --accept-leavers"
            self.refuse(path, f"{fault}. If this list is a part of the school, load it {ways} {len(fault.plan.left)}.")
        self._tell(plan, options["dry_run"])
        if options["report"]:
            report = roll_report(plan, source.file_name, source.sha256, dry_run=options["dry_run"])
            options["report"].write_text(json.dumps(report, indent=1, ensure_ascii=False), encoding="utf-8")

    def _load(self, path: Path, options: dict[str, Any]) -> tuple[ListSource, RollPlan]:
        """Load the list, or say what loading it would do."""
        today = timezone.localdate()
        year = options["school_year"] or SchoolYear.objects.year_on(today)
        limits = Limits.large() if options["large"] else DEFAULT_LIMITS
        listing = open_pupil_list(self.content(path), path.name, limits)
        refuse_other_file(RollImport.Kind.PUPILS, listing)
        reading = read_pupils(listing, pupil_columns(listing.table.headings), today=today)
        source, is_partial = ListSource(path.name, listing.sha256), options["partial"]
        if options["dry_run"]:
            plan = prepare_roll(reading, school_year=year, is_partial=is_partial)
            if plan.problems:
                raise ListFaults(plan.problems)
            return source, plan
        accepted = options["accept_leavers"]
        _, plan = import_roll(
            reading=reading, source=source, school_year=year, by=None, is_partial=is_partial, accept_leavers=accepted
        )
        return source, plan

    def _tell(self, plan: RollPlan, dry_run: bool) -> None:
        """What happened, in one line, and one for each thing left out."""
        for warning in plan.warnings:
            self.stdout.write(f"note: {warning}")
        if dry_run and plan.leavers_are_suspicious:
            self.stdout.write(f"note: loading this would ask for --accept-leavers {len(plan.left)}.")
        counts = ", ".join(f"{count} {word}" for word, count in plan.counts.items())
        part = " (a part of the school: nobody is marked as left)" if plan.is_partial else ""
        self.stdout.write(f"{'Would be: ' if dry_run else ''}{counts}{part}")
