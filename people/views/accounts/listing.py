"""Accounts: the list with its search, one account, and how a new one is made."""

import datetime as dt

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from people.actions.accounts import create_account, invite
from people.actions.addresses import AccountTaken
from people.actions.proposals import AskedAlready, OwnRole, change_role
from people.barred import UnderCourtOrder, is_barred_account
from people.filters import AccountFilter
from people.forms import AccountSearchForm, NewAccountForm
from people.http import SignedInRequest
from people.models import Pupil, RoleAssignment, RoleProposal, User
from people.models.users import UserQuerySet
from people.names import fold
from people.permissions import Permission, proved_to_send, requires
from people.roles import NAMES_COVER, Role

PAGE_SIZE = 50
MOST_FOUND = 200


@require_http_methods(["GET", "POST"])
@requires(Permission.ACCOUNT_END)
def account_list(request: SignedInRequest) -> HttpResponse:
    """Accounts by role and state; after a posted search, those found."""
    visible = _with_roles(User.objects.visible_to(request.user))
    form = AccountSearchForm(request.POST if request.method == "POST" else None)
    chosen = AccountFilter(request.GET, queryset=visible)
    found = _called(visible, form.cleaned_data["name"]) if form.is_valid() else None
    context = {
        "form": form,
        "found": found,
        "filter": chosen,
        "page": Paginator(chosen.qs, PAGE_SIZE).get_page(request.GET.get("page")),
        "waiting": RoleProposal.objects.waiting().count(),
    }
    return render(request, "people/account_list.html", context)


def _with_roles(accounts: UserQuerySet) -> UserQuerySet:
    held = RoleAssignment.objects.in_force()
    return accounts.prefetch_related(Prefetch("assignments", held, to_attr="held_today"))


def _called(accounts: UserQuerySet, text: str) -> list[User]:
    """Whoever has every word at the beginning of a name, or the text in the address."""
    words, address = fold(text).split(), text.strip().casefold()
    found = []
    for pk, email, *names in accounts.values_list("pk", "email", "forename", "surname", "staff_code"):
        parts = fold(" ".join(names)).split()
        named = bool(words) and all(any(part.startswith(word) for part in parts) for word in words)
        if named or (address and address in email.casefold()):
            found.append(pk)
    return list(accounts.filter(pk__in=found[:MOST_FOUND]))


@require_safe
@requires(Permission.ACCOUNT_END)
def account_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One account: who, in which roles, for which children, and what can be done."""
    account = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    today = timezone.localdate()
    roles = account.assignments.select_related("covers__user").order_by("-starts_on", "-pk")
    context = {
        "account": account,
        "is_own": account.pk == request.user.pk,
        "restrictions": account.restrictions.running(),
        "roles": [(held, _state(held, today)) for held in roles],
        "waiting": account.role_proposals.waiting().select_related("proposed_by"),
        "children": _children(account, today),
        "is_barred": request.user.has_perm(Permission.ACCOUNT_MANAGE) and is_barred_account(account),
        "is_parent": any(held.role == Role.PARENT and _state(held, today) == "now" for held in roles),
    }
    return render(request, "people/account_detail.html", context)


def _state(held: RoleAssignment, today: dt.date) -> str:
    if held.ends_on and held.ends_on < today:
        return "over"
    return "now" if held.starts_on <= today else "later"


def _children(account: User, today: dt.date) -> list[Pupil]:
    """The children on the roll with whom this account stands on the contact list today."""
    linked = account.contact_of.exclude(ends_on__lte=today)
    seen = linked.filter(gets_nothing=False, has_parental_responsibility=True).values("pupil_id")
    return list(Pupil.objects.on_roll_on(today).filter(pk__in=seen))


@require_http_methods(["GET", "POST"])
@proved_to_send
@requires(Permission.ACCOUNT_MANAGE)
def account_create(request: SignedInRequest) -> HttpResponse:
    """A new account with its first role, and its invitation."""
    form = NewAccountForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        data = form.cleaned_data
        names = {name: data[name] for name in ("title", "forename", "surname")}
        try:
            account = create_account(email=data["email"], by=request.user, **names)
        except AccountTaken as taken:
            form.add_error("email", str(taken))
            return render(request, "people/account_create.html", {"form": form, "other": taken.other}, status=409)
        except UnderCourtOrder as fault:
            form.add_error("email", str(fault))
            return render(request, "people/account_create.html", {"form": form}, status=409)
        _first_role(request, account, Role(data["role"]))
        if data["invite"]:
            invite(user=account, by=request.user)
            messages.success(request, f"The invitation to {account} is on its way.")
        return redirect("people:account", account.pk)
    return render(request, "people/account_create.html", {"form": form})


def _first_role(request: SignedInRequest, account: User, role: Role) -> None:
    try:
        given = change_role(user=account, role=role, by=request.user)
    except (OwnRole, AskedAlready) as fault:
        messages.warning(request, str(fault))
        return
    if isinstance(given, RoleProposal):
        messages.info(request, f"{role.label}: a second person confirms it first. They are told by e-mail.")
    if role in NAMES_COVER:
        messages.info(request, "This role needs a second step at sign-in.")
