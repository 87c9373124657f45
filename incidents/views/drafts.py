"""What the steps of a report share: its draft, whether it was sent, who will read it, leaving in the middle."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from incidents.actions.faults import NobodyLeft
from incidents.forms.drafted import Drafted
from incidents.models import Case, ReportDraft
from incidents.reading_words import read_by, who_cannot_see
from people.http import SignedInRequest
from people.settings import empty_numbers, read_for

SENT = "report_sent"  # in the session: what the confirmation says, once
STEPS = ["What happened", "Who", "Rules, check and send"]


def get_draft(request: SignedInRequest, key: UUID) -> ReportDraft | HttpResponse:
    """One's own draft; the way to the confirmation where it was sent already. Else 404.

    Who presses twice may send it between the two questions: then the draft is gone, and it was sent.
    """
    if was_sent(request, key):
        return redirect("incidents:report-sent", key)
    draft = ReportDraft.objects.visible_to(request.user).filter(form_key=key).first()
    if draft:
        return draft
    if was_sent(request, key):
        return redirect("incidents:report-sent", key)
    raise Http404


def was_sent(request: SignedInRequest, key: UUID) -> bool:
    """Whether this form was sent, as far as its writer may know."""
    if request.session.get(SENT, {}).get("key") == str(key):
        return True
    return Case.objects.reported_by_and_visible_to(request.user).filter(form_key=key).exists()


def kept_for_later(request: SignedInRequest) -> HttpResponse:
    """Somebody leaves in the middle: what they typed is kept, and where to find it is said."""
    messages.success(
        request, "Kept. Only you can read it, and nothing was sent. Until when it is kept stands beside it."
    )
    return redirect("incidents:mine")


def not_open(request: SignedInRequest) -> HttpResponse | None:
    """In production nobody reports before the numbers to ring are there: a page says what is missing."""
    missing = [] if settings.DEMO else empty_numbers(read_for(request))
    return render(request, "incidents/report_closed.html", {"missing": missing}) if missing else None


def who_reads(drafted: Drafted) -> dict[str, Any]:
    """Who will read a report as it stands and who cannot; `seen` is the sign of it that the last step sends along."""
    try:
        way, nobody_left = drafted.way, ""
    except NobodyLeft as fault:
        way, nobody_left = None, str(fault)
    return {
        "read_by": read_by(way.roles) if way else "",
        "nobody_left": nobody_left,
        "cannot_see": who_cannot_see(drafted.about, drafted.user),
        "seen": stamp_of(way) if way else "",
    }


def stamp_of(way: Any) -> str:
    """By which a change of who reads a report is noticed."""
    return f"{way.wall}:{'+'.join(way.roles)}"
