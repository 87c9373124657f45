"""Destroying a sealed file: one of headteacher and safeguarding lead asks, the other confirms."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from incidents.actions.evidence_ending import ask_destruction, can_confirm, confirm_destruction, deciding
from incidents.actions.faults import CannotBeSo, NotAllowed, WrongState
from incidents.forms.evidence import DestructionForm
from incidents.models import Case, EvidenceDestruction, EvidenceFile
from incidents.walls import Wall
from people.http import SignedInRequest
from people.permissions import Permission, proved_again, proved_to_send, requires


@require_http_methods(["GET", "POST"])
@proved_to_send
@requires(Permission.INCIDENT_LEAD)
def destruction(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Ask for it with a reason; for the other of the two, what was asked."""
    evidence = _sealed_or_404(request, public_id)
    form = DestructionForm(request.POST if request.method == "POST" else None)
    status = 422 if form.errors else 200
    if form.is_valid():
        try:
            ask_destruction(evidence=evidence, reason=form.cleaned_data["reason"], by=request.user)
            messages.success(request, "Asked. The file is destroyed when the other of you confirms it.")
            return redirect("incidents:evidence-destruction", public_id)
        except NotAllowed as fault:
            raise Http404 from fault
        except CannotBeSo as fault:
            form.add_error(fault.field or None, str(fault))
            status = 422
        except WrongState as fault:
            messages.info(request, str(fault))
            return redirect("incidents:evidence-destruction", public_id)
    return _page(request, evidence, form, status)


@require_POST
@proved_again
@requires(Permission.INCIDENT_LEAD)
def destruction_confirm(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Confirm it: the bytes go."""
    evidence = _sealed_or_404(request, public_id)
    try:
        confirm_destruction(evidence=evidence, by=request.user)
        messages.success(request, "Destroyed. What stays is that it was there, and who had it destroyed.")
    except NotAllowed as fault:
        raise Http404 from fault
    except (CannotBeSo, WrongState) as fault:
        messages.error(request, str(fault))
        return redirect("incidents:evidence-destruction", public_id)
    return redirect(evidence.case)


def _sealed_or_404(request: SignedInRequest, public_id: UUID) -> EvidenceFile:
    """A sealed file of an incident of which this person is owner or safeguarding lead."""
    files = EvidenceFile.objects.exclude(sealed_at=None).of(Case.objects.visible_to(request.user).incidents())
    evidence = get_object_or_404(files.select_related("case", "sealed_by", "added_by"), public_id=public_id)
    if not deciding(request.user, evidence.case):
        raise Http404
    return evidence


def _page(request: SignedInRequest, evidence: EvidenceFile, form: DestructionForm, status: int) -> HttpResponse:
    people = EvidenceDestruction.objects.select_related("asked_by", "confirmed_by")
    asked = people.filter(evidence=evidence).first()
    may_confirm = asked is not None and can_confirm(request.user, asked, evidence.case)
    context = {
        "evidence": evidence, "case": evidence.case, "asked": asked, "may_confirm": may_confirm, "form": form,
        "takes_two": evidence.case.wall in {Wall.PUPIL, Wall.STAFF},
    }  # fmt: skip
    return render(request, "incidents/evidence_destruction.html", context, status=status)
