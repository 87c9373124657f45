"""What the lists of incidents and of complaints are narrowed by alike: due, with whom, in which days."""

import datetime as dt
from functools import cached_property
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import Exists, OuterRef
from django.utils import timezone

from people.calendar import school_calendar
from people.models import User

from .desk import SOON, due_soon, mine_of, overdue
from .models import OPEN_STATES, Case, CaseAssignment
from .models.cases import CaseQuerySet
from .sorts import Sort

MINE = [("mine", "Mine, as on the start page"), ("me", "Given to me"), ("nobody", "Given to nobody yet")]
DUE = [("soon", "Within two school days"), ("overdue", "Overdue")]
DAY = {"widget": forms.DateInput(attrs={"type": "date"})}
LAST_DAY = dt.date(9998, 12, 31)  # a later one has no day after it in every zone


def choice(label: str, choices: Any, empty: str, **more: Any) -> django_filters.ChoiceFilter:
    """One thing of a few. `empty` is what stands there while nothing was chosen."""
    return django_filters.ChoiceFilter(label=label, choices=choices, empty_label=empty, **more)


class ListFilter(django_filters.FilterSet):
    """A list of cases, narrowed. Each sort says what else it knows, in `MAIN` what is asked for every day, in `MORE`
    what now and then.

    The choices are the same for everybody, so that none tells of a case that its reader may not see.
    """

    SORT: ClassVar[Sort] = Sort.INCIDENT
    MAIN: ClassVar[tuple[str, ...]] = ()
    MORE: ClassVar[tuple[str, ...]] = ()

    class Meta:
        model = Case
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, user: User | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    @property
    def main(self) -> list[forms.BoundField]:
        """What is asked for every day."""
        return [self.form[name] for name in self.MAIN]

    @property
    def more(self) -> list[forms.BoundField]:
        """What is asked for now and then."""
        return [self.form[name] for name in self.MORE]

    @cached_property
    def chosen(self) -> dict[str, str]:
        """What was chosen, as it stands in an address."""
        return {name: self.data[name] for name in self.filters if self.data.get(name)}

    @property
    def has_more(self) -> bool:
        """Whether something of what is folded away was chosen."""
        return bool(set(self.MORE) & set(self.chosen))

    def of_mine(self, cases: CaseQuerySet, name: str, value: str):
        if value == "mine" and self.user:
            return cases.filter(mine_of(self.user, self.SORT))
        given = CaseAssignment.objects.filter(ended_at=None)
        if value == "me":
            return cases.filter(pk__in=given.filter(user=self.user).order_by().values("case"))
        return cases.exclude(Exists(given.filter(case=OuterRef("pk"))))

    def when_due(self, cases: CaseQuerySet, name: str, value: str):
        """Of what is open, as the start page counts it."""
        today = timezone.localdate()
        if value == "overdue":
            return cases.filter(overdue(today), state__in=OPEN_STATES)
        return cases.filter(due_soon(today, school_calendar(today).add_school_days(today, SOON)), state__in=OPEN_STATES)

    def from_day(self, cases: CaseQuerySet, name: str, value: dt.date):
        return in_days(cases, since=value)

    def until_day(self, cases: CaseQuerySet, name: str, value: dt.date):
        """The last day is in it."""
        return in_days(cases, until=value)


def in_days(cases: CaseQuerySet, since: dt.date | None = None, until: dt.date | None = None):
    """Those that came in from the one day to the other, both ends in it."""
    if since:
        cases = cases.filter(reported_at__gte=midnight(since))
    return cases.filter(reported_at__lt=midnight(min(until, LAST_DAY) + dt.timedelta(days=1))) if until else cases


def midnight(day: dt.date) -> dt.datetime:
    """The moment at which a day begins here."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
