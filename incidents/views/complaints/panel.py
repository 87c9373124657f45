"""Panels of governors: which wait, one of them, its papers. For whoever arranges it and for those who sit on it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from incidents.actions.faults import NotAllowed, WrongState
from incidents.actions.panel_bundle import open_papers
from incidents.panel_page import panel_page, panel_rows, panels_waiting_for
from incidents.panel_seating import sitting
from incidents.relations import Act
from incidents.shown_words import AsRead
from people.http import SignedInRequest
from people.permissions import Permission, requires

from .panel_fetching import TEMPLATES, panel_or_404


@require_safe
@requires(Permission.COMPLAINT_PANEL)
def panel_list(request: SignedInRequest) -> HttpResponse:
    """The panels that wait for this person, who arranges them or sits on them. One that has decided is not there."""
    rows = panel_rows(panels_waiting_for(request.user), request.user)
    context = {"arranged": [row for row in rows if not row.sits], "sat_on": [row for row in rows if row.sits]}
    return render(request, f"{TEMPLATES}/list.html", context)


@require_safe
@requires(Permission.COMPLAINT_PANEL)
def panel_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """One panel: who sits on it, which days, what is next."""
    case = panel_or_404(request, public_id)
    return render(request, f"{TEMPLATES}/detail.html", panel_page(case, request.user))


@require_safe
@requires(Permission.COMPLAINT_PANEL)
def panel_papers(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """The papers, without names, to read and to print for those who have no account. Reading them is recorded."""
    case = panel_or_404(request, public_id, Act.READ_BUNDLE, Act.READ)
    hearing = None
    try:
        hearing = AsRead(open_papers(case=case, by=request.user), request.user)
    except NotAllowed:
        raise Http404 from None
    except WrongState:
        pass
    outside = [member for member in sitting(case) if member.user is None]
    context = {"case": case, "hearing": hearing, "outside": outside}
    return render(request, f"{TEMPLATES}/papers.html", context)
