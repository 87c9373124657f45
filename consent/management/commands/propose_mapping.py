"""`manage.py propose_mapping`: what the importer believes of each column of a survey export."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from audit.commands import PlainCommand
from consent.hints import roll_hints
from consent.loading import proposed, read_table
from consent.survey import mapping as mappings
from people.models import SchoolYear

from ._files import check_writable, read_bytes, refusing


class Command(PlainCommand):
    help = (
        "Write what the importer believes of each column of FILE as a mapping file. Columns that a person must "
        "confirm carry the reason. Exit 2 in words if FILE cannot be read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the survey export (.csv, .xlsx, .xls, .ods)")
        parser.add_argument("--out", required=True, help="where to write the mapping (JSON)")

    def handle(self, *args: Any, **options: Any) -> None:
        with refusing(self, options["file"]):
            check_writable(options["out"])
            table = read_table(read_bytes(options["file"]), options["file"])
            year = SchoolYear.objects.year_on(timezone.localdate())
            mapping = proposed(table, roll_hints(year))
            Path(options["out"]).write_text(mappings.dump(mapping), encoding="utf-8")
            confirm = len(mappings.needs_confirmation(mapping))
            self.stdout.write(f"{len(mapping.columns)} columns, {confirm} to be confirmed by a person.")
