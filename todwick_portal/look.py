"""The school's own look: the stylesheet of its colours, its logo, and the page on which the logo is chosen."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.actions.logo import choose_logo, take_logo_off
from people.actions.settings import NothingSet
from people.http import SignedInRequest
from people.look import digest_of, logo_of, look_of, stylesheet
from people.models import SchoolLogo
from people.permissions import Permission, proved_to_send, public, requires
from people.setting_history import history_of
from people.settings import Key, read_for
from people.views.setting_context import beside

from .logo_form import LogoForm

FOREVER = "public, max-age=31536000, immutable"  # the address names what is in it


@public
@require_safe
def colours(request: HttpRequest, digest: str) -> HttpResponse:
    """The tokens of the school. The address names what is in it: of colours changed meanwhile nothing is there, and a
    page kept by somebody for five minutes shows the portal's own until then."""
    look = look_of(read_for(request))
    if digest != digest_of(look):
        raise Http404
    return HttpResponse(stylesheet(look), content_type="text/css; charset=utf-8", headers={"Cache-Control": FOREVER})


@public
@require_safe
def logo(request: HttpRequest, digest: str) -> HttpResponse:
    """A logo of the school, by what is in it. One that was shown before stays there for pages kept by somebody."""
    found = SchoolLogo.objects.filter(digest__startswith=digest).first()
    if found is None:
        raise Http404
    return HttpResponse(bytes(found.content), content_type=found.content_type, headers={"Cache-Control": FOREVER})


@require_http_methods(["GET", "POST"])
@proved_to_send
@requires(Permission.SETTINGS_EDIT)
def school_logo(request: SignedInRequest) -> HttpResponse:
    """Choose the logo, which stands in the header of every page and on every paper."""
    form = LogoForm(request.POST, request.FILES) if request.method == "POST" else LogoForm()
    if form.is_valid():
        safe = form.cleaned_data["logo"]
        try:
            choose_logo(content=safe.content, content_type=safe.content_type, size=safe.size, by=request.user)
            messages.success(request, "The logo stands on every page from now on.")
        except NothingSet:
            messages.info(request, "This is the logo already.")
        return redirect("school-logo")
    own = read_for(request)
    [facts] = beside([Key.LOGO], own, history_of([Key.LOGO]))
    return render(request, "people/logo.html", {"form": form, "beside": facts, "shown": logo_of(own)})


@require_POST
@requires(Permission.SETTINGS_EDIT)
def school_logo_removal(request: SignedInRequest) -> HttpResponse:
    """The mark of the portal stands there again."""
    try:
        take_logo_off(by=request.user)
        messages.success(request, "The logo is taken off every page.")
    except NothingSet as fault:
        messages.info(request, str(fault))
    return redirect("school-logo")
