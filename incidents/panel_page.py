"""What stands on the page of a panel and in the list of panels: for whoever arranges one, and for those who sit on it.

Neither reads the complaint there: the reference, the people of the panel, days, and the papers without names.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Prefetch, Q
from django.utils import timezone

from people.models import User
from people.permissions import Permission
from people.roles import Role

from .actions.panel_dates import SAID_SUITS
from .actions.panel_holding import current_hearing, day_of, earliest_meeting, last_day_for_papers, letter_by
from .complaints.panels import SEATS, Standing, Step, step_of
from .models import Case, Hearing, OfferedDate, PanelMember
from .models.cases import CaseQuerySet
from .panel_seating import sitting
from .relations import Act
from .shown_words import shown
from .sorts import Sort
from .standing import acts_for
from .walls import Wall

OWN_STEPS = {Step.MEET: "The panel meets", Step.PAPERS: "The papers come", Step.DECIDE: "Record what you decided"}


def panels_of(user: User) -> CaseQuerySet:
    """The complaints whose panel `user` may arrange, or on which they sit. Never one that they made, nor about them."""
    arranging = Case.objects.allowing(Act.APPOINT_PANEL, user, Sort.COMPLAINT)
    judging = Case.objects.allowing(Act.RECORD_PANEL, user, Sort.COMPLAINT)
    mine = (arranging | judging).filter(at_panel=True).open()
    return mine.exclude(reported_by=user) if user.is_authenticated else mine.none()


def panels_waiting_for(user: User) -> CaseQuerySet:
    """Those that wait for `user`, by start page and list: whoever sits on one, and whoever arranges it. That is the
    clerk; the chair where the clerk may not, or nobody is clerk. Beside a clerk the chair may arrange one too, and is
    told by the clerk which: of a complaint that is not theirs to know of nothing waits for them (access matrix)."""
    if not user.has_perm(Permission.COMPLAINT_PANEL):
        return Case.objects.none()
    if Role.CLERK in user.roles:
        return panels_of(user)
    waits = Q(pk__in=PanelMember.objects.filter(user=user, ended_at=None).order_by().values("case"))
    if Role.CHAIR in user.roles:
        clerks = User.objects.holding(Role.CLERK).order_by()
        waits |= Q(wall=Wall.CLERK) | Q(reported_by__in=clerks.values("pk")) | Q(~Exists(clerks))
    return panels_of(user).filter(waits)


@dataclass(frozen=True)
class PanelRow:
    """One panel of the list: what is next, by when, and whether its reader sits on it."""

    case: Case
    next: str
    due: dt.date | None
    sits: bool
    meets_at: dt.datetime | None


def panel_rows(cases: CaseQuerySet, user: User) -> list[PanelRow]:
    """The panels of a list, what is due first on top. Four queries however many there are."""
    hearings = Hearing.objects.filter(ended_at=None).prefetch_related("offered")
    members = PanelMember.objects.filter(ended_at=None)
    related = (
        Prefetch("complaint__hearings", hearings, to_attr="now_arranged"),
        Prefetch("panel", members, to_attr="now_sitting"),
    )
    found = cases.select_related("complaint").prefetch_related(*related).order_by("due_on", "pk")
    return [_row(case, user, timezone.now()) for case in found]


def _row(case: Any, user: User, now: dt.datetime) -> PanelRow:
    hearing = next(iter(case.complaint.now_arranged), None)
    sits = any(member.user_id == user.pk for member in case.now_sitting)
    step = step_of(standing_of(len(case.now_sitting), hearing), now)
    words = OWN_STEPS.get(step, "It is being arranged") if sits else str(step)
    return PanelRow(case, words, case.due_on, sits, hearing.meets_at if hearing else None)


def standing_of(seats: int, hearing: Hearing | None) -> Standing:
    """How far it has come. One query for the days offered, none where they were fetched."""
    if hearing is None:
        return Standing(seats)
    offered = list(hearing.offered.all())
    return Standing(
        seats, len(offered), any(one.suits is not None for one in offered), hearing.meets_at,
        hearing.has_papers,
    )  # fmt: skip


@dataclass(frozen=True)
class PanelPage:
    """Everything on the page of one panel."""

    members: Sequence[PanelMember]
    hearing: Hearing | None
    offered: Sequence[OfferedDate]
    step: Step
    letter_by: dt.date | None
    earliest: dt.date
    said: str  # what whoever complained wrote beside the days, for who arranges it


def panel_page(case: Case, user: User) -> dict[str, Any]:
    """What stands on the page of the panel of `case` for `user`. A number of queries that does not grow."""
    acts = acts_for(user, case)
    members, hearing = sitting(case), current_hearing(case.complaint)
    offered = list(hearing.offered.all()) if hearing else []
    step = step_of(standing_of(len(members), hearing), timezone.now())
    arranges = Act.APPOINT_PANEL in acts
    meeting = timezone.localdate(hearing.meets_at) if hearing and hearing.meets_at else None
    page = PanelPage(
        members, hearing, offered, step, letter_by(meeting) if meeting else None, earliest_meeting(hearing),
        _said(case) if arranges else "",
    )  # fmt: skip
    sits = any(member.user_id == user.pk for member in members)
    return {"case": case, "page": page, "sits": sits, "step": step_words(step, sits), "may": _may(acts, page, sits)}


def step_words(step: Step, sits: bool) -> str:
    """What comes next, in words for whoever sits on the panel or arranges it."""
    return OWN_STEPS.get(step, "It is being arranged") if sits else str(step)


def _may(acts: frozenset[Act], page: PanelPage, sits: bool) -> dict[str, bool]:
    arranges = Act.APPOINT_PANEL in acts
    has_met = page.step == Step.DECIDE
    return {
        "arrange": arranges,
        "name": arranges and len(page.members) < SEATS,
        "take_off": arranges,
        "offer": arranges and len(page.members) == SEATS,
        "has_met": has_met,
        "fix": arranges and page.step in {Step.ASKED, Step.FIX},
        "papers": bool(page.hearing and page.hearing.bundle_at)
        and bool(acts & {Act.READ_BUNDLE, Act.READ}),
        "without": arranges and _may_meet_without(page.hearing),
        "record": Act.RECORD_PANEL in acts and has_met,
        "leave": bool(acts & {Act.READ_BUNDLE, Act.APPOINT_PANEL}),
        "write": sits and Act.REPLY in acts,
    }  # fmt: skip


def _may_meet_without(hearing: Hearing | None) -> bool:
    """Whether the last day for papers is over and none came."""
    if hearing is None or hearing.meets_at is None or hearing.bundle_at or hearing.without_papers_at:
        return False
    return timezone.localdate() > last_day_for_papers(day_of(hearing.meets_at))


def _said(case: Case) -> str:
    """What whoever complained wrote last beside the days: it was written for whoever arranges the panel."""
    entries = case.timeline.filter(what=SAID_SUITS).select_related("typed").order_by("-at", "-pk")
    typed = getattr(entries.first(), "typed", None)
    return shown(typed, "text", None) if typed else ""
