"""One page of a long list of events, newest first, by the last event seen (performance P8, P11).

No OFFSET and no count: page a hundred costs what page one costs. The mark in the address is sealed: the number of an
event would tell, by the gaps, that something happened which this reader may not see (security 2.3 h).
"""

from dataclasses import dataclass

from django.db.models import QuerySet

from audit.models import AuditEvent
from people.sealing import CannotUnseal, seal_as_text, unseal_text

PAGE = 50


@dataclass(frozen=True)
class Page:
    """The events of one page, and the mark of the next; empty where there are no older ones."""

    events: list[AuditEvent]
    older: str
    is_first: bool


def page_of(events: QuerySet[AuditEvent], mark: str, size: int = PAGE) -> Page:
    """The newest events before the one that `mark` seals. A mark that is none of ours gives the first page."""
    before = _sequence(mark)
    rows = events if before is None else events.filter(sequence__lt=before)
    found = list(rows.order_by("-sequence")[: size + 1])
    older = seal_as_text(str(found[size - 1].sequence)) if len(found) > size else ""
    return Page(found[:size], older, before is None)


def _sequence(mark: str) -> int | None:
    try:
        return int(unseal_text(mark)) if mark else None
    except (CannotUnseal, ValueError):
        return None
