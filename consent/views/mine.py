"""My children: what I answered, whether pictures are used, stop at once."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from consent.actions.own import give_permission, may_give, stop_permission
from consent.faults import ConsentFault
from consent.forms.own import EVERYWHERE, GiveForm, StopForm
from consent.own import OFFERED, OwnChild, OwnPlace, own_children
from consent.removal_pages import released_to_parents
from people.http import SignedInRequest
from people.permissions import Permission, requires


@require_safe
@requires(Permission.CONSENT_OWN)
def mine(request: SignedInRequest) -> HttpResponse:
    """Own answers and one sentence for each place, the same whatever the reason is (issue 3, item 6; security 2.2)."""
    children = own_children(request.user, timezone.localdate())
    removals = released_to_parents([child.pupil for child in children])
    children = [replace(child, removals=removals[child.pupil.pk]) for child in children]
    return render(request, "consent/mine.html", {"children": children, "may_give": may_give()})


@require_http_methods(["GET", "POST"])
@requires(Permission.CONSENT_OWN)
def stop_create(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """The second of two taps. `place` in the address is what the first one chose."""
    child = _child(request, public_id)
    purposes = [place.purpose for place in child.places]
    wanted = request.GET.get("place", EVERYWHERE)
    place = wanted if wanted in {purpose.slug for purpose in purposes} else EVERYWHERE
    form = StopForm(request.POST if request.method == "POST" else None, purposes=purposes, initial={"place": place})
    if form.is_valid():
        try:
            stop_permission(
                user=request.user, pupil=child.pupil, purposes=form.chosen, token=form.cleaned_data["token"]
            )
            messages.success(request, "Stopped. It counts from now on, and the school has been told.")
            return redirect("consent:mine")
        except ConsentFault as fault:
            form.add_error(None, str(fault))
    return render(request, "consent/stop_create.html", {"child": child, "form": form})


@require_http_methods(["GET", "POST"])
@requires(Permission.CONSENT_OWN)
def giving_create(request: SignedInRequest, public_id: UUID, slug: str) -> HttpResponse:
    """A yes to one question. Where the school does not let parents give it here, the page says where they can."""
    child = _child(request, public_id)
    place = next((place for place in child.places if place.purpose.slug == slug), None)
    if place is None:
        raise Http404
    form = GiveForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _give(request, child, place, form):
        return redirect("consent:mine")
    context = {
        "child": child, "form": form, "question": OFFERED.format(place.purpose.label),
        "is_offered": may_give() and place.may_be_given,
    }  # fmt: skip
    return render(request, "consent/giving_create.html", context)


def _give(request: SignedInRequest, child: OwnChild, place: OwnPlace, form: GiveForm) -> bool:
    try:
        give_permission(user=request.user, pupil=child.pupil, purpose=place.purpose, token=form.cleaned_data["token"])
    except ConsentFault as fault:
        form.add_error(None, str(fault))
        return False
    messages.success(request, "Your answer is kept. Below is what holds now.")
    return True


def _child(request: SignedInRequest, public_id: UUID) -> OwnChild:
    """One's own child. Somebody else's is not found, whether or not it exists."""
    for child in own_children(request.user, timezone.localdate()):
        if child.pupil.public_id == public_id:
            return child
    raise Http404
