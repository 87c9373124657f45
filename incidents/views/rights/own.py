"""What the portal holds about oneself or one's child, how to ask for it, and what was asked: for everybody signed in;
and how to ask, for everybody."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consent.own import own_contacts
from incidents.actions.bundles import fetch_beside, fetch_bundle
from incidents.actions.data_request_rules import has_record
from incidents.actions.data_requests import ask_for_own
from incidents.actions.faults import CannotBeSo, NotAllowed, WrongState
from incidents.forms.data_requests import OwnRequestForm
from incidents.models import DataBundle, DataRequest, Right
from incidents.rights.leading import may_fetch_own
from incidents.rights.own_page import own_data
from incidents.views.fetching import sent
from people.http import SignedInRequest
from people.models import Pupil
from people.pdf.rendering import NoPaper
from people.permissions import Permission, proved_again, public, requires

from .fetching import as_zip


@public
@require_safe
def how_to_ask(request: HttpRequest) -> HttpResponse:
    """Which rights there are, and how to ask without an account: any way counts."""
    return render(request, "incidents/rights/how.html", {"has_record": has_record()})


@require_safe
@requires(Permission.DATA_REQUEST_OWN)
def own(request: SignedInRequest) -> HttpResponse:
    """What is held about this person, and their requests with where each stands."""
    return render(request, "incidents/rights/own.html", own_data(request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DATA_REQUEST_OWN)
def own_create(request: SignedInRequest) -> HttpResponse:
    """Ask about one's own data or those of one's child."""
    form = OwnRequestForm(sent(request), children=_children(request), has_record=has_record())
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = ask_for_own(
                right=Right(said["right"]), words=said["words"], form_key=said["form_key"], by=request.user,
                pupil=form.pupil,
            )  # fmt: skip
        except NotAllowed:
            raise Http404 from None
        except CannotBeSo as fault:
            form.add_error(fault.field if fault.field in form.fields else None, str(fault))
        else:
            messages.success(request, f"The school has your request. Its reference is {made.reference}.")
            return redirect("incidents:own-data")
    return render(request, "incidents/rights/own_new.html", {"form": form}, status=400 if form.errors else 200)


def _children(request: SignedInRequest) -> list[Pupil]:
    """The children for whom this person has parental responsibility."""
    keys = own_contacts(request.user, timezone.localdate()).values("pupil")
    return list(Pupil.objects.filter(pk__in=keys).order_by("preferred_forename", "legal_forename", "pk"))


@require_POST
@proved_again
@requires(Permission.DATA_REQUEST_OWN)
def own_file(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """The file, for whoever asked for it, or what goes beside it. Recorded each time."""
    mine = DataRequest.objects.own(request.user)
    bundles = DataBundle.objects.select_related("request").filter(request__in=mine)
    bundle = get_object_or_404(bundles, public_id=public_id)
    if not may_fetch_own(request.user, bundle.request):
        raise Http404
    try:
        fetch = fetch_beside if "beside" in request.POST else fetch_bundle
        return as_zip(bundle, fetch(bundle=bundle, by=request.user))
    except NotAllowed:
        raise Http404 from None
    except (WrongState, NoPaper) as fault:
        messages.error(request, str(fault))
        return redirect("incidents:own-data")
