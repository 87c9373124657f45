"""Class tablets: the office's pages, and the page on which the tablet itself is set up."""

from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from people.actions.devices import (
    CodeDoesNotWork,
    DeviceRevoked,
    DeviceSetUp,
    enrol_device,
    make_device,
    renew_code,
    revoke_device,
)
from people.devices import CODE_MINUTES, keep_on
from people.forms import DeviceForm, TabletCodeForm
from people.http import SignedInRequest
from people.models import SchoolYear, SharedDevice
from people.permissions import Permission, proved_again, public, requires
from people.sealing import seal_as_text, unseal_text

from .sign_in.throttled import too_many

SHOWN_ONCE = "tablet_code"
NOT_THIS = "This code does not work. Look again, or ask the school office for a new one."


@require_safe
@requires(Permission.DEVICE_ENROL)
def device_list(request: SignedInRequest) -> HttpResponse:
    """Every tablet: who set it up, when it was last seen, and the way to take it out of use."""
    seen = SharedDevice.objects.visible_to(request.user)
    groups: dict[bool, list[SharedDevice]] = {True: [], False: []}
    for device in seen.select_related("enrolled_by", "revoked_by").prefetch_related("classes"):
        groups[device.state in ("working", "waiting", "lapsed")].append(device)
    context = {"devices": groups[True], "past": groups[False], "minutes": CODE_MINUTES}
    return render(request, "people/device_list.html", context)


@require_http_methods(["GET", "POST"])
@proved_again
@requires(Permission.DEVICE_ENROL)
def device_create(request: SignedInRequest) -> HttpResponse:
    """Name a tablet and say what it shows; the next page shows its code."""
    year = SchoolYear.objects.year_on(timezone.localdate())
    form = DeviceForm(request.POST if request.method == "POST" else None, school_year=year)
    if form.is_valid():
        device, code = make_device(name=form.cleaned_data["name"], classes=form.chosen, by=request.user)
        return _show_once(request, device, code)
    return render(request, "people/device_create.html", {"form": form})


@require_http_methods(["GET", "POST"])
@proved_again
@requires(Permission.DEVICE_ENROL)
def device_code(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """The code, shown once, sealed in the session until then; POST makes another in its place."""
    device = get_object_or_404(SharedDevice.objects.visible_to(request.user), public_id=public_id)
    if request.method == "POST":
        try:
            return _show_once(request, device, renew_code(device=device, by=request.user))
        except (DeviceRevoked, DeviceSetUp) as fault:
            messages.info(request, str(fault))
            return redirect("people:devices")
    number, sealed = request.session.pop(SHOWN_ONCE, (None, ""))
    code = unseal_text(sealed) if number == device.pk else ""
    context = {"device": device, "code": code, "minutes": CODE_MINUTES}
    return render(request, "people/device_code.html", context)


def _show_once(request: SignedInRequest, device: SharedDevice, code: str) -> HttpResponse:
    request.session[SHOWN_ONCE] = (device.pk, seal_as_text(code))
    return redirect("people:device-code", public_id=device.public_id)


@require_http_methods(["GET", "POST"])
@requires(Permission.DEVICE_ENROL)
def device_revocation(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Ask, then take it out of use. No proof is asked for: what shuts a door must be quick."""
    device = get_object_or_404(SharedDevice.objects.visible_to(request.user), public_id=public_id)
    if request.method == "POST":
        try:
            revoke_device(device=device, by=request.user)
            messages.success(request, f"{device} is out of use. It shows nothing any more.")
        except DeviceRevoked as fault:
            messages.info(request, str(fault))
        return redirect("people:devices")
    return render(request, "people/device_revocation.html", {"device": device})


@public
@require_http_methods(["GET", "POST"])
def tablet(request: HttpRequest) -> HttpResponse:
    """On the tablet: type the code. Wrong, used, old and revoked codes get the same answer; tries are counted."""
    form = TabletCodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not ratelimit.consume(request, action="tablet", key="everybody"):
        return too_many(request)
    if form.is_valid():
        try:
            device, secret = enrol_device(code=form.cleaned_data["code"])
        except CodeDoesNotWork:
            form.add_error("code", NOT_THIS)
        else:
            response = redirect("consent:check")
            keep_on(response, device, secret)
            return response
    return render(request, "people/tablet.html", {"form": form})
