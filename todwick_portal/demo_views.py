"""The demo school's bar and front page. These addresses exist in demo mode only."""

from urllib.parse import urlsplit

from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from people.models import User
from people.permissions import public

from .demo_people import DEMO_PEOPLE
from .show_me import SCENES


@public
@require_safe
def demo(request: HttpRequest) -> HttpResponse:
    """The demo's front page: five moments worth seeing, each one click away."""
    return render(request, "dashboard/demo.html", {"scenes": SCENES})


@public
@csrf_exempt  # the bar stands on public pages that set no cookie; the Origin is checked instead
@require_POST
def look_as(request: HttpRequest) -> HttpResponse:
    """Change whom you are looking as, and go where the button said."""
    if not _same_site(request):
        return HttpResponseForbidden("Use the buttons of the demo itself.")
    person = next((p for p in DEMO_PEOPLE if p.key == request.POST.get("as")), None)
    auth.logout(request)
    if person:
        user = User.objects.filter(email=person.email).first()
        if user is None:
            messages.error(request, "The demo school is not set up. Run `python manage.py demo`.")
            return redirect("account_login")
        auth.login(request, user, backend="people.backends.RoleBackend")
    return redirect(_target(request, "dashboard" if person else "front"))


def _same_site(request: HttpRequest) -> bool:
    origin = request.headers.get("Origin", "")
    other = origin not in ("", "null") and urlsplit(origin).netloc != request.get_host()
    return not other and request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")


def _target(request: HttpRequest, otherwise: str) -> str:
    wanted = request.POST.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) else otherwise
