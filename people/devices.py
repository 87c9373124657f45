"""Class tablets: their codes and cookies, and the device that a request comes from."""

import hashlib
import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import SharedDevice, TabletUser

COOKIE = "tablet" if settings.DEMO else "__Host-tablet"
CODE_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32 of them, without 0 and O, 1 and I
CODE_LENGTH = 8  # 40 bits, for 15 minutes, behind a throttle
CODE_MINUTES = 15
SECRET_BYTES = 32


def new_code() -> str:
    """A code for one tablet, as it is shown: two groups of four."""
    signs = "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH))
    return f"{signs[:4]}-{signs[4:]}"


def code_digest(typed: str) -> str:
    """What is kept of a code. Case, spaces and the hyphen do not matter; without our key nobody can guess back.

    >>> code_digest("k7qf 9m2x") == code_digest("K7QF-9M2X")
    True
    """
    plain = "".join(sign for sign in typed.upper() if sign.isalnum())
    return salted_hmac("people.devices.code", plain, algorithm="sha256").hexdigest()


def new_secret() -> str:
    """What the tablet's cookie holds: 256 bits."""
    return secrets.token_urlsafe(SECRET_BYTES)


def secret_digest(secret: str) -> str:
    """What is kept of it."""
    return hashlib.sha256(secret.encode()).hexdigest()


def keep_on(response: HttpResponse, device: SharedDevice, secret: str) -> None:
    """Put the secret on the tablet, until the last day of the device."""
    days = (device.expires_on - timezone.localdate()).days + 1
    response.set_cookie(
        COOKIE, secret, max_age=days * 86400, secure=not settings.DEMO, httponly=True, samesite="Lax", path="/"
    )


def tablet_of(request: HttpRequest) -> TabletUser | None:
    """The class tablet that this request comes from, if it is one that works today. One query, two where it is held
    to some classes; once a day it is noted that the tablet was seen."""
    secret = request.COOKIES.get(COOKIE, "")
    if not secret or len(secret) > 100:
        return None
    today = timezone.localdate()
    device = SharedDevice.objects.working_on(today).filter(secret_digest=secret_digest(secret)).first()
    if device is None:
        return None
    if device.seen_on != today:
        SharedDevice.objects.filter(pk=device.pk).update(seen_on=today)
    classes = None if device.whole_school else frozenset(device.classes.values_list("pk", flat=True))
    return TabletUser(device, classes)
