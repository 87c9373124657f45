"""The outbox, for the office: what did not get out and why, what waits, what went out in the last 30 days."""

import datetime as dt
from uuid import UUID

import django_filters
from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, IntegerField, Q, Value, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from people.actions.mail import CannotSendAgain, send_again
from people.http import SignedInRequest
from people.models import Notification, User
from people.models.mail import UNSEEN
from people.morning import last_written
from people.permissions import Permission, requires

PAGE_SIZE = 25
SHOWN_FOR = dt.timedelta(days=30)
Status = Notification.Status
KINDS = [(kind, label) for kind, label in Notification.Kind.choices if kind not in UNSEEN]
OPEN = [Status.FAILED, Status.WAITING, Status.SENDING]


class MailFilter(django_filters.FilterSet):
    """By what became of it, by kind, and since which day."""

    status = django_filters.ChoiceFilter(label="What became of it", choices=Status.choices, empty_label="Everything")
    kind = django_filters.ChoiceFilter(label="Kind", choices=KINDS, empty_label="Every kind")

    since = django_filters.DateFilter(
        label="Written from", field_name="created_at__date", lookup_expr="gte",
        widget=forms.DateInput(attrs={"type": "date"}),
    )  # fmt: skip

    class Meta:
        model = Notification
        fields: list[str] = []


@require_safe
@requires(Permission.MAIL_VIEW)
def mail_list(request: SignedInRequest) -> HttpResponse:
    narrowed = MailFilter(request.GET, queryset=_shown(request.user))
    page = Paginator(narrowed.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "filter": narrowed, "mornings": _mornings()}
    return render(request, "people/mail_list.html", context)


def _mornings() -> str:
    """That the morning mails went out; not to whom, for somebody may get one because of a case about the reader."""
    day = last_written(timezone.localtime())
    last = f"The last ones were written on {day:%-d %B %Y}." if day else "None was written in the last two weeks."
    return f"Morning mails are not in this list, because who gets one can tell of an incident or a complaint. {last}"


@require_safe
@requires(Permission.MAIL_VIEW)
def mail_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    mail = get_object_or_404(_shown(request.user), public_id=public_id)
    can_go_again = mail.status == Status.FAILED and not mail.is_secret and mail.body
    return render(request, "people/mail_detail.html", {"mail": mail, "can_go_again": can_go_again})


@require_POST
@requires(Permission.MAIL_VIEW)
def mail_sending(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    mail = get_object_or_404(_shown(request.user), public_id=public_id)
    try:
        send_again(mail=mail, by=request.user)
        messages.success(request, "It goes out again within a minute.")
    except CannotSendAgain as fault:
        messages.error(request, str(fault))
    return redirect("people:mail", mail.public_id)


def _shown(user: User):
    """Failed first, then what waits, then the rest of the last 30 days. Without the rows that were never meant to go
    out: they stand for addresses that nobody here has."""
    order = Case(
        When(status=Status.FAILED, then=Value(0)),
        When(status__in=OPEN, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    recent = Q(created_at__gt=timezone.now() - SHOWN_FOR) | Q(status__in=OPEN)
    rows = Notification.objects.visible_to(user).filter(recent).exclude(status=Status.WITHHELD, fault="")
    return rows.select_related("user").defer("sealed").order_by(order, "-created_at", "-pk")
