"""Passkeys: set one up, take one off, prove with one that it is still you."""

import json
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views
from allauth.mfa.webauthn.internal import auth, flows
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from people.permissions import Permission, Zone, proved_again, requires
from people.second_step import may_take_off

from .changing import changed, proved


def as_text(options: dict[str, Any]) -> str:
    """What the browser is to do, for a `data-` attribute (no script stands in a page)."""
    return json.dumps(options)


class AddPasskeyView(views.AddWebAuthnView):
    """Every passkey of ours asks for fingerprint, face or PIN, so that it can be the whole sign-in."""

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        found = super().get_context_data(**context)
        return {**found, "options": as_text(auth.begin_registration(self.request.user, passwordless=True))}

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        if "data" in kwargs:
            kwargs["data"] = kwargs["data"].copy()
            kwargs["data"]["passwordless"] = "on"
        return kwargs

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        proved(self.request, "webauthn")
        changed(self.request, "webauthn", "added")
        return response


class ProveWithPasskeyView(views.ReauthenticateWebAuthnView):
    """Is it still you? With a passkey."""

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        found = super().get_context_data(**context)
        return {**found, "options": as_text(found["js_data"]["request_options"])}

    def form_invalid(self, form: Any) -> HttpResponse:
        for message in form.errors.get("credential", []):
            messages.error(self.request, message)
        return redirect(self.request.get_full_path())


@reauthentication_required(app="allauth.mfa")
def _remove(request: HttpRequest) -> HttpResponse:
    """Take off one passkey, named by `key`; the last second step of who must have one stays."""
    key = request.POST.get("key") or request.GET.get("key") or ""
    if not key:
        return redirect("mfa_index")
    own = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.WEBAUTHN)
    passkey = own.filter(pk=int(key) if key.isdecimal() and len(key) < 18 else 0).first()
    if passkey is None:
        raise Http404
    may = may_take_off(passkey)
    if request.method == "POST" and may:
        flows.remove_authenticator(request, passkey)
        changed(request, "webauthn", "removed")
        return redirect("mfa_index")
    status = 200 if may else 409
    return render(
        request, "mfa/webauthn/remove.html", {"passkey": passkey.wrap(), "key": key, "may": may}, status=status
    )


signed_in = requires(Permission.HOME)
add_passkey = proved_again(signed_in(AddPasskeyView.as_view()))  # the library asks nobody who signs in by mail alone
prove_with_passkey = requires(Permission.HOME, zone=Zone.DOOR)(ProveWithPasskeyView.as_view())
remove_passkey = signed_in(_remove)
