"""When a restore drill is due: once in each half-term of the school's calendar."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from incidents.half_terms import last_halves
from people.calendar import school_calendar
from people.models import User
from people.morning import Lines, MailDay, Waits
from people.roles import Role
from people.school_days import SchoolCalendar
from people.upkeep import last_whole_drill


@dataclass(frozen=True)
class DrillState:
    """When an archive was last proved, since when this half-term runs, and whether one is due in it."""

    last: dt.datetime | None
    since: dt.date
    half_term: str

    @property
    def is_due(self) -> bool:
        return self.last is None or timezone.localdate(self.last) < self.since


def drill_state(now: dt.datetime, calendar: SchoolCalendar | None = None) -> DrillState:
    """How it stands at `now`. Four queries, one where the calendar is read already."""
    today = timezone.localdate(now)
    [half] = last_halves(calendar or school_calendar(today), today, 1)
    return DrillState(last_whole_drill(), half.first, half.label)


def waiting_of_upkeep(day: MailDay) -> Lines:
    """The morning mail's line for headteacher and office, on the first school day of each week until a drill of this
    half-term is held. Nothing where backups are not set up: the page says that."""
    state = drill_state(day.now, day.calendar) if settings.BACKUP_RECIPIENTS and day.begins_the_week else None

    def lines(user: User) -> Iterator[Waits]:
        if state and state.is_due and {Role.HEAD, Role.OFFICE} & user.roles:
            last = (
                f"the last one was on {timezone.localdate(state.last):%-d %B %Y}" if state.last else "none was held yet"
            )
            words = f"restore drill of the backups to hold this half-term ({state.half_term})"
            yield Waits(1, words, words, reverse("upkeep:backups"), last)

    return lines
