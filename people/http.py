"""Types for views, and which addresses a person may open."""

from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse

from .models import User


class SignedInRequest(HttpRequest):
    """A request that the sign-in middleware let through: its user is one of ours."""

    user: User


def url_for(user: User, route: str, *args: object) -> str:
    """The address of a page; empty where there is none, or not for `user`: then somebody else opens it."""
    try:
        url = reverse(route, args=args)
    except NoReverseMatch:
        return ""
    needed = getattr(resolve(url).func, "permission", None)
    return url if needed is None or user.has_perm(needed) else ""
