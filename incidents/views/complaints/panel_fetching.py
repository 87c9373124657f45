"""A panel for whoever arranges it or sits on it, and the way back to its page."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from incidents.models import Case
from incidents.panel_page import panels_of
from incidents.relations import Act
from incidents.sorts import Sort
from incidents.views.saving import CONFLICT, tried
from people.http import SignedInRequest

TEMPLATES = "incidents/complaints/panel"


def panel_or_404(request: SignedInRequest, public_id: UUID, *acts: Act) -> Case:
    """The complaint whose panel this person arranges or sits on, and with which they may do one of `acts` now, if any
    is named. For everybody else it does not exist."""
    cases = panels_of(request.user)
    if acts:
        allowed = [Case.objects.allowing(act, request.user, Sort.COMPLAINT).order_by().values("pk") for act in acts]
        wanted = cases.filter(pk__in=allowed[0])
        for more in allowed[1:]:
            wanted |= cases.filter(pk__in=more)
        cases = wanted
    found: Case = get_object_or_404(cases.select_related("complaint"), public_id=public_id)
    return found


def panel_done(
    request: SignedInRequest,
    case: Case,
    template: str,
    form: forms.Form,
    act: Callable[[], Any],
    said: str,
    context: dict[str, Any] | None = None,
    *,
    to_list: bool = False,
) -> HttpResponse:
    """Do what was sent and go back to the page of the panel, or to the list where it has left this person; else the
    page with every typed word and what is wrong."""
    context = {"form": form, "case": case} | (context or {})
    if form.is_valid() and tried(request, form, act, context):
        messages.success(request, said)
        if to_list:
            return redirect("incidents:complaint-panels")
        return redirect("incidents:complaint-panel", case.public_id)
    status = CONFLICT if "clash" in context else 400 if form.errors else 200
    return render(request, f"{TEMPLATES}/{template}.html", context, status=status)


def panel_looked_over(
    request: SignedInRequest, case: Case, template: str, form: forms.Form, parts: Callable[[], list[tuple[str, str]]]
) -> HttpResponse | None:
    """What is about to be sent for good, as it will be read; or the form again to change it. None once it was looked
    over, or is not right yet."""
    if request.method != "POST":
        return None
    if "change" in request.POST:
        return render(request, f"{TEMPLATES}/{template}.html", {"form": form, "case": case})
    if "sent" not in request.POST and form.is_valid():
        shown = [(label, text) for label, text in parts() if text]
        return render(request, f"{TEMPLATES}/{template}_look.html", {"form": form, "case": case, "parts": shown})
    return None
