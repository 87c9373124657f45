"""The page of one record, and what the two people do on it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.actions.destroying import confirm_destruction
from people.actions.disposal import (
    Asked,
    CannotBeSo,
    NotAllowed,
    WrongState,
    ask_destruction,
    decline,
    keep,
    keep_on,
    lift,
    may_keep,
)
from people.disposal import Kind
from people.http import SignedInRequest
from people.models import Ground
from people.permissions import Permission, proved_again, proved_to_send, requires

from .forms import AskForm, DeclineForm, KeepForm, LiftForm, ReviewForm
from .paging import address_of
from .record_page import everything_of, found_or_404

FORM = ["GET", "HEAD", "POST"]


@require_safe
@requires(Permission.DISPOSAL_OPEN)
def record(request: SignedInRequest, slug: str, key: str) -> HttpResponse:
    """What it is, why it is due, what goes and what stays, who is next."""
    kind, row = found_or_404(request, slug, key)
    return render(request, "disposal/record.html", everything_of(kind, row, request.user))


def _sent(request: SignedInRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _answer(
    request: SignedInRequest, kind: Kind, row: Any, form: forms.Form, template: str, do: Callable[[dict], str]
) -> HttpResponse:
    """The page with a form, or what came of it. Where it cannot be done now the page says why, and what was typed
    stays."""
    status = 200
    if form.is_valid():
        try:
            messages.success(request, do(form.cleaned_data))
            return redirect(address_of(kind, row))
        except NotAllowed as fault:
            raise Http404 from fault
        except CannotBeSo as fault:
            form.add_error(fault.field if fault.field in form.fields else None, str(fault))
        except WrongState as fault:
            form.add_error(None, str(fault))
            status = 409
    page = everything_of(kind, row, request.user) | {"form": form}
    return render(request, template, page, status=422 if form.errors and status == 200 else status)


@require_http_methods(FORM)
@proved_to_send
@requires(Permission.DISPOSAL_OPEN)
def asking(request: SignedInRequest, slug: str, key: str) -> HttpResponse:
    """The first of two asks for its destruction."""
    kind, row = found_or_404(request, slug, key)
    page = everything_of(kind, row, request.user)
    if not (kind.may_ask(request.user, row) if request.method == "POST" else page["may_ask"]):
        raise Http404
    form = AskForm(_sent(request), kind=kind, row=row, is_due=page["is_due"])

    def do(said: dict[str, Any]) -> str:
        asked = Asked(
            Ground(said["ground"]), said["reason"], keeps_names=not said.get("names_go_now", False),
            bears_on_nothing=said.get("bears_on_nothing", False),
        )  # fmt: skip
        url = request.build_absolute_uri(address_of(kind, row))
        ask_destruction(kind=kind, found=row, asked=asked, by=request.user, address=url)
        return "Asked. Nothing goes until the other of you confirms it."

    return _answer(request, kind, row, form, "disposal/asking.html", do)


@require_POST
@proved_again
@requires(Permission.DISPOSAL_OPEN)
def confirmation(request: SignedInRequest, slug: str, key: str) -> HttpResponse:
    """The second of two confirms: it is destroyed."""
    kind, row = found_or_404(request, slug, key)
    try:
        made = confirm_destruction(kind=kind, found=row, by=request.user)
    except NotAllowed as fault:
        raise Http404 from fault
    except (CannotBeSo, WrongState) as fault:
        messages.error(request, str(fault))
        return redirect(address_of(kind, row))
    messages.success(request, f"{made.reference} is destroyed. What remains is the record of its destruction.")
    return redirect("disposal:records")


@require_http_methods(FORM)
@requires(Permission.DISPOSAL_OPEN)
def refusal(request: SignedInRequest, slug: str, key: str) -> HttpResponse:
    """Not destroyed: the second says no, or the first asks no longer."""
    kind, row = found_or_404(request, slug, key)
    page = everything_of(kind, row, request.user)
    if not (page["is_first"] or page["may_confirm"]):
        raise Http404

    def do(said: dict[str, Any]) -> str:
        decline(kind=kind, found=row, reason=said["reason"], by=request.user)
        return "It stays. Whoever looks at it sees that it was asked for."

    return _answer(request, kind, row, DeclineForm(_sent(request)), "disposal/refusal.html", do)


@require_http_methods(FORM)
@requires(Permission.DISPOSAL_OPEN)
def keeping(request: SignedInRequest, slug: str, key: str) -> HttpResponse:
    """*Keep, do not destroy*."""
    kind, row = found_or_404(request, slug, key)
    if not may_keep(kind, row, request.user):
        raise Http404

    def do(said: dict[str, Any]) -> str:
        keep(kind=kind, found=row, reason=said["reason"], review_on=said["review_on"], by=request.user)
        return "It is kept, whatever its time."

    return _answer(request, kind, row, KeepForm(_sent(request)), "disposal/keeping.html", do)


@require_http_methods(FORM)
@requires(Permission.DISPOSAL_OPEN)
def keeping_review(request: SignedInRequest, slug: str, key: str) -> HttpResponse:
    """Looked at again: it is kept on."""
    kind, row = found_or_404(request, slug, key)
    if not everything_of(kind, row, request.user)["may_look_again"]:
        raise Http404

    def do(said: dict[str, Any]) -> str:
        keep_on(kind=kind, found=row, review_on=said["review_on"], by=request.user)
        return "It is kept on."

    return _answer(request, kind, row, ReviewForm(_sent(request)), "disposal/keeping_review.html", do)


@require_http_methods(FORM)
@proved_to_send
@requires(Permission.DISPOSAL_OPEN)
def keeping_ending(request: SignedInRequest, slug: str, key: str) -> HttpResponse:
    """Kept no longer, by another person."""
    kind, row = found_or_404(request, slug, key)
    if not everything_of(kind, row, request.user)["may_lift"]:
        raise Http404

    def do(said: dict[str, Any]) -> str:
        lift(kind=kind, found=row, reason=said["reason"], by=request.user)
        return "It is kept no longer. Its time counts as if it had never been."

    return _answer(request, kind, row, LiftForm(_sent(request)), "disposal/keeping_ending.html", do)
