"""How the school stands, for one start page: what changes only when somebody does something that is recorded.

It is worked out once for each state of the record, and kept by the process until something is recorded that may change
it, or the day is over. It is kept in two halves, what comes of the families' answers and what comes of the policies, so
that what is recorded of the one lets nothing of the other be worked out anew. Nothing of it is a case, a name of a
child or what somebody wrote: numbers by class and by place, how a policy stands, what the reader is asked to read, and
the keys of what waits to be sorted out.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.core.cache import caches
from django.db.models import Model, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from audit.quiet import OF_ANSWERS_ALONE, OF_POLICIES_ALONE, last_seal
from consent.class_lists import class_lists
from consent.deciding import undecided_in
from consent.figures import Figures, SchoolFigures, figures_of, figures_on
from consent.models import ConsentDecision, ConsentResponse, ConsentRetraction, ReviewEntry
from consent.own import own_children
from consent.register import register_on
from consent.sorting import desk
from consent.start_waiting import Waiting, waiting_of
from consent.tab_number import keep_number
from people.models import Notification, User
from people.permissions import Permission
from people.settings import Key
from people.tallies import COLUMNS, NO_DAY, NO_MOMENT, Tallies
from policies.models import Acknowledgement, PolicyVersion, ReadingNotice
from policies.own_duties import OwnDuty, own_duties
from policies.readers import all_readers

from .first_run.steps import Progress, progress_of, steps
from .policy_box import PolicyBox, box_of, version_in_force

KEPT = 24 * 60 * 60
# By the name of its mark: rows that are only ever added, beside the record itself. Whoever writes them past the actions
# is seen all the same.
ANSWERS: dict[str, type[Model]] = {
    "last_response": ConsentResponse,
    "last_retraction": ConsentRetraction,
    "last_decision": ConsentDecision,
    "last_entry": ReviewEntry,
}
POLICIES: dict[str, type[Model]] = {
    "last_version": PolicyVersion,
    "last_acknowledgement": Acknowledgement,
    "last_notice": ReadingNotice,
}
ANSWERS_EVENT, POLICIES_EVENT = "last_event", "last_event_of_policies"
TEST_MAIL = "last_test_mail"  # sent by the worker, which the record does not tell
Kept = TypeVar("Kept")


@dataclass(frozen=True)
class OwnChildren:
    """For a parent: how many children of theirs are on the pupil list, and how many questions they left open."""

    children: int
    open: int


@dataclass(frozen=True)
class OfAnswers:
    """What comes of the families' answers. What a person may not see is None or empty."""

    waiting: Waiting = field(default_factory=Waiting)
    classes: SchoolFigures | None = None
    figures: Figures | None = None
    own: OwnChildren | None = None


@dataclass(frozen=True)
class OfPolicies:
    """What comes of the policies."""

    own_duties: list[OwnDuty] = field(default_factory=list)
    has_policy: bool = False
    policy: PolicyBox | None = None


@dataclass(frozen=True)
class Standing(OfPolicies, OfAnswers):
    """What stands on a start page and is not counted anew each time."""

    guide: Progress | None = None


def asks_state(user: User) -> Iterator[QuerySet[Any]]:
    """What is to be read, beside whatever else a page counts, to know whether anything was recorded since."""
    me = User.objects.filter(pk=user.pk).order_by()
    yield _row(me, ANSWERS_EVENT, Coalesce(last_seal(but=OF_POLICIES_ALONE), Value("")), Value(0))
    yield _row(me, POLICIES_EVENT, Coalesce(last_seal(but=OF_ANSWERS_ALONE), Value("")), Value(0))
    for name, model in (ANSWERS | POLICIES).items():
        last = Subquery(model._default_manager.order_by("-pk").values("pk")[:1])
        yield _row(me, name, Value(""), Coalesce(last, Value(0)))
    if user.has_perm(Permission.SETTINGS_EDIT):
        sent = Notification.objects.filter(kind=Notification.Kind.TEST, status=Notification.Status.SENT)
        yield _row(me, TEST_MAIL, Value(""), Coalesce(Subquery(sent.order_by("-pk").values("pk")[:1]), Value(0)))


def _row(me: QuerySet[User], name: str, first: Any, number: Any) -> QuerySet[Any]:
    """In the shape of a tally."""
    said = dict(zip(COLUMNS, (Value(name), first, Value(""), Value("")), strict=True))
    rest = {"t_count": number, "t_moment": NO_MOMENT, "t_day": NO_DAY, "t_other": NO_DAY}
    return me.annotate(**said, **rest).values_list(*said, *rest)


def standing_of(user: User, year: int, today: dt.date, state: Tallies, own: Mapping[Key, str]) -> Standing:
    """How the school stands for `user`. `state` was read before: what changes meanwhile is worked out anew. `own`: the
    settings of the school."""
    answers = {name: state.count(name) for name in ANSWERS} | {ANSWERS_EVENT: state.one(ANSWERS_EVENT).keys[0]}
    policies = {name: state.count(name) for name in POLICIES} | {POLICIES_EVENT: state.one(POLICIES_EVENT).keys[0]}
    of_answers = _kept("answers", user, today, answers, lambda: _of_answers(user, year, today, answers))
    of_policies = _kept("policies", user, today, policies, lambda: _of_policies(user, year, today, own))
    guide = None
    if user.has_perm(Permission.SETTINGS_EDIT):
        marks = policies | answers | {TEST_MAIL: state.count(TEST_MAIL)}
        guide = _kept("guide", None, today, marks, lambda: progress_of(steps(own, today)))
    return Standing(**vars(of_answers), **vars(of_policies), guide=None if guide is None or guide.is_over else guide)


def _kept(name: str, user: User | None, today: dt.date, marks: Mapping[str, Any], work: Callable[[], Kept]) -> Kept:
    """What the process keeps under these marks, else what `work` brings. Without `user`: the same for everybody."""
    whose = f"{user.pk}.{'-'.join(sorted(user.roles))}" if user else "all"
    key = ".".join(["standing", name, whose, f"{today:%Y%m%d}", *(str(mark or 0) for mark in marks.values())])
    found: Kept = caches["process"].get_or_set(key, work, KEPT)  # type: ignore[assignment]
    return found


def _of_answers(user: User, year: int, today: dt.date, marks: Mapping[str, Any]) -> OfAnswers:
    """Out of one register of the whole school, for whoever may see it: how many families have answered, who may be
    shown where, between which answers somebody must decide. The number on the tab comes of it too."""
    sees, sorts = user.has_perm(Permission.CONSENT_RECORD_VIEW), user.has_perm(Permission.CONSENT_CORRECT)
    classes, waiting, children, figures = None, Waiting(), None, None
    if sees:
        lists = class_lists(user, today, year)
        pupils = list(lists.pupils.values())
        register = register_on(pupils, today, year)
        classes, children = figures_of(lists, register), undecided_in(register, pupils)
    elif user.has_perm(Permission.CONSENT_FIGURES):
        figures = _kept("figures", None, today, marks, lambda: figures_on(today, year))
    if sorts:
        found = desk(user, today, children, year)
        waiting = waiting_of(found)
        keep_number(found.count, today, marks)
    own = _own(user, today) if user.has_perm(Permission.CONSENT_OWN) else None
    return OfAnswers(waiting, classes, figures, own)


def _of_policies(user: User, year: int, today: dt.date, own: Mapping[Key, str]) -> OfPolicies:
    """Whoever sees how many have read the policy is among the readers themself: they are read once for both."""
    version = version_in_force(today)
    sees = user.has_perm(Permission.POLICY_ACKNOWLEDGED_FIGURES)
    readers = all_readers(today, year) if sees else None
    duties = own_duties(user, today, own, readers)
    return OfPolicies(duties, version is not None, box_of(user, version, today, readers or ()))


def _own(user: User, today: dt.date) -> OwnChildren:
    children = own_children(user, today)
    places = [place for child in children for place in child.places]
    return OwnChildren(len(children), sum(place.is_asked and place.said is None for place in places))
