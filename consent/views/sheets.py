"""The class list to print: for what, then one sheet of A4, good for the day on which it was asked for."""

import datetime as dt

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from consent import checking
from consent.actions.printing import record_class_list
from consent.class_lists import NO_CLASS
from consent.forms.sheets import SheetForm
from consent.register import register_on
from consent.sheets import Wanted, in_words, opened, seconds_left, sheet_of
from people.http import SignedInRequest
from people.models import RollImport, SchoolClass, SchoolYear
from people.permissions import Permission, requires

from .classes import class_on

GONE = 410


@require_http_methods(["GET", "POST"])
@requires(Permission.CONSENT_CHECK)
def sheet_create(request: SignedInRequest, code: str) -> HttpResponse:
    """Choose what the list is for; what the address says is chosen already. To make it is recorded."""
    today = timezone.localdate()
    year = SchoolYear.objects.year_on(today)
    register = register_on(pupils := class_on(request, code, year, today), today, year)
    places, unasked = checking.offered(register)
    form = SheetForm(
        request.POST if request.method == "POST" else None, places=places, initial=_asked_for(request, places)
    )
    if register.asked and pupils and form.is_valid():
        sheet, use, user = sheet_of(register, pupils, form.use), form.use, request.user
        school_class = SchoolClass.objects.filter(school_year=year, code=code).first()
        record_class_list(school_class=school_class, use=use, sheet=sheet, by=user)
        wanted = Wanted(code, use.destination.slug, use.what, use.names, today, user.pk)
        return redirect("consent:sheet", wanted.sealed)
    context = {"code": code, "form": form, "count": len(pupils), "is_loaded": bool(register.asked), "unasked": unasked}
    return render(request, "consent/sheet_create.html", context)


def _asked_for(request: SignedInRequest, places: list) -> dict[str, str]:
    """What the check page hands over, as far as the form knows it."""
    known = {"where": {place.slug for place in places}, "what": checking.WHAT, "names": checking.NAMES}
    return {name: request.GET[name] for name in known if request.GET.get(name) in known[name]}


@require_safe
@requires(Permission.CONSENT_CHECK)
def sheet_detail(request: SignedInRequest, sealed: str) -> HttpResponse:
    """The list as it stands this minute, for whoever made it. After its day it shows nothing, and a page left open
    closes by itself. Somebody else makes a list of their own, with their own name on it."""
    wanted, now = opened(sealed), timezone.localtime()
    if wanted is None:
        raise Http404("no such list")
    if wanted.day != now.date() or wanted.user != request.user.pk:
        return _offer_a_new_one(request, wanted, now.date())
    year = SchoolYear.objects.year_on(wanted.day)
    pupils = class_on(request, wanted.code, year, wanted.day)
    register = register_on(pupils, wanted.day, year)
    use = wanted.use(checking.destinations(register))
    if use is None:
        return _offer_a_new_one(request, wanted, now.date())
    context = {
        "wanted": wanted, "now": now, "use": in_words(use), "sheet": sheet_of(register, pupils, use),
        "list": RollImport.objects.last_pupil_list(),
    }  # fmt: skip
    response = render(request, "consent/sheet_detail.html", context)
    response["Refresh"] = str(seconds_left(now))
    return response


def _offer_a_new_one(request: SignedInRequest, wanted: Wanted, today: dt.date) -> HttpResponse:
    year = SchoolYear.objects.year_on(today)
    is_class = wanted.code == NO_CLASS or SchoolClass.objects.filter(school_year=year, code=wanted.code).exists()
    is_over = wanted.day != today
    context = {"wanted": wanted, "is_class": is_class, "is_over": is_over}
    return render(request, "consent/sheet_over.html", context, status=GONE if is_over else 200)
