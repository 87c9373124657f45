"""The papers for a panel, put together by whoever owns the complaint; the panel's letter, for those who answer."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from incidents.actions.panel_bundle import send_papers
from incidents.actions.panel_holding import current_hearing, day_of, last_day_for_papers
from incidents.forms.complaint_status import form_key_of
from incidents.forms.panel import PapersForm
from incidents.panel_bundle import papers_of
from incidents.panel_own import letter_of
from incidents.relations import Act
from incidents.shown_words import AsRead
from incidents.views.fetching import sent
from people.http import SignedInRequest
from people.permissions import Permission, requires

from .fetching import complaint_or_404, done
from .panel_fetching import panel_looked_over


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_LEAD)
def papers(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Put the papers together, look at them as the panel will, send them. Once they are out they are read here."""
    case = complaint_or_404(request, public_id, Act.CHANGE_STATE)
    hearing = current_hearing(case.complaint) if case.at_panel else None
    first = {"text": papers_of(case)} if request.method == "GET" else None
    form = PapersForm(sent(request), initial=first)
    last = last_day_for_papers(day_of(hearing.meets_at)) if hearing and hearing.meets_at else None
    shown = panel_looked_over(request, case, "bundle", form, lambda: [("Papers", form.cleaned_data["text"])])
    return shown or done(
        request, case, "panel/bundle", form,
        lambda: send_papers(
            case=case, text=form.cleaned_data["text"], why_late=form.cleaned_data["why_late"],
            form_key=form_key_of(form), by=request.user,
        ),
        "Sent. The panel can read the papers now.",
        {"hearing": AsRead(hearing, request.user) if hearing else None, "last": last}, place="#next",
    )  # fmt: skip


@require_safe
@requires(Permission.COMPLAINT_READ)
def panel_letter(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """The panel's letter as whoever complained reads it, to print for somebody who has no way to the page."""
    case = complaint_or_404(request, public_id)
    letter = letter_of(case)
    if letter is None:
        raise Http404
    return render(request, "incidents/complaints/panel/letter.html", {"case": case, "letter": letter})
