"""`manage.py export_everything DEST`: all that the portal holds, in open formats (contract 2)."""

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from audit.commands import PlainCommand
from todwick_portal.backups.faults import CannotBackUp
from todwick_portal.backups.work import ends_tidily_when_told
from todwick_portal.exporting.making import export_everything

OPEN = "It is not encrypted: whoever holds the file reads every child's data. Delete it when it is done with."


class Command(PlainCommand):
    help = (
        "Write everything that the portal holds into one archive that needs no portal: each table as CSV and JSON "
        "lines with a data dictionary, policies as Markdown and JSON, files as they are. Encrypted to the public keys "
        "of the backups. No passwords, no codes, no sealed evidence. DEST is a new file, or a folder. Exit 2, one line "
        "on standard error: nothing was exported."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("dest", metavar="DEST", help="a file that does not exist yet, or a folder")
        parser.add_argument("--to", action="append", metavar="KEY", help="a public key, in place of BACKUP_RECIPIENTS")
        parser.add_argument("--unencrypted", action="store_true", help="a plain tar file that anybody can read")

    def handle(self, *args: Any, dest: str, to: list[str] | None, unencrypted: bool, **options: Any) -> None:
        try:
            with ends_tidily_when_told():
                if unencrypted and to:
                    raise CannotBackUp("Name either --to KEY or --unencrypted.")
                keys = to or settings.BACKUP_RECIPIENTS
                made = export_everything(Path(dest), keys, encrypted=not unencrypted)
        except CannotBackUp as fault:
            self.stderr.write(str(fault))
            sys.exit(2)
        self.stdout.write(
            f"{made.path}: {made.rows} rows in {len(made.tables)} tables, {made.files} files, {made.size} bytes. "
            f"SHA-256 of the archive: {made.sha256}"
        )
        if unencrypted:
            self.stdout.write(OPEN)
