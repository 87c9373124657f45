"""A complaint for whoever may do something with it."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from incidents.models import Case
from incidents.relations import Act
from incidents.sorts import Sort
from incidents.views.saving import Present, kept
from people.http import SignedInRequest

Outward = Iterable[tuple[str, str]]


def complaint_or_404(request: SignedInRequest, public_id: UUID, act: Act = Act.READ) -> Case:
    """The complaint with which this person may do `act` now, and which they may read; for everybody else it does not
    exist. Whoever complained has pages of their own."""
    cases = Case.objects.allowing(act, request.user, Sort.COMPLAINT)
    if act != Act.READ:
        cases = cases.allowing(Act.READ, request.user, Sort.COMPLAINT)
    found: Case = get_object_or_404(cases.select_related("complaint"), public_id=public_id)
    return found


def done(
    request: SignedInRequest,
    case: Case,
    template: str,
    form: forms.Form,
    act: Callable[[], Any],
    said: str,
    context: dict[str, Any] | None = None,
    present: Present | None = None,
    place: str = "",
) -> HttpResponse:
    """What is typed about a complaint, on its page of `templates/incidents/complaints/`."""
    return kept(request, case, f"complaints/{template}", form, act, said, context, present, place)


def looked_over(
    request: SignedInRequest,
    case: Case,
    template: str,
    form: forms.Form,
    act: Callable[[], Any],
    said: str,
    outward: Callable[[], Outward],
    context: dict[str, Any] | None = None,
    present: Present | None = None,
    place: str = "",
) -> HttpResponse:
    """As `done`, for what leaves the school: first shown as whoever complained will read it, sent with a second
    button. `outward`: the parts that they read, each with its label; the rest stays in school."""
    if request.method == "POST" and "change" in request.POST:
        shown = {"form": form, "case": case} | (context or {})
        return render(request, f"incidents/complaints/{template}.html", shown)
    if "sent" not in request.POST and form.is_valid():
        parts = [(label, text) for label, text in outward() if text]
        shown = {"form": form, "case": case, "parts": parts} | (context or {})
        return render(request, "incidents/complaints/look.html", shown)
    return done(request, case, template, form, act, said, context, present, place)
