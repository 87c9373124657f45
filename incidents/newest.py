"""A page of a register, newest first, and the mark of the next one: no number of a row stands in an address."""

import datetime as dt
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from people.sealing import CannotUnseal, seal_as_text, unseal_text

SIZE = 50
Row = TypeVar("Row", bound=Model)


def newest(rows: QuerySet[Row], moment: str, older: str) -> tuple[list[Row], str]:
    """The newest rows by the field `moment`, or those before the mark `older`; and the mark of the next page, empty
    where there is none. One query, whatever their number. A mark that is none of ours means the first page."""
    place = _place(older)
    if place:
        at, key = place
        rows = rows.filter(Q(**{f"{moment}__lte": at}) & (Q(**{f"{moment}__lt": at}) | Q(pk__lt=key)))
    found = list(rows.order_by(f"-{moment}", "-pk")[: SIZE + 1])
    shown: list[Row] = found[:SIZE]
    last: Any = shown[-1] if len(found) > SIZE else None
    return shown, seal_as_text(f"{getattr(last, moment).isoformat()} {last.pk}") if last else ""


def _place(mark: str) -> tuple[dt.datetime, int] | None:
    try:
        moment, key = unseal_text(mark).split(" ")
        return dt.datetime.fromisoformat(moment), int(key)
    except (CannotUnseal, ValueError):
        return None
