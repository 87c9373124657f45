"""How the school stands, for one start page: what changes only when somebody does something that is recorded.

It is worked out once for each state of the record, and kept by the process until something is recorded that may change
it, or the day is over. It is kept in two halves, what comes of the families' answers and what comes of the policies, so
that what is recorded of the one lets nothing of the other be worked out anew. Nothing of it is a case, a name of a
child or what somebody wrote: numbers by class and by place, how a policy stands, what the reader is asked to read, and
the keys of what waits to be sorted out.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.core.cache import caches
from django.db.models import Model, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from audit.quiet import OF_ANSWERS_ALONE, OF_POLICIES_ALONE, last_seal
from consent.class_lists import ClassLists, listed_rows, lists_of
from consent.deciding import undecided_in
from consent.figures import Figures, SchoolFigures, figures_of, school_figures
from consent.models import ConsentDecision, ConsentResponse, ConsentRetraction, ReviewEntry
from consent.own import own_places
from consent.register import Register, read_school
from consent.sorting import desk_of, entries_waiting
from consent.start_waiting import Waiting, waiting_of
from consent.tab_number import keep_number
from people.models import Notification, User
from people.permissions import Permission
from people.settings import Key
from people.tallies import COLUMNS, NO_DAY, NO_MOMENT, Tallies
from people.together import Work, asking, beside, together
from policies.models import Acknowledgement, AcknowledgementDuty, PolicyVersion, ReadingNotice
from policies.own_duties import OwnDuty, checkup_due, readings_due
from policies.readers import own_reading, reading

from .first_run.steps import Progress, guide, progress_of
from .policy_box import PolicyBox, box_of, in_force

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
    settings of the school. No query where all of it is kept, else one, and one more where somebody may be reminded or
    is under a court order."""
    answers = {name: state.count(name) for name in ANSWERS} | {ANSWERS_EVENT: state.one(ANSWERS_EVENT).keys[0]}
    policies = {name: state.count(name) for name in POLICIES} | {POLICIES_EVENT: state.one(POLICIES_EVENT).keys[0]}
    works = [
        _kept("answers", user, today, answers, _of_answers(user, year, today, answers)),
        _kept("policies", user, today, policies, _of_policies(user, today, own)),
    ]
    if user.has_perm(Permission.SETTINGS_EDIT):
        marks = policies | answers | {TEST_MAIL: state.count(TEST_MAIL)}
        works.append(_kept("guide", None, today, marks, _progress(own, today)))
    of_answers, of_policies, *progress = together(*works)
    unfinished = next((one for one in progress if not one.is_over), None)
    return Standing(**vars(of_answers), **vars(of_policies), guide=unfinished)


def _kept(name: str, user: User | None, today: dt.date, marks: Mapping[str, Any], work: Work[Kept]) -> Work[Kept]:
    """What the process keeps under these marks, else what `work` comes to. Without `user`: the same for everybody."""
    whose = f"{user.pk}.{'-'.join(sorted(user.roles))}" if user else "all"
    key = ".".join(["standing", name, whose, f"{today:%Y%m%d}", *(str(mark or 0) for mark in marks.values())])
    found: Kept | None = caches["process"].get(key)
    if found is None:
        found = yield from work
        caches["process"].set(key, found, KEPT)
    return found


def _of_answers(user: User, year: int, today: dt.date, marks: Mapping[str, Any]) -> Work[OfAnswers]:
    """Out of one register of the whole school, for whoever may see it: how many families have answered, who may be
    shown where, between which answers somebody must decide. The number on the tab comes of it too."""
    sees, sorts = user.has_perm(Permission.CONSENT_RECORD_VIEW), user.has_perm(Permission.CONSENT_CORRECT)
    tells = user.has_perm(Permission.CONSENT_FIGURES) and not sees
    is_parent = user.has_perm(Permission.CONSENT_OWN)
    school, entries, figures, own = yield from beside(
        _school(user, today, year) if sees or sorts else None,
        asking(entries_waiting(user, year)) if sorts else None,
        _kept("figures", None, today, marks, school_figures(today, year)) if tells else None,
        own_places(user, today, year) if is_parent else None,
    )
    classes, waiting = None, Waiting()
    if school:
        lists, register = school
        pupils = list(lists.pupils.values())
        classes = figures_of(lists, register) if sees else None
        if sorts:
            found = desk_of(entries[0], undecided_in(register, pupils))
            waiting = waiting_of(found)
            keep_number(found.count, today, marks)
    return OfAnswers(waiting, classes, figures, OwnChildren(*own) if own else None)


def _school(user: User, today: dt.date, year: int) -> Work[tuple[ClassLists, Register]]:
    """The classes, and one register of everybody."""
    (rows,), read = yield from beside(asking(listed_rows(user, today)), read_school(today, year))
    lists = lists_of(rows, year)
    return lists, read.register(list(lists.pupils.values()))


def _of_policies(user: User, today: dt.date, own: Mapping[Key, str]) -> Work[OfPolicies]:
    """Whoever sees how many have read the policy is among the readers themself: they are read once for both."""
    sees = user.has_perm(Permission.POLICY_ACKNOWLEDGED_FIGURES)
    readers, checkups, found = yield from beside(
        reading(AcknowledgementDuty.objects.all(), today) if sees else own_reading(user, today),
        checkup_due(user, today, own),
        in_force(user, today),
    )
    box = yield from box_of(user, found, today, readers if sees else ())
    return OfPolicies([*readings_due(user, readers, today), *checkups], found.version is not None, box)


def _progress(own: Mapping[Key, str], today: dt.date) -> Work[Progress]:
    return progress_of((yield from guide(own, today)))
