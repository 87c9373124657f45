"""One complaint, for those who answer it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from incidents.actions.complaint_answering import open_complaint
from incidents.actions.faults import NotAllowed
from incidents.complaint_page import complaint_page
from incidents.evidence_shown import evidence_of
from incidents.forms.complaint_answering import WriteForm
from incidents.forms.writing import NoteForm
from people.http import SignedInRequest
from people.permissions import Permission, requires

from .fetching import complaint_or_404


@require_safe
@requires(Permission.COMPLAINT_READ)
def complaint_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """The whole of one complaint. Reading it is recorded."""
    case = complaint_or_404(request, public_id)
    try:
        held = open_complaint(case=case, by=request.user)
    except NotAllowed:
        raise Http404 from None
    held.complaint = case.complaint
    context = complaint_page(held, request.user) | {
        "evidence": evidence_of(held, request.user),
        "note_form": NoteForm(auto_id="note_%s"),
        "write_form": WriteForm(auto_id="write_%s"),
    }
    return render(request, "incidents/complaints/detail.html", context)
