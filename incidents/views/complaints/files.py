"""Files of a complaint, for those who read the whole of it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from incidents.actions.evidence import add_evidence, seal_evidence
from incidents.actions.faults import NotAllowed, WrongState
from incidents.evidence_store import NotKept
from incidents.forms.evidence import EvidenceForm
from incidents.models import Case, EvidenceFile
from incidents.relations import Act
from incidents.sorts import Sort
from incidents.views.evidence import NO_ROOM, handed_out
from people.http import SignedInRequest
from people.permissions import Permission, requires

from .fetching import complaint_or_404


def _readable(request: SignedInRequest):
    return EvidenceFile.objects.of(Case.objects.allowing(Act.READ, request.user, Sort.COMPLAINT))


@require_safe
@requires(Permission.COMPLAINT_READ)
def complaint_file(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """One file, as of an incident: saved, never shown in the page. Each opening is recorded; a sealed one is not
    there."""
    return handed_out(request, _readable(request).readable(), public_id)


@require_POST
@requires(Permission.COMPLAINT_LEAD)
def complaint_file_seal(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """With one press nobody can open it any more."""
    files = _readable(request).filter(case__in=Case.objects.allowing(Act.SEAL, request.user, Sort.COMPLAINT))
    evidence = get_object_or_404(files.select_related("case"), public_id=public_id)
    try:
        seal_evidence(evidence=evidence, by=request.user)
    except NotAllowed as fault:
        raise Http404 from fault
    messages.success(request, "Sealed. Nobody can open this file any more, you neither. Who has to know was told.")
    return redirect(evidence.case)


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_LEAD)
def complaint_files_add(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Add files, such as a letter that was scanned."""
    case = complaint_or_404(request, public_id, Act.ATTACH)
    form = EvidenceForm(request.POST, request.FILES) if request.method == "POST" else EvidenceForm()
    status = 422 if form.errors else 200
    if form.is_valid():
        said = form.cleaned_data
        try:
            add_evidence(
                case=case, files=said["evidence"], note=said["note"], form_key=said["form_key"], by=request.user
            )
            messages.success(request, f"Added to {case.reference}. Check below that it is what you meant to add.")
            return redirect(f"{case.get_absolute_url()}#evidence")
        except NotAllowed as fault:
            raise Http404 from fault
        except WrongState as fault:
            form.add_error(None, str(fault))
            status = 409
        except NotKept as fault:
            form.add_error(None, str(fault))
            status = NO_ROOM
    return render(request, "incidents/complaints/files_add.html", {"case": case, "form": form}, status=status)
