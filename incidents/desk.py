"""What waits of incidents for one person: the numbers and the newest, for start page and tab.

Everything here comes out of what they may list (`Act.LIST`); of an incident about them there is nothing to count.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Min, Prefetch, Q

from people.models import User
from people.permissions import Permission
from people.school_days import SchoolCalendar

from .models import Case, CaseAssignment, CaseStep, CitedRule, LegalReferral, State
from .relations import Act

SOON = 2  # school days
MOST_COUNTED = 1000
NEWEST = 8


@dataclass(frozen=True)
class Pile:
    """How many there are of one sort, and the moment or day of the one that waits longest."""

    count: int
    since: Any


@dataclass(frozen=True)
class Desk:
    """What is open: each pile, the newest cases, how many there are in all."""

    new: Pile
    soon: Pile
    overdue: Pile
    waiting: Pile
    newest: list[Case]
    open: int


def listed_for(user: User):
    """The incidents that `user` may list."""
    return Case.objects.allowing(Act.LIST, user).incidents()


def due_soon(today: dt.date, last: dt.date) -> Q:
    """What is to be decided from today to `last`."""
    return Q(due_on__gte=today, due_on__lte=last)


def overdue(today: dt.date) -> Q:
    """What should have been decided before today."""
    return Q(due_on__lt=today)


def desk_of(user: User, today: dt.date, calendar: SchoolCalendar) -> Desk:
    """What is open for `user`, in five queries, however much that is."""
    cases = listed_for(user).open()
    last = calendar.add_school_days(today, SOON)
    sorts = {
        "new": (Q(state=State.NEW), "reported_at"),
        "soon": (due_soon(today, last), "due_on"),
        "overdue": (overdue(today), "due_on"),
        "waiting": (Q(state=State.WAITING), "received_on"),
    }
    asked: dict[str, Any] = {"open": Count("pk")}
    for name, (fits, field) in sorts.items():
        asked |= {f"{name}_count": Count("pk", filter=fits), f"{name}_since": Min(field, filter=fits)}
    found = cases.order_by().aggregate(**asked)
    piles = {name: Pile(found[f"{name}_count"], found[f"{name}_since"]) for name in sorts}
    return Desk(**piles, newest=_newest(cases) if found["open"] else [], open=found["open"])


def _newest(cases: Any) -> list[Case]:
    """The newest, each with its facts, the rules cited, what is still to be done and who deals with it."""
    rules = CitedRule.objects.filter(taken_off_at=None).select_related("rule")
    dealing = CaseAssignment.objects.filter(ended_at=None).select_related("user")
    to_do = CaseStep.objects.filter(done_at=None)
    related = (
        Prefetch("incident__cited", rules, to_attr="rules_cited"),
        Prefetch("assignments", dealing, to_attr="dealing"),
        Prefetch("steps", to_do, to_attr="to_do"),
    )
    return list(cases.select_related("incident").prefetch_related(*related)[:NEWEST])


def last_closed(user: User) -> dt.datetime | None:
    """When the last of the incidents of `user` was closed."""
    return listed_for(user).order_by().aggregate(last=Max("closed_at"))["last"]


def questions_to(user: User):
    """The questions about legal action that `user` is asked as a governor, oldest first."""
    if not user.has_perm(Permission.INCIDENT_REFERRED):
        return LegalReferral.objects.none()
    return LegalReferral.objects.asking(user).filter(case__in=Case.objects.referred_to(user))
