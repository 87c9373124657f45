"""The permissions of a class, and of every class."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from consent.actions.printing import record_class_grid
from consent.class_card import card_of
from consent.class_lists import NO_CLASS, class_lists, days_old, members_on
from consent.figures import answered_by_class
from consent.forms.days import PastDayForm
from consent.grid import Row, columns_of, rows_of
from consent.hindsight import recorded_later
from consent.models import Purpose
from consent.nowhere import nowhere
from consent.register import Register, register_on
from consent.sheets import Grid
from people.http import SignedInRequest
from people.models import Pupil, RollImport, SchoolClass, SchoolYear
from people.permissions import Permission, Zone, requires

SHOWS = {"settle": lambda row: row.to_settle, "some": lambda row: row.yes < row.counted}


@require_safe
@requires(Permission.CONSENT_CHECK, zone=Zone.OPEN)
def class_list(request: SignedInRequest) -> HttpResponse:
    """Every class, and for office, head and safeguarding lead how many of its families have answered."""
    today = timezone.localdate()
    year = SchoolYear.objects.year_on(today)
    lists = class_lists(request.user, today, year)
    context: dict[str, Any] = {"year": SchoolYear(starts_in=year), "lists": lists}
    if request.user.has_perm(Permission.CONSENT_RECORD_VIEW):
        context["figures"] = answered_by_class(lists, today, year)
    return render(request, "consent/class_list.html", context)


@require_safe
@requires(Permission.CONSENT_CHECK, zone=Zone.OPEN)
def class_detail(request: SignedInRequest, code: str) -> HttpResponse:
    """One class today, or as the portal knew it at the end of the day `on`, which is not for teachers."""
    in_full = request.user.has_perm(Permission.CONSENT_RECORD_VIEW)
    form = _asked_day(request.GET)
    day = _day(form, in_full)
    year = SchoolYear.objects.year_on(day)
    pupils = class_on(request, code, year, day)
    register = register_on(pupils, day, year)
    is_past = day < timezone.localdate()
    hindsight = recorded_later(register, pupils)
    register.asked = hindsight.asked
    rows = rows_of(register, pupils, in_full=in_full, later=hindsight.now)
    context = {
        "code": code, "day": day, "is_past": is_past, "now": timezone.localtime(), "in_full": in_full,
        "columns": columns_of(register, rows), **_columns(register), **_shown(request, rows), "count": len(rows),
        "nowhere": nowhere(register, register.asked), "list_age": list_age(), "is_print": _is_print(request, code, day),
        "later": [row for row in rows if row.later],
        "form": form, "card": None if is_past or not rows else card_of(register, pupils),
    }  # fmt: skip
    return render(request, "consent/class_detail.html", context)


@require_POST
@requires(Permission.CONSENT_RECORD_VIEW)
def class_print(request: SignedInRequest, code: str) -> HttpResponse:
    """Print all permissions of a class: recorded, then the page as it goes on paper, for whoever asked, that day."""
    form, page = _asked_day(request.POST), reverse("consent:class", args=[code])
    if form.is_bound and not form.is_valid():
        return redirect(f"{page}?{urlencode({'on': request.POST['on']})}")
    day = _day(form, in_full=True)
    year = SchoolYear.objects.year_on(day)
    children = len(class_on(request, code, year, day))
    school_class = SchoolClass.objects.filter(school_year=year, code=code).first()
    record_class_grid(school_class=school_class, shows=day, children=children, by=request.user)
    sealed = Grid(code, day, timezone.localdate(), request.user.pk).sealed
    return redirect(f"{page}?{urlencode({'on': day.isoformat(), 'print': sealed})}")


def _is_print(request: SignedInRequest, code: str, day: dt.date) -> bool:
    """Whether the page goes on paper: somebody printed it just now, so that it is on record."""
    if not request.user.is_authenticated:
        return False
    return Grid(code, day, timezone.localdate(), request.user.pk).is_sealed_in(request.GET.get("print", ""))


def list_age() -> int | None:
    """How old the pupil list is today, in days: every page that says yes or no says it too."""
    last = RollImport.objects.last_pupil_list()
    return days_old(last.applied_at if last else None, timezone.localdate())


def _asked_day(sent: QueryDict) -> PastDayForm:
    return PastDayForm({"on": sent["on"]} if "on" in sent else None)


def _day(form: PastDayForm, in_full: bool) -> dt.date:
    """The day asked about; today where none is, or where it is none: then the form says so. Not for a teacher."""
    if form.is_bound and not in_full:
        raise PermissionDenied
    return form.cleaned_data["on"] if form.is_valid() else timezone.localdate()


def class_on(request: SignedInRequest, code: str, year: int, day: dt.date) -> list[Pupil]:
    """The children of the class that day. Raises Http404 for a class that the school year does not have."""
    if day == timezone.localdate() and code == NO_CLASS:
        listed = class_lists(request.user, day, year).by_code(code)
        if listed is None:
            raise Http404("everybody is in a class")
        return listed.pupils
    pupils = members_on(request.user, code, year, day)
    if not pupils and not SchoolClass.objects.visible_to(request.user).filter(school_year=year, code=code).exists():
        raise Http404("no such class")
    return pupils


def _columns(register: Register) -> dict[str, int]:
    conditions = sum(purpose.kind == Purpose.Kind.CONDITION for purpose in register.asked)
    return {"places": len(register.asked) - conditions, "conditions": conditions}


def _shown(request: SignedInRequest, rows: list[Row]) -> dict[str, Any]:
    """The rows asked for: everyone, those with something to settle, those without a yes everywhere."""
    show = request.GET.get("show", "")
    chosen = SHOWS.get(show)
    return {
        "rows": [row for row in rows if chosen(row)] if chosen else rows,
        "show": show if chosen else "",
        "settle": sum(row.to_settle for row in rows),
        "some": sum(row.yes < row.counted for row in rows),
    }
