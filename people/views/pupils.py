"""Looking up classes and pupils, and marking a child as not to be published."""

import datetime as dt
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db import models
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.actions.flags import FlagUnchanged, flag_pupil, unflag_pupil
from people.forms import FlagForm, SearchForm
from people.http import SignedInRequest
from people.models import Pupil, RollImport, SchoolClass, SchoolYear
from people.models.pupils import PupilQuerySet
from people.permissions import Permission, requires

PAGE_SIZE = 200
# What holds once a mark is taken off, by whether the child is not to be published all the same.
AFTERWARDS = {
    False: "The parents’ answers count again.",
    True: "Nothing of this child is published until the restriction ends.",
}


@require_http_methods(["GET", "POST"])
@requires(Permission.PEOPLE_VIEW)
def pupil_list(request: SignedInRequest) -> HttpResponse:
    """The classes of the year and, after a search, the children found. A search is posted, so that no name
    stands in an address or a log."""
    today = timezone.localdate()
    year = SchoolYear.objects.year_on(today)
    form = SearchForm(request.POST if request.method == "POST" else None)
    visible = Pupil.objects.visible_to(request.user)
    found = visible.called_like(form.cleaned_data["name"]) if form.is_valid() else None
    context = {
        "form": form,
        "found": None if found is None else list(found.with_class_code(year, today)),
        "year": SchoolYear(starts_in=year),
        "classes": sorted(_classes(year, today), key=lambda one: one.school_order),
        "total": visible.on_roll_on(today).count(),
        "without_class": visible.on_roll_on(today).without_class(year, today).count(),
        "last": RollImport.objects.last_pupil_list(),
    }
    return render(request, "people/pupil_list.html", context)


def _page(pupils: PupilQuerySet, request: SignedInRequest, day: dt.date) -> Page[Pupil]:
    """A page of children by the name they are listed under; counting parents would lose the order."""
    ordered = pupils.with_parent_count(day).order_by("legal_surname", "legal_forename", "pk")
    return Paginator(ordered, PAGE_SIZE).get_page(request.GET.get("page"))


def _classes(year: int, day: dt.date) -> models.QuerySet[SchoolClass]:
    return SchoolClass.objects.filter(school_year=year).with_figures(day)


@require_safe
@requires(Permission.PEOPLE_VIEW)
def class_detail(request: SignedInRequest, code: str) -> HttpResponse:
    """The children of one class of this year."""
    today = timezone.localdate()
    year = SchoolYear.objects.year_on(today)
    school_class = get_object_or_404(_classes(year, today), code=code)
    pupils = Pupil.objects.visible_to(request.user).on_roll_on(today).in_class(school_class, today)
    page = _page(pupils, request, today)
    return render(request, "people/class_detail.html", {"school_class": school_class, "page": page})


@require_safe
@requires(Permission.PEOPLE_VIEW)
def without_class(request: SignedInRequest) -> HttpResponse:
    """The children on the roll who are in no class of this year."""
    today = timezone.localdate()
    year = SchoolYear.objects.year_on(today)
    pupils = Pupil.objects.visible_to(request.user).on_roll_on(today).without_class(year, today)
    page = _page(pupils, request, today)
    return render(request, "people/class_detail.html", {"school_class": None, "page": page})


@require_safe
@requires(Permission.PEOPLE_VIEW)
def pupil_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    pupil = get_object_or_404(Pupil.objects.visible_to(request.user), public_id=public_id)
    today = timezone.localdate()
    context = {
        "pupil": pupil,
        "has_left": pupil.left_on is not None and pupil.left_on <= today,
        "memberships": pupil.memberships.select_related("school_class").order_by("-school_class__school_year", "-pk"),
        "contacts": pupil.contacts.all(),
        "restrictions": pupil.restrictions.running(),
    }
    return render(request, "people/pupil_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.FLAG_SET)
def flag_create(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    pupil = get_object_or_404(Pupil.objects.visible_to(request.user), public_id=public_id)
    initial = {"reason": pupil.do_not_publish_reason}
    form = FlagForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            flag_pupil(pupil=pupil, by=request.user, **form.cleaned_data)
            messages.success(request, f"From now on nothing of {pupil} may be published.")
        except FlagUnchanged as fault:
            messages.info(request, str(fault))
        return redirect(pupil)
    return render(request, "people/flag_create.html", {"form": form, "pupil": pupil})


@require_POST
@requires(Permission.FLAG_SET)
def flag_removal(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    pupil = get_object_or_404(Pupil.objects.visible_to(request.user), public_id=public_id)
    try:
        unflagged = unflag_pupil(pupil=pupil, by=request.user)
        messages.success(request, f"The mark on {pupil} is taken off. {AFTERWARDS[unflagged.is_never_published]}")
    except FlagUnchanged as fault:
        messages.info(request, str(fault))
    return redirect(pupil)
