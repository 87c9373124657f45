"""Destroying a sealed file of a complaint, as of an incident: one of two people asks, the other confirms."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from incidents.sorts import Sort
from incidents.views.evidence_ending import asked_for, confirmed, sealed_or_404
from people.http import SignedInRequest
from people.permissions import Permission, proved_again, proved_to_send, requires


@require_http_methods(["GET", "POST"])
@proved_to_send
@requires(Permission.COMPLAINT_READ)
def destruction(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Ask for it with a reason; for the other of the two, what was asked and nothing else of the complaint. The other
    may be the safeguarding lead, who owns no complaint."""
    return asked_for(request, sealed_or_404(request, public_id, Sort.COMPLAINT))


@require_POST
@proved_again
@requires(Permission.COMPLAINT_READ)
def destruction_confirm(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Confirm it: the bytes go."""
    return confirmed(request, sealed_or_404(request, public_id, Sort.COMPLAINT))
