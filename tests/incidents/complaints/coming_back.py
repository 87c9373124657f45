"""Coming back to a complaint in tests: a browser in which the code was typed, or somebody signed in."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from incidents.complaints.codes import new_code
from incidents.models import Case
from people.models import User

from .made import complain

STATUS = "/complaints/status/"
OWN = "/complaints/status/mine/"


def enter(client: Client, reference: str, code: str, **more: Any) -> HttpResponse:
    """Type reference and access code."""
    return client.post(STATUS, {"reference": reference, "code": code, **more})


def with_code(client: Client | None = None, **said: Any) -> tuple[Client, Case]:
    """A complaint, and a browser in which it is open."""
    browser, code = client or Client(), new_code()
    case = complain(code=code, **said)
    assert enter(browser, case.reference, code).status_code == 302
    return browser, case


def key() -> str:
    return str(uuid.uuid4())


class Way:
    """The same page by code or signed in: `go` opens a part of it, `send` presses its button."""

    def __init__(self, client: Client, case: Case, user: User | None = None) -> None:
        self.client, self.case, self.user = client, case, user
        if user:
            client.force_login(user)

    def address(self, act: str = "") -> str:
        end = f"-{act}" if act else ""
        if self.user:
            return reverse(f"incidents:complaint-mine{end}", args=[self.case.public_id])
        return reverse(f"incidents:complaint-own{end}")

    def go(self, act: str = "") -> HttpResponse:
        return self.client.get(self.address(act))

    def send(self, act: str, **typed: Any) -> HttpResponse:
        return self.client.post(self.address(act), {"form_key": key(), **typed})
