"""Is it still you? By password, or, for somebody who has neither a password nor a second step, by a code in a mail."""

import time
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import BaseReauthenticateView, ReauthenticateView
from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import salted_hmac

from people.actions.sign_in import record_refusal
from people.adapters.accounts import CODE
from people.adapters.codes import MailedCodeForm
from people.permissions import Permission, Zone, requires

from .throttled import Throttled, too_many

STATE = "renewal_code"
MOST_TRIES = 3


class ProveWithPasswordView(Throttled, ReauthenticateView):
    """With the password."""

    def form_invalid(self, form: Any) -> HttpResponse:
        record_refusal(user=self.request.user, way="password")  # type: ignore[arg-type]
        return super().form_invalid(form)


class ProveByMailView(BaseReauthenticateView):
    """Send a code, then write it. The code works once, for ten minutes, in this session alone."""

    form_class = MailedCodeForm
    template_name = "account/reauthenticate_by_mail.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "send" not in request.POST:
            return super().post(request, *args, **kwargs)
        user: Any = request.user
        if not ratelimit.consume(request, action="request_login_code", key=user.email.lower()):
            return too_many(request)
        adapter = get_adapter()
        code = adapter.generate_login_code()
        request.session[STATE] = {"digest": digest(code), "at": int(time.time()), "tries": 0}
        adapter.send_mail(CODE, user.email, {"code": code})
        return redirect(request.get_full_path())

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "digest": self._waiting().get("digest", ""), "digest_of": digest}

    def form_valid(self, form: Any) -> HttpResponse:
        user: Any = self.request.user
        self.request.session.pop(STATE)
        record_authentication(self.request, user, method="code", email=user.email, reauthenticated=True)
        return super().form_valid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        record_refusal(user=self.request.user, way="code")
        if state := self._waiting():
            tries = state["tries"] + 1
            self.request.session[STATE] = state | {"tries": tries}
            if tries >= MOST_TRIES:
                self.request.session.pop(STATE)
        return super().form_invalid(form)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return {**super().get_context_data(**context), "sent": bool(self._waiting())}

    def _waiting(self) -> dict[str, Any]:
        """The code that was sent and still works."""
        state = self.request.session.get(STATE) or {}
        alive = state and 0 <= time.time() - state["at"] < settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT
        return state if alive else {}


def digest(code: str) -> str:
    """What the session keeps of a code."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return salted_hmac("people.views.sign_in.renewing", plain, algorithm="sha256").hexdigest()


at_the_door = requires(Permission.HOME, zone=Zone.DOOR)
prove_with_password = at_the_door(ProveWithPasswordView.as_view())
prove_by_mail = at_the_door(ProveByMailView.as_view())
