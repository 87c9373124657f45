"""Signing in with Microsoft 365 or Google: to an account that is there already, for staff and governors.

Nothing of the provider is kept: each time the address decides. What the provider calls a second step does not count
as ours, since the portal cannot see whether it was asked for: who must have one is asked for it here as well.
"""

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from people.actions.sign_in import record_refusal
from people.models import User
from people.roles import Role

PARENTS_ONLY = frozenset({Role.PARENT})


class PortalProviderAdapter(DefaultSocialAccountAdapter):
    """Never makes an account, never joins one to a provider."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Sign in the holder of the verified address, or refuse; always ends here."""
        provider = sociallogin.account.provider
        user = _holder(verified_address(provider, sociallogin.account.extra_data))
        if user is None or request.user.is_authenticated:
            record_refusal(user=user, way=provider)
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("socialaccount_login_error")))
        record_authentication(request, user, method="socialaccount", provider=provider)
        login = Login(user=user, email=user.email, redirect_url=sociallogin.get_redirect_url(request))
        raise ImmediateHttpResponse(perform_login(request, login))

    def on_authentication_error(self, request: HttpRequest, provider: Any, **more: Any) -> None:
        """The provider refused, or its answer does not hold."""
        record_refusal(user=None, way=str(provider.sub_id))
        raise ImmediateHttpResponse(HttpResponseRedirect(reverse("socialaccount_login_error")))


def verified_address(provider: str, data: dict[str, Any]) -> str:
    """The address that the provider vouches for; empty if it vouches for none.

    Microsoft says of no address that it is verified. The name by which the school's own tenant signs its people in
    stands on a domain that the tenant has proved; a guest's (#EXT#) does not, and another tenant's counts nothing.
    Google verifies everybody's address: only one of the school's own Workspace (`hd`) counts.
    """
    claims = data.get("id_token") or {}
    if provider == "microsoft":
        name = str(claims.get("preferred_username", ""))
        return name if claims.get("tid") == settings.MICROSOFT_TENANT and "#ext#" not in name.lower() else ""
    if provider == "google" and not (settings.GOOGLE_DOMAIN and claims.get("hd") == settings.GOOGLE_DOMAIN):
        return ""
    return str(claims.get("email", "")) if claims.get("email_verified") is True else ""


def _holder(address: str) -> User | None:
    """The member of staff or governor with this address, whose account works today."""
    user = User.objects.filter(email__iexact=address).first() if address else None
    return user if user and user.roles - PARENTS_ONLY else None
