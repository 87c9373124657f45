"""What happens to every request before a view sees it, and to every answer after."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from people import devices
from people.models import TabletUser
from people.permissions import is_for_tablets

from .typed_words import sign_in_ended

GetResponse = Callable[[HttpRequest], HttpResponse]


class NoStoreMiddleware:
    """A page of a signed-in person or a class tablet is never kept by a browser or proxy: the back button shows
    nothing after."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        touched = getattr(request, "session", None) is not None and not request.session.is_empty()
        is_tablet = devices.COOKIE in request.COOKIES and isinstance(request.user, TabletUser)
        if (touched or is_tablet) and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Every view is closed until `people.permissions.public` opens it.

    A form sent after the sign-in has ended is answered by a page that holds every typed word (architecture 7).
    """

    def process_view(  # the library's signature has no types
        self, request: HttpRequest, view_func: Callable, view_args: tuple, view_kwargs: dict
    ) -> HttpResponseBase | None:
        """A class tablet is nobody, and is let into the open zone all the same (`people/devices.py`)."""
        if is_for_tablets(view_func) and isinstance(request.user, TabletUser):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(  # type: ignore[override]  # a page instead of a redirect
        self, request: HttpRequest, view_func: Callable
    ) -> HttpResponseBase:
        if request.method == "POST":
            return sign_in_ended(request)
        return super().handle_no_permission(request, view_func)


class UploadSizeMiddleware:
    """Refuse a body that is larger than any form of ours may send, before it is read."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > settings.MAX_UPLOAD_BYTES + 512 * 1024:
            return render(request, "413.html", {"limit_mb": settings.MAX_UPLOAD_BYTES // 1024**2}, status=413)
        return self.get_response(request)
