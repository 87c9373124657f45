"""Too many tries: one page for all of them, that says when to try again."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

WAIT_SECONDS = 300
CODES = {"too_many_login_attempts", "rate_limited"}


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429, for the library too (`handler429`)."""
    response = render(request, "429.html", {"minutes": WAIT_SECONDS // 60}, status=429)
    response["Retry-After"] = str(WAIT_SECONDS)
    return response


def is_throttled(form: Any) -> bool:
    """Whether a form was refused for the number of tries, not for what was typed."""
    return any(error.code in CODES for errors in form.errors.as_data().values() for error in errors)


class Throttled:
    """A form page of the library that answers too many tries with the page for it."""

    request: HttpRequest

    def form_invalid(self, form: Any) -> HttpResponse:
        return too_many(self.request) if is_throttled(form) else super().form_invalid(form)  # type: ignore[misc]
