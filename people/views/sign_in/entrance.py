"""Coming in: by password, by a code in a mail, with a passkey, and then the second step."""

from typing import Any

from allauth.account import views as account
from allauth.account.adapter import get_adapter
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base import views as base
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal import flows
from django.conf import settings
from django.http import HttpResponse

from people.actions.sign_in import record_refusal
from people.adapters.accounts import UNKNOWN, note_throttled
from people.permissions import public

from .passkeys import as_text
from .throttled import Throttled, is_throttled, too_many


class LoginView(Throttled, account.LoginView):
    """The first page: password, and the doors to the other ways."""

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(providers=settings.SIGN_IN_PROVIDERS, **context)


class RequestCodeView(Throttled, account.RequestLoginCodeView):
    """Ask for a code by mail."""

    def form_invalid(self, form: Any) -> HttpResponse:
        if is_throttled(form):
            note_throttled(str(form.data.get("email", "")))
        return super().form_invalid(form)


class ConfirmCodeView(account.ConfirmLoginCodeView):
    """Write the code. Asking for another costs the same whether or not there is an account."""

    def form_invalid(self, form: Any) -> HttpResponse:
        record_refusal(user=self._process.user, way="code")
        return super().form_invalid(form)

    def _resend_form_valid(self, form: Any) -> HttpResponse:
        if self._process.user is None:
            get_adapter().send_mail(UNKNOWN, self._process.state["email"], {})
        return super()._resend_form_valid(form)


class PasskeyLoginView(webauthn.LoginWebAuthnView):
    """A passkey alone: it is two steps in one, the device and its fingerprint, face or PIN."""

    def form_invalid(self, form: Any) -> HttpResponse:
        record_refusal(user=None, way="passkey")
        return super().form_invalid(form)

    def form_valid(self, form: Any) -> HttpResponse:
        passkey = form.cleaned_data["credential"]
        login = Login(user=passkey.user, redirect_url=get_next_redirect_url(self.request))
        return flows.perform_passwordless_login(self.request, passkey, login)


class SecondStepView(base.AuthenticateView):
    """After the first step: a code from the phone app, a recovery code, or a passkey."""

    def form_invalid(self, form: Any) -> HttpResponse:
        if is_throttled(form):
            return too_many(self.request)
        record_refusal(user=self.stage.login.user, way="second_step")
        return super().form_invalid(form)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        found = super().get_context_data(**context)
        kinds = set(Authenticator.objects.filter(user=self.stage.login.user).values_list("type", flat=True))
        options = as_text(found["js_data"]["request_options"]) if "webauthn" in kinds else ""
        return {**found, "kinds": kinds, "options": options}


login = public(LoginView.as_view())
request_code = public(RequestCodeView.as_view())
confirm_code = public(ConfirmCodeView.as_view())
passkey_login = public(PasskeyLoginView.as_view())
second_step = public(SecondStepView.as_view())
