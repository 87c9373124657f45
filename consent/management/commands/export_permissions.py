"""`manage.py export_permissions`: the permission register as a file (contract 4)."""

import datetime as dt
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from audit.commands import PlainCommand
from consent.actions import record_export
from consent.exporting import as_csv, default_day, register_rows
from consent.faults import ConsentFault
from people.models import SchoolYear
from people.school_year import survey_window

from ._files import check_year, refusing


class Command(PlainCommand):
    help = "Write the effective permission of every pupil on the roll and every purpose asked that year as CSV."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--school-year", type=int, required=True, help="2026 means 2026/27")
        parser.add_argument("--on", help="by what was known at the end of this day (YYYY-MM-DD); default today")
        parser.add_argument("--out", required=True, help="where to write the file")

    def handle(self, *args: Any, **options: Any) -> None:
        with refusing(self):
            year = check_year(options["school_year"])
            day = _day(options["on"]) or default_day(year, timezone.localdate())
            first, last = survey_window(year)
            if not first <= day <= last and SchoolYear.objects.year_on(day) != year:
                raise ConsentFault(f"--on {day}: choose a day from {first} to {last} for that school year.")
            rows = list(register_rows(year, day))
            try:
                Path(options["out"]).write_text(as_csv(iter(rows)), encoding="utf-8", newline="")
            except OSError as fault:
                raise ConsentFault(f"{options['out']}: cannot be written ({fault.strerror}).") from None
            record_export(school_year=year, form="csv", rows=len(rows), by=None)
            self.stdout.write(f"{len(rows)} lines, as of {day:%-d %B %Y}.")


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.datetime.strptime(text, "%Y-%m-%d").date() if text else None
    except ValueError:
        raise ConsentFault(f"--on {text}: write the day as YYYY-MM-DD.") from None
