"""Narrowing a list by what stands beside the cases: from the side of the few, or case by case where many have it.

A list is walked from its newest case until a page is full. Where hardly any case has what was chosen that walk reads
every case; so it is asked first whether few have it, and those few are fetched (performance.md 4, as for searching).
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from people.models import User

from .models.cases import CaseQuerySet

FEW = 5_000


@dataclass(frozen=True)
class Beside:
    """Rows beside cases, and the field by which each names its case."""

    rows: QuerySet[Any]
    link: str = "case"

    def past_few(self) -> Coalesce:
        """Whether there are more than a few: 1 or 0, in a query of something else."""
        one = self.rows.order_by().annotate(one=Value(1, IntegerField())).values("one")[FEW : FEW + 1]
        return Coalesce(Subquery(one), 0)


def which_are_few(chosen: dict[str, Beside], user: User) -> set[str]:
    """The names of those of which there are few. One query, whatever their number; none where nothing was chosen."""
    if not chosen:
        return set()
    marks = {f"past_{name}": beside.past_few() for name, beside in chosen.items()}
    [found] = User.objects.filter(pk=user.pk).order_by().annotate(**marks).values_list(*marks)  # one row, whoever it is
    return {name for name, many in zip(chosen, found, strict=True) if not many}


def having(cases: CaseQuerySet, beside: Beside, *, few: bool) -> CaseQuerySet:
    """Those of `cases` that have a row beside them."""
    if few:
        return cases.filter(pk__in=beside.rows.order_by().values(beside.link))
    return cases.filter(Exists(beside.rows.filter(**{beside.link: OuterRef("pk")})))
