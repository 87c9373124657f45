"""A panel to which the school sent no papers: whoever arranges it has it meet all the same."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from incidents.actions.panel_bundle import meet_without_papers
from incidents.forms.complaint_status import form_key_of
from incidents.forms.panel import WithoutPapersForm
from incidents.relations import Act
from incidents.views.fetching import sent
from people.http import SignedInRequest
from people.permissions import Permission, requires

from .panel_fetching import panel_done, panel_or_404


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_PANEL)
def without_papers(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Have the panel meet without papers, with a reason that stays in school."""
    case = panel_or_404(request, public_id, Act.APPOINT_PANEL)
    form = WithoutPapersForm(sent(request))
    return panel_done(
        request, case, "without_papers", form,
        lambda: meet_without_papers(
            case=case, reason=form.cleaned_data["reason"], form_key=form_key_of(form), by=request.user
        ),
        "Kept. The panel meets without papers.",
    )  # fmt: skip
