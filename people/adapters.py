"""How django-allauth is bent to a closed school site."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


class PortalAccountAdapter(DefaultAccountAdapter):
    """Nobody signs up: accounts come from the school's own lists."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link in the reset mail: on the portal's own address, never on one that a request claims."""
        uid, token = key.split("-", 1)
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return f"{settings.SITE_URL}{path}"
