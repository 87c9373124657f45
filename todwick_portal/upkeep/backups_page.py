"""What the page *Backups and drills* and its paper say: the last backup, the next, the copies, the last drills."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings

from audit.models import AuditEvent, Verb
from people.models import RestoreDrill
from people.upkeep import Copy, copies, last_drills

from .drills import DrillState, drill_state
from .state import last_backup
from .words import ago, megabytes, on

EVERY = dt.timedelta(days=1)
STALE_COPY = dt.timedelta(days=45)


@dataclass(frozen=True)
class BackupsPage:
    """All of it, out of a constant number of queries. `last` is the event of the newest backup, `export` that of the
    newest export of everything."""

    now: dt.datetime
    last: AuditEvent | None
    export: AuditEvent | None
    copies: list[Copy]
    drills: list[RestoreDrill]
    drill: DrillState

    @property
    def is_set_up(self) -> bool:
        return bool(settings.BACKUP_RECIPIENTS)

    @property
    def made(self) -> str:
        return _when(self.last.at, self.now) if self.last else "None was made yet."

    @property
    def size(self) -> str:
        return megabytes(self.last.details.get("bytes", 0)) if self.last else ""

    @property
    def next_due(self) -> str:
        """Within a day of the last one, as the timer of the server makes them each night."""
        if not self.is_set_up:
            return "once they are set up"
        return on(self.last.at + EVERY) if self.last else "now"

    @property
    def is_late(self) -> bool:
        return self.last is None or self.now > self.last.at + 2 * EVERY

    @property
    def is_complete(self) -> bool:
        """Whether somebody looked at all three copies within the last weeks."""
        return all(copy.seen and self.now - copy.seen.seen_at < STALE_COPY for copy in self.copies)

    @property
    def exported(self) -> str:
        return _when(self.export.at, self.now) if self.export else "never"


def _when(moment: dt.datetime, now: dt.datetime) -> str:
    """The moment itself, so that it is still right on paper, and how long ago that was."""
    return f"{on(moment)}, {ago(moment, now).partition(',')[0]}"


def backups_page(now: dt.datetime) -> BackupsPage:
    """How it stands at `now`."""
    export = AuditEvent.objects.filter(verb=Verb.EVERYTHING_EXPORTED).order_by("-sequence").first()
    return BackupsPage(now, last_backup(), export, copies(), last_drills(), drill_state(now))
