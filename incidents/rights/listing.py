"""The register of requests about data: narrowed, page by page."""

import datetime as dt
from dataclasses import dataclass

import django_filters
from django.utils import timezone

from incidents.list_filter import DAY, LAST_DAY, choice
from incidents.models import DataRequest, Right
from incidents.models.data_requests import DataRequestQuerySet
from incidents.newest import newest

from .page import Clock, clock_of

STATES = [("open", "Open"), ("overdue", "Overdue"), ("over", "Answered, refused or taken back")]


class DataRequestFilter(django_filters.FilterSet):
    """Requests by what is asked, where they stand, and when they came."""

    right = choice("What is asked", Right.choices, "Anything", field_name="right")
    state = choice("Where it stands", STATES, "Anywhere", method="standing")
    since = django_filters.DateFilter(label="Received from", field_name="received_on", lookup_expr="gte", **DAY)
    until = django_filters.DateFilter(label="Received to", method="until_day", **DAY)

    class Meta:
        model = DataRequest
        fields: tuple[str, ...] = ()

    @property
    def chosen(self) -> dict[str, str]:
        """What was chosen, as it stands in an address."""
        return {name: self.data[name] for name in self.filters if self.data.get(name)}

    def standing(self, requests: DataRequestQuerySet, name: str, value: str):
        match value:
            case "open":
                return requests.open()
            case "overdue":
                return requests.overdue(timezone.localdate())
        return requests.filter(answered_on__isnull=False)

    def until_day(self, requests: DataRequestQuerySet, name: str, value: dt.date):
        """The last day is in it."""
        return requests.filter(received_on__lte=min(value, LAST_DAY))


@dataclass(frozen=True)
class RequestRow:
    """One line of the register."""

    request: DataRequest
    clock: Clock


@dataclass(frozen=True)
class RequestPage:
    """The newest, or those before a mark; `older` is the mark of the next page, empty where there is none."""

    rows: list[RequestRow]
    older: str


def page_of_requests(requests: DataRequestQuerySet, older: str, today: dt.date) -> RequestPage:
    """One page, newest first. One query, whatever their number; no number of a row stands in an address."""
    shown, mark = newest(requests, "recorded_at", older)
    return RequestPage([RequestRow(one, clock_of(one, today)) for one in shown], mark)
