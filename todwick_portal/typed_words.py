"""No typed word is lost: the answer to a form that meets an ended sign-in or a stale page (architecture 7).

The words stand on the page and nowhere else: nothing of them is stored before somebody has signed in. They travel
with the e-mail address and password through the sign-in, and come back on a page with one button that sends them.
"""

import json
from typing import Any
from urllib.parse import urlsplit

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.account.views import LoginView
from allauth.core import ratelimit
from django.conf import settings
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from consent.models import Purpose
from people import zones
from people.actions.sign_in import record_refusal
from people.permissions import public
from people.views.sign_in.throttled import too_many

from .form_labels import Words, sent_to

HIDDEN = {"csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword", "code"}
KEPT, KEPT_ACTION, KEPT_FILES = "kept", "kept_action", "kept_files"


def sign_in_ended(request: HttpRequest) -> HttpResponse:
    """401: sign in on this page, then send the same words from the next."""
    form = LoginForm(request=request)
    return _page(request, reason="signed_out", status=401, form=form)


def proof_wanted(request: HttpRequest) -> HttpResponse:
    """401: prove that it is still you, on this page, then send the same words from the next."""
    return _page(request, reason="renew", status=401, form=ReauthenticateForm(user=request.user))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the page was open too long, or somebody signed in meanwhile in another tab, or cookies are off."""
    return _page(request, reason="signed_in" if request.user.is_authenticated else "csrf", status=403)


class SignInAndKeep(LoginView):
    """Signing in, or renewing the sign-in, on the page that holds typed words: they are there again on the next."""

    http_method_names = ["post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Who signed in, or renewed the sign-in, elsewhere meanwhile goes on at once."""
        if request.method != "POST" or not request.user.is_authenticated:
            return super().dispatch(request, *args, **kwargs)
        return _page(request, reason="ready") if zones.is_proved(zones.clock_of(request)) else self._renew(request)

    def _renew(self, request: HttpRequest) -> HttpResponse:
        """The password alone: it is known whose it must be."""
        if not ratelimit.consume(request, action="reauthenticate", user=request.user):
            return too_many(request)
        form = ReauthenticateForm(request.POST, user=request.user)
        if not form.is_valid():
            record_refusal(user=request.user, way="password")  # type: ignore[arg-type]
            return _page(request, reason="renew", form=form)
        reauthenticate_by_password(request)
        request.away_minutes = None  # type: ignore[attr-defined]
        return _page(request, reason="ready")

    def form_valid(self, form: LoginForm) -> HttpResponse:
        response = super().form_valid(form)
        return _page(self.request, reason="ready") if self.request.user.is_authenticated else response

    def form_invalid(self, form: LoginForm) -> HttpResponse:
        return _page(self.request, reason="signed_out", form=form)


sign_in_and_keep = public(SignInAndKeep.as_view())


def _page(request: HttpRequest, *, reason: str, status: int = 200, form: Form | None = None) -> HttpResponse:
    if _is_from_elsewhere(request):
        return render(request, "typed_elsewhere.html", status=403)
    pairs, action, files = _kept(request)
    purposes = dict(Purpose.objects.values_list("slug", "label"))
    sent = sent_to(action, pairs, purposes)
    context = {
        "sent": sent, "is_typed": bool(sent.typed or sent.chosen), "pairs": pairs, "kept": json.dumps(pairs),
        "action": action, "files": files, "kept_files": json.dumps(files), "reason": reason, "form": form,
    }  # fmt: skip
    return render(request, "typed_words.html", context, status=status)


def _is_from_elsewhere(request: HttpRequest) -> bool:
    """Whether the page of another site sent the form. Its words are nobody's own: shown with a button that sends
    them, they would become a deed of whoever presses it.

    Browsers say where a form comes from; "null" is nowhere of ours.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return True
    source = request.headers.get("Origin") or request.headers.get("Referer")
    ours = {request.get_host(), *(urlsplit(origin).netloc for origin in settings.CSRF_TRUSTED_ORIGINS)}
    return source is not None and urlsplit(source).netloc not in ours


def _kept(request: HttpRequest) -> tuple[Words, str, list[str]]:
    """Every field with its value, where the form was going, and the names of its file boxes."""
    if request.path == reverse("account_login_kept"):
        return _unpacked(request)
    pairs = [(name, value) for name, values in request.POST.lists() if name not in HIDDEN for value in values]
    return pairs, request.get_full_path(), list(request.FILES)


def _unpacked(request: HttpRequest) -> tuple[Words, str, list[str]]:
    """What the page sent along with the sign-in. Whatever is not of that shape is left out; an address of another
    site becomes the start page."""
    try:
        kept, files = (json.loads(request.POST.get(name, "[]")) for name in (KEPT, KEPT_FILES))
        pairs = [(str(name), str(value)) for name, value in kept if name not in HIDDEN]
        names = [str(name) for name in files]
    except (ValueError, TypeError):
        pairs, names = [], []
    action = request.POST.get(KEPT_ACTION, "")
    ours = action.startswith("/") and url_has_allowed_host_and_scheme(action, None)
    return pairs, action if ours else reverse("dashboard"), names
