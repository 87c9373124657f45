"""The front door, and the start page of each role: what waits, and where to go."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from consent.figures import Figures, figures_on
from consent.models import ConsentResponse, SurveyImport
from consent.sorting import desk
from people.http import SignedInRequest
from people.models import Pupil, RollImport, SchoolYear, User
from people.permissions import Permission, public, requires
from people.roles import Role
from people.school_year import label
from policies.gaps import gaps_of
from policies.models import PolicyVersion
from policies.words import Audience

from .doors import GOVERNING, POLICY, doors
from .navigation import CHECKERS
from .show_me import SCENES


@dataclass(frozen=True)
class Tile:
    """A number, what it counts, how old the oldest is, and the list it counts."""

    number: str
    what: str
    old: str
    url: str
    kind: str = ""


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
    today = timezone.localdate()
    year = SchoolYear.objects.year_on(today)
    policy = PolicyVersion.objects.in_force_on(today).with_wording().filter(policy__slug=POLICY).first()
    context = {
        "tiles": tiles(request.user, year, today, policy),
        "doors": doors(request.user, has_policy=policy is not None),
        "ways": ways(request.user),
        "figures": _figures(request.user, year, today),
        "year": label(year),
    }
    return render(request, "dashboard/dashboard.html", context)


def tiles(user: User, school_year: int, today: dt.date, policy: PolicyVersion | None = None) -> list[Tile]:
    """At most five numbers, each from what this person may see."""
    found = []
    if user.has_perm(Permission.CONSENT_CORRECT):
        found.append(_waiting(user, today))
    if user.has_perm(Permission.CONSENT_RECORD_VIEW):
        found.append(_answered(user, school_year, today))
    if user.has_perm(Permission.CONSENT_IMPORT):
        found.append(_unsaved(user))
    if user.has_perm(Permission.PEOPLE_VIEW):
        found.append(_pupils(user, today))
    if policy and user.roles & GOVERNING:
        found.append(_not_settled(policy))
    return found


def _waiting(user: User, today: dt.date) -> Tile:
    waiting = desk(user, today)
    opened = [entry.opened_at for entry in [*waiting.entries, *waiting.comments]]
    oldest = f"; the oldest since {timezone.localdate(min(opened)):%-d %B}" if opened else ""
    old = f"{waiting.in_words}{oldest}" if waiting.count else "Nothing waits"
    return Tile(str(waiting.count), "to sort out", old, reverse("consent:review"), "ask" if waiting.count else "")


def _answered(user: User, school_year: int, today: dt.date) -> Tile:
    pupils = Pupil.objects.visible_to(user).on_roll_on(today)
    answers = ConsentResponse.objects.filter(
        school_year=school_year, survey__status=SurveyImport.Status.APPLIED, retraction=None
    )
    answered = pupils.filter(pk__in=answers.values("pupil_id")).count()
    return Tile(
        str(answered), f"of {pupils.count()} children have answers", label(school_year), reverse("consent:classes")
    )


def _unsaved(user: User) -> Tile:
    open_loads = SurveyImport.objects.visible_to(user).filter(
        status__in=[SurveyImport.Status.UPLOADED, SurveyImport.Status.PREVIEWED]
    )
    count = open_loads.count()
    old = "Begun and not saved yet" if count else "Every load is saved or left"
    return Tile(str(count), "survey loads begun", old, reverse("consent:imports"), "ask" if count else "")


def _pupils(user: User, today: dt.date) -> Tile:
    count = Pupil.objects.visible_to(user).on_roll_on(today).count()
    last = RollImport.objects.filter(status="applied", kind="pupils").order_by("-applied_at").first()
    old = f"List updated {timezone.localdate(last.applied_at):%-d %B %Y}" if last and last.applied_at else "No list yet"
    return Tile(str(count), "children on the pupil list", old, reverse("people:pupils"))


def _not_settled(policy: PolicyVersion) -> Tile:
    count = len(gaps_of(policy))
    since = f"Version {policy.number}, in force since {policy.effective_from:%-d %B %Y}"
    url = reverse("policies:audience", args=[POLICY, Audience.GOVERNORS])
    return Tile(str(count), "points of the policy not settled yet", since, url, "ask" if count else "")


def _figures(user: User, school_year: int, today: dt.date) -> Figures | None:
    """Numbers for those who see no child. Who sees the classes finds the same figures there, child by child."""
    if not user.has_perm(Permission.CONSENT_FIGURES) or user.has_perm(Permission.CONSENT_RECORD_VIEW):
        return None
    return figures_on(today, school_year)


def ways(user: User) -> list[str]:
    """What to do when something is wrong, by the role: the names of the parts of the page that say it."""
    found = ["parent"] if Role.PARENT in user.roles else []
    found += ["governing"] if user.roles & GOVERNING else []
    return found + (["dpo"] if Role.DPO in user.roles else [])
