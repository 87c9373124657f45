"""Everybody's own account: name, roles, the ways to sign in, and which mails they want."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from people.actions.accounts import AccountUnchanged, edit_account
from people.actions.own_mails import choose_mails
from people.forms import NamesForm, OwnMailsForm
from people.http import SignedInRequest
from people.models import User
from people.permissions import Permission, requires
from people.roles import Role
from people.second_step import has_second_step, is_compulsory


@require_http_methods(["GET", "POST"])
@requires(Permission.HOME)
def me(request: SignedInRequest) -> HttpResponse:
    """One's own account: name, roles with their dates, the ways to sign in, the mails."""
    account = User.objects.get(pk=request.user.pk)
    form = NamesForm(request.POST if request.method == "POST" else None, instance=account)
    if form.is_valid():
        try:
            edit_account(user=account, by=request.user, **form.cleaned_data)
            messages.success(request, "Saved.")
        except AccountUnchanged as fault:
            messages.info(request, str(fault))
        return redirect("people:me")
    return _page(request, form, _mails_of(request.user))


@require_POST
@requires(Permission.HOME)
def own_mails(request: SignedInRequest) -> HttpResponse:
    """When one wants the morning mail, and whether the weekly one."""
    form = OwnMailsForm(request.POST)
    if not form.is_valid():
        return _page(request, NamesForm(instance=request.user), form, status=400)
    try:
        choose_mails(by=request.user, **form.cleaned_data)
        messages.success(request, "Saved. It counts from the next mail on.")
    except AccountUnchanged as fault:
        messages.info(request, str(fault))
    return redirect("people:me")


def _mails_of(user: User) -> OwnMailsForm:
    return OwnMailsForm(initial={"morning_mails": user.morning_mails, "weekly_mails": user.weekly_mails})


def _page(request: SignedInRequest, names: NamesForm, mails: OwnMailsForm, status: int = 200) -> HttpResponse:
    context = {
        "form": names,
        "mails": mails,
        "gets_mails": bool(request.user.roles - {Role.PARENT}),
        "held": request.user.assignments.in_force_on(timezone.localdate()).select_related("covers__user"),
        "has_step": has_second_step(request.user),
        "must": is_compulsory(request.user),
    }
    return render(request, "people/me.html", context, status=status)
