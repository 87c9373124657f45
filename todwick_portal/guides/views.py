"""The guides as pages. Public: they show the demonstration school, and nobody’s data."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from people.permissions import public

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


@public
@require_safe
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    """One guide, its steps in their order, each with the door to its page."""
    if slug not in GUIDES:
        raise Http404
    steps = [
        (step, reverse(step.route) if step.route else "", SHOTS[step.shot] if step.shot else None)
        for step in GUIDES[slug].steps
    ]
    return render(request, "guides/guide.html", {"guide": GUIDES[slug], "steps": steps})
