"""Incidents and complaints in the morning mail: what is due or overdue, what nobody opened, whose clock of danger runs,
for whoever owns one, deals with it or owns a step (requirements C25, D10)."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse

from audit.models import Verb
from incidents.actions.clocks import clocks_running
from incidents.desk import questions_to
from incidents.models import Case, CaseAssignment, CaseStep, ContactPlan, State
from incidents.models.cases import CaseQuerySet
from incidents.relations import OWNING, Act
from incidents.sorts import Sort
from incidents.walls import Wall
from people.models import User
from people.morning import MailDay, Waits, on
from people.roles import Role

FIELDS = ("reference", "due_on", "state", "passed_at", "received_on", "wall", "owner_role")
PAGES = {Sort.INCIDENT: "incidents:incidents", Sort.COMPLAINT: "incidents:complaints"}
VERBS = {Sort.INCIDENT: Verb.INCIDENT_DUE_TOLD, Sort.COMPLAINT: Verb.COMPLAINT_DUE_TOLD}
LEADING = frozenset({*OWNING[Sort.INCIDENT], *OWNING[Sort.COMPLAINT], Role.DSL})


@dataclass(frozen=True)
class Concerned:
    """Who was given a case or a step that is due, and of which cases a clock of danger runs. Three queries for the
    whole school; what somebody may hear of it is asked for each."""

    given: frozenset[int]
    stepping: frozenset[int]
    running: frozenset[int]

    @classmethod
    def on(cls, day: MailDay) -> "Concerned":
        dealing = CaseAssignment.objects.filter(ended_at=None).order_by().values_list("user", flat=True)
        steps = CaseStep.objects.filter(done_at=None, due_on__lte=day.last, owner__isnull=False).order_by()
        running = clocks_running().order_by().values_list("pk", flat=True)
        return cls(frozenset(dealing), frozenset(steps.values_list("owner", flat=True)), frozenset(running))


def cases_of(user: User, day: MailDay, concerned: Concerned) -> Iterator[Waits]:
    """The lines of one person. On a day without school what is in danger, and the days set by data-protection law."""
    leads = bool(user.roles & LEADING)
    if leads and concerned.running:
        yield from _in_danger(user, concerned)
    for sort in Sort:
        if leads or user.pk in concerned.given:
            yield from _of_sort(user, day, sort)
        if user.pk in concerned.stepping:
            yield from _steps(user, day, sort)
    if leads and day.is_school_day:
        yield from _plans(user, day)


def questions_of(user: User) -> Iterator[Waits]:
    """What a governor is asked about legal action: how many, no reference."""
    if count := questions_to(user).count():
        one, many = "question that you are asked as a governor", "questions that you are asked as a governor"
        yield Waits(count, one, many, reverse("incidents:referrals"))


def _mailed(user: User, sort: Sort) -> CaseQuerySet:
    return Case.objects.allowing(Act.MAILED, user, sort).open()


def _in_danger(user: User, concerned: Concerned) -> Iterator[Waits]:
    """Somebody may be in danger, or a picture is out without permission: who owns it and the safeguarding lead."""
    cases = _mailed(user, Sort.INCIDENT).filter(pk__in=concerned.running)
    if Role.DSL not in user.roles:
        cases = cases.filter(owner_role__in=sorted(user.roles))
    each = tuple(
        f"{reference}: waits since {on(day)}"
        for reference, day in cases.order_by("reported_at", "pk").values_list("reference", "reported_at__date")
    )
    if each:
        page = reverse(PAGES[Sort.INCIDENT])
        yield Waits(
            len(each), "incident to look at now", "incidents to look at now", page, each=each, presses=True,
            every_day=True,
        )  # fmt: skip


def _of_sort(user: User, day: MailDay, sort: Sort) -> Iterator[Waits]:
    """One query for what is due and what is new."""
    given = CaseAssignment.objects.filter(user=user, ended_at=None).order_by().values("case")
    mine = _mailed(user, sort).filter(Q(owner_role__in=sorted(user.roles)) | Q(pk__in=given))
    waiting = mine.filter(Q(due_on__lte=day.last) | Q(state=State.NEW) | Q(passed_at__isnull=False))
    rows = list(waiting.order_by("due_on", "pk").values_list(*FIELDS, named=True))
    due = [row for row in rows if row.due_on and row.due_on <= day.last and (day.is_school_day or _is_law(row))]
    yield from _due(due, day.today, sort)
    if day.is_school_day:
        new = [row for row in rows if row.owner_role in user.roles and (row.state == State.NEW or row.passed_at)]
        yield from _unopened(new, sort)


def _is_law(row: Any) -> bool:
    """About personal data: its days run in holidays too."""
    return row.wall == Wall.DATA


def _due(rows: list[Any], today: dt.date, sort: Sort) -> Iterator[Waits]:
    if rows:
        word = sort.label.lower()
        yield Waits(
            len(rows), f"{word} due or overdue", f"{word}s due or overdue", reverse(PAGES[sort]),
            each=tuple(f"{row.reference}: {_when(row.due_on, today)}" for row in rows), presses=True,
            every_day=any(_is_law(row) for row in rows), recorded_as=VERBS[sort],
        )  # fmt: skip


def _unopened(rows: list[Any], sort: Sort) -> Iterator[Waits]:
    if rows:
        word = sort.label.lower()
        each = tuple(f"{row.reference}: opened by nobody, received {on(row.received_on)}" for row in rows)
        yield Waits(
            len(rows), f"{word} not opened yet", f"{word}s not opened yet", reverse(PAGES[sort]), each=each
        )  # fmt: skip


def _steps(user: User, day: MailDay, sort: Sort) -> Iterator[Waits]:
    steps = CaseStep.objects.filter(
        owner=user, done_at=None, due_on__lte=day.last, case__in=_mailed(user, sort).order_by().values("pk")
    )
    found = steps.order_by("due_on", "pk").values_list("case__reference", "due_on", "case__wall")
    rows: list[Any] = [row for row in found if day.is_school_day or row[2] == Wall.DATA]
    if rows:
        each = tuple(f"{reference}: a step of yours, {_when(due_on, day.today)}" for reference, due_on, _ in rows)
        word = sort.label.lower()
        yield Waits(
            len(rows), f"step of yours with an {word}" if sort == Sort.INCIDENT else f"step of yours with a {word}",
            f"steps of yours with {word}s", reverse(PAGES[sort]), each=each, presses=True,
            every_day=any(wall == Wall.DATA for *_, wall in rows), recorded_as=VERBS[sort],
        )  # fmt: skip


def _plans(user: User, day: MailDay) -> Iterator[Waits]:
    """Plans for contact that are to be looked at again, of closed complaints too: not looked at, they are over."""
    mine = Case.objects.allowing(Act.MAILED, user, Sort.COMPLAINT).filter(owner_role__in=sorted(user.roles))
    plans = ContactPlan.objects.in_force(day.today).filter(
        review_on__lte=day.last, complaint__case__in=mine.order_by().values("pk")
    )
    rows: Iterable[tuple[str, dt.date]] = plans.order_by("review_on", "pk").values_list(
        "complaint__case__reference", "review_on"
    )
    each = tuple(f"{reference}: look again at the plan for contact, by {on(by)}" for reference, by in rows)
    if each:
        yield Waits(
            len(each), "plan for contact to look at again", "plans for contact to look at again",
            reverse(PAGES[Sort.COMPLAINT]), each=each, presses=True, recorded_as=VERBS[Sort.COMPLAINT],
        )  # fmt: skip


def _when(due_on: dt.date, today: dt.date) -> str:
    return f"{'overdue since' if due_on < today else 'due'} {on(due_on)}"
