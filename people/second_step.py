"""Who must have a second step, who has shown it in this session, and what nobody reaches without."""

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from people import settings as school_settings
from people.models import User
from people.roles import Role
from people.settings import Key

# Compulsory in production; the school may add others (security 0, conclusion 8).
ALWAYS = frozenset({Role.HEAD, Role.DSL, Role.CHAIR, Role.CLERK, Role.OFFICE})
STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
WITHOUT = {
    "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes", "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn", "account_reauthenticate", "account_reauthenticate_by_mail",
    "account_logout",
}  # fmt: skip


def is_compulsory(user: User) -> bool:
    """Whether this person needs a second step today. Who stands in for a holder holds the role, and so needs it."""
    if not settings.SECOND_STEP_COMPULSORY:
        return False
    if user.roles & ALWAYS:
        return True
    chosen = school_settings.read_all()[Key.SECOND_STEP_ROLES].split()
    return any(role in chosen for role in user.roles)


def has_second_step(user: User) -> bool:
    """Whether a phone app or a passkey is set up. Recovery codes alone are none."""
    return Authenticator.objects.filter(user=user, type__in=STEPS).exists()


def was_shown(request: HttpRequest) -> bool:
    """Whether this session has shown a second step of its own person, at sign-in, since, or by setting it up."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def may_take_off(authenticator: Authenticator) -> bool:
    """The last second step of somebody who must have one stays."""
    others = Authenticator.objects.filter(user=authenticator.user, type__in=STEPS).exclude(pk=authenticator.pk)
    return not is_compulsory(authenticator.user) or others.exists()


class SecondStepMiddleware:
    """Somebody who must have a second step and has shown none reaches public pages and the way to it, nothing else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not settings.SECOND_STEP_COMPULSORY or not request.user.is_authenticated:
            return None
        if was_shown(request) or not is_compulsory(request.user):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in WITHOUT or not getattr(view, "login_required", True):
            request.user.shut_closed_zone()  # these pages too have the tabs of the person on them, with their numbers
            return None
        return _lead_to_it(request)


def _lead_to_it(request: HttpRequest) -> HttpResponse:
    """To the question for the second step, or to setting one up."""
    if not has_second_step(request.user):  # type: ignore[arg-type]
        return HttpResponseRedirect(reverse("mfa_index"))
    back = request.get_full_path() if request.method == "GET" else reverse("dashboard")
    return HttpResponseRedirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': back})}")
