"""How django-allauth is bent to a closed school site."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class PortalAccountAdapter(DefaultAccountAdapter):
    """Nobody signs up: accounts come from the school's own lists."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
