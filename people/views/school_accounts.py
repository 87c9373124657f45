"""The register of the school's accounts on social media (policy A2, A4). All staff and the chair may read it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.actions.school_accounts import (
    CannotBeSo,
    StandsAlready,
    change_account,
    close_account,
    record_review,
    register_account,
    reopen_school_account,
)  # fmt: skip
from people.forms import ClosingForm, SchoolAccountForm
from people.http import SignedInRequest
from people.models import SchoolAccount
from people.permissions import Permission, requires
from people.school_accounts import possible_holders, wanting
from people.settings import Key, number, read_for


@require_safe
@requires(Permission.SCHOOL_ACCOUNT_VIEW)
def account_list(request: SignedInRequest) -> HttpResponse:
    """Those in use, what is missing first; then those that are closed. As many queries for one as for thirty."""
    rows = _rows(request)
    rows.sort(key=lambda row: not row["wanting"])
    context = {
        "in_use": [row for row in rows if row["account"].is_active],
        "closed": [row for row in rows if not row["account"].is_active],
    }
    return render(request, "people/school_account_list.html", context)


@require_safe
@requires(Permission.SCHOOL_ACCOUNT_VIEW)
def account_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """One account. The way to get it back is for those who look after the register."""
    rows = _rows(request, public_id)
    if not rows:
        raise Http404
    return render(request, "people/school_account_detail.html", rows[0])


def _rows(request: SignedInRequest, public_id: UUID | None = None) -> list[dict[str, Any]]:
    """Each account that this person may see, with what is missing from it or overdue and the places it serves."""
    accounts = SchoolAccount.objects.visible_to(request.user).select_related("first_holder", "second_holder")
    if public_id:
        accounts = accounts.filter(public_id=public_id)
    holders = set(possible_holders().values_list("pk", flat=True))
    today, months = timezone.localdate(), number(read_for(request), Key.ACCOUNT_REVIEW_MONTHS)
    return [
        {"account": account, "wanting": wanting(account, holders, today, months), "holders": _named(account)}
        for account in accounts.prefetch_related("purposes")
    ]


def _named(account: SchoolAccount) -> list[Any]:
    return [holder for holder in (account.first_holder, account.second_holder) if holder]


@require_http_methods(["GET", "POST"])
@requires(Permission.SCHOOL_ACCOUNT_EDIT)
def account_create(request: SignedInRequest) -> HttpResponse:
    """A new entry; then which places it serves."""
    form = SchoolAccountForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            account = register_account(entry=form.entry, by=request.user)
            messages.success(request, f"{account} stands in the register. Now choose which places it serves.")
            return redirect("consent:account-places", account.public_id)
        except CannotBeSo as fault:
            form.add_error(fault.field, str(fault))
    return render(request, "people/school_account_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
@requires(Permission.SCHOOL_ACCOUNT_EDIT)
def account_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    account = _account(request, public_id)
    form = SchoolAccountForm(request.POST if request.method == "POST" else None, account=account)
    if form.is_valid():
        try:
            change_account(account=account, entry=form.entry, by=request.user)
            messages.success(request, "Saved.")
            return redirect(account)
        except StandsAlready as fault:
            messages.info(request, str(fault))
            return redirect(account)
        except CannotBeSo as fault:
            form.add_error(fault.field, str(fault))
    return render(request, "people/school_account_form.html", {"form": form, "account": account})


@require_POST
@requires(Permission.SCHOOL_ACCOUNT_EDIT)
def review(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Looked at today."""
    account = _account(request, public_id)
    try:
        record_review(account=account, by=request.user)
        messages.success(request, "Noted: looked at today.")
    except StandsAlready as fault:
        messages.info(request, str(fault))
    return redirect(account)


@require_http_methods(["GET", "POST"])
@requires(Permission.SCHOOL_ACCOUNT_EDIT)
def closing(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Since when the school does not use it. The places that hang on it are not offered from then on."""
    account = _account(request, public_id)
    form = ClosingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            close_account(account=account, on=form.cleaned_data["closed_on"], by=request.user)
            messages.success(request, f"{account} is closed. Nothing goes out on it any more.")
            return redirect(account)
        except StandsAlready as fault:
            messages.info(request, str(fault))
            return redirect(account)
        except CannotBeSo as fault:
            form.add_error(fault.field, str(fault))
    return render(request, "people/school_account_closing.html", {"form": form, "account": account})


@require_POST
@requires(Permission.SCHOOL_ACCOUNT_EDIT)
def reopening(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    account = _account(request, public_id)
    try:
        reopen_school_account(account=account, by=request.user)
        messages.success(request, f"{account} is in use again.")
    except StandsAlready as fault:
        messages.info(request, str(fault))
    return redirect(account)


def _account(request: SignedInRequest, public_id: UUID) -> SchoolAccount:
    return get_object_or_404(SchoolAccount.objects.visible_to(request.user), public_id=public_id)
