"""A checked picture is handed to an account holder, or comes back unposted."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from consent.actions.handing_over import end_handing, hand_over
from consent.faults import ConsentFault
from consent.forms.posts import HandingForm, NotPostedForm
from consent.models import PostHanding, Purpose, RecordedCheck
from people.http import SignedInRequest
from people.models import User
from people.permissions import Permission, requires
from people.school_accounts import possible_holders, working_holders


@require_http_methods(["GET", "POST"])
@requires(Permission.CONSENT_KEEP)
def handing_create(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Hand the picture of a recorded check to somebody who holds the account."""
    checks = RecordedCheck.objects.visible_to(request.user).select_related("destination", "recorded_by")
    check = get_object_or_404(checks, public_id=public_id)
    holders = [one for one in _holders(check) if one != request.user]
    form = HandingForm(request.POST if request.method == "POST" else None, holders=holders)
    if form.is_valid():
        try:
            hand_over(check=check, holder=form.chosen, note=form.cleaned_data["note"], by=request.user)
            messages.success(request, f"Handed to {form.chosen}, who has been told.")
            return redirect("consent:posts")
        except ConsentFault as fault:
            form.add_error(None, str(fault))
    context = {"check": check, "form": form, "holders": holders}
    return render(request, "consent/handing_create.html", context, status=422 if form.is_bound else 200)


def _holders(check: RecordedCheck) -> list[User]:
    accounts = Purpose.objects.select_related("account__first_holder", "account__second_holder")
    account = accounts.get(pk=check.destination_id).account
    if account is None or not account.is_active:
        return []
    return working_holders(account, set(possible_holders().values_list("pk", flat=True)))


@require_http_methods(["GET", "POST"])
@requires(Permission.CONSENT_KEEP)
def handing_ending(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """It is not posted: said by whoever handed it over, or whoever it was handed to."""
    handings = PostHanding.objects.visible_to(request.user).select_related("check_record__destination", "holder")
    handing = get_object_or_404(handings, public_id=public_id)
    form = NotPostedForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            end_handing(handing=handing, why=form.cleaned_data["why"], by=request.user)
            messages.success(request, "Kept: it is not posted.")
            return redirect("consent:posts")
        except ConsentFault as fault:
            form.add_error(None, str(fault))
    context = {"handing": handing, "form": form}
    return render(request, "consent/handing_ending.html", context, status=422 if form.is_bound else 200)
