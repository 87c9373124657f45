"""How the portal is doing, as a list of signs: what head and office read in plain words, and `portal_status` prints.

One list for both, and the same number of queries whatever the portal holds. What `says` and `then` tell on the page
gives no number that cases or their files are among: a head who watches it from day to day would learn of a case about
the head. `detail` is for whoever runs the server alone.
"""

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, Min, Q

from audit import triggers
from audit.models import AuditEvent, ChainCheck, Verb
from people.delivery import ALARM_AFTER
from people.models import Notification, UpkeepCheck
from people.models.mail import UNSEEN
from people.stores import is_bucket
from people.upkeep import last_checks
from todwick_portal import heartbeat
from todwick_portal.backups.making import is_overdue
from todwick_portal.version import version

from .certificate import has_certificate
from .drills import drill_state
from .storage import storage_fault
from .words import ago, files_in_words, megabytes, on

FINE, ASK, WRONG = "yes", "ask", "no"
FAILED_FOR = dt.timedelta(days=7)
LOOKED_WITHIN = dt.timedelta(hours=36)
Kind = UpkeepCheck.Kind


@dataclass(frozen=True)
class Sign:
    """One thing that is looked at. `state` is yes (in order), ask (somebody has something to do) or no (at fault);
    `says` how it stands, `then` what to do, empty where nothing is to be done; `detail` is on no page."""

    key: str
    name: str
    state: str
    says: str
    then: str = ""
    detail: str = ""

    @property
    def word(self) -> str:
        """As the page says it."""
        return {FINE: "In order", ASK: "To do", WRONG: "Not in order"}[self.state]


def signs(now: dt.datetime, web_since: dt.datetime | None = None) -> list[Sign]:
    """Every sign, what is at fault first. `web_since` is when the web server started, from which on the worker is given
    a minute; without it, when this process did."""
    checks = last_checks()
    found = [
        *_rows(now, checks), _worker(now, web_since), _mail(now), *_kept_safe(now), _files(now, checks), _storage(),
        _disk(), _record(now), _certificate(now, checks), _version(),
    ]  # fmt: skip
    order = (WRONG, ASK, FINE)
    return sorted((sign for sign in found if sign), key=lambda sign: order.index(sign.state))


def as_data(found: list[Sign]) -> dict[str, Any]:
    """The same for a program: `status` is the worst of all."""
    worst = {WRONG: "fault", ASK: "warning", FINE: "ok"}[found[0].state if found else FINE]
    return {"status": worst, "version": version(), "signs": [asdict(sign) for sign in found]}


def _rows(now: dt.datetime, checks: dict[str, UpkeepCheck]) -> Iterator[Sign]:
    name = "Database"
    kind = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    last = checks.get(Kind.DATABASE)
    if last and not last.is_fine:
        call = "Have whoever runs the server look today. Delete no backup until it is mended."
        yield Sign("database", name, WRONG, f"Damage was found {ago(last.at, now)}.", call, last.fault)
    elif last is None or now - last.at > LOOKED_WITHIN:
        text = f"It answers ({kind}). Last looked at for damage: {ago(last.at, now) if last else 'never'}."
        yield Sign("database", name, ASK, text, "The worker looks each night after two. See whether it runs.")
    else:
        yield Sign("database", name, FINE, f"It answers ({kind}). No damage found {ago(last.at, now)}.")
    executor = MigrationExecutor(connection)
    if waiting := len(executor.migration_plan(executor.loader.graph.leaf_nodes())):
        text = f"{waiting} step{'s' * (waiting != 1)} of an update did not run."
        yield Sign("updates", "Updates", WRONG, text, "Whoever runs the server makes a backup, then runs migrate.")
    elif gone := triggers.missing():
        text = f"{len(gone)} of the guards that keep the record from being changed are missing."
        yield Sign("updates", "Updates", WRONG, text, "Whoever runs the server runs migrate. Check the record.")
    else:
        yield Sign("updates", "Updates", FINE, "The tables are those of this version, and guarded.")


def _worker(now: dt.datetime, web_since: dt.datetime | None) -> Sign:
    last = heartbeat.last_beat()
    if heartbeat.is_silent(now, web_since):
        heard = ago(last, now) if last else "never"
        text = f"The worker beside the web server is silent. Last heard: {heard}. No mail goes out."
        return Sign("worker", "Worker", WRONG, text, "Ask whoever runs the server to start it again.")
    return Sign("worker", "Worker", FINE, f"It works. Last heard: {ago(last, now) if last else 'just started'}.")


def _mail(now: dt.datetime) -> Sign:
    status = Notification.Status
    found = Notification.objects.exclude(kind__in=UNSEEN).aggregate(
        waiting=Count("pk", filter=Q(status=status.WAITING)),
        oldest=Min("due_at", filter=Q(status=status.WAITING, due_at__lte=now)),
        failed=Count("pk", filter=Q(status=status.FAILED, created_at__gte=now - FAILED_FOR)),
    )
    text = f"{found['waiting']} waiting to be sent, {found['failed']} could not be sent in the last seven days."
    if found["oldest"] and now - found["oldest"] > ALARM_AFTER:
        late = f"{text} The oldest has waited since {on(found['oldest'])}."
        return Sign("mail", "Mail", WRONG, late, "See whether the worker runs and the mail server answers.")
    if found["failed"]:
        return Sign("mail", "Mail", ASK, text, "The office looks at each under School, Mail.")
    return Sign("mail", "Mail", FINE, text)


def _kept_safe(now: dt.datetime) -> Iterator[Sign]:
    last = last_backup()
    if not settings.BACKUP_RECIPIENTS:
        yield Sign("backup", "Backups", ASK, "They are not set up.", "Whoever runs the server sets BACKUP_RECIPIENTS.")
    elif last is None or is_overdue(now):
        text = f"The last one was made {ago(last.at, now)}." if last else "None was made yet."
        yield Sign("backup", "Backups", WRONG, text, "Ask whoever runs the server to make one today.")
    else:
        size = megabytes(last.details.get("bytes", 0))
        yield Sign("backup", "Backups", FINE, f"The last one was made {ago(last.at, now)}, {size}.")
    drill = drill_state(now)
    text = f"An archive was last proved {ago(drill.last, now)}." if drill.last else "No archive was proved yet."
    then = "Ask whoever runs the server to hold one this half-term." if drill.is_due else ""
    yield Sign("drill", "Restore drill", ASK if drill.is_due else FINE, text, then)


def last_backup() -> AuditEvent | None:
    """The event of the newest backup."""
    return AuditEvent.objects.filter(verb=Verb.BACKUP_MADE).order_by("-sequence").first()


def _files(now: dt.datetime, checks: dict[str, UpkeepCheck]) -> Sign:
    last = checks.get(Kind.FILES)
    if last and not last.is_fine:
        call = "Have the file put back from a backup that holds it whole."
        text = f"A file is not as it was written: found {ago(last.at, now)}."
        return Sign("files", "Files", WRONG, text, call, last.fault)
    if last is None or now - last.at > LOOKED_WITHIN:
        text = f"Last compared with what was written: {ago(last.at, now) if last else 'never'}."
        return Sign("files", "Files", ASK, text, "The worker compares them each night after two. See whether it runs.")
    text = f"They are as they were written: compared {ago(last.at, now)}."
    return Sign("files", "Files", FINE, text, detail=files_in_words(last.seen))


def _storage() -> Sign:
    where = "a bucket of S3-compatible storage" if is_bucket() else "a folder of the server"
    if fault := storage_fault():
        then = "Until it answers, files can be neither added nor opened; everything else works."
        return Sign("storage", "File storage", WRONG, f"{fault[0].upper()}{fault[1:]}.", then)
    return Sign("storage", "File storage", FINE, f"It answers. Files lie in {where}.")


def _disk() -> Sign:
    places = {Path(settings.VAR_DIR), *([] if is_bucket() else [Path(settings.MEDIA_ROOT)])}
    used = [shutil.disk_usage(place) for place in places if place.exists()] or [shutil.disk_usage("/")]
    least = min(used, key=lambda one: one.free)
    text = f"{megabytes(least.free)} free of {megabytes(least.total)}."
    if least.free < settings.DISK_FLOOR_BYTES:
        return Sign("disk", "Room on the disk", WRONG, text, "No files are taken until there is room. Make some today.")
    if least.free < settings.DISK_FLOOR_BYTES * 5:
        return Sign("disk", "Room on the disk", ASK, text, "Have whoever runs the server make room.")
    return Sign("disk", "Room on the disk", FINE, text)


def _record(now: dt.datetime) -> Sign:
    last = ChainCheck.objects.first()
    if last and not last.is_whole:
        then = "Ask whoever runs the server to look today, and keep every mail with a seal."
        return Sign("record", "Record", WRONG, f"The check {ago(last.at, now)} found that it does not hold.", then)
    if last is None or now - last.at > LOOKED_WITHIN:
        text = f"Last checked: {ago(last.at, now) if last else 'never'}."
        return Sign("record", "Record", ASK, text, "The worker checks it each day. See whether it runs.")
    return Sign("record", "Record", FINE, f"It was whole when it was checked {ago(last.at, now)}.")


def _certificate(now: dt.datetime, checks: dict[str, UpkeepCheck]) -> Sign | None:
    if not has_certificate():
        return None
    last = checks.get(Kind.CERTIFICATE)
    if last is None:
        return Sign("certificate", "Certificate", ASK, "It was not looked at yet.", "The worker looks each night.")
    if not last.is_fine:
        return Sign("certificate", "Certificate", WRONG, last.fault, "Have it renewed before browsers warn everybody.")
    left = last.seen - (now - last.at).days
    return Sign("certificate", "Certificate", FINE, f"Good for another {left} days.")


def _version() -> Sign:
    return Sign("version", "Version", FINE, f"This is version {version() or 'unknown'} of the portal.")
