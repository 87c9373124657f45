"""Accounts: nobody signs up, every mail is a row first, every sign-in and refusal is recorded."""

import hashlib
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.core import context as request_context
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import get_random_string

from people.actions.sign_in import record_refusal, record_sign_in, write_mail
from people.missing import SETTING_UP, may_set_up
from people.models import Notification, User

Kind = Notification.Kind
CODE, RESET, UNKNOWN = "account/email/login_code", "account/email/password_reset_key", "account/email/unknown_account"
KINDS = {CODE: Kind.SIGN_IN_CODE, RESET: Kind.PASSWORD_RESET}
SECONDS = {
    Kind.SIGN_IN_CODE: settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT,
    Kind.PASSWORD_RESET: settings.PASSWORD_RESET_TIMEOUT,
}
FRESH_SECONDS = 300  # who signed in just now is not asked again
NOTED_SECONDS = 60  # a flood of refused tries leaves one line a minute in the record
WAYS = {"reauthenticate": "With your password", "mfa_reauthenticate": "With a code from your phone app"}
BY_MAIL = "account_reauthenticate_by_mail"
# What the library says in a line above the next page. What it says in a form has our words in
# `templates/account/snippets/error.html`, and too many tries have a page of their own (`throttled.py`).
OURS = {
    "rate_limited": "Several codes were sent just now. Use the newest one, or wait five minutes and ask once more.",
    "too_many_login_attempts": "The code was wrong three times, so it does not work any more. Ask for a new one.",
}
PASSKEY = "With your fingerprint, face or PIN"


class PortalAccountAdapter(DefaultAccountAdapter):
    """Accounts come from the school's own lists, and are found by e-mail address."""

    error_messages = {**DefaultAccountAdapter.error_messages, **OURS}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link in the reset mail: on the portal's own address, never on one that a request claims."""
        uid, token = key.split("-", 1)
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return f"{settings.SITE_URL}{path}"

    # --- mail ---

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the mail into the outbox. To an address without an account the same one is written and withheld,
        so that both cost the same and neither answer tells which it was (security 2.4)."""
        withheld = template_prefix == UNKNOWN
        if withheld:
            template_prefix, context = self._as_if_known(context)
        message = self.render_mail(template_prefix, email, {"request": self.request, "email": email, **context})
        kind = KINDS.get(template_prefix, Kind.ACCOUNT_CHANGED)
        write_mail(
            kind=kind,
            address=email,
            subject=message.subject,
            body=message.body,
            seconds=SECONDS.get(kind),
            withheld=withheld,
        )

    def _as_if_known(self, context: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        """The mail that a known address would have got on this page, with a code or link that opens nothing."""
        if request_context.request.path == reverse("account_reset_password"):
            for _ in range(2):  # a known address's link looks twice for its spellings
                EmailAddress.objects.filter(user_id=0).first()
            link = self.get_reset_password_from_key_url(f"0-{get_random_string(39)}")
            return RESET, {**context, "password_reset_url": link}
        return CODE, {**context, "code": self.generate_login_code()}

    # --- the record ---

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            note_throttled(str(credentials.get("email", "")))
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A wrong password or an unknown address: the same look-up and the same line in the record."""
        record_refusal(user=User.objects.filter(email__iexact=credentials.get("email", "")).first(), way="password")

    def pre_login(self, request: HttpRequest, user: Any, **hook: Any) -> HttpResponse | None:
        """Refuse who has left, whichever way they came."""
        refused = super().pre_login(request, user, **hook)
        if refused:
            record_refusal(user=user, way="ended")
        return refused

    def post_login(self, request: HttpRequest, user: Any, **hook: Any) -> HttpResponse:
        if may_set_up(user):
            request.session[SETTING_UP] = True  # the start page leads on from there, whatever stands between
        response = super().post_login(request, user, **hook)
        records = get_authentication_records(request, user)
        record_sign_in(user=user, ways=[record.get("type") or record["method"] for record in records])
        return response

    # --- is it still you? ---

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Not within five minutes of signing in, or of the last proof."""
        request = request_context.request
        records = get_authentication_records(request, request.user)
        if records and time.time() - records[-1]["at"] < FRESH_SECONDS:
            return False
        return super().is_reauthentication_required(app=app, **more)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways open to this person, in our words."""
        methods = super().get_reauthentication_methods(user)
        if user.is_authenticated and not methods:
            # Only who has nothing else: the mail is often open on the very device that was left lying about.
            return [{"id": BY_MAIL, "url": reverse(BY_MAIL), "description": "With a code by e-mail"}]
        return [{**one, "description": WAYS.get(one["id"], PASSKEY)} for one in methods]


def note_throttled(address: str) -> None:
    """One line a minute in the record for tries that were too many, whoever's address it is."""
    key = hashlib.sha256(address.lower().encode()).hexdigest()
    if cache.add(f"sign-in-throttled:{key}", True, NOTED_SECONDS):
        record_refusal(user=User.objects.filter(email__iexact=address).first(), way="throttled")
