"""What waits of incidents for one person: the numbers and the newest, for start page and tab.

Everything here comes out of what they may list (`Act.LIST`); of an incident about them there is nothing to count.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case as Choice
from django.db.models import CharField, Exists, F, Max, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Concat

from people.models import User
from people.permissions import Permission
from people.tallies import Tally, tally

from .models import Case, CaseAssignment, LegalReferral, State
from .models.cases import CaseQuerySet
from .relations import OWNING, Act
from .sorts import Sort

SOON = 2  # school days
MINE, OUT = "mine", "out"


@dataclass(frozen=True)
class Pile:
    """How many there are of one sort, and the moment or day of the one that waits longest."""

    count: int
    since: Any


@dataclass(frozen=True)
class Desk:
    """What is open of one sort: each pile, how many there are in all, how many of them are the reader's to deal with,
    and how many happened outside school hours."""

    new: Pile
    soon: Pile
    overdue: Pile
    waiting: Pile
    open: int
    mine: int = 0
    out: int = 0


def listed_for(user: User, sort: Sort = Sort.INCIDENT) -> CaseQuerySet:
    """The cases of one sort that `user` may list: all that a start page counts or shows of cases is among these."""
    return Case.objects.allowing(Act.LIST, user, sort)


def due_soon(today: dt.date, last: dt.date) -> Q:
    """What is to be decided from today to `last`."""
    return Q(due_on__gte=today, due_on__lte=last)


def overdue(today: dt.date) -> Q:
    """What should have been decided before today."""
    return Q(due_on__lt=today)


def asks_open(user: User, sort: Sort, today: dt.date, soon: dt.date) -> QuerySet[Any]:
    """What is to be read to know what is open of one sort for `user`, as a tally: by where it stands, by whether it is
    due by `soon` or overdue, and by whether it is theirs and happened outside school hours. One walk over what is
    open."""
    cases = listed_for(user, sort).open()
    mine = Choice(When(mine_of(user, sort), then=Value(MINE)), default=Value(""), output_field=CharField())
    out = Choice(When(incident__is_out_of_hours=True, then=Value(OUT)), default=Value(""), output_field=CharField())
    due = Choice(
        When(overdue(today), then=Value("overdue")),
        When(due_soon(today, soon), then=Value("soon")),
        default=Value(""),
        output_field=CharField(),
    )
    beside = Concat(mine, Value(" "), out) if sort == Sort.INCIDENT else mine
    return tally(
        sort, cases, keys=(F("state"), due, beside), moment="reported_at", day="due_on", other_day="received_on"
    )


def mine_of(user: User, sort: Sort) -> Q:
    """What `user` has to deal with: what was given to them, and of what is their role's what was given to nobody."""
    given = CaseAssignment.objects.filter(ended_at=None).order_by()
    of_role = Q(owner_role__in=sorted(user.roles & OWNING[sort])) & ~Q(Exists(given.filter(case=OuterRef("pk"))))
    return Q(pk__in=given.filter(user=user).values("case")) | of_role


def desk_from(tallies: Iterable[Tally]) -> Desk:
    """What is open, out of what `asks_open` brought."""
    rows = list(tallies)
    sorts: dict[str, tuple[Callable[[Tally], bool], str]] = {
        "new": (lambda row: row.keys[0] == State.NEW, "moment"),
        "soon": (lambda row: row.keys[1] == "soon", "day"),
        "overdue": (lambda row: row.keys[1] == "overdue", "day"),
        "waiting": (lambda row: row.keys[0] == State.WAITING, "other_day"),
    }
    piles = {}
    for name, (fits, field) in sorts.items():
        found = [row for row in rows if fits(row)]
        since = (getattr(row, field) for row in found)
        piles[name] = Pile(sum(row.count for row in found), min((one for one in since if one), default=None))
    return Desk(
        **piles,
        open=sum(row.count for row in rows),
        mine=sum(row.count for row in rows if MINE in row.keys[2]),
        out=sum(row.count for row in rows if OUT in row.keys[2]),
    )


def last_closed(user: User, sort: Sort = Sort.INCIDENT) -> dt.datetime | None:
    """When the last of the cases of one sort that `user` may list was closed."""
    return listed_for(user, sort).order_by().aggregate(last=Max("closed_at"))["last"]


def questions_to(user: User):
    """The questions about legal action that `user` is asked as a governor, oldest first."""
    if not user.has_perm(Permission.INCIDENT_REFERRED):
        return LegalReferral.objects.none()
    return LegalReferral.objects.asking(user).filter(case__in=Case.objects.referred_to(user))
