"""Words of a complaint blacked out, for those who own it."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from incidents.actions.blacking import black_out, places_of
from incidents.forms.writing import BlackOutForm
from incidents.relations import Act
from incidents.views.fetching import sent
from people.http import SignedInRequest
from people.permissions import Permission, requires

from .fetching import complaint_or_404, done


@require_http_methods(["GET", "POST"])
@requires(Permission.COMPLAINT_LEAD)
def blacking_out(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Black out words, with a reason: in the whole complaint, or in the one text that a link named. Whoever complained
    reads their own words whole all the same."""
    case = complaint_or_404(request, public_id, Act.CHANGE_STATE)
    places = list(places_of(case, request.user))
    data = sent(request)
    form = BlackOutForm(data, places=places, where=request.GET.get("where", ""), what="complaint")
    named = (data or form.initial).get("where")
    return done(
        request, case, "blacking_out", form,
        lambda: black_out(
            case=case, phrases=form.lines, reason=form.cleaned_data["reason"], where=form.cleaned_data["where"],
            by=request.user,
        ),
        "Blacked out. Who wrote it still reads it whole.",
        {"place": next((one for one in places if one.sign == named), None)}, place="#time",
    )  # fmt: skip
