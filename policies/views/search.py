"""Searching the policies: for everybody, without a cookie and without a script (A12)."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.permissions import public
from policies.caching import kept_five_minutes
from policies.finding import MOST_HITS, find
from policies.searching import MOST_CHARACTERS


@public
@require_safe
@kept_five_minutes
def search(request: HttpRequest) -> HttpResponse:
    """What the policies in force say about some words; drafts too for those who may read them."""
    asked = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:MOST_CHARACTERS]
    context = {
        "q": asked,
        "found": find(asked, request.user, timezone.localdate()) if asked else None,
        "most": MOST_HITS,
        "cookieless": not request.user.is_authenticated,
        "site_url": settings.SITE_URL,
    }
    return render(request, "policies/search.html", context)
