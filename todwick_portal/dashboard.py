"""The start page of each role: what waits, and where to go."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from people.http import SignedInRequest
from people.permissions import Permission, public, requires


@public
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The front door: what somebody without an account finds here."""
    return render(request, "dashboard/front.html", {"demo_mode": settings.DEMO})


@require_safe
@requires(Permission.HOME)
def dashboard(request: SignedInRequest) -> HttpResponse:
    """A page of one's own. Who does nothing but check pictures lands on the check itself."""
    only_checks = request.user.permissions == {str(Permission.HOME), str(Permission.CONSENT_CHECK)}
    if only_checks:
        return redirect("consent:check")
    return render(request, "dashboard/dashboard.html")
