"""The privacy check-up of staff (rule A8): in which part of the school year we are, who has done it.

Only who and on which day is kept. What accounts somebody has is asked nowhere (requirements 13 and 22).
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from people.models import User
from people.permissions import ROLE_PERMISSIONS, Permission
from people.school_year import FIRST_MONTH, last_day, school_year_of
from people.settings import Key, number, read_all

from .models import PrivacyCheckup

DOING = frozenset(role for role, granted in ROLE_PERMISSIONS.items() if Permission.PRIVACY_CHECKUP in granted)
MONTHS = 12
SETTLED = dt.timedelta(days=14)  # a new term has begun by then; nobody is written to on its first morning
# What to look at, in our words. Nothing here is answered in the portal, so nothing of it can be kept.
CHECKLIST = (
    "Who can see what you post? Choose people you know, not everybody.",
    "Who can see your list of friends, and find you by your telephone number or e-mail address?",
    "May others put your name to a picture? Let yourself be asked first.",
    "Look at your own page as a stranger would, with nobody signed in. Would you show it to a class?",
    "Go through older posts and pictures. Limit or take down what a parent should not read.",
    "Does your page name the school? Take it off if you would rather be found for other things.",
    "Use a password of its own for each account, and a second step where there is one.",
)


@dataclass(frozen=True)
class Period:
    """A part of the school year within which the check-up is done once, first and last day included."""

    starts_on: dt.date
    ends_on: dt.date

    @property
    def asked_from(self) -> dt.date:
        """From when on the start page and a mail remind of it."""
        return self.starts_on + SETTLED


def times_a_year(own: Mapping[Key, str] | None = None) -> int:
    """How often staff are reminded in a school year; 0 means never. One query, unless the settings are read already."""
    return number(read_all() if own is None else own, Key.PRIVACY_CHECKUPS)


def period_on(day: dt.date, times: int) -> Period:
    """The part of the school year that `day` falls in; the whole of it where nobody is reminded.

    >>> period_on(dt.date(2026, 11, 2), 2).ends_on, period_on(dt.date(2027, 3, 1), 2).starts_on
    (datetime.date(2027, 2, 28), datetime.date(2027, 3, 1))
    """
    year = school_year_of(day)
    months = MONTHS // max(times, 1)
    starts = [_month(year, FIRST_MONTH + months * part) for part in range(MONTHS // months)]
    ends = [*(start - dt.timedelta(days=1) for start in starts[1:]), last_day(year)]
    return next(Period(start, end) for start, end in zip(starts, ends, strict=True) if start <= day <= end)


def done_by(user: User, period: Period) -> PrivacyCheckup | None:
    """The last check-up of `user` in `period`."""
    return checkups_of(user, period).first()


def checkups_of(user: User, period: Period) -> QuerySet[PrivacyCheckup]:
    """Those of `user` in `period`."""
    return PrivacyCheckup.objects.filter(user=user, done_on__range=(period.starts_on, period.ends_on))


@dataclass(frozen=True)
class Done:
    """How many of the staff have done it in this part of the year, and who has not."""

    staff: int
    not_done: list[User]

    @property
    def count(self) -> int:
        return self.staff - len(self.not_done)


def done_in(period: Period) -> Done:
    """Everybody who works here with an account. Two queries."""
    staff = list(User.objects.holding(*DOING))
    days = (period.starts_on, period.ends_on)
    done = set(PrivacyCheckup.objects.filter(done_on__range=days).values_list("user_id", flat=True))
    return Done(len(staff), [user for user in staff if user.pk not in done])


def _month(year: int, month: int) -> dt.date:
    return dt.date(year + (month - 1) // MONTHS, (month - 1) % MONTHS + 1, 1)
