"""Destroying a sealed file: one of two people asks, the other confirms."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from incidents.actions.evidence_ending import ask_destruction, confirm_destruction
from incidents.actions.faults import CannotBeSo, NotAllowed, WrongState
from incidents.actions.second_person import can_confirm, is_waiting, may_ask, second_role, seconds
from incidents.forms.evidence import DestructionForm
from incidents.models import Case, EvidenceDestruction, EvidenceFile
from incidents.relations import Act
from incidents.shown_words import AsRead
from incidents.sorts import Sort
from incidents.standing import can
from people.http import SignedInRequest
from people.permissions import Permission, proved_again, proved_to_send, requires
from people.roles import Role


@require_http_methods(["GET", "POST"])
@proved_to_send
@requires(Permission.INCIDENT_LEAD)
def destruction(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Ask for it with a reason; for the other of the two, what was asked and nothing else of the incident."""
    return asked_for(request, sealed_or_404(request, public_id, Sort.INCIDENT))


@require_POST
@proved_again
@requires(Permission.INCIDENT_LEAD)
def destruction_confirm(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Confirm it: the bytes go."""
    return confirmed(request, sealed_or_404(request, public_id, Sort.INCIDENT))


def asked_for(request: SignedInRequest, evidence: EvidenceFile) -> HttpResponse:
    """The page on which it is asked for, and what was sent from it."""
    form = DestructionForm(request.POST if request.method == "POST" else None)
    status = 422 if form.errors else 200
    if form.is_valid():
        try:
            ask_destruction(evidence=evidence, reason=form.cleaned_data["reason"], by=request.user)
            messages.success(request, "Asked. The file is destroyed when the other of you confirms it.")
            return redirect(evidence.destruction_url)
        except NotAllowed as fault:
            raise Http404 from fault
        except CannotBeSo as fault:
            form.add_error(fault.field or None, str(fault))
            status = 422
        except WrongState as fault:
            messages.info(request, str(fault))
            return redirect(evidence.destruction_url)
    return _page(request, evidence, form, status)


def confirmed(request: SignedInRequest, evidence: EvidenceFile) -> HttpResponse:
    """Destroyed by the second of two, or why not."""
    try:
        confirm_destruction(evidence=evidence, by=request.user)
        messages.success(request, "Destroyed. What stays is that it was there, and who had it destroyed.")
    except NotAllowed as fault:
        raise Http404 from fault
    except (CannotBeSo, WrongState) as fault:
        messages.error(request, str(fault))
        return redirect(evidence.destruction_url)
    return redirect(evidence.case) if can(request.user, Act.READ, evidence.case) else redirect("dashboard")


def sealed_or_404(request: SignedInRequest, public_id: UUID, sort: Sort) -> EvidenceFile:
    """A sealed file that this person may have destroyed as one of two: who only confirms knows of none but that."""
    cases = Case.objects.allowing(Act.DESTROY, request.user, sort)
    files = EvidenceFile.objects.exclude(sealed_at=None).of(cases).select_related("case", "sealed_by", "added_by")
    evidence = get_object_or_404(files, public_id=public_id)
    if may_ask(request.user, evidence.case):
        return evidence
    if not EvidenceDestruction.objects.asking(request.user).filter(evidence=evidence).exists():
        raise Http404
    return evidence


def _page(request: SignedInRequest, evidence: EvidenceFile, form: DestructionForm, status: int) -> HttpResponse:
    case, user = evidence.case, request.user
    people = EvidenceDestruction.objects.select_related("asked_by", "confirmed_by")
    asked = people.filter(evidence=evidence).first()
    waits = asked is not None and not asked.confirmed_at and is_waiting(asked, case)
    first = asked.asked_by if asked and waits else user
    role = asked.second_role if asked and waits else second_role(case, user)
    second = list(seconds(case, Role(role), first)) if role else []
    context = {
        "evidence": AsRead(evidence, user), "case": case, "what": case.get_sort_display().lower(), "form": form,
        "asked": asked if waits or evidence.destroyed_at else None,
        "may_confirm": asked is not None and can_confirm(user, asked, case), "second": second,
        "second_role": Role(role).label if role else "", "reads": can(user, Act.READ, case),
        "second_reads": all(can(one, Act.READ, case) for one in second),
    }  # fmt: skip
    return render(request, "incidents/evidence_destruction.html", context, status=status)
