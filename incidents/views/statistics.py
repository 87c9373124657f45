"""Incidents in figures, for headteacher and safeguarding lead."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from incidents.figures import figures_of
from incidents.models import Case
from incidents.relations import Act
from people.calendar import school_calendar
from people.http import SignedInRequest
from people.permissions import Permission, requires
from people.settings import read_for


@require_safe
@requires(Permission.INCIDENT_FIGURES)
def incident_statistics(request: SignedInRequest) -> HttpResponse:
    """Counts of the incidents that this person may list, this school year beside the last; each opens its list."""
    today = timezone.localdate()
    cases = Case.objects.allowing(Act.LIST, request.user).incidents()
    figures = figures_of(cases, school_calendar(today, read_for(request)), today)
    return render(request, "incidents/statistics.html", {"figures": figures})
