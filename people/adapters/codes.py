"""Codes of the second step work once, for as long as they could work at all."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django import forms
from django.core.cache import cache

from people.adapters.second_step import PortalSecondStepAdapter

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
