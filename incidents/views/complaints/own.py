"""The complaint of whoever complained: opened by its code in this browser, or signed in. The same pages for both."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods

from incidents import receipt_session
from incidents.actions.faults import NotAllowed
from incidents.complaint_author import Author
from incidents.forms.complaint_status import CodeForm
from incidents.models import Case
from people.http import SignedInRequest
from people.permissions import Permission, public, requires

from . import kept_words

OVER = 409  # as of every form that came too late: what was typed is on the page


@dataclass(frozen=True)
class Mine:
    """A complaint in the hands of whoever complained, and the addresses of its pages for them."""

    author: Author

    @property
    def case(self) -> Case:
        return self.author.case

    @property
    def by_code(self) -> bool:
        return self.author.user is None

    def url(self, act: str = "") -> str:
        """The address of its page, or of one of its acts. By code no address says which complaint it is."""
        end = f"-{act}" if act else ""
        if self.by_code:
            return reverse(f"incidents:complaint-own{end}")
        return reverse(f"incidents:complaint-mine{end}", args=[self.case.public_id])


View = Callable[[HttpRequest, Mine], HttpResponse]


def by_code(view: View, act: str = "") -> Callable[..., HttpResponse]:
    """The page for a browser in which the code was typed. After its half hour typed words stay on the page."""

    @public
    @require_http_methods(["GET", "POST"])
    def opened(request: HttpRequest) -> HttpResponse:
        case = receipt_session.case_of(request.session)
        return _answer(view, request, Mine(Author(case))) if case else _over(request, act)

    return opened


def signed_in(view: View) -> Callable[..., HttpResponse]:
    """The same page for somebody who complained signed in. Everybody else's complaint does not exist for them."""

    @require_http_methods(["GET", "POST"])
    @requires(Permission.COMPLAINT_OWN)
    def opened(request: SignedInRequest, public_id: UUID) -> HttpResponse:
        own = Case.objects.complained_by(request.user).select_related("complaint")
        return _answer(view, request, Mine(Author(get_object_or_404(own, public_id=public_id), request.user)))

    return opened


def _answer(view: View, request: HttpRequest, mine: Mine) -> HttpResponse:
    try:
        response = view(request, mine)
    except NotAllowed as fault:
        raise Http404 from fault
    add_never_cache_headers(response)
    return response


def _over(request: HttpRequest, act: str) -> HttpResponse:
    """The half hour is over, or nobody typed a code here."""
    if request.method != "POST" or act not in kept_words.ACTS:
        return redirect("incidents:complaint-status")
    kept = kept_words.kept_now(request)
    context = {
        "form": CodeForm(), "kept": kept, "kept_to": act, "words": kept_words.words_of(kept),
        "has_files": bool(request.FILES), "is_over": True,
    }  # fmt: skip
    response = render(request, "incidents/complaints/status/enter.html", context, status=OVER)
    add_never_cache_headers(response)
    return response
