"""The places that parents are asked about, as the school's own list (decision 8), and which account serves which."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consent.actions import add_place, change_place, retire_place, serve_places, take_place_back
from consent.faults import PlaceFault, WrongState
from consent.forms.places import AccountPlacesForm, PlaceForm, RetiringForm
from consent.models import Purpose
from people.http import SignedInRequest
from people.models import SchoolAccount
from people.permissions import Permission, requires


@require_safe
@requires(Permission.SETTINGS_EDIT)
def place_list(request: SignedInRequest) -> HttpResponse:
    """Where pictures go and what they show, and what is retired. The same few queries however many there are."""
    today = timezone.localdate()
    every = list(Purpose.objects.with_account_known())
    used = [one for one in every if one.is_active_on(today)]
    context = {
        "places": [one for one in used if one.kind == Purpose.Kind.DESTINATION],
        "conditions": [one for one in used if one.kind == Purpose.Kind.CONDITION],
        "retired": [one for one in every if one not in used],
        "is_begun": SchoolAccount.objects.exists(),
    }
    return render(request, "consent/place_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.SETTINGS_EDIT)
def place_create(request: SignedInRequest) -> HttpResponse:
    """A new place, permitted by nobody until a survey asks about it (decision 8; requirements 1.3)."""
    form = PlaceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            place = add_place(entry=form.entry, by=request.user)
            messages.success(request, f"{place} is on the list. Nobody has permission until a survey asks about it.")
            return redirect("consent:purposes")
        except PlaceFault as fault:
            form.add_error(fault.field, str(fault))
    return render(request, "consent/place_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
@requires(Permission.SETTINGS_EDIT)
def place_edit(request: SignedInRequest, slug: str) -> HttpResponse:
    """Other words, another account, another place in the list; the slug stays (contract 3)."""
    place = get_object_or_404(Purpose, slug=slug)
    form = PlaceForm(request.POST if request.method == "POST" else None, purpose=place)
    if form.is_valid():
        try:
            change_place(purpose=place, entry=form.entry, by=request.user)
            messages.success(request, "Saved.")
            return redirect("consent:purposes")
        except WrongState as fault:
            messages.info(request, str(fault))
            return redirect("consent:purposes")
        except PlaceFault as fault:
            form.add_error(fault.field, str(fault))
    return render(request, "consent/place_form.html", {"form": form, "place": place})


@require_http_methods(["GET", "POST"])
@requires(Permission.SETTINGS_EDIT)
def retiring(request: SignedInRequest, slug: str) -> HttpResponse:
    """From which day on a place is not used. It is never deleted."""
    place = get_object_or_404(Purpose, slug=slug)
    form = RetiringForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            gone = retire_place(purpose=place, from_day=form.cleaned_data["retired_on"], by=request.user)
            messages.success(request, f"{gone} is retired from {gone.retired_on:%-d %B %Y} on.")
            return redirect("consent:purposes")
        except WrongState as fault:
            messages.info(request, str(fault))
            return redirect("consent:purposes")
        except PlaceFault as fault:
            form.add_error(fault.field, str(fault))
    return render(request, "consent/place_retiring.html", {"form": form, "place": place})


@require_POST
@requires(Permission.SETTINGS_EDIT)
def returning(request: SignedInRequest, slug: str) -> HttpResponse:
    """Back on the list."""
    place = get_object_or_404(Purpose, slug=slug)
    try:
        take_place_back(purpose=place, by=request.user)
        messages.success(request, f"{place} is on the list again.")
    except WrongState as fault:
        messages.info(request, str(fault))
    return redirect("consent:purposes")


@require_http_methods(["GET", "POST"])
@requires(Permission.SCHOOL_ACCOUNT_EDIT)
def account_places(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Which places an account serves: a platform without one is not offered where a picture is checked (A4)."""
    account = get_object_or_404(SchoolAccount.objects.visible_to(request.user), public_id=public_id)
    form = AccountPlacesForm(request.POST if request.method == "POST" else None, account=account)
    if form.is_valid():
        try:
            serve_places(account=account, purposes=form.chosen, by=request.user)
            messages.success(request, "Saved. It counts at the next check of a picture.")
            return redirect(account)
        except WrongState as fault:
            messages.info(request, str(fault))
            return redirect(account)
        except PlaceFault as fault:
            form.add_error(fault.field, str(fault))
    return render(request, "consent/account_places.html", {"form": form, "account": account})
