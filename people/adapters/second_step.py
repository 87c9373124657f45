"""The second step: its seeds are sealed, and who must have one cannot take the last one off."""

from typing import Any
from urllib.parse import urlsplit

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings

from people import second_step
from people import settings as school_settings
from people.sealing import seal_as_text, unseal_text
from people.settings import Key


class PortalSecondStepAdapter(DefaultMFAAdapter):
    """Codes from a phone app, passkeys and recovery codes, for the school's own address."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": "Your role needs a second step. Set up another one first, then take this off.",
        "cannot_generate_recovery_codes": "Set up a second step first.",
    }

    def encrypt(self, text: str) -> str:
        """The seeds lie in the database sealed with DATA_KEY."""
        return seal_as_text(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal_text(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return second_step.may_take_off(authenticator)

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        return f"Device {Authenticator.objects.filter(user=user, type=type).count() + 1}"

    def get_totp_issuer(self) -> str:
        return school_settings.read_all()[Key.SCHOOL_NAME]

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to the address of SITE_URL, never to one that a request claims."""
        return {"id": urlsplit(settings.SITE_URL).hostname or "localhost", "name": self.get_totp_issuer()}
