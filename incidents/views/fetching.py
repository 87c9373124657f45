"""An incident for whoever may do something with it, and the way back to its page."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from incidents.models import Case
from incidents.relations import Act
from incidents.standing import can
from people.http import SignedInRequest

GONE = "This {} is no longer for you to see."


def case_or_404(request: SignedInRequest, public_id: UUID, act: Act = Act.READ) -> Case:
    """The incident with which this person may do `act` now; for everybody else it does not exist."""
    cases = Case.objects.allowing(act, request.user).incidents().select_related("incident", "reported_by")
    return get_object_or_404(cases, public_id=public_id)


def back(request: SignedInRequest, case: Case, said: str = "", place: str = "") -> HttpResponse:
    """To the page of the incident with what was done. Who may not read it any more goes to the start page."""
    if said:
        messages.success(request, said)
    if can(request.user, Act.READ, Case.objects.get(pk=case.pk)):
        return redirect(f"{case.get_absolute_url()}{place}")
    messages.info(request, GONE.format(case.get_sort_display().lower()))
    return redirect("dashboard")


def sent(request: SignedInRequest) -> Any:
    """What a form was sent with; None for a page that was only opened."""
    return request.POST if request.method == "POST" else None
