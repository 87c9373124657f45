"""One page of what is due, the longest first, by the last row seen: page a hundred costs what page one costs."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from people.disposal import Kind, Period, after, due, period_of
from people.models import User
from people.sealing import CannotUnseal, seal_as_text, unseal_text

SIZE = 50
MOST_COUNTED = 99


@dataclass(frozen=True)
class Line:
    """One record that is due: what it is called where no name may stand, since when, and what holds it back."""

    reference: str
    url: str
    described: str
    counts_on: dt.date
    due_on: dt.date
    is_kept: bool
    is_asked: bool


@dataclass(frozen=True)
class Page:
    lines: list[Line]
    later: str  # the mark of the next page, sealed; empty where there is none


def address_of(kind: Kind, row: Any) -> str:
    """The page of one record."""
    return reverse("disposal:record", args=[kind.slug, getattr(row, kind.address)])


def page_of(kind: Kind, user: User, mark: str) -> Page:
    """One page of what is due of a kind, as far as `user` may know. Two queries: one for the rows, one for the
    period."""
    period = period_of(kind)
    rows = due(kind, kind.seen(user), period.cutoff(timezone.localdate()))
    found = list(after(rows, _place(mark))[: SIZE + 1])
    shown = found[:SIZE]
    last = shown[-1] if len(found) > SIZE else None
    later = seal_as_text(f"{last.counts_on.isoformat()} {last.pk}") if last else ""
    return Page([_line(kind, row, period) for row in shown], later)


def _line(kind: Kind, row: Any, period: Period) -> Line:
    return Line(
        kind.reference(row), address_of(kind, row), kind.in_list(row), row.counts_on, period.due_on(row.counts_on),
        row.is_kept, row.is_asked,
    )  # fmt: skip


def _place(mark: str) -> tuple[dt.date, int] | None:
    try:
        day, key = unseal_text(mark).split(" ")
        return dt.date.fromisoformat(day), int(key)
    except (CannotUnseal, ValueError):
        return None


@dataclass(frozen=True)
class Number:
    """How many of a kind are due and not kept, up to 99."""

    kind: Kind
    period: Period
    count: int

    @property
    def words(self) -> str:
        return f"more than {MOST_COUNTED}" if self.count > MOST_COUNTED else str(self.count)


def numbers_of(user: User, periods: dict[str, Period], kinds: tuple[Kind, ...]) -> list[Number]:
    """The kinds of which anything is due for `user`. A query for each kind, none of which counts further than 99."""
    today = timezone.localdate()
    found = []
    for kind in kinds:
        period = periods[kind.slug]
        rows = due(kind, kind.seen(user), period.cutoff(today)).filter(is_kept=False)
        if count := len(rows.order_by().values_list("pk")[: MOST_COUNTED + 1]):
            found.append(Number(kind, period, count))
    return found
