"""Pictures to remove: the lists, and what is said of each picture and account on one (B11)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consent.actions.removal_steps import call_off_list, release_list, tick_look, tick_picture
from consent.faults import ConsentFault
from consent.forms.removals import CallOffForm, LookForm, TickForm
from consent.models import RemovalItem, RemovalList, RemovalLook
from consent.removal_pages import Shown, may_tick, shown_to
from people.http import SignedInRequest
from people.permissions import Permission, requires

CLOSED_SHOWN = 25
NOT_YOURS = "Whoever holds the account ticks it. Ask them, or the school office."


@require_safe
@requires(Permission.CONSENT_KEEP)
def removal_list(request: SignedInRequest) -> HttpResponse:
    """What is to come down, what is due first above; then what is done. An account holder sees what is theirs."""
    now = timezone.now()
    closed = RemovalList.objects.exclude(pk__in=RemovalList.objects.open().values("pk"))
    over = closed.visible_to(request.user).order_by("-opened_at", "-pk").values("pk")[:CLOSED_SHOWN]
    context = {
        "open": shown_to(request.user, RemovalList.objects.open().order_by("due_at", "pk"), now),
        "closed": shown_to(request.user, RemovalList.objects.filter(pk__in=over).order_by("-opened_at", "-pk"), now),
        "in_full": request.user.has_perm(Permission.CONSENT_RECORD_VIEW),
    }
    return render(request, "consent/removal_list.html", context)


@require_safe
@requires(Permission.CONSENT_KEEP)
def removal_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """One list: each picture with its account holder, the accounts to look through by hand, and how far it is."""
    return _page(request, _shown(request, public_id))


@require_POST
@requires(Permission.CONSENT_KEEP)
def picture_outcome(request: SignedInRequest, public_id: UUID, item: UUID) -> HttpResponse:
    """What became of one picture."""
    shown = _shown(request, public_id)
    picture = next((one for one in shown.items if one.public_id == item), None)
    if picture is None:
        raise Http404
    if not may_tick(request.user, picture.post.account):
        messages.error(request, NOT_YOURS)
        return redirect(shown.removal)
    form = TickForm(request.POST)
    if form.is_valid():
        try:
            outcome = RemovalItem.Outcome(form.cleaned_data["outcome"])
            tick_picture(item=picture, outcome=outcome, note=form.cleaned_data["note"], by=request.user)
            messages.success(request, f"Ticked: {outcome.label.lower()}.")
            return redirect(shown.removal)
        except ConsentFault as fault:
            form.add_error("note" if "Write" in str(fault) else None, str(fault))
    return _page(request, shown, form=form, failed=picture.pk)


@require_POST
@requires(Permission.CONSENT_KEEP)
def account_look(request: SignedInRequest, public_id: UUID, look: UUID) -> HttpResponse:
    """An account was looked through by hand for this child."""
    shown = _shown(request, public_id)
    account: RemovalLook | None = next((one for one in shown.looks if one.public_id == look), None)
    if account is None:
        raise Http404
    if not may_tick(request.user, account.account):
        messages.error(request, NOT_YOURS)
        return redirect(shown.removal)
    form = LookForm(request.POST)
    if form.is_valid():
        try:
            tick_look(look=account, removed=form.cleaned_data["removed"], by=request.user)
            messages.success(request, f"Ticked: {account.account} is looked through.")
            return redirect(shown.removal)
        except ConsentFault as fault:
            form.add_error(None, str(fault))
    return _page(request, shown, look_form=form, failed_look=account.pk)


@require_POST
@requires(Permission.PHOTO_REQUEST_ANSWER)
def removal_release(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """From now on the child's parents see how far it is."""
    removal = get_object_or_404(RemovalList.objects.visible_to(request.user), public_id=public_id)
    try:
        release_list(removal=removal, by=request.user)
        messages.success(request, "The parents see from now on how far it is, on My children.")
    except ConsentFault as fault:
        messages.error(request, str(fault))
    return redirect(removal)


@require_http_methods(["GET", "POST"])
@requires(Permission.PHOTO_REQUEST_ANSWER)
def removal_calling_off(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Nothing of it is to come down after all."""
    lists = RemovalList.objects.visible_to(request.user).select_related("pupil")
    removal = get_object_or_404(lists, public_id=public_id)
    form = CallOffForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            call_off_list(removal=removal, why=form.cleaned_data["why"], by=request.user)
            messages.success(request, "Called off. Nothing of this list is to come down.")
            return redirect(removal)
        except ConsentFault as fault:
            form.add_error(None, str(fault))
    context = {"removal": removal, "form": form}
    return render(request, "consent/removal_calling_off.html", context, status=422 if form.is_bound else 200)


def _shown(request: SignedInRequest, public_id: UUID) -> Shown:
    """The list as this person sees it. Somebody else's is not found."""
    found = shown_to(request.user, RemovalList.objects.filter(public_id=public_id), timezone.now())
    if not found:
        raise Http404
    return found[0]


def _page(request: SignedInRequest, shown: Shown, **more: Any) -> HttpResponse:
    user = request.user
    in_full = user.has_perm(Permission.CONSENT_RECORD_VIEW)
    causes = shown.removal.causes.filter(struck_at=None).select_related("request") if in_full else []
    context = {
        "shown": shown, "removal": shown.removal, "in_full": in_full, "causes": causes, "now": timezone.now(),
        "pictures": [(item, may_tick(user, item.post.account), shown.holders.get(item.pk)) for item in shown.items],
        "accounts": [(look, may_tick(user, look.account)) for look in shown.looks],
        "may_lead": user.has_perm(Permission.PHOTO_REQUEST_ANSWER),
        "outcomes": RemovalItem.Outcome.choices, **more,
    }  # fmt: skip
    return render(request, "consent/removal_detail.html", context, status=422 if more else 200)
