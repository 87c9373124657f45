"""Microsoft 365, Google or another provider: out to it, and back."""

from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from requests import RequestException

from people.permissions import public

KNOWN = {"microsoft", "google", "school"}


class SignedAnswerAdapter(OpenIDConnectOAuth2Adapter):
    """Takes an answer only with the provider's own signature, its issuer, and this portal as its reader."""

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        return jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
            verify_signature=True,
        )


def _leave(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the provider."""
    return _through(OAuth2LoginView, request, provider_id)


def _come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """From the provider, with its answer."""
    return _through(OAuth2CallbackView, request, provider_id)


def _through(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    if provider_id not in KNOWN:
        raise Http404
    if request.user.is_authenticated:
        return redirect(get_next_redirect_url(request) or "dashboard")
    try:
        return view.adapter_view(SignedAnswerAdapter(request, provider_id))(request)
    except (RequestException, OAuth2Error, ValueError, KeyError):  # it does not answer, or not as a provider does
        return redirect("socialaccount_login_error")
    except SocialApp.DoesNotExist:
        messages.error(request, "The school has not turned this way of signing in on.")
        return redirect("account_login")


def _refused(request: HttpRequest) -> HttpResponse:
    """The provider's answer opened no account."""
    return render(request, "socialaccount/refused.html", {"cancelled": False})


def _cancelled(request: HttpRequest) -> HttpResponse:
    """Somebody changed their mind at the provider."""
    return render(request, "socialaccount/refused.html", {"cancelled": True})


leave = public(_leave)
come_back = public(_come_back)
refused = public(_refused)
cancelled = public(_cancelled)
