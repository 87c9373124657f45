"""The front door, and the start page of each role: what waits, where to go, and how the school stands."""

import datetime as dt

from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from consent.models import ReviewEntry
from incidents.desk import last_closed
from incidents.half_term_figures import half_term_figures
from people.http import SignedInRequest
from people.missing import SETTING_UP
from people.models import User
from people.permissions import Permission, public, requires
from people.roles import Role
from people.school_year import label

from .doors import GOVERNING, doors
from .navigation import CHECKERS
from .show_me import SCENES
from .start import feed_for, start_of
from .start_tiles import tiles_for


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
    if request.session.pop(SETTING_UP, False):
        return redirect("first-run")
    user, now = request.user, timezone.localtime()
    start = start_of(request, user, now)
    standing, sorts = start.standing, user.has_perm(Permission.CONSENT_CORRECT)
    feed = feed_for(start, request.GET.get("kind", "")) if start.has_feed else None
    counts = user.has_perm(Permission.INCIDENT_FIGURES)
    context = {
        "greeting": greeting(now),
        "start": start,
        "standing": standing,
        "own_duties": standing.own_duties,
        "tiles": tiles_for(start),
        "feed": feed,
        "half_terms": half_term_figures(user, start.calendar, start.today) if counts else None,
        "sorts": sorts,
        "settled_at": _last_settled(user) if sorts and feed and not feed.total else None,
        "closed": [(sort, last_closed(user, sort)) for sort in start.desks] if feed and not feed.total else [],
        "incident_list": reverse("incidents:incidents"),
        "complaint_list": reverse("incidents:complaints"),
        "questions": (start.numbers.count("question"), reverse("incidents:referrals")),
        "panels": start.numbers.count("panel"),
        "unwritten": start.numbers.one("unwritten"),
        "doors": doors(user, has_policy=standing.has_policy),
        "classes": standing.classes,
        "figures": standing.figures,
        "policy": standing.policy,
        "documents": start.numbers.count("documents"),
        "to_confirm": start.numbers.count("to_confirm"),
        "guide": standing.guide,
        "record_is_broken": start.numbers.count("broken") > 0,
        "year": label(start.year),
        "ways": ways(user),
    }
    return render(request, "dashboard/dashboard.html", context)


def greeting(now: dt.datetime) -> str:
    """How the school says hello at this hour.

    >>> [greeting(dt.datetime(2026, 10, 13, hour)) for hour in (8, 12, 19)]
    ['Good morning', 'Good afternoon', 'Good evening']
    """
    return "Good morning" if now.hour < 12 else "Good afternoon" if now.hour < 18 else "Good evening"


def _last_settled(user: User) -> dt.datetime | None:
    """When the last thing was sorted out, for a page on which nothing waits."""
    return ReviewEntry.objects.visible_to(user).aggregate(last=Max("settled_at"))["last"]


def ways(user: User) -> list[str]:
    """What to do when something is wrong, by the role: the names of the parts of the page that say it."""
    found = ["parent"] if Role.PARENT in user.roles else []
    found += ["governing"] if user.roles & GOVERNING else []
    return found + (["dpo"] if Role.DPO in user.roles else [])
