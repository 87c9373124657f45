"""How long a public page may be kept."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page

FIVE_MINUTES = 300


def kept_five_minutes(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let anybody's browser or proxy keep a public page for five minutes, and ask by ETag afterwards.

    A signed-in reader's page carries their own navigation and is left to `NoStoreMiddleware`; the session
    middleware adds the `Vary` that keeps the two apart.
    """

    @wraps(view)
    def keep(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code == 200 and not request.user.is_authenticated:
            patch_cache_control(response, public=True, max_age=FIVE_MINUTES)
        return response

    return conditional_page(keep)
