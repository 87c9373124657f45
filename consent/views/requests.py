"""Requests about pictures, for the office: what was asked without an account, and who stopped what lately."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from consent.actions.handing_on import open_request
from consent.actions.requests import Outcome, handle_request, hold_child
from consent.court_orders import is_with_a_court_order, who_may_confirm
from consent.faults import ConsentFault
from consent.forms.photos import AnswerForm
from consent.models import ConsentResponse, PhotoRequest, SurveyImport
from people.http import SignedInRequest
from people.models import Pupil, PupilContact, SchoolYear
from people.permissions import Permission, requires

LATELY = dt.timedelta(days=30)
SHOWN = 50


@require_safe
@requires(Permission.PHOTO_REQUEST_ANSWER)
def request_list(request: SignedInRequest) -> HttpResponse:
    """What waits, by the day it is due; what was answered; what parents stopped themselves in the last 30 days."""
    requests = PhotoRequest.objects.visible_to(request.user).select_related("handled_by")
    stopped = (
        ConsentResponse.objects.filter(
            survey__kind=SurveyImport.Kind.PORTAL,
            school_year=SchoolYear.objects.year_on(timezone.localdate()),  # in summer a stop is kept for two years
            answers__value="no",
            recorded_at__gte=timezone.now() - LATELY,
        )
        .select_related("pupil")
        .prefetch_related("answers__purpose")
        .order_by("-recorded_at", "-pk")
        .distinct()
    )
    context = {
        "waiting": requests.open().prefetch_related("holds").order_by("due_on", "sent_at"),
        "handled": requests.exclude(handled_at=None).order_by("-handled_at")[:SHOWN],
        "stopped": stopped[:SHOWN],
    }
    return render(request, "consent/request_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.PHOTO_REQUEST_ANSWER)
def request_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """One request: its words, whom it holds back, whom to ring, and the answer.

    The same form finds a child by hand and holds it back, so that what is typed below stays.
    """
    asked = get_object_or_404(PhotoRequest.objects.visible_to(request.user), public_id=public_id)
    open_request(request=asked, by=request.user)
    is_answer = request.method == "POST" and not {"find", "hold"} & set(request.POST)
    if "hold" in request.POST:
        _hold(request, asked)
    form = AnswerForm(
        request.POST if is_answer else None,
        initial=request.POST.dict(),
        kind=asked.kind,
        contacts=_contacts(asked),
    )
    if form.is_valid() and _handle(request, asked, form):
        return redirect("consent:requests")
    return render(request, "consent/request_detail.html", _context(request, asked, form))


def _handle(request: SignedInRequest, asked: PhotoRequest, form: AnswerForm) -> bool:
    try:
        handle_request(
            request=asked, outcome=Outcome(form.cleaned_data["outcome"]), note=form.cleaned_data["note"],
            by=request.user, contact=form.confirmed_by,
        )  # fmt: skip
    except ConsentFault as fault:
        form.add_error(None, str(fault))
        return False
    messages.success(request, "Answered. Nobody is held back by this request any more.")
    return True


def _hold(request: SignedInRequest, asked: PhotoRequest) -> None:
    """Hold back a child that was found by hand."""
    children = Pupil.objects.visible_to(request.user).on_roll_on(timezone.localdate())
    pupil = next((child for child in children if str(child.public_id) == request.POST["hold"]), None)
    if pupil is None:
        messages.error(request, "That child is not on the pupil list any more. Search again.")
        return
    try:
        hold_child(request=asked, pupil=pupil, by=request.user)
        messages.success(request, f"{pupil} is waiting from now on.")
    except ConsentFault as fault:
        messages.error(request, str(fault))


def _contacts(asked: PhotoRequest) -> list[PupilContact]:
    """Who may confirm: parents and carers of the held children, and nobody with a court order."""
    held = asked.holds.filter(ended_at=None).values_list("pupil_id", flat=True)
    return who_may_confirm(list(held), timezone.localdate())


def _context(request: SignedInRequest, asked: PhotoRequest, form: AnswerForm) -> dict[str, Any]:
    today = timezone.localdate()
    year = SchoolYear.objects.year_on(today)
    listed = Pupil.objects.visible_to(request.user).on_roll_on(today).with_class_code(year, today)
    words = request.POST.get("child", "").strip()
    held = listed.filter(photo_holds__request=asked, photo_holds__ended_at=None)
    return {
        "asked": asked,
        "form": form,
        "held": held,
        "has_court_order": is_with_a_court_order(asked, today),
        "words": words,
        "found": listed.called_like(words).exclude(pk__in=held.values("pk"))[:12] if len(words) > 1 else [],
    }
