"""What the tests of the sign-in share: codes and links out of the outbox, a phone app, a session that shows itself."""

import base64
import hmac
import re
import struct
import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from people.models import Notification, User
from people.sealing import unseal

PASSWORD = "three words do not belong"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
LOGIN, HERE = "/accounts/login/", "/accounts/second-step/"


def with_password(user: User) -> User:
    user.set_password(PASSWORD)
    user.save()
    return user


def with_app(user: User) -> User:
    """Somebody whose phone app is set up, and who has recovery codes."""
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    return user


def app_code(secret: str = SECRET, *, ahead: int = 0) -> str:
    """What the phone app shows (RFC 6238, reckoned here apart from the library); `ahead` counts half minutes."""
    counter = struct.pack(">Q", int(time.time()) // 30 + ahead)
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    number = struct.unpack(">I", digest[digest[-1] & 15 :][:4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def recovery_codes(user: User) -> list[str]:
    return Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()


def newest_mail(**wanted: object) -> str:
    """The text of the newest mail in the outbox, unsealed."""
    mail = Notification.objects.filter(**wanted).latest("pk")
    return unseal(mail.sealed) if mail.is_secret else mail.body


def mailed_code(user: User) -> str:
    return re.search(r"(?m)^([A-Z0-9]{3,}-?[A-Z0-9]+)$", newest_mail(user=user, kind="sign_in_code"))[1]


def mailed_link(user: User) -> str:
    return re.search(r"https?://\S+", newest_mail(user=user, kind="password_reset"))[0]


def sign_in(client: Client, user: User, password: str = PASSWORD, **more: str):
    return client.post(LOGIN, {"login": user.email, "password": password, **more})


def sign_in_by_code(client: Client, user: User):
    client.post("/accounts/login/code/", {"email": user.email})
    return client.post("/accounts/login/code/confirm/", {"code": mailed_code(user)})


def is_in(client: Client) -> bool:
    """Whether the next page is one of a signed-in person."""
    return client.get("/accounts/sessions/").status_code == 200
