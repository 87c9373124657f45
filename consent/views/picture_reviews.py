"""The school's accounts looked through by hand: what each still shows, and who looked when."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from consent.actions.picture_reviews import record_picture_review
from consent.faults import ConsentFault
from consent.forms.removals import PictureReviewForm
from consent.picture_ages import accounts_of, pictures_of
from consent.removal_pages import may_tick
from people.http import SignedInRequest
from people.permissions import Permission, requires


@require_safe
@requires(Permission.CONSENT_KEEP)
def account_list(request: SignedInRequest) -> HttpResponse:
    """Each account with how much it shows, how much of that has no permission now, and when to look again."""
    accounts = pictures_of(accounts_of(request.user), timezone.localdate())
    return render(request, "consent/picture_accounts.html", {"accounts": accounts})


@require_http_methods(["GET", "POST"])
@requires(Permission.CONSENT_KEEP)
def account_pictures(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """One account: its posts by age, ended permissions, leavers, names; the looks at it, and the form for another."""
    account = next((one for one in accounts_of(request.user) if one.public_id == public_id), None)
    if account is None:
        raise Http404
    may_record = may_tick(request.user, account)
    form = PictureReviewForm(request.POST if request.method == "POST" and may_record else None)
    if form.is_valid():
        try:
            record_picture_review(account=account, looked=form.looked, key=form.cleaned_data["key"], by=request.user)
            messages.success(request, "Kept: who looked, from when to when, and what came down.")
            return redirect("consent:picture-account", public_id)
        except ConsentFault as fault:
            form.add_error(None, str(fault))
    [pictures] = pictures_of([account], timezone.localdate())
    context = {"account": account, "pictures": pictures, "form": form, "may_record": may_record}
    return render(request, "consent/picture_account.html", context, status=422 if form.is_bound else 200)
