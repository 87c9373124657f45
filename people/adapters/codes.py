"""Codes of the second step work once, and what no device ever said is refused in words."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.webauthn import forms as webauthn
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from django import forms
from django.core.cache import cache
from django.utils.crypto import constant_time_compare

from people.adapters.second_step import PortalSecondStepAdapter

# What the library lets through for an answer that is cut, made up or wrongly signed.
NONSENSE = (
    LookupError, TypeError, ValueError, AttributeError, RecursionError, InvalidSignature, UnsupportedAlgorithm,
)  # fmt: skip
ALIVE_SECONDS = 120  # a code of the app works in its own half minute and in those beside it


class Once(forms.Form):
    """The library remembers a used code for half a minute only."""

    user: Any

    def clean_code(self) -> str:
        code = super().clean_code()  # type: ignore[misc]
        shown = "".join(sign for sign in code if sign.isalnum())
        if not cache.add(f"second-step-used:{self.user.pk}:{shown}", True, ALIVE_SECONDS):
            raise PortalSecondStepAdapter().validation_error("incorrect_code")
        return code


class SecondStepForm(Once, AuthenticateForm):
    """At sign-in."""


class ProofForm(Once, ReauthenticateForm):
    """Is it still you?"""


class Readable(forms.Form):
    """The answer of a device, as far as it is one."""

    def full_clean(self) -> None:
        try:
            super().full_clean()
        except NONSENSE:
            self.add_error("credential", PortalSecondStepAdapter().validation_error("incorrect_code"))


class AddDeviceForm(Readable, webauthn.AddWebAuthnForm):
    """Set up a device."""


class DeviceStepForm(Readable, webauthn.AuthenticateWebAuthnForm):
    """The second step at sign-in."""


class DeviceLoginForm(Readable, webauthn.LoginWebAuthnForm):
    """The whole sign-in."""


class DeviceProofForm(Readable, webauthn.ReauthenticateWebAuthnForm):
    """Is it still you?"""


class MailedCodeForm(forms.Form):
    """Is it still you? The code of a mail, compared by its digest; without one that works, every code is wrong."""

    code = forms.CharField(max_length=40)

    def __init__(self, *args: Any, digest: str, digest_of: Callable[[str], str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.digest, self.digest_of = digest, digest_of

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        if not self.digest or not constant_time_compare(self.digest_of(code), self.digest):
            raise PortalSecondStepAdapter().validation_error("incorrect_code")
        return code
