"""The statements as pages and on paper. Public; who may change the settings also reads what is not filled in."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from consent.models import Purpose
from people.permissions import Permission, public
from people.settings import Key, read_for
from policies.papers.front import file_name, on_paper
from policies.views.papers import for_everybody
from todwick_portal.papers import processing
from todwick_portal.papers.documents import Document
from todwick_portal.papers.periods import Own
from todwick_portal.papers.printing import paper_of

from . import accessibility, cookies, privacy, privacy_for


def _privacy(own: Own) -> Document:
    places = Purpose.objects.active_on(timezone.localdate()).filter(kind=Purpose.Kind.DESTINATION)
    return privacy.document(own, [str(one.label) for one in places])


STATEMENTS: dict[str, Callable[[Own], Document]] = {
    "privacy": _privacy,
    "cookies": cookies.document,
    "accessibility": accessibility.document,
    **{f"privacy-{reader}": made for reader, (_, made) in privacy_for.READERS.items()},
}


@public
@require_safe
def privacy_page(request: HttpRequest) -> HttpResponse:
    """What the school keeps, in short and in layers."""
    return _page(request, "privacy")


@public
@require_safe
def privacy_for_page(request: HttpRequest, reader: str) -> HttpResponse:
    """The same for children, parents or staff, in their words."""
    return _page(request, f"privacy-{reader}")


@public
@require_safe
def cookies_page(request: HttpRequest) -> HttpResponse:
    """Every cookie that this site sets."""
    return _page(request, "cookies")


@public
@require_safe
def accessibility_page(request: HttpRequest) -> HttpResponse:
    """How far everybody can use this site."""
    return _page(request, "accessibility")


@public
@require_safe
def statement_pdf(request: HttpRequest, name: str) -> HttpResponse:
    """A statement on paper."""
    said, today = _document(request, name).as_dict(), timezone.localdate()
    school = read_for(request)[Key.SCHOOL_NAME]
    paper = paper_of(said, school=school, day=today, over=f"As it stood on {on_paper(today)}")
    return for_everybody(request, paper, file_name(said["title"], school))


def _document(request: HttpRequest, name: str) -> Document:
    if name not in STATEMENTS:
        raise Http404
    return STATEMENTS[name](read_for(request))


def _page(request: HttpRequest, name: str) -> HttpResponse:
    user: Any = request.user
    said = _document(request, name).as_dict()
    readers = [(reader, f"privacy-{reader}", label) for reader, (label, _) in privacy_for.READERS.items()]
    missing = processing.nothing_said(read_for(request)) if user.has_perm(Permission.SETTINGS_EDIT) else []
    context = {"document": said, "name": name, "readers": readers, "missing": missing}
    return render(request, "statements/statement.html", context)
