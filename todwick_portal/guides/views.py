"""The guides as pages. Public: they show the demonstration school, and nobody’s data."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve, reverse
from django.views.decorators.http import require_safe

from people.permissions import public

from .shape import Step
from .shots import SHOTS
from .words import GUIDES, OF_ROLE


@public
@require_safe
def guide_list(request: HttpRequest) -> HttpResponse:
    """All guides; those of the reader’s own roles first."""
    user: Any = request.user
    own = {OF_ROLE[role] for role in user.roles} if user.is_authenticated else set()
    mine = [guide for guide in GUIDES.values() if guide.slug in own]
    others = [guide for guide in GUIDES.values() if guide.slug not in own]
    return render(request, "guides/list.html", {"mine": mine, "others": others})


def _door(step: Step, user: Any) -> str:
    """The address of a step. None for somebody who is signed in and may not open it; who is not is led to sign in."""
    if not step.route:
        return ""
    url = reverse(step.route)
    needed = getattr(resolve(url).func, "permission", None)
    return url if needed is None or not user.is_authenticated or user.has_perm(needed) else ""


@public
@require_safe
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    """One guide, its steps in their order, each with the door to its page."""
    if slug not in GUIDES:
        raise Http404
    steps = [(step, _door(step, request.user), SHOTS.get(step.shot)) for step in GUIDES[slug].steps]
    return render(request, "guides/guide.html", {"guide": GUIDES[slug], "steps": steps})
