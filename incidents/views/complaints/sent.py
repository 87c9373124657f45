"""The receipt: reference and access code, shown in the session that sent it, for an hour."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from incidents.complaint_readers import readers_in_words
from incidents.complaints.abouts import About
from incidents.complaints.deadlines import deadlines
from incidents.complaints.stages import Source
from incidents.models import Case
from incidents.walls import Wall
from people.permissions import public
from people.roles import Role
from people.settings import Key, read_for

from . import browser


@public
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """We've got your complaint: the copy of whoever sent it."""
    found = browser.receipt_of(request)
    if found is None:
        return render(request, "incidents/complaints/new/receipt_gone.html")
    template = "new/code" if browser.was_handed_on(request) else "new/sent"
    return render(request, f"incidents/complaints/{template}.html", receipt_context(request, *found))


def receipt_context(request: HttpRequest, case: Case, code: str) -> dict[str, Any]:
    """What a receipt says: a reference, days, who reads it, the code; no word of what was written."""
    complaint = case.complaint
    days = deadlines(read_for(request))
    return {
        "case": case,
        "complaint": complaint,
        "code": code,
        "readers": readers_in_words(Wall(case.wall), Role(case.owner_role)),
        "days": days,
        "is_data": complaint.about == About.DATA,
        "is_late_start": case.received_on != timezone.localtime(case.reported_at).date(),
        "is_handed_out": complaint.source != Source.FORM and not browser.was_handed_on(request),
        "printed_on": timezone.localdate(),
        "status_address": f"{settings.SITE_URL}{reverse('incidents:complaint-status')}",
    }


@public
@require_POST
def receipt_file(request: HttpRequest) -> HttpResponse:
    """The receipt as plain text, to be saved. Kept by no cache."""
    found = browser.receipt_of(request)
    if found is None:
        return redirect("incidents:complaint-sent")
    context = receipt_context(request, *found) | {"school_name": read_for(request)[Key.SCHOOL_NAME]}
    text = render_to_string("incidents/complaints/new/receipt.txt", context, request=request)
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"complaint {found[0].reference}.txt")
    response["Cache-Control"] = "no-store, private"
    return response


@public
@require_POST
def receipt_kept(request: HttpRequest) -> HttpResponse:
    """*I have kept it*: this browser shows it no more."""
    goes_on = browser.was_handed_on(request)
    browser.forget_receipt(request)
    return redirect("incidents:complaint-own" if goes_on else "incidents:complaint-sent")
