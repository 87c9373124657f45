"""Types for views."""

from django.http import HttpRequest

from .models import User


class SignedInRequest(HttpRequest):
    """A request that the sign-in middleware let through: its user is one of ours."""

    user: User
