"""The class list to print: for what, then one sheet of A4, good for the day on which it was asked for."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from consent import checking
from consent.actions.printing import record_class_list
from consent.checking import Use
from consent.class_lists import NO_CLASS
from consent.forms.sheets import SheetForm
from consent.models import Purpose
from consent.nowhere import nowhere
from consent.register import Register, register_on
from consent.sheets import Wanted, in_words, opened, seconds_left, sheet_of
from people.http import SignedInRequest
from people.models import Pupil, RollImport, SchoolClass, SchoolYear
from people.permissions import Permission, Zone, requires

from .classes import class_on

GONE = 410


@require_http_methods(["GET", "POST"])
@requires(Permission.CONSENT_KEEP, zone=Zone.OPEN)
def sheet_create(request: SignedInRequest, code: str) -> HttpResponse:
    """Choose what the list is for; what the address says is chosen already. To make it is recorded."""
    today = timezone.localdate()
    year = SchoolYear.objects.year_on(today)
    pupils = class_on(request, code, year, today)
    register = register_on(pupils, today, year)
    places, unasked = checking.offered(register)
    posted = request.POST if request.method == "POST" else None
    form = SheetForm(posted, places=places, initial=_asked_for(request, places))
    if register.asked and pupils and form.is_valid():
        return redirect("consent:sheet", _make(request, code, register, pupils, form.use).sealed)
    context = {"code": code, "form": form, "count": len(pupils), "is_loaded": bool(register.asked), "unasked": unasked}
    return render(request, "consent/sheet_create.html", context)


def _asked_for(request: SignedInRequest, places: list[Purpose]) -> dict[str, str]:
    """What the check page hands over, as far as the form knows it."""
    known = {"where": {place.slug for place in places}, "what": checking.WHAT, "names": checking.NAMES}
    return {name: request.GET[name] for name in known if request.GET.get(name) in known[name]}


def _make(request: SignedInRequest, code: str, register: Register, pupils: list[Pupil], use: Use) -> Wanted:
    school_class = SchoolClass.objects.filter(school_year=register.school_year, code=code).first()
    sheet = sheet_of(register, pupils, use)
    record_class_list(school_class=school_class, use=use, sheet=sheet, by=request.user)
    return Wanted(code, use.destination.slug, use.what, use.names, register.day, request.user.pk)


@require_safe
@requires(Permission.CONSENT_KEEP, zone=Zone.OPEN)
def sheet_detail(request: SignedInRequest, sealed: str) -> HttpResponse:
    """The list as it stands this minute, for whoever made it. After its day it shows nothing, and a page left open
    closes by itself. Somebody else makes a list of their own, with their own name on it."""
    wanted, now = opened(sealed), timezone.localtime()
    if wanted is None:
        raise Http404("no such list")
    is_theirs = wanted.day == now.date() and wanted.user == request.user.pk
    shown = _shown(request, wanted) if is_theirs else None
    if shown is None:
        return _offer_a_new_one(request, wanted, now.date())
    response = render(request, "consent/sheet_detail.html", {"wanted": wanted, "now": now, **shown})
    response["Refresh"] = str(seconds_left(now))
    return response


def _shown(request: SignedInRequest, wanted: Wanted) -> dict[str, Any] | None:
    """What stands on the list. None where pictures no longer go to its place."""
    year = SchoolYear.objects.year_on(wanted.day)
    pupils = class_on(request, wanted.code, year, wanted.day)
    register = register_on(pupils, wanted.day, year)
    use = wanted.use(checking.destinations(register))
    if use is None:
        return None
    sheet = sheet_of(register, pupils, use)
    why_not = nowhere(register, checking.wanted_for(register, use))
    return {"use": in_words(use), "sheet": sheet, "nowhere": why_not, "list": RollImport.objects.last_pupil_list()}


def _offer_a_new_one(request: SignedInRequest, wanted: Wanted, today: dt.date) -> HttpResponse:
    year = SchoolYear.objects.year_on(today)
    is_class = wanted.code == NO_CLASS or SchoolClass.objects.filter(school_year=year, code=wanted.code).exists()
    is_over, is_theirs = wanted.day != today, wanted.user == request.user.pk
    context = {"wanted": wanted, "is_class": is_class, "is_over": is_over, "is_theirs": is_theirs}
    return render(request, "consent/sheet_over.html", context, status=GONE if is_over else 200)
