"""The front door, and the start page of each role: what waits, where to go, and how the school stands."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from audit.models import ChainCheck
from consent.class_lists import class_lists
from consent.figures import SchoolFigures, answered_by_class, figures_on
from consent.models import ReviewEntry
from consent.sorting import desk
from incidents.complaint_desk import ComplaintDesk, complaint_desk_of
from incidents.desk import Desk, desk_of, last_closed, questions_to
from incidents.panel_page import panels_waiting_for
from people.actions.proposals import decidable_by
from people.calendar import school_calendar
from people.http import SignedInRequest
from people.models import SchoolYear, User
from people.permissions import Permission, public, requires
from people.roles import Role
from people.school_days import SchoolCalendar
from people.school_year import label
from policies.gap_owners import open_gaps, owners_of
from policies.models import PolicyVersion, RelatedDocument
from policies.own_duties import own_duties
from policies.readers import readers_of
from policies.reading_figures import Figures, figures_of

from .breach_start import breach_tiles
from .complaint_start import complaint_lines, complaint_tiles
from .doors import GOVERNING, POLICY, doors
from .feed import COMPLAINT, INCIDENT, Feed, Line, feed_of, lines_for
from .incident_desk import incident_lines, incident_tiles
from .navigation import CHECKERS
from .show_me import SCENES
from .tiles import Tile, tiles


@dataclass(frozen=True)
class PolicyBox:
    """How the policy stands: its version, when it is looked at again, how much of it is not settled, who read it.

    `mine`: open points of it given to the reader; `documents`: those at which nobody has looked for a year, for
    whoever looks after them.
    """

    version: PolicyVersion
    gaps: int
    is_review_late: bool
    url: str
    read_by: list[Figures]
    mine: int = 0
    documents: int = 0

    @property
    def not_read(self) -> int:
        """How many have not answered yet, for those who see their names."""
        return sum(figures.open for figures in self.read_by)

    @property
    def late(self) -> int:
        """How many of these are past the day by which they were to read it."""
        return sum(figures.late for figures in self.read_by)


@public
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """What somebody without an account finds here."""
    return render(request, "dashboard/front.html", {"scenes": SCENES if settings.DEMO else ()})


@require_safe
@requires(Permission.HOME)
def dashboard(request: SignedInRequest) -> HttpResponse:
    """A page of one's own. Who does nothing but check pictures lands on the check itself."""
    if request.user.permissions == CHECKERS:
        return redirect("consent:check")
    user, now = request.user, timezone.localtime()
    year = SchoolYear.objects.year_on(now.date())
    policy = PolicyVersion.objects.in_force_on(now.date()).with_wording().filter(policy__slug=POLICY).first()
    sorts = user.has_perm(Permission.CONSENT_CORRECT)
    lines = lines_for(user, desk(user, now.date())) if sorts else []
    cases = _cases(user, now.date())
    incidents = cases.incidents
    classes = _classes(user, year, now.date())
    context = {
        "greeting": greeting(now),
        "own_duties": own_duties(user, now.date()),
        "tiles": tiles(
            user,
            lines,
            classes,
            now,
            label(year),
            [*breach_tiles(user, now), *_first_tiles(cases, now, all_of_them=not sorts)],
        ),
        "feed": _feed(request, lines, now, cases) if sorts or cases.leads else None,
        "settled_at": _last_settled(user) if sorts and not lines else None,
        "sorts": sorts,
        "closed_at": last_closed(user) if incidents and not incidents.open else None,
        "incident_list": reverse("incidents:incidents"),
        "complaint_list": reverse("incidents:complaints"),
        "questions": _questions(user),
        "panels": panels_waiting_for(user).count(),
        "doors": doors(user, has_policy=policy is not None),
        "classes": classes,
        "policy": _policy(user, policy, now.date()),
        "to_confirm": decidable_by(user).count() if user.has_perm(Permission.ROLE_CONFIRM) else 0,
        "record_is_broken": user.has_perm(Permission.AUDIT_VERIFY) and ChainCheck.is_last_broken(),
        "year": label(year),
        **_in_figures(user, year, now.date()),
    }
    return render(request, "dashboard/dashboard.html", context)


def greeting(now: dt.datetime) -> str:
    """How the school says hello at this hour.

    >>> [greeting(dt.datetime(2026, 10, 13, hour)) for hour in (8, 12, 19)]
    ['Good morning', 'Good afternoon', 'Good evening']
    """
    return "Good morning" if now.hour < 12 else "Good afternoon" if now.hour < 18 else "Good evening"


@dataclass(frozen=True)
class Cases:
    """What is open of incidents and of complaints, each for those who lead them, and the calendar to count by."""

    incidents: Desk | None
    complaints: ComplaintDesk | None
    calendar: SchoolCalendar

    @property
    def leads(self) -> bool:
        return self.incidents is not None or self.complaints is not None


def _cases(user: User, today: dt.date) -> Cases:
    """For whoever leads neither nothing is asked."""
    leads, answers = user.has_perm(Permission.INCIDENT_LEAD), user.has_perm(Permission.COMPLAINT_LEAD)
    calendar = school_calendar(today) if leads or answers else SchoolCalendar()
    return Cases(
        desk_of(user, today, calendar) if leads else None, complaint_desk_of(user) if answers else None, calendar
    )


def _first_tiles(cases: Cases, now: dt.datetime, *, all_of_them: bool) -> list[Tile]:
    found: list[Tile] = []
    if cases.incidents:
        found += incident_tiles(cases.incidents, now, cases.calendar, all_of_them=all_of_them)
    if cases.complaints:
        found += complaint_tiles(cases.complaints, now, all_of_them=all_of_them)
    return found


def _feed(request: SignedInRequest, lines: list[Line], now: dt.datetime, cases: Cases) -> Feed:
    """What waits, with the newest incidents and complaints among it; of these only so many are fetched."""
    numbers, today = {}, now.date()
    if cases.incidents:
        lines = [*lines, *incident_lines(cases.incidents, today, cases.calendar)]
        numbers[INCIDENT.key] = cases.incidents.open
    if cases.complaints:
        lines = [*lines, *complaint_lines(cases.complaints, today, cases.calendar)]
        numbers[COMPLAINT.key] = cases.complaints.open
    return feed_of(lines, now, request.GET.get("kind", ""), numbers)


def _questions(user: User) -> tuple[int, str]:
    """How many questions about legal action a governor is asked, and where they stand."""
    return questions_to(user).count(), reverse("incidents:referrals")


def _last_settled(user: User) -> dt.datetime | None:
    """When the last thing was sorted out, for a page on which nothing waits."""
    return ReviewEntry.objects.visible_to(user).aggregate(last=Max("settled_at"))["last"]


def _classes(user: User, school_year: int, today: dt.date) -> SchoolFigures | None:
    """How many families have answered, class by class, for those who may see the classes."""
    if not user.has_perm(Permission.CONSENT_RECORD_VIEW):
        return None
    return answered_by_class(class_lists(user, today, school_year), today, school_year)


def _policy(user: User, version: PolicyVersion | None, today: dt.date) -> PolicyBox | None:
    """For those who lead or govern, and the office, by whom some points are settled."""
    if version is None or not (user.has_perm(Permission.CONSENT_RECORD_VIEW) or user.roles & GOVERNING):
        return None
    due = version.review_due_on
    url = reverse("policies:policy", args=[POLICY])
    gaps = open_gaps(version, owners_of([version.policy]))
    looks = user.has_perm(Permission.POLICY_LISTS_EDIT)
    counts = user.has_perm(Permission.POLICY_ACKNOWLEDGED_FIGURES)
    return PolicyBox(
        version,
        gaps=len(gaps),
        is_review_late=due is not None and due < today,
        url=url,
        read_by=figures_of(readers_of(version.policy, today), today) if counts else [],
        mine=sum(gap.owner == user for gap in gaps),
        documents=RelatedDocument.objects.to_look_at_on(today).count() if looks else 0,
    )


def _in_figures(user: User, school_year: int, today: dt.date) -> dict[str, Any]:
    """Numbers for those who see no child, and where to turn. Who sees the classes finds the figures there."""
    in_figures = user.has_perm(Permission.CONSENT_FIGURES) and not user.has_perm(Permission.CONSENT_RECORD_VIEW)
    return {"figures": figures_on(today, school_year) if in_figures else None, "ways": ways(user)}


def ways(user: User) -> list[str]:
    """What to do when something is wrong, by the role: the names of the parts of the page that say it."""
    found = ["parent"] if Role.PARENT in user.roles else []
    found += ["governing"] if user.roles & GOVERNING else []
    return found + (["dpo"] if Role.DPO in user.roles else [])
