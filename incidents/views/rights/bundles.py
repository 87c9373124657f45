"""The bundle of a request: its data gathered, put together, fetched by whoever hands it over."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from incidents.actions.bundle_parts import gather_parts
from incidents.actions.bundles import fetch_bundle, make_bundle
from incidents.actions.data_requests import remind_of_parts
from incidents.actions.faults import NotAllowed, WrongState
from incidents.evidence_store import NotKept
from incidents.models import DataBundle
from incidents.rights.leading import may_fetch
from people.http import SignedInRequest
from people.pdf.rendering import NoPaper
from people.permissions import Permission, proved_again, requires

from .fetching import as_zip, part_or_404, request_or_404


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


def _fetched(request: SignedInRequest, bundle: DataBundle) -> HttpResponse | None:
    try:
        return as_zip(bundle, fetch_bundle(bundle=bundle, by=request.user))
    except NotAllowed:
        raise Http404 from None
    except WrongState as fault:
        messages.error(request, str(fault))
        return None
