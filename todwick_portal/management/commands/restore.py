"""`manage.py restore SRC --key FILE`: prove an archive, or put it into an empty portal (contract 2)."""

import datetime as dt
import getpass
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from audit.commands import PlainCommand
from people.models import User
from todwick_portal.backups import destroyed as destroyed_lists
from todwick_portal.backups import slips
from todwick_portal.backups.databases import NAMES
from todwick_portal.backups.drilling import hold, note
from todwick_portal.backups.faults import CannotRestore
from todwick_portal.backups.manifest import Manifest, steps_ahead
from todwick_portal.backups.restoring import Archive, continues, opened, refuse_unless_empty, restore
from todwick_portal.backups.sealed_files import NO_LIST, holds_evidence, listed
from todwick_portal.backups.work import AlreadyRunning, ends_tidily_when_told
from todwick_portal.only_worker import only_worker

AFTERWARDS = (
    "Everything since then is missing: above all, permissions stopped. Before anybody uses the portal, do what "
    "docs/operations.md says under After a restore."
)


class Command(PlainCommand):
    help = (
        "Open an archive, prove every row, file and event of the record in it, and say so: the drill, which changes "
        "nothing. --into-empty puts it into this portal, whose database and folder of uploads must be empty. "
        "Exit 2, one line on standard error: nothing was changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("src", metavar="SRC", help="the archive")
        parser.add_argument("--key", required=True, metavar="FILE", help="the private key; - asks for it")
        parser.add_argument("--into-empty", action="store_true", help="restore into this portal, which must be empty")
        parser.add_argument(
            "--sealed", action="append", default=[], metavar="FILE",
            help="a list sealed.txt of this portal, beside those in VAR_DIR and beside SRC",
        )  # fmt: skip
        parser.add_argument(
            "--destroyed", action="append", default=[], metavar="FILE",
            help="a list destroyed.txt of this portal, beside those in VAR_DIR and beside SRC",
        )  # fmt: skip
        parser.add_argument("--by", metavar="ADDRESS", help="the account of whoever holds the drill")
        parser.add_argument(
            "--slip", metavar="FILE", help="write down how the drill went, for `record_drill` elsewhere"
        )
        parser.add_argument("--unproven", action="store_true", help="though AUDIT_KEY is lost or the record is broken")

    def handle(
        self, *args: Any, src: str, key: str, into_empty: bool, unproven: bool, by: str | None, slip: str | None,
        **options: Any,
    ) -> None:  # fmt: skip
        try:
            with ends_tidily_when_told():
                if into_empty:
                    self._into_empty(src, key, unproven, options)
                else:
                    self._drill(Path(src), _key(key), unproven, by, slip)
        except AlreadyRunning:
            self._refuse("The worker is running. Stop it and the web server, then restore.")
        except CannotRestore as fault:
            self._refuse(str(fault))

    def _drill(self, src: Path, key: str, unproven: bool, by: str | None, slip: str | None) -> None:
        who = _account(by) if by else None
        if slip and Path(slip).exists():
            raise CannotRestore(f"{slip} exists already. Name a new file.")
        held = hold(src, key, unproven=unproven, say=lambda archive: self.stdout.write(_drill(archive)))
        if slip:
            _write_slip(Path(slip), slips.written(held))
        noted = note(held, who)
        if held.fault:
            raise CannotRestore(held.fault)
        self.stdout.write(noted)

    def _into_empty(self, src: str, key: str, unproven: bool, lists: dict[str, Any]) -> None:
        with only_worker():
            refuse_unless_empty()
            self._restore(src, key, unproven, lists)

    def _restore(self, src: str, key: str, unproven: bool, lists: dict[str, Any]) -> None:
        sealed = listed(Path(src), lists["sealed"])
        destroyed = destroyed_lists.listed(Path(src), lists["destroyed"])
        with opened(Path(src), _key(key), unproven=unproven) as archive:
            done = restore(archive, sealed, destroyed)
            held = f"{done.mails_held} mails are held back."
            self.stdout.write(f"Restored: {_contents(archive.manifest)} {_record(archive)} {held}")
            if destroyed is None:
                self.stdout.write(destroyed_lists.NO_LIST)
            elif destroyed:
                self.stdout.write(f"Destroyed again: {done.destroyed_again} of {len(destroyed)} records in the list.")
            if done.sealed_again:
                self.stdout.write(
                    f"Sealed again, and not put back: {done.sealed_again} files of evidence sealed or destroyed since."
                )
            elif not sealed and holds_evidence(archive.files):
                self.stdout.write(NO_LIST)
            self.stdout.write(AFTERWARDS)

    def _refuse(self, why: str) -> None:
        self.stderr.write(why)
        sys.exit(2)


def _key(name: str) -> str:
    """The text of the key file, or what is typed."""
    try:
        if name == "-":
            return getpass.getpass("Private key: ") if sys.stdin.isatty() else sys.stdin.read()
        return Path(name).read_text(encoding="ascii")
    except (OSError, ValueError) as fault:
        raise CannotRestore(f"The key cannot be read from {name}. Name the file with the private key.") from fault


def _account(address: str) -> User:
    """Whoever holds the drill."""
    user = User.objects.filter(email__iexact=address.strip()).first()
    if user is None:
        raise CannotRestore(f"No account has the address {address[:100]}. Name one, or leave --by out.")
    return user


def _write_slip(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="ascii") as file:
            file.write(text)
    except OSError as fault:
        raise CannotRestore(f"The slip cannot be written to {path}: {fault.strerror}. Name a new file.") from fault


def _drill(archive: Archive) -> str:
    said = archive.manifest
    lines = ["This archive can be restored. Nothing was changed.", _contents(said), _record(archive)]
    if steps := steps_ahead(said):
        lines.append(f"It is of an older schema: {steps} migrations would be run.")
    match continues(said):
        case True:
            lines.append("The record of the portal here continues it.")
        case False:
            lines.append("The record of the portal here is another one, or was changed since.")
    return "\n".join(lines)


def _contents(said: Manifest) -> str:
    made = timezone.localtime(dt.datetime.fromisoformat(said.made_at))
    return (
        f"Made on {made.day} {made:%B %Y at %H:%M} by version {said.portal} on {NAMES[said.kind]}: "
        f"{said.rows} rows in {len(said.tables)} tables, {said.files} files, all as they were."
    )


def _record(archive: Archive) -> str:
    said = archive.manifest
    if not archive.is_proven:
        return f"The record of {said.events} events was not proved."
    return f"The record of {said.events} events holds; its head is {said.head}."
