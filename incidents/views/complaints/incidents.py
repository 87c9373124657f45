"""An incident opened out of a complaint, as far as the rules let one."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from incidents.actions.complaint_incidents import begin_incident
from incidents.forms.complaint_incident import IncidentOutOfForm
from incidents.kinds import Kind
from incidents.models import ReportDraft
from incidents.relations import Act
from incidents.views.fetching import sent
from incidents.views.saving import tried
from people.http import SignedInRequest
from people.permissions import Permission, requires

from .fetching import complaint_or_404


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_LEAD)
def incident_out_of(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Begin a report: the reasons are ticked here, the rule is filled in there. For whoever may report."""
    case = complaint_or_404(request, public_id, Act.CHANGE_STATE)
    if not request.user.has_perm(Permission.INCIDENT_REPORT):
        raise Http404
    form = IncidentOutOfForm(sent(request))
    begun: list[ReportDraft] = []

    def begin() -> None:
        said = form.cleaned_data
        begun.append(begin_incident(case=case, kind=Kind(said["kind"]), reasons=said["reasons"], by=request.user))

    context = {"form": form, "case": case}
    if form.is_valid() and tried(request, form, begin, context):
        return redirect("incidents:report-what", begun[0].form_key)
    status = 409 if "clash" in context else 400 if form.errors else 200
    return render(request, "incidents/complaints/incident.html", context, status=status)
