"""Deciding for one child where parents differ, or where we cannot tell what they meant."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from consent.actions import decide_places
from consent.actions.desk import open_decision
from consent.deciding import undecided_of
from consent.faults import ConsentFault
from consent.forms.decisions import DecisionForm
from people.http import SignedInRequest
from people.models import Pupil, SchoolYear
from people.permissions import Permission, requires

from .onward import typed_in


@require_http_methods(["GET", "POST"])
@requires(Permission.CONSENT_CORRECT)
def decision_create(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Every place that waits for a decision about one child, decided in one go for one reason."""
    pupil = get_object_or_404(Pupil.objects.visible_to(request.user), public_id=public_id)
    today = timezone.localdate()
    found = undecided_of(pupil, today)
    if found.places:
        open_decision(pupil=pupil, by=request.user)
    form = DecisionForm(request.POST if request.method == "POST" else None, places=found.places)
    if found.places and form.is_valid():
        try:
            year = SchoolYear.objects.year_on(today)
            decide_places(
                pupil=pupil,
                values=form.values,
                school_year=year,
                reason=form.cleaned_data["reason"],
                by=request.user,
                seen=form.seen,
            )
            messages.success(request, f"{pupil}: decided about {_counted(len(form.values))}.")
            return redirect("consent:review")
        except ConsentFault as fault:
            form.add_error(None, str(fault))
    typed = [] if found.places else typed_in(request, "reason")
    context = {"pupil": pupil, "found": found, "form": form, "typed": typed}
    return render(request, "consent/decision_create.html", context)


def _counted(count: int) -> str:
    return "one place" if count == 1 else f"{count} places"
