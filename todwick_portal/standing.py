"""How the school stands, for one start page: what changes only when somebody does something that is recorded.

It is worked out once for each state of the record and each person, and kept by the process until anything is recorded
or the day is over. Nothing of it is a case, a name of a child or what somebody wrote: numbers by class and by place,
how a policy stands, what the reader is asked to read, and the keys of what waits to be sorted out.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import caches
from django.db.models import QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from audit.quiet import last_seal
from consent.class_lists import class_lists
from consent.figures import Figures, SchoolFigures, answered_by_class, figures_on
from consent.models import ConsentDecision, ConsentResponse, ConsentRetraction, ReviewEntry
from consent.own import own_children
from consent.sorting import desk
from consent.start_waiting import Waiting, waiting_of
from people.actions.proposals import decidable_by
from people.models import Notification, User
from people.permissions import Permission
from people.settings import read_all
from people.tallies import COLUMNS, NO_DAY, NO_MOMENT, Tallies
from policies.models import Acknowledgement, PolicyVersion, ReadingNotice
from policies.own_duties import OwnDuty, own_duties

from .first_run.steps import Progress, progress_of, steps
from .policy_box import PolicyBox, box_of, to_approve, version_in_force

KEPT = 24 * 60 * 60
EVENT = "last_event"
TEST_MAIL = "last_test_mail"  # sent by the worker, which the record does not tell
# Rows that are only ever added, beside the record itself: whoever writes them past the actions is seen all the same.
ADDED = (
    ConsentResponse, ConsentRetraction, ConsentDecision, ReviewEntry, PolicyVersion, Acknowledgement, ReadingNotice,
)  # fmt: skip


@dataclass(frozen=True)
class OwnChildren:
    """For a parent: how many children of theirs are on the pupil list, and how many questions they left open."""

    children: int
    open: int


@dataclass(frozen=True)
class Standing:
    """What stands on a start page and is not counted anew each time. What a person may not see is None or empty."""

    own_duties: list[OwnDuty] = field(default_factory=list)
    waiting: Waiting = field(default_factory=Waiting)
    classes: SchoolFigures | None = None
    figures: Figures | None = None
    has_policy: bool = False
    policy: PolicyBox | None = None
    to_approve: int = 0
    to_confirm: int = 0
    guide: Progress | None = None
    own: OwnChildren | None = None


def asks_state(user: User) -> Iterator[QuerySet[Any]]:
    """What is to be read, beside whatever else a page counts, to know whether anything was recorded since."""
    me = User.objects.filter(pk=user.pk).order_by()
    yield _row(me, EVENT, Coalesce(last_seal(), Value("")), Value(0))
    for model in ADDED:
        last = Subquery(model._default_manager.order_by("-pk").values("pk")[:1])
        yield _row(me, f"last_{model.__name__}", Value(""), Coalesce(last, Value(0)))
    if user.has_perm(Permission.SETTINGS_EDIT):
        sent = Notification.objects.filter(kind=Notification.Kind.TEST, status=Notification.Status.SENT)
        yield _row(me, TEST_MAIL, Value(""), Coalesce(Subquery(sent.order_by("-pk").values("pk")[:1]), Value(0)))


def _row(me: QuerySet[User], name: str, first: Any, number: Any) -> QuerySet[Any]:
    """In the shape of a tally."""
    said = dict(zip(COLUMNS, (Value(name), first, Value(""), Value("")), strict=True))
    rest = {"t_count": number, "t_moment": NO_MOMENT, "t_day": NO_DAY, "t_other": NO_DAY}
    return me.annotate(**said, **rest).values_list(*said, *rest)


def standing_of(user: User, year: int, today: dt.date, state: Tallies) -> Standing:
    """How the school stands for `user`. `state` was read before: what changes meanwhile is worked out anew."""
    marks = [
        state.one(EVENT).keys[0],
        *(state.count(f"last_{model.__name__}") for model in ADDED),
        state.count(TEST_MAIL),
    ]
    roles = "-".join(sorted(user.roles))
    key = ".".join(["standing", str(user.pk), roles, f"{today:%Y%m%d}", *(str(mark or 0) for mark in marks)])
    found: Standing = caches["process"].get_or_set(key, lambda: _worked_out(user, year, today), KEPT)  # type: ignore[assignment]
    return found


def _worked_out(user: User, year: int, today: dt.date) -> Standing:
    sees = user.has_perm(Permission.CONSENT_RECORD_VIEW)
    in_figures = user.has_perm(Permission.CONSENT_FIGURES) and not sees
    version = version_in_force(today)
    return Standing(
        own_duties=own_duties(user, today),
        waiting=waiting_of(desk(user, today)) if user.has_perm(Permission.CONSENT_CORRECT) else Waiting(),
        classes=answered_by_class(class_lists(user, today, year), today, year) if sees else None,
        figures=figures_on(today, year) if in_figures else None,
        has_policy=version is not None,
        policy=box_of(user, version, today),
        to_approve=to_approve(user),
        own=_own(user, today) if user.has_perm(Permission.CONSENT_OWN) else None,
        guide=_guide(user, today),
        to_confirm=decidable_by(user).count() if user.has_perm(Permission.ROLE_CONFIRM) else 0,
    )


def _guide(user: User, today: dt.date) -> Progress | None:
    """How far setting up has come, for those who do it; nothing once it is over."""
    if not user.has_perm(Permission.SETTINGS_EDIT):
        return None
    found = progress_of(steps(read_all(), today))
    return None if found.is_over else found


def _own(user: User, today: dt.date) -> OwnChildren:
    children = own_children(user, today)
    places = [place for child in children for place in child.places]
    return OwnChildren(len(children), sum(place.is_asked and place.said is None for place in places))
