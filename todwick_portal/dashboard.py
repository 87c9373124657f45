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
from incidents.desk import Desk, desk_of, last_closed, questions_to
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

from .doors import GOVERNING, POLICY, doors
from .feed import INCIDENT, Feed, Line, feed_of, lines_for
from .incident_desk import incident_lines, incident_tiles
from .navigation import CHECKERS
from .show_me import SCENES
from .tiles import tiles


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
    incidents, calendar = _incidents(user, now.date())
    first = incident_tiles(incidents, now, calendar, all_of_them=not sorts) if incidents else []
    open_ones = list(incident_lines(incidents, now.date(), calendar)) if incidents else []
    classes = _classes(user, year, now.date())
    context = {
        "greeting": greeting(now),
        "own_duties": own_duties(user, now.date()),
        "tiles": tiles(user, lines, classes, now, label(year), first),
        "feed": _feed(request, [*lines, *open_ones], now, incidents) if sorts or incidents else None,
        "settled_at": _last_settled(user) if sorts and not lines else None,
        "sorts": sorts,
        "closed_at": last_closed(user) if incidents and not incidents.open else None,
        "incident_list": reverse("incidents:incidents"),
        "questions": _questions(user),
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


def _feed(request: SignedInRequest, lines: list[Line], now: dt.datetime, incidents: Desk | None) -> Feed:
    numbers = {INCIDENT.key: incidents.open} if incidents else {}
    return feed_of(lines, now, request.GET.get("kind", ""), numbers)


def _incidents(user: User, today: dt.date) -> tuple[Desk | None, SchoolCalendar]:
    """What is open of incidents, for those who lead; else nothing is asked."""
    if not user.has_perm(Permission.INCIDENT_LEAD):
        return None, SchoolCalendar()
    calendar = school_calendar(today)
    return desk_of(user, today, calendar), calendar


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
