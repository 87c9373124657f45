"""Files of an incident: adding them, fetching one, sealing one."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from incidents.actions.evidence import add_evidence, open_evidence, seal_evidence
from incidents.actions.faults import NotAllowed, WrongState
from incidents.evidence_shown import evidence_added_by
from incidents.evidence_store import NotKept
from incidents.forms.evidence import EvidenceForm
from incidents.just_reported import is_while_reporting
from incidents.models import Case, EvidenceFile
from incidents.models.evidence import EvidenceQuerySet
from incidents.relations import Act
from incidents.shown_words import shown
from people.http import SignedInRequest
from people.permissions import Permission, requires

NO_ROOM = 507


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_REPORT)
def evidence_create(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Add files: for who deals with the incident, and for its reporter, about staff only while reporting."""
    case, is_reporting = _case_to_add_to(request, public_id)
    form = EvidenceForm(request.POST, request.FILES) if request.method == "POST" else EvidenceForm()
    status = 422 if form.errors else 200
    if form.is_valid():
        said = form.cleaned_data
        try:
            add_evidence(
                case=case, files=said["evidence"], note=said["note"], form_key=said["form_key"], by=request.user,
                is_reporting=is_reporting,
            )  # fmt: skip
            messages.success(request, f"Added to {case.reference}. Check below that it is what you meant to send.")
            return redirect(_place_of(request, case))
        except NotAllowed as fault:
            raise Http404 from fault
        except WrongState as fault:
            form.add_error(None, str(fault))
            status = 409
        except NotKept as fault:
            form.add_error(None, str(fault))
            status = NO_ROOM
    context = {
        "case": case, "form": form, "own": evidence_added_by(case, request.user), "back": _back_of(request, case),
    }  # fmt: skip
    return render(request, "incidents/evidence_create.html", context, status=status)


def _case_to_add_to(request: SignedInRequest, public_id: UUID) -> tuple[Case, bool]:
    """The incident, and whether it may be added to only since it was reported just now."""
    allowed = Case.objects.allowing(Act.ATTACH, request.user).incidents().filter(public_id=public_id).first()
    if allowed:
        return allowed, False
    own = Case.objects.reported_by_and_visible_to(request.user).incidents()
    case = get_object_or_404(own, public_id=public_id)
    if not is_while_reporting(request.session, case):
        raise Http404
    return case, True


def _reads(request: SignedInRequest, case: Case) -> bool:
    return Case.objects.visible_to(request.user).filter(pk=case.pk).exists()


def _place_of(request: SignedInRequest, case: Case) -> str:
    """Where the files of the case stand for this person: its page, or the page on which they add more."""
    return (
        case.get_absolute_url() if _reads(request, case) else reverse("incidents:evidence-new", args=[case.public_id])
    )


def _back_of(request: SignedInRequest, case: Case) -> str:
    """The page of the case that this person reads."""
    if _reads(request, case):
        return case.get_absolute_url()
    try:
        return reverse("incidents:own", args=[case.public_id])
    except NoReverseMatch:
        return reverse("dashboard")


@require_safe
@requires(Permission.INCIDENT_READ)
def evidence_file(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """One file, for who may read the incident: to be saved, never shown in the page, in a sandbox, kept by no cache.
    Each opening is recorded. A sealed one is not there."""
    files = EvidenceFile.objects.readable().of(Case.objects.visible_to(request.user).incidents())
    return handed_out(request, files, public_id)


def handed_out(request: SignedInRequest, files: EvidenceQuerySet, public_id: UUID) -> HttpResponse:
    """One of `files`, which this person may open, as a file to be saved."""
    evidence = get_object_or_404(files.select_related("case"), public_id=public_id)
    try:
        file, content = open_evidence(evidence=evidence, by=request.user)
    except NotAllowed as fault:
        raise Http404 from fault
    except WrongState as fault:
        messages.error(request, str(fault))
        return redirect(evidence.case)
    return saved(content, file.content_type, shown(file, "name", request.user))


def saved(content: bytes, content_type: str, name: str) -> HttpResponse:
    """A file that was opened: to be saved under `name`, in a sandbox, kept by no cache, never shown in the page."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response


@require_POST
@requires(Permission.INCIDENT_REPORT)
def evidence_seal(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """*I should not have uploaded this*: with one press nobody can open it any more."""
    files = EvidenceFile.objects.sealable_by(request.user).select_related("case")
    evidence = get_object_or_404(files, public_id=public_id, case__sort=Case.Sort.INCIDENT)
    try:
        seal_evidence(evidence=evidence, by=request.user)
    except NotAllowed as fault:
        raise Http404 from fault
    messages.success(request, "Sealed. Nobody can open this file any more, you neither. Who has to know was told.")
    case = evidence.case
    if _reads(request, case):
        return redirect(case)
    try:
        _case_to_add_to(request, case.public_id)
    except Http404:
        return redirect(_back_of(request, case))
    return redirect("incidents:evidence-new", case.public_id)
