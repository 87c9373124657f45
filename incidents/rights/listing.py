"""The register of requests about data: narrowed, page by page."""

import datetime as dt
from dataclasses import dataclass

import django_filters
from django.db.models import Q
from django.utils import timezone

from incidents.list_filter import DAY, LAST_DAY, choice
from incidents.models import DataRequest, Right
from incidents.models.data_requests import DataRequestQuerySet
from people.sealing import CannotUnseal, seal_as_text, unseal_text

from .page import Clock, clock_of

SIZE = 50
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
    place = _place(older)
    if place:
        at, key = place
        requests = requests.filter(Q(recorded_at__lte=at) & (Q(recorded_at__lt=at) | Q(pk__lt=key)))
    found = list(requests.order_by("-recorded_at", "-pk")[: SIZE + 1])
    shown = found[:SIZE]
    mark = seal_as_text(f"{shown[-1].recorded_at.isoformat()} {shown[-1].pk}") if len(found) > SIZE else ""
    return RequestPage([RequestRow(one, clock_of(one, today)) for one in shown], mark)


def _place(mark: str) -> tuple[dt.datetime, int] | None:
    try:
        moment, key = unseal_text(mark).split(" ")
        return dt.datetime.fromisoformat(moment), int(key)
    except (CannotUnseal, ValueError):
        return None
