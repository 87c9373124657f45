"""What is written down about looking after the portal: restore drills, copies of backups, nightly checks."""

import datetime as dt
import logging
from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record
from people.models import BackupCopy, Notification, RestoreDrill, UpkeepCheck, User
from people.roles import Role

from .mail import queue_mail

FIT = 300
KEPT_FOR = dt.timedelta(days=400)
Kind = UpkeepCheck.Kind
DAMAGE = """The portal looked at its {what} on {day} and found something wrong.

Ask whoever runs the server to look today. Until it is mended, keep every backup that there is and delete none. \
The command portal_status says what it is; the page “How the portal is doing” shows how it stands."""


class EnteredAlready(Exception):
    """The slip of this drill was entered before."""


class CannotBeSo(Exception):
    """A field that cannot be as typed; `field` names it."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Held:
    """What a drill found. `fault` is empty where the archive can be restored."""

    at: dt.datetime
    archive: str
    fault: str
    seconds: int
    made_at: dt.datetime | None = None
    version: str = ""
    rows: int = 0
    files: int = 0
    events: int = 0
    head: str = ""


@transaction.atomic
def keep_drill(*, held: Held, by: User | None, slip: str = "") -> RestoreDrill:
    """Write a restore drill down, whether it succeeded or not; DRILL_HELD. Raises EnteredAlready for a slip that was
    entered before."""
    said = asdict(held) | {"archive": held.archive[:200], "fault": held.fault[:FIT]}
    try:
        with transaction.atomic():
            drill = RestoreDrill.objects.create(**said, is_whole=not held.fault, slip=slip, by=by)
    except IntegrityError as fault:
        raise EnteredAlready("This drill was entered already.") from fault
    record(Verb.DRILL_HELD, target=None, by=by, whole=drill.is_whole, rows=held.rows, files=held.files)
    return drill


@transaction.atomic
def note_copy(*, place: str, where: str, archive_of: dt.date, form_key: UUID, by: User) -> BackupCopy:
    """Somebody looked where a copy of the backups lies; BACKUP_COPY_SEEN. Sent twice with one form it is noted once.

    Raises CannotBeSo for a day that has not come.
    """
    if archive_of > timezone.localdate():
        raise CannotBeSo("archive_of", "This day has not come yet. Give the day of the newest archive that lies there.")
    before = BackupCopy.objects.filter(form_key=form_key).first()
    if before:
        return before
    copy = BackupCopy.objects.create(place=place, where=where, archive_of=archive_of, form_key=form_key, by=by)
    record(Verb.BACKUP_COPY_SEEN, target=None, by=by, copy_at=place)
    return copy


def keep_check(*, kind: Kind, seen: int, fault: str = "", kept: dict | None = None) -> UpkeepCheck:
    """Keep what one look of the worker found. What was fine before and is no longer is told to headteacher and office
    by mail, once, without saying which file or how many there are, and damage is recorded. Looks older than 400 days
    are let go of.

    The look is kept first and by itself: in a damaged database the rest may not be possible, and the alarm of
    `/health/` must not depend on it.
    """
    now = timezone.now()
    before = UpkeepCheck.objects.filter(kind=kind).first()
    check = UpkeepCheck.objects.create(
        kind=kind, at=now, is_fine=not fault, seen=max(seen, 0), fault=fault[:FIT], kept=kept or {}
    )
    try:
        UpkeepCheck.objects.filter(kind=kind, at__lt=now - KEPT_FOR).delete()
        if fault and (before is None or before.is_fine):
            _raise_alarm(check)
    except DatabaseError:
        logging.getLogger(__name__).exception("What the look at the %s found could not be told by mail.", kind)
    return check


@transaction.atomic
def _raise_alarm(check: UpkeepCheck) -> None:
    _tell(check)
    if check.kind != Kind.CERTIFICATE:
        record(Verb.DAMAGE_FOUND, target=None, by=None, damage=str(check.kind))


def _tell(check: UpkeepCheck) -> None:
    day, what = f"{timezone.localdate(check.at):%-d %B %Y}", check.get_kind_display().lower()
    for user in User.objects.holding(Role.HEAD, Role.OFFICE).order_by("pk"):
        queue_mail(
            kind=Notification.Kind.OTHER, address=user.email, user=user,
            subject=f"The portal found something wrong with its {what}, {day}",
            body=DAMAGE.format(what=what, day=day),
        )  # fmt: skip
