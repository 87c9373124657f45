"""What a request is let into by the clock of its session, and which requests come from a class tablet.

The clock itself is in `people/zones.py`, the zone of each view in its `requires`. No query is made that the page
would not make anyhow: the roles and the school's settings are read once for a request and kept on it.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from people import devices, zones
from people.permissions import ALWAYS, SENDING, Zone

from .typed_words import proof_wanted

DENIED = (403, 404)
READING = ("GET", "HEAD", "OPTIONS")


class ZoneWatchMiddleware:
    """Ends sessions that are over, shuts the closed zone after the idle limit, asks again before what needs it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.away_minutes = request.zone = None  # type: ignore[attr-defined]
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            _look_at_the_clock(request)
        if devices.COOKIE in request.COOKIES and not request.user.is_authenticated:
            request.user = devices.tablet_of(request) or request.user
        response = self.get_response(request)
        if _was_denied_as_shut(request, response):
            return ask_again(request)
        if request.session.modified and SESSION_KEY in request.session and not zones.has_begun(request.session):
            zones.begin(request.session)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """A view that is public has no zone; one that declares none is closed."""
        zone = getattr(view, "zone", Zone.CLOSED if getattr(view, "login_required", True) else None)
        request.zone = zone  # type: ignore[attr-defined]
        if zone is None or not request.user.is_authenticated:
            return None
        clock = zones.clock_of(request)
        if zone is Zone.CLOSED:
            if request.away_minutes is not None:  # type: ignore[attr-defined]
                return ask_again(request)
            zones.note_use(request, clock)
        if _needs_proof(view, request) and not zones.is_proved(clock):
            return ask_again(request)
        return None


def _needs_proof(view: Any, request: HttpRequest) -> bool:
    when = getattr(view, "proved_again", "")
    return when == ALWAYS or (when == SENDING and request.method not in READING)


def _look_at_the_clock(request: HttpRequest) -> None:
    """Sign out whose session is over. Shut the closed zone for who was away, whatever page is asked for: also a
    public page, or one that is not there, has the tabs of the person on it."""
    clock = zones.clock_of(request)
    if zones.has_ended(request, clock):
        logout(request)
        return
    request.away_minutes = zones.minutes_away(request, clock)  # type: ignore[attr-defined]
    if request.away_minutes is not None:  # type: ignore[attr-defined]
        request.user.shut_closed_zone()  # type: ignore[union-attr]


def _was_denied_as_shut(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether an open page refused somebody who was away: what is shut to them now may be theirs once they are back.

    The same question comes whether or not the record exists, so nothing is learnt by it.
    """
    is_shut = request.away_minutes is not None  # type: ignore[attr-defined]
    return is_shut and request.zone is Zone.OPEN and response.status_code in DENIED  # type: ignore[attr-defined]


def ask_again(request: HttpRequest) -> HttpResponseBase:
    """To the question whether it is still the same person, and back. A form keeps its typed words; what is sent or
    fetched by script makes the whole page ask, and comes back to that page."""
    if "HX-Request" in request.headers:
        return HttpResponse(status=401, headers={"HX-Redirect": _door(_page_of(request))})
    if request.method not in READING:
        return proof_wanted(request)
    return HttpResponseRedirect(_door(request.get_full_path()))


def _page_of(request: HttpRequest) -> str:
    """The page whose script asks, as the browser names it; of another site's only the path would be left."""
    there = urlsplit(request.headers.get("HX-Current-URL", ""))
    path = f"{there.path}?{there.query}" if there.query else there.path
    return path or request.get_full_path()


def _door(back: str) -> str:
    return f"{reverse('account_reauthenticate')}?{urlencode({'next': back})}"
