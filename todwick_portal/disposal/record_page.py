"""What the page of one record says to whoever may open it: why it is due, what goes, what stays, who is next."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from people.actions.disposal import counts_on, is_due, may_confirm, may_keep, may_lift
from people.disposal import Kind, period_of
from people.http import SignedInRequest
from people.models import DestructionRequest, KeepOrder, User
from people.roles import Role

from .kinds import BY_SLUG
from .paging import address_of


def kind_or_404(slug: str) -> Kind:
    if slug not in BY_SLUG:
        raise Http404
    return BY_SLUG[slug]


def found_or_404(request: SignedInRequest, slug: str, key: str) -> tuple[Kind, Any]:
    """The record of an address, for whoever may open it as one of two or see that it is due; never whom it is about."""
    kind = kind_or_404(slug)
    try:
        row = get_object_or_404(kind.opened(request.user), **{kind.address: key})
    except (ValueError, TypeError, OverflowError):
        raise Http404 from None
    if request.user.pk in kind.about(row):
        raise Http404
    return kind, row


def everything_of(kind: Kind, row: Any, user: User) -> dict[str, Any]:
    """The page. Names stand there for the two alone: they have to know who it is."""
    period, day = period_of(kind), counts_on(kind, row)
    order = KeepOrder.objects.in_force().select_related("set_by").filter(kind__in=kind.slugs, record=row.pk).first()
    waiting = DestructionRequest.objects.waiting().select_related("asked_by")
    asked = waiting.filter(kind__in=kind.slugs, record=row.pk).first()
    second = kind.second(row, asked.asked_by if asked else user)
    is_first = kind.may_ask(user, row)
    confirms = bool(asked and may_confirm(kind, row, asked, user))
    return {
        "kind": kind, "row": row, "reference": kind.reference(row), "url": address_of(kind, row), "period": period,
        "name": kind.named(row) if is_first or confirms or kind.names_to(user) else "",
        "described": kind.described(row), "counts_on": day, "due_on": period.due_on(day) if day else None,
        "is_due": is_due(kind, row), "hints": kind.hints(row), "holds_back": kind.holds_back(row),
        "goes": list(kind.goes(row)), "stays": kind.stays, "bears": kind.bears_on_abuse(row), "order": order,
        "is_review_due": bool(order and order.review_on <= timezone.localdate()), "asked": asked,
        "second": list(second[1]) if second else [], "second_role": Role(second[0]).label if second else "",
        "may_ask": is_first and not asked and not order, "may_confirm": confirms,
        "is_first": bool(asked and asked.asked_by_id == user.pk), "may_keep": not order and may_keep(kind, row, user),
        "may_lift": bool(order and may_lift(kind, row, order, user)),
        "may_look_again": bool(order and (order.set_by_id == user.pk or may_keep(kind, row, user))),
        "before": list(_declined(kind, row)),
    }  # fmt: skip


def _declined(kind: Kind, row: Any) -> Any:
    """What was asked for before and did not come about."""
    requests = DestructionRequest.objects.exclude(outcome="").select_related("decided_by")
    return requests.filter(kind__in=kind.slugs, record=row.pk).order_by("-decided_at")[:5]
