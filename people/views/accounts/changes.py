"""One account changed: invited, edited, joined with another, ended, opened again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from people.actions.accounts import AccountUnchanged, LastOfRole, OwnAccount, invite, reopen_account
from people.actions.addresses import AccountIsOver, AccountTaken, NotByThisPerson, TakesTwo, account_of
from people.actions.joining import join_accounts
from people.actions.proposals import AskedAlready
from people.actions.two_people import change_account, close_account
from people.barred import UnderCourtOrder
from people.forms import AccountForm, EndingForm, JoiningForm
from people.http import SignedInRequest
from people.models import RoleProposal, User
from people.permissions import Permission, proved_again, requires

from .waiting import say_who_confirms

NAMES = ("title", "forename", "surname")


def _account(request: SignedInRequest, pk: int) -> User:
    return get_object_or_404(User.objects.visible_to(request.user), pk=pk)


@require_POST
@requires(Permission.ACCOUNT_MANAGE)
def invitation(request: SignedInRequest, pk: int) -> HttpResponse:
    account = _account(request, pk)
    try:
        invite(user=account, by=request.user)
        messages.success(request, f"The invitation to {account} is on its way.")
    except (OwnAccount, AccountIsOver, AccountUnchanged, UnderCourtOrder) as fault:
        messages.info(request, str(fault))
    return redirect("people:account", pk)


@require_http_methods(["GET", "POST"])
@proved_again
@requires(Permission.ACCOUNT_MANAGE)
def account_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Name and address. Where the address is another account's, the two can be joined."""
    account = _account(request, pk)
    initial = {"email": account.email}
    form = AccountForm(request.POST if request.method == "POST" else None, instance=account, initial=initial)
    if form.is_valid():
        data = form.cleaned_data
        names = {name: data[name] for name in NAMES}
        try:
            done = change_account(user=account, by=request.user, email=data["email"], **names)
            if isinstance(done, RoleProposal):
                say_who_confirms(request, done)
            else:
                messages.success(request, "Saved.")
            return redirect("people:account", pk)
        except AccountUnchanged as fault:
            messages.info(request, str(fault))
            return redirect("people:account", pk)
        except (NotByThisPerson, AccountIsOver, AskedAlready, UnderCourtOrder) as fault:
            form.add_error("email", str(fault))
        except AccountTaken as taken:
            joining = JoiningForm(initial={"address": taken.other.email})
            return _joining(request, account, joining, status=409)
    return render(request, "people/account_edit.html", {"form": form, "account": account})


@require_http_methods(["GET", "POST"])
@proved_again
@requires(Permission.ACCOUNT_MANAGE)
def joining(request: SignedInRequest, pk: int) -> HttpResponse:
    """Two accounts of one person: this one ends, and all it holds goes over to the other."""
    account = _account(request, pk)
    form = JoiningForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _joining(request, account, form)
    kept = account_of(form.cleaned_data["address"])
    if kept is None:
        form.add_error("address", "No account has this address. Look for it in the list.")
        return _joining(request, account, form)
    try:
        join_accounts(kept=kept, other=account, by=request.user)
    except (AccountUnchanged, OwnAccount, NotByThisPerson, UnderCourtOrder) as fault:
        form.add_error("address", str(fault))
        return _joining(request, account, form)
    messages.success(request, "The two accounts are one. Both addresses are told by e-mail.")
    return redirect("people:account", kept.pk)


def _joining(request: SignedInRequest, account: User, form: JoiningForm, status: int = 200) -> HttpResponse:
    return render(request, "people/account_joining.html", {"form": form, "account": account}, status=status)


@require_http_methods(["GET", "POST"])
@proved_again
@requires(Permission.ACCOUNT_END)
def ending(request: SignedInRequest, pk: int) -> HttpResponse:
    """From which day on the account does not work. Nobody's own."""
    account = _account(request, pk)
    if account.pk == request.user.pk:
        raise PermissionDenied
    form = EndingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            ended = close_account(user=account, by=request.user, from_day=form.cleaned_data["from_day"])
            if isinstance(ended, RoleProposal):
                say_who_confirms(request, ended)
            else:
                when = "at once" if not ended.is_active else f"with {ended.ends_on:%-d %B %Y}"
                messages.success(request, f"The account of {account} ends {when}.")
            return redirect("people:account", pk)
        except AccountUnchanged as fault:
            messages.info(request, str(fault))
            return redirect("people:account", pk)
        except (LastOfRole, OwnAccount, AskedAlready) as fault:
            form.add_error("from_day", str(fault))
    return render(request, "people/account_ending.html", {"form": form, "account": account})


@require_POST
@proved_again
@requires(Permission.ACCOUNT_MANAGE)
def reopening(request: SignedInRequest, pk: int) -> HttpResponse:
    account = _account(request, pk)
    try:
        opened = reopen_account(user=account, by=request.user)
        held = opened.assignments.in_force().exists()
        messages.success(request, f"The account of {account} works again." + ("" if held else " Give it a role."))
    except (AccountUnchanged, OwnAccount, TakesTwo, UnderCourtOrder) as fault:
        messages.info(request, str(fault))
    return redirect("people:account", pk)
