"""What tests of the pages of incidents share: the page of somebody, what it says, what a form sends."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from incidents.models import Case
from people.models import User
from tests.html import Page


def page_of(client: Client, user: User, name: str, *args: Any) -> HttpResponse:
    """The page of an address as `user` gets it."""
    client.force_login(user)
    return client.get(reverse(f"incidents:{name}", args=args))


def send(client: Client, user: User, name: str, /, *args: Any, **typed: Any) -> HttpResponse:
    """What a form sends to an address as `user`."""
    client.force_login(user)
    return client.post(reverse(f"incidents:{name}", args=args), typed)


def text_of(response: HttpResponse) -> str:
    """What a person can read on a page."""
    return Page(response.content.decode()).text


def as_seen(case: Case) -> dict[str, str]:
    """The hidden signs of a form whose page was opened now."""
    now = Case.objects.get(pk=case.pk)
    return {"revision": str(now.revision), "seen": now.changed_at.isoformat()}


def a_key() -> str:
    return str(uuid.uuid4())
