"""Photo permission in the weekly mail: how many families have answered, pictures to remove and how fast.

Each person reads what their own pages show: exact numbers for those who see the children, for those who see figures the
words of their start page, in which small numbers are hidden. How many pictures came down is for the first alone: from
one week to the next it would tell of one child. Governors read it of a whole term, in their report.
"""

import datetime as dt
from functools import cache
from statistics import median

from django.db.models import Count, Q

from consent.class_lists import class_lists
from consent.figures import answered_by_class, figures_on
from consent.models import RemovalItem
from incidents.governing.pictures import hours_to_remove
from people.models import SchoolYear, User
from people.permissions import Permission

WEEK = dt.timedelta(days=7)
NOBODY = "too few to say"


class FiguresOfTheWeek:
    """What is the same for everybody is worked out once."""

    def __init__(self, now: dt.datetime) -> None:
        self.now, self.year = now, SchoolYear.objects.year_on(now.date())
        self._in_words = cache(lambda: figures_on(now.date(), self.year).answered)
        self._removed = cache(lambda: _removed(now))

    def of(self, user: User) -> list[str]:
        """The paragraph of one person; nothing for those who see no figures."""
        if user.has_perm(Permission.CONSENT_RECORD_VIEW):
            found = answered_by_class(class_lists(user, self.now.date(), self.year), self.now.date(), self.year)
            if not found.children:
                return []
            answered = f"{found.answered} of {found.children}"
            return ["\n".join([f"Photo permission, families that have answered: {answered}", *self._removed()])]
        if user.has_perm(Permission.CONSENT_FIGURES) and (words := self._in_words()) != NOBODY:
            return [f"Photo permission, families that have answered: {words}"]
        return []


def _removed(now: dt.datetime) -> list[str]:
    """Pictures to remove now, and those that came down in the last seven days. Two queries."""
    open_ = RemovalItem.objects.open().order_by()
    left = open_.aggregate(all=Count("pk"), late=Count("pk", filter=Q(due_at__lt=now)))
    done = RemovalItem.objects.filter(done_at__gt=now - WEEK, done_at__lte=now, removal__called_off_at=None)
    hours, stays = hours_to_remove(done)
    said = [f"Pictures still to remove: {left['all']}, of which overdue: {left['late']}"]
    if hours:
        said.append(f"Removed in the last seven days: {len(hours)}; half of them came down within {_in_hours(hours)}")
    return [*said, *([f"In print, so not to be recalled: {stays}"] if stays else [])]


def _in_hours(hours: list[float]) -> str:
    middle = max(round(median(hours)), 1)
    return f"{middle} hour{'' if middle == 1 else 's'}"
