"""Can I use this picture? The page on which a teacher lands."""

import datetime as dt

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from consent import checking
from consent.choosing import as_query, chosen, wanted_use
from consent.class_lists import ClassLists, class_lists
from consent.finding import Found, find
from consent.models import Purpose
from consent.register import register_on
from consent.removal_desk import removal_duty
from people.http import SignedInRequest
from people.models import SchoolYear
from people.permissions import Permission, Zone, requires
from people.settings import read_for
from policies.own_duties import OwnDuty, kept_duties

from .check_context import Asked, context_of

LAST_PLACES = "picture_places"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CONSENT_CHECK, zone=Zone.OPEN)
def check(request: SignedInRequest) -> HttpResponse:
    """Where a picture may go, for the children in it. The address holds no name, so it may be reloaded.

    The form is posted, so that what is typed to find a child is never part of an address. With script the answer is
    swapped in and the browser shows the address of what was chosen; without, it is sent there. As the start page of
    whoever does nothing else it says first what the policies ask of them.
    """
    asked = asked_of(request)
    if asked.use and asked.who.pupils and request.user.is_authenticated:  # nothing is kept of what a tablet asks
        _remember(request, asked.use.destination)
    address = f"{reverse('consent:check')}?{as_query(asked.who, asked.use, asked.shown)}"
    has_script = "HX-Request" in request.headers
    if request.method == "POST" and not asked.found and not has_script:
        return redirect(address)
    duties = _duties(request, asked.day) if request.method == "GET" and not request.GET else []
    response = render(request, "consent/check.html", context_of(asked, read_for(request)) | {"own_duties": duties})
    if has_script:
        response["HX-Replace-Url"] = address
    return response


def _duties(request: SignedInRequest, today: dt.date) -> list[OwnDuty]:
    """What waits for the reader: to read, and pictures to take down on the accounts that they hold."""
    return [*kept_duties(request.user, today, read_for(request)), *removal_duty(request.user, timezone.now())]


def asked_of(request: SignedInRequest) -> Asked:
    """What was sent, read by the lists of today. As many queries for a class as for one child."""
    sent = request.POST if request.method == "POST" else request.GET
    today = timezone.localdate()
    year = SchoolYear.objects.year_on(today)
    lists = class_lists(request.user, today, year)
    who = chosen(sent, lists)
    register = register_on(who.pupils, today, year)
    places, unasked = checking.offered(register)
    places = _last_used_first(request, places)
    return Asked(
        day=today,
        lists=lists,
        shown=lists.by_code(sent.get("class", "")) or next(iter(lists.classes), None),
        who=who,
        register=register,
        places=places,
        unasked=unasked,
        use=wanted_use(sent, places, checking.destinations(register)),
        found=_found(request.POST, lists),
        stamp=request.POST.get("shown", ""),
    )


def _found(posted: QueryDict, lists: ClassLists) -> Found | None:
    """Who fits what was typed. None where nobody is looked for; what stands in an address is never looked for."""
    text = posted.get("find", "")
    return find(lists, text) if text.strip() or "search" in posted else None


def _last_used_first(request: SignedInRequest, places: list[Purpose]) -> list[Purpose]:
    used = request.session.get(LAST_PLACES, [])
    return sorted(places, key=lambda p: used.index(p.slug) if p.slug in used else len(used))


def _remember(request: SignedInRequest, place: Purpose) -> None:
    used = request.session.get(LAST_PLACES, [])
    if used[:1] != [place.slug]:
        request.session[LAST_PLACES] = [place.slug, *(slug for slug in used if slug != place.slug)][:10]
