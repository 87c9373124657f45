"""The list for an event: for which classes and what, then one sheet that ends at its hour."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from consent import checking
from consent.actions.printing import record_event_list
from consent.class_lists import ClassLists, class_lists
from consent.event_lists import ClassPart, EventWanted, count_of, opened
from consent.forms.sheets import EventListForm
from consent.nowhere import nowhere
from consent.register import Register, register_on
from consent.sheets import in_words, sheet_of
from people.http import SignedInRequest
from people.models import RollImport, SchoolClass, SchoolYear
from people.permissions import Permission, Zone, requires

GONE = 410


@require_http_methods(["GET", "POST"])
@requires(Permission.CONSENT_KEEP, zone=Zone.OPEN)
def event_list_create(request: SignedInRequest) -> HttpResponse:
    """Choose the classes, the place and the hour of its end. To make it is recorded, of each class."""
    now = timezone.localtime()
    lists = class_lists(request.user, now.date(), SchoolYear.objects.year_on(now.date()))
    register = register_on(list(lists.pupils.values()), now.date())
    places, unasked = checking.offered(register)
    posted = request.POST if request.method == "POST" else None
    form = EventListForm(posted, places=places, classes=lists.classes, now=now)
    if register.asked and form.is_valid():
        return redirect("consent:event-list", _make(request, form, lists, register).sealed)
    context = {"form": form, "count": len(lists.pupils), "is_loaded": bool(register.asked), "unasked": unasked}
    return render(request, "consent/event_list_create.html", context, status=400 if form.errors else 200)


def _make(request: SignedInRequest, form: EventListForm, lists: ClassLists, register: Register) -> EventWanted:
    use, codes = form.use, tuple(form.cleaned_data["classes"])
    wanted = EventWanted(codes, use.destination.slug, use.what, use.names, form.ends_at, request.user.pk)
    classes = {one.code: one for one in SchoolClass.objects.filter(school_year=register.school_year, code__in=codes)}
    parts = [(classes.get(part.code), part.sheet) for part in _parts(wanted, lists, register, use)]
    record_event_list(classes=parts, use=use, by=request.user)
    return wanted


@require_safe
@requires(Permission.CONSENT_KEEP, zone=Zone.OPEN)
def event_list_detail(request: SignedInRequest, sealed: str) -> HttpResponse:
    """The list as it stands this minute, for whoever made it. From its hour on it shows nothing, and a page left open
    closes by itself. Somebody else makes a list of their own, with their own name on it."""
    wanted, now = opened(sealed), timezone.localtime()
    if wanted is None:
        raise Http404("no such list")
    is_over, is_theirs = wanted.is_over(now), wanted.user == request.user.pk
    shown = _shown(request, wanted) if is_theirs and not is_over else None
    if shown is None:
        context = {"wanted": wanted, "is_over": is_over, "is_theirs": is_theirs}
        return render(request, "consent/event_list_over.html", context, status=GONE if is_over else 200)
    response = render(request, "consent/event_list_detail.html", {"wanted": wanted, "now": now, **shown})
    response["Refresh"] = str(wanted.seconds_left(now))
    return response


def _shown(request: SignedInRequest, wanted: EventWanted) -> dict[str, Any] | None:
    """What stands on the list. None where pictures no longer go to its place."""
    year = SchoolYear.objects.year_on(wanted.day)
    lists = class_lists(request.user, wanted.day, year)
    register = register_on(list(lists.pupils.values()), wanted.day, year)
    use = wanted.use(checking.destinations(register))
    if use is None:
        return None
    parts = _parts(wanted, lists, register, use)
    return {
        "use": in_words(use), "parts": parts, "refused": count_of(parts, "no"), "to_ask": count_of(parts, "ask"),
        "nowhere": nowhere(register, checking.wanted_for(register, use)), "list": RollImport.objects.last_pupil_list(),
    }  # fmt: skip


def _parts(wanted: EventWanted, lists: ClassLists, register: Register, use: checking.Use) -> list[ClassPart]:
    """Class by class, in the order of the school. A class that is no more is left out."""
    chosen = (listed for listed in lists.classes if listed.code in wanted.codes)
    return [ClassPart(listed.code, sheet_of(register, listed.pupils, use)) for listed in chosen]
