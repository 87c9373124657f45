"""`manage.py backup DEST`: a sealed copy of the whole portal, made while it runs (contract 2)."""

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from audit.commands import PlainCommand
from todwick_portal.backups.faults import CannotBackUp
from todwick_portal.backups.making import Made, make_backup
from todwick_portal.backups.sealing import make_key
from todwick_portal.backups.work import ends_tidily_when_told

KEY_MADE = """Public key, for BACKUP_RECIPIENTS on this server:
{public}

The private key is in {path}. Print that file twice, lock both sheets away (head, chair), try one sheet with
`manage.py restore ARCHIVE --key -`, and then delete the file here. Without it no backup can be opened, by anybody."""


class Command(PlainCommand):
    help = (
        "Copy rows and files of the running portal into one file that only the private key opens. DEST is a new file, "
        "or a folder. --new-key makes the pair of keys. Exit 2, one line on standard error: no archive was made."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("dest", nargs="?", metavar="DEST", help="a file that does not exist yet, or a folder")
        parser.add_argument("--to", action="append", metavar="KEY", help="a public key, in place of BACKUP_RECIPIENTS")
        parser.add_argument("--new-key", metavar="FILE", help="make a pair of keys; the private one goes into FILE")

    def handle(self, *args: Any, dest: str | None, to: list[str] | None, new_key: str | None, **options: Any) -> None:
        try:
            with ends_tidily_when_told():
                self.stdout.write(self._done(dest, to, new_key))
        except CannotBackUp as fault:
            self.stderr.write(str(fault))
            sys.exit(2)

    def _done(self, dest: str | None, to: list[str] | None, new_key: str | None) -> str:
        if new_key and not dest:
            return KEY_MADE.format(public=make_key(Path(new_key)), path=new_key)
        if new_key or not dest:
            raise CannotBackUp("Name either DEST, where the archive goes, or --new-key FILE.")
        return _told(make_backup(Path(dest), to or settings.BACKUP_RECIPIENTS))


def _told(made: Made) -> str:
    held = made.manifest
    return (
        f"{made.path}: {held.rows} rows in {len(held.tables)} tables, {held.files} files, {made.size} bytes. "
        f"The record had {held.events} events, head {held.head}. SHA-256 of the archive: {made.sha256}"
    )
