"""The list of data breaches (article 33(5)): every one, reported or not; narrowed, page by page, and as a file."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import django_filters
from django.utils import timezone

from people.models import User

from .breach_words import Clock, clock_of, standing_of
from .exporting import AT_ONCE, Sheet, Written, write_cells
from .list_filter import DAY, LAST_DAY, choice, midnight
from .models import DataBreach
from .models.breaches import DataBreachQuerySet
from .newest import newest

STATES = [
    ("running", "The 72 hours run"),
    ("open", "Open"),
    ("reported", "Reported to the ICO"),
    ("not", "Decided: not reported"),
    ("closed", "Closed"),
]
REGISTER = Sheet(
    "Data breaches",
    (
        "reference", "what", "happened", "aware", "report_by", "where_it_stands", "children", "other_people", "risk",
        "to_report", "decided", "reported", "people_told", "closed", "out_of",
    ),
)  # fmt: skip


class BreachFilter(django_filters.FilterSet):
    """Data breaches by where they stand and since when the school knew."""

    state = choice("Where it stands", STATES, "Anywhere", method="standing")
    since = django_filters.DateFilter(label="Known from", method="from_day", **DAY)
    until = django_filters.DateFilter(label="Known to", method="until_day", **DAY)

    class Meta:
        model = DataBreach
        fields: tuple[str, ...] = ()

    @property
    def chosen(self) -> dict[str, str]:
        """What was chosen, as it stands in an address."""
        return {name: self.data[name] for name in self.filters if self.data.get(name)}

    def standing(self, breaches: DataBreachQuerySet, name: str, value: str):
        match value:
            case "running":
                return breaches.running()
            case "open":
                return breaches.open()
            case "reported":
                return breaches.filter(reported_at__isnull=False)
            case "not":
                return breaches.filter(is_to_report=False)
        return breaches.filter(closed_at__isnull=False)

    def from_day(self, breaches: DataBreachQuerySet, name: str, value: dt.date):
        return breaches.filter(aware_at__gte=midnight(value))

    def until_day(self, breaches: DataBreachQuerySet, name: str, value: dt.date):
        """The last day is in it."""
        return breaches.filter(aware_at__lt=midnight(min(value, LAST_DAY) + dt.timedelta(days=1)))


@dataclass(frozen=True)
class BreachRow:
    """One line of the list. `clock` while it runs."""

    breach: DataBreach
    standing: str
    clock: Clock | None


@dataclass(frozen=True)
class BreachPage:
    """The newest, or those before a mark; `older` is the mark of the next page, empty where there is none."""

    rows: list[BreachRow]
    older: str


def page_of_breaches(breaches: DataBreachQuerySet, older: str, now: dt.datetime) -> BreachPage:
    """One page, newest first. One query, whatever their number; no number of a row stands in an address."""
    shown, mark = newest(breaches, "opened_at", older)
    return BreachPage([_row(one, now) for one in shown], mark)


def _row(breach: DataBreach, now: dt.datetime) -> BreachRow:
    return BreachRow(breach, standing_of(breach), clock_of(breach, now) if breach.is_running else None)


def write_breaches(breaches: DataBreachQuerySet, form: str, at: dt.datetime, by: User) -> Written:
    """All of them as a file, newest first. No child's name and no text that somebody wrote but the short title."""
    return write_cells(_cells(breaches), REGISTER, form, at, by)


def _cells(breaches: DataBreachQuerySet) -> Iterator[tuple[str, ...]]:
    for one in breaches.select_related("incident").order_by("-opened_at", "-pk").iterator(chunk_size=AT_ONCE):
        yield (
            one.reference,
            one.title,
            one.happened_on.isoformat() if one.happened_on else "",
            _moment(one.aware_at),
            _moment(one.report_by),
            standing_of(one),
            "" if one.children is None else str(one.children),
            "" if one.others is None else str(one.others),
            str(one.get_risk_display()),
            {None: "", True: "yes", False: "no"}[one.is_to_report],
            _moment(one.decided_at),
            _moment(one.reported_at),
            str(one.get_told_display()),
            _moment(one.closed_at),
            one.incident.reference if one.incident else "",
        )


def _moment(at: dt.datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""
