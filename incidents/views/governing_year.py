"""A school year for the governors: what was released of its terms, side by side, for whoever reads those reports."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from incidents.governing.choosing import school_year, years_with_reports
from incidents.governing.paper import paper_of_year
from incidents.governing.years import HOW_ADDED, LEAD, SchoolYear
from incidents.models import GovernorsReport
from people.http import SignedInRequest
from people.permissions import Permission, requires
from policies.papers.front import file_name
from policies.views.papers import for_one


@require_safe
@requires(Permission.REPORT_READ)
def year_detail(request: SignedInRequest, year: int) -> HttpResponse:
    """One school year, as soon as one of its terms has a released report; a draft is in none, for the head neither."""
    found = _year_or_404(request, year)
    others = GovernorsReport.objects.visible_to(request.user).exclude(school_year=year)
    context = {"found": found, "years": years_with_reports(others), "lead": LEAD, "how_added": HOW_ADDED}
    return render(request, "incidents/governing/year.html", context)


@require_safe
@requires(Permission.REPORT_READ)
def year_pdf(request: SignedInRequest, year: int) -> HttpResponse:
    """The same as tagged PDF."""
    paper = paper_of_year(_year_or_404(request, year))
    return for_one(request, paper, file_name(paper.title))


def _year_or_404(request: SignedInRequest, year: int) -> SchoolYear:
    found = school_year(GovernorsReport.objects.visible_to(request.user), year)
    if found is None:
        raise Http404
    return found
