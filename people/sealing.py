"""Sealing what must not lie open in the database: codes and links in mails, second-step seeds (contract 1).

The key is DATA_KEY, never SECRET_KEY, so that a change of the one does not lose the other. To change DATA_KEY, put
the new one into DATA_KEY and the old one into DATA_KEY_OLD: what is sealed anew takes the new one.
"""

import base64
import hashlib
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_BYTES = 12
CONTEXT = b"todwick portal, sealed data, 1"


class CannotUnseal(Exception):
    """The key is another than the one it was sealed with, or the bytes were changed."""


def seal(text: str) -> bytes:
    """`text` as bytes that only a holder of DATA_KEY can read, and nobody can change unseen."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(_key(settings.DATA_KEY)).encrypt(nonce, text.encode(), CONTEXT)


def unseal(sealed: bytes) -> str:
    """The text again. Raises CannotUnseal under another key or for changed bytes."""
    sealed = bytes(sealed)
    for secret in (settings.DATA_KEY, *settings.DATA_KEYS_OLD):
        try:
            return AESGCM(_key(secret)).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], CONTEXT).decode()
        except (InvalidTag, ValueError):
            continue
    raise CannotUnseal("DATA_KEY is another than the one this was sealed with.")


def seal_as_text(text: str) -> str:
    """As `seal`, for a place that keeps text."""
    return base64.urlsafe_b64encode(seal(text)).decode()


def unseal_text(sealed: str) -> str:
    """As `unseal`, of what `seal_as_text` gave."""
    try:
        return unseal(base64.urlsafe_b64decode(sealed.encode()))
    except ValueError as fault:
        raise CannotUnseal("This is nothing that was sealed.") from fault


def _key(secret: str) -> bytes:
    """32 bytes out of a long random setting."""
    return hashlib.sha256(CONTEXT + secret.encode()).digest()
