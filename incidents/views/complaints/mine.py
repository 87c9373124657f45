"""The complaints that somebody made signed in."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from incidents.complaint_own_page import stands_now
from incidents.models import Case
from people.http import SignedInRequest
from people.permissions import Permission, requires

PAGE_SIZE = 30


@require_safe
@requires(Permission.COMPLAINT_OWN)
def complaints_mine(request: SignedInRequest) -> HttpResponse:
    """Each with its reference and where it stands. What was sent without signing in is found by its code."""
    own = Case.objects.complained_by(request.user).select_related("complaint")
    page = Paginator(own, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [(case, stands_now(case)) for case in page]
    return render(request, "incidents/complaints/status/mine.html", {"page": page, "rows": rows})
