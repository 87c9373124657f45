"""The bundle of a request: its data gathered, put together, fetched by whoever hands it over."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from incidents.actions.bundle_parts import gather_parts
from incidents.actions.bundles import fetch_bundle, make_bundle, say_handed_apart
from incidents.actions.data_requests import remind_of_parts
from incidents.actions.faults import CannotBeSo, NotAllowed, WrongState
from incidents.evidence_store import NotKept
from incidents.forms.data_requests import HandedForm
from incidents.models import DataBundle
from incidents.rights.leading import may_fetch
from incidents.rights.part_page import may_say_handed
from incidents.views.fetching import sent
from people.http import SignedInRequest
from people.pdf.rendering import NoPaper
from people.permissions import Permission, proved_again, requires

from .fetching import as_zip, part_or_404, request_or_404

CONFLICT = 409


def _done(request: SignedInRequest, public_id: UUID, act: Callable[..., object], said: str) -> HttpResponse:
    """Do one thing to a request and say so, or why it was not done; then back to its page."""
    asked = request_or_404(request, public_id)
    try:
        act(request=asked, by=request.user)
    except NotAllowed:
        raise Http404 from None
    except (WrongState, NoPaper, NotKept) as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, said)
    return redirect(asked)


@require_POST
@requires(Permission.DATA_REQUEST_KEEP)
def request_gathering(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Gather everything about the person, and tell those who look through the parts."""
    return _done(
        request, public_id, gather_parts, "The data are gathered. Whoever may read a part was told that it waits."
    )


@require_POST
@requires(Permission.DATA_REQUEST_KEEP)
def request_reminder(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Remind those for whom a part waits, whoever they are."""
    return _done(request, public_id, remind_of_parts, "Those for whom a part waits were reminded by mail.")


@require_POST
@requires(Permission.DATA_REQUEST_KEEP)
def request_bundle(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Put the checked parts together and freeze them."""
    return _done(request, public_id, make_bundle, "The bundle is put together. It does not change any more.")


@require_POST
@proved_again
@requires(Permission.DATA_REQUEST_KEEP)
def request_file(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """The file, for whoever hands it over. Recorded each time."""
    asked = request_or_404(request, public_id)
    bundle = get_object_or_404(DataBundle.objects.select_related("request", "part"), request=asked, part=None)
    if not may_fetch(request.user, bundle):
        raise Http404
    return _fetched(request, bundle) or redirect(asked)


@require_POST
@proved_again
@requires(Permission.DATA_PART_READ)
def part_file(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """The file of a part that is handed over apart, for whoever prepared it."""
    part = part_or_404(request, public_id)
    bundle = get_object_or_404(DataBundle.objects.select_related("request", "part__case"), part=part)
    if not may_fetch(request.user, bundle):
        raise Http404
    return _fetched(request, bundle) or redirect(part)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DATA_PART_READ)
def part_handing(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Say on which day, how and to whom a part went that is handed over apart."""
    part = part_or_404(request, public_id)
    if not may_say_handed(request.user, part):
        raise Http404
    form, clash = HandedForm(sent(request), request=part.request), ""
    if form.is_valid():
        try:
            say_handed_apart(part=part, said=form.said, form_key=form.cleaned_data["form_key"], by=request.user)
        except NotAllowed:
            raise Http404 from None
        except CannotBeSo as fault:
            form.add_error(fault.field if fault.field in form.fields else None, str(fault))
        except WrongState as fault:
            clash = str(fault)
        else:
            messages.success(request, "Saved. Those who may look through this part read it, and nobody else.")
            return redirect(part)
    context = {"part": part, "form": form, "clash": clash}
    status = CONFLICT if clash else 400 if form.errors else 200
    return render(request, "incidents/rights/handing.html", context, status=status)


def _fetched(request: SignedInRequest, bundle: DataBundle) -> HttpResponse | None:
    try:
        return as_zip(bundle, fetch_bundle(bundle=bundle, by=request.user))
    except NotAllowed:
        raise Http404 from None
    except WrongState as fault:
        messages.error(request, str(fault))
        return None
