"""One's own reports and drafts: what was sent, whether it was seen and closed, and nothing else."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from incidents.actions.drafts import drafts_of, drop_draft
from incidents.evidence_shown import evidence_added_by
from incidents.just_reported import is_while_reporting
from incidents.models import Case, ReportDraft
from incidents.relations import Act
from incidents.shown_words import AsRead
from incidents.standing import can
from people.http import SignedInRequest
from people.permissions import Permission, requires

from .drafts import SENT

PAGE_SIZE = 30


@require_safe
@requires(Permission.INCIDENT_REPORT)
def mine(request: SignedInRequest) -> HttpResponse:
    """What somebody began and what they sent."""
    own = Case.objects.reported_by_and_visible_to(request.user).incidents().select_related("incident")
    context = {
        "drafts": drafts_of(request.user),
        "page": Paginator(own, PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render(request, "incidents/mine.html", context)


@require_safe
@requires(Permission.INCIDENT_REPORT)
def own(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """One report of one's own: one's own words, when it was seen and closed."""
    cases = Case.objects.reported_by_and_visible_to(request.user).incidents().select_related("incident")
    case = get_object_or_404(cases, public_id=public_id)
    context = {
        "case": case,
        "incident": AsRead(case.incident, request.user),
        "may_attach": _may_attach(request, case),
        "own": evidence_added_by(case, request.user),
    }
    return render(request, "incidents/own.html", context)


def _may_attach(request: SignedInRequest, case: Case) -> bool:
    """Whether files may be added: about pupils at any time, else while reporting (access matrix)."""
    return can(request.user, Act.ATTACH, case) or is_while_reporting(request.session, case)


@require_safe
@requires(Permission.INCIDENT_REPORT)
def sent(request: SignedInRequest, key: UUID) -> HttpResponse:
    """It was sent: its reference, who reads it, what happens next. Shown once; then one's own report stands for it."""
    case = Case.objects.reported_by_and_visible_to(request.user).incidents().filter(form_key=key).first()
    told = request.session.get(SENT, {})
    if told.get("key") == str(key):
        del request.session[SENT]
        may_attach = case is not None and _may_attach(request, case)
        return render(request, "incidents/report_sent.html", {"told": told, "case": case, "may_attach": may_attach})
    if case is None:
        raise Http404
    return redirect("incidents:own", case.public_id)


@require_POST
@requires(Permission.INCIDENT_REPORT)
def draft_dropping(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Let a draft go. Pressed twice it is gone once."""
    draft = ReportDraft.objects.visible_to(request.user).filter(form_key=key).first()
    if draft:
        drop_draft(draft=draft)
        messages.success(request, "Let go. Nothing of it is kept.")
    return redirect("incidents:mine")
