"""No typed word is lost: the answer to a form that meets an ended sign-in or a stale page (architecture 7)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

HIDDEN = {"csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword", "code"}


def sign_in_ended(request: HttpRequest) -> HttpResponse:
    """401: sign in again in another tab, then send the same words from here."""
    return _page(request, reason="signed_out", status=401)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the page was open too long, or cookies are off."""
    return _page(request, reason="csrf", status=403)


def _page(request: HttpRequest, *, reason: str, status: int) -> HttpResponse:
    typed = [
        (_label(name), name, value) for name, values in request.POST.lists() if name not in HIDDEN for value in values
    ]
    context = {"typed": typed, "files": list(request.FILES), "action": request.get_full_path(), "reason": reason}
    return render(request, "typed_words.html", context, status=status)


def _label(name: str) -> str:
    """A field's name as words, since the form itself is not at hand.

    >>> _label("what_happened")
    'What happened'
    """
    return name.rsplit("-", 1)[-1].replace("_", " ").capitalize()
