"""The school's own look: the stylesheet of its colours, its logo, and the page on which the logo is chosen."""

import re

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.actions.logo import choose_logo, take_logo_off
from people.actions.settings import NothingSet
from people.http import SignedInRequest
from people.look import logo_of, look_of
from people.models import SchoolLogo
from people.permissions import Permission, proved_to_send, public, requires
from people.setting_history import history_of
from people.settings import Key, read_for
from people.views.setting_context import beside

from .logo_form import LogoForm
from .own_sheet import own_sheet

CSS = "text/css; charset=utf-8"
DIGEST = re.compile(r"[0-9a-f]{16}")
A_MINUTE = "public, max-age=60"
FOREVER = "public, max-age=31536000, immutable"  # the address names what is in it
A_DAY = "public, max-age=86400, immutable"  # so a logo taken off is gone from kept pages too, a day later


@public
@require_safe
def colours(request: HttpRequest, digest: str) -> HttpResponse:
    """The stylesheet with the colours of the school. The address names what is in it; a page that was kept somewhere
    while the colours or the portal changed gets the one of now, for a minute, and is never without."""
    sheet = own_sheet(look_of(read_for(request)))
    if sheet is None or not DIGEST.fullmatch(digest):
        raise Http404
    headers = {"Cache-Control": FOREVER if digest == sheet.digest else A_MINUTE, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        return HttpResponse(sheet.packed, content_type=CSS, headers={**headers, "Content-Encoding": "gzip"})
    return HttpResponse(sheet.plain, content_type=CSS, headers=headers)


@public
@require_safe
def logo(request: HttpRequest, digest: str) -> HttpResponse:
    """The logo of the school, by what is in it. One that was taken off is not there, whoever knows its address."""
    now = logo_of(read_for(request))
    found = SchoolLogo.objects.filter(digest__startswith=digest).first() if now and now.digest == digest else None
    if found is None or not found.content:
        raise Http404
    return HttpResponse(bytes(found.content), content_type=found.content_type, headers={"Cache-Control": A_DAY})


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
@proved_to_send
@requires(Permission.SETTINGS_EDIT)
def school_logo_removal(request: SignedInRequest) -> HttpResponse:
    """The mark of the portal stands there again."""
    try:
        take_logo_off(by=request.user)
        messages.success(request, "The logo is taken off every page.")
    except NothingSet as fault:
        messages.info(request, str(fault))
    return redirect("school-logo")
