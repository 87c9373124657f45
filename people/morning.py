"""The morning mail: what one line of it says, and the day on which it goes out (requirements X6, 6.6).

Each app gives the lines of its own (`incidents/morning/`, `consent/morning.py`, `policies/morning.py`,
`people/actions/waiting_lines.py`); `todwick_portal/mornings/` puts them together.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from audit.models import Actor, AuditEvent, Verb

from .calendar import school_calendar
from .models import User
from .school_days import SchoolCalendar

SOON = 2  # school days: so long before its day a thing presses
NOON = dt.time(12)  # after that the school day is as good as over: a mail holds only what cannot wait


@dataclass(frozen=True)
class MailDay:
    """A day on which mails go out. `last` is the day up to which something presses: two school days on, and where there
    is no school two days of the calendar, for the clocks that run then. `begins_the_week`: it is a school day, and no
    mails went out in the morning of another one since Monday, be it that the portal was off."""

    now: dt.datetime
    calendar: SchoolCalendar
    is_school_day: bool
    last: dt.date
    begins_the_week: bool

    @property
    def today(self) -> dt.date:
        return self.now.date()

    @property
    def ends_at(self) -> dt.datetime:
        """Midnight, by the clock on the wall."""
        return timezone.make_aware(dt.datetime.combine(self.today + dt.timedelta(days=1), dt.time.min))


def mail_day(now: dt.datetime) -> MailDay:
    """The day of the local moment `now`. Four queries."""
    calendar, today = school_calendar(now.date()), now.date()
    is_school_day = calendar.is_school_day(today)
    last = calendar.add_school_days(today, SOON) if is_school_day else today + dt.timedelta(days=SOON)
    return MailDay(now, calendar, is_school_day, last, is_school_day and not _is_begun(calendar, today))


def _is_begun(calendar: SchoolCalendar, today: dt.date) -> bool:
    """Whether whoever had something waiting heard of it on an earlier school day of this week: not from mails of a day
    without school, nor from those of an afternoon, which hold only what runs then too."""
    sent = _written(today - dt.timedelta(days=today.weekday())).values_list("at", flat=True)
    moments = [timezone.localtime(at) for at in sent]
    mornings = {moment.date() for moment in moments if moment.time() <= NOON}
    return any(day < today and calendar.is_school_day(day) for day in mornings)


@dataclass(frozen=True)
class Waits:
    """So many of one kind that wait for one person.

    `each` are references with a day, of cases alone: never a name, a title, a rule or a kind. `note` is the oldest or
    the next day. `presses`: overdue, or its day is near. `every_day`: what does not wait for school to begin again
    (stops, danger, data breaches and the days that data-protection law sets), and cannot be switched off. `rides`: is
    no reason for a mail of its own. `recorded_as`: what the record says once for all who were told of such things.
    """

    count: int
    one: str
    many: str
    page: str
    note: str = ""
    each: tuple[str, ...] = ()
    presses: bool = False
    every_day: bool = False
    rides: bool = False
    recorded_as: Verb | None = None

    @property
    def words(self) -> str:
        """Such as "2 requests about pictures to answer, the first by 12 October 2026"."""
        said = f"{self.count} {self.one if self.count == 1 else self.many}"
        return f"{said}, {self.note}" if self.note else said


Lines = Callable[[User], Iterable[Waits]]
Gatherer = Callable[[MailDay], Lines]


def last_written(now: dt.datetime) -> dt.date | None:
    """The last day in this week or the one before on which morning mails were written; not for whom, nor how many."""
    at = _written(now.date() - dt.timedelta(days=14)).values_list("at", flat=True).first()
    return timezone.localdate(at) if at else None


def is_written(day: dt.date) -> bool:
    """Whether the mails of that day are written, be it that nobody had to get one."""
    return _written(day).exists()


def _written(since: dt.date) -> QuerySet[AuditEvent]:
    midnight = timezone.make_aware(dt.datetime.combine(since, dt.time.min))
    events = AuditEvent.objects.filter(at__gte=midnight, verb=Verb.MORNING_MAILS_SENT, actor=Actor.WORKER)
    return events.order_by("-sequence")


def on(day: dt.date) -> str:
    """A day as the mail writes it."""
    return f"{day:%-d %B %Y}"
