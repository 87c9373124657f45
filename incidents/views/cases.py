"""One incident, for whoever may read it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from incidents.actions.handling import open_case
from incidents.evidence_shown import evidence_of
from incidents.models import Case
from people.http import SignedInRequest
from people.permissions import Permission, requires


@require_safe
@requires(Permission.INCIDENT_READ)
def incident_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """The whole of one incident. Reading it is recorded."""
    case = get_object_or_404(Case.objects.visible_to(request.user).incidents(), public_id=public_id)
    case = open_case(case=case, by=request.user)
    context = {"case": case, "incident": case.incident, "evidence": evidence_of(case, request.user)}
    return render(request, "incidents/incident_detail.html", context)
