"""Roles given and ended, and those that wait for a second person."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.actions.accounts import AccountUnchanged, LastOfRole
from people.actions.addresses import AccountIsOver, AccountTaken
from people.actions.proposals import (
    AddressChanged,
    AskedAlready,
    AskedBySomebodyElse,
    OwnRole,
    ProposalIsOver,
    SamePerson,
    change_role,
    decidable_by,
    decide,
    take_role,
    withdraw,
)  # fmt: skip
from people.actions.roles import RoleEndedAlready, RoleHeldAlready
from people.barred import UnderCourtOrder
from people.forms import RoleEndingForm, RoleForm
from people.http import SignedInRequest
from people.models import RoleAssignment, RoleProposal, User
from people.permissions import Permission, proved_again, requires
from people.roles import Role

from .waiting import say_who_confirms

FAULTS = (
    OwnRole, SamePerson, ProposalIsOver, AddressChanged, AccountIsOver, AccountUnchanged, AccountTaken, LastOfRole,
    RoleHeldAlready, RoleEndedAlready,
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@proved_again
@requires(Permission.ROLE_CHANGE)
def role_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give somebody a role, or ask for it to be confirmed."""
    account = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    form = RoleForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        data = form.cleaned_data
        dates = {"starts_on": data["starts_on"], "ends_on": data["ends_on"]}
        try:
            given = change_role(user=account, role=Role(data["role"]), by=request.user, **dates)
            _say(request, given, "The role is given.")
            return redirect("people:account", pk)
        except (OwnRole, AccountIsOver, RoleHeldAlready, AskedAlready, UnderCourtOrder) as fault:
            form.add_error("role", str(fault))
    return render(request, "people/role_create.html", {"form": form, "account": account})


@require_http_methods(["GET", "POST"])
@proved_again
@requires(Permission.ROLE_CHANGE)
def role_ending(request: SignedInRequest, pk: int) -> HttpResponse:
    """From which day on a role is over, asked once; or that is asked of a second person."""
    visible = User.objects.visible_to(request.user)
    held = get_object_or_404(RoleAssignment.objects.filter(user__in=visible).select_related("user"), pk=pk)
    form = RoleEndingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            done = take_role(assignment=held, by=request.user, from_day=form.cleaned_data["from_day"])
            _say(request, done, "The role has its end.")
            return redirect("people:account", held.user_id)
        except (OwnRole, LastOfRole, RoleEndedAlready, AskedAlready) as fault:
            form.add_error("from_day", str(fault))
    return render(request, "people/role_ending.html", {"form": form, "held": held})


def _say(request: SignedInRequest, done: RoleAssignment | RoleProposal, words: str) -> None:
    if isinstance(done, RoleProposal):
        say_who_confirms(request, done)
    else:
        messages.success(request, words)


@require_safe
@requires(Permission.ROLE_CONFIRM)
def proposal_list(request: SignedInRequest) -> HttpResponse:
    """What waits for a second person, what this person may decide first; and the last that were decided."""
    every = RoleProposal.objects.select_related("user", "proposed_by", "decided_by")
    waiting = list(every.waiting())
    decidable = set(decidable_by(request.user).values_list("pk", flat=True))
    mine = [asked for asked in waiting if asked.pk in decidable]
    context = {
        "mine": mine,
        "others": [asked for asked in waiting if asked not in mine],
        "decided": every.exclude(outcome="").order_by("-decided_at")[:20],
    }
    return render(request, "people/proposal_list.html", context)


@require_POST
@proved_again
@requires(Permission.ROLE_CONFIRM)
def proposal_decision(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    asked = get_object_or_404(RoleProposal, public_id=public_id)
    answer = request.POST.get("answer")
    if answer not in {"confirm", "decline"}:
        return redirect("people:proposals")
    confirm = answer == "confirm"
    try:
        decide(asked=asked, confirm=confirm, by=request.user)
        messages.success(request, "Confirmed. It counts from now on." if confirm else "Not confirmed. Nothing changes.")
    except UnderCourtOrder:  # the chair, who may decide here, knows of no contact list
        messages.warning(request, "This cannot be confirmed now. Decline it, and ask the office.")
    except FAULTS as fault:
        messages.warning(request, str(fault))
    return redirect("people:proposals")


@require_POST
@requires(Permission.ACCOUNT_END)
def proposal_withdrawal(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """For whoever may ask for anything that waits; whose it is to take back, the action says."""
    asked = get_object_or_404(RoleProposal, public_id=public_id)
    try:
        withdraw(asked=asked, by=request.user)
        messages.info(request, "Taken back. Nothing changes.")
    except (OwnRole, AskedBySomebodyElse, ProposalIsOver) as fault:
        messages.info(request, str(fault))
    return redirect("people:account", asked.user_id)
