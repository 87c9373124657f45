"""Every form of every page posts plainly: it works with JavaScript off (requirements 5)."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from people.roles import Role
from tests import html
from tests.project.access import ACCESS, PUBLIC

pytestmark = pytest.mark.slow  # a whole demo school
BAR = "/demo/look-as/"  # the demo's own bar, without a cookie: it carries no token
BY_THE_DEVICE = ("passkey", "webauthn")  # a passkey is asked for by script alone; a code by mail stands beside it
FIELDS = {"input", "select", "textarea"}  # a form that shows none has nothing to send yet


class Forms(HTMLParser):
    """The forms of a page with their buttons, and the buttons that belong to none."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[dict[str, Any]] = []
        self.loose: list[str] = []
        self.ids: set[str] = set()
        self._open: dict[str, Any] | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = {**values, "sends": False, "token": False, "asks": False}
            self.forms.append(self._open)
            self.ids.add(values.get("id", ""))
        if self._open is not None and values.get("name") == "csrfmiddlewaretoken":
            self._open["token"] = True
        if self._open is not None and tag in FIELDS and values.get("type") != "hidden":
            self._open["asks"] = True
        sends = tag == "button" and values.get("type", "submit") == "submit"
        if sends and values.get("form"):
            self.loose.append(values["form"])
        elif sends and self._open is not None:
            self._open["sends"] = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None

    def faults(self, here: str) -> Iterator[str]:
        for form in self.forms:
            sends = form["sends"] or form.get("id", "-") in self.loose
            action = urlsplit(urljoin(here, form.get("action", ""))).path
            if form["asks"] and not sends and not any(part in action for part in BY_THE_DEVICE):
                yield f"no button sends the form to {action}"
            if form.get("method", "get").lower() == "post" and not form["token"] and action != BAR:
                yield f"no token in the form to {action}"
            try:
                resolve(action)
            except Resolver404:
                yield f"nothing at {action}"


@pytest.mark.parametrize("role", [Role.OFFICE, Role.HEAD, Role.DSL, Role.CHAIR, Role.STAFF, Role.PARENT, None])
def test_every_form_has_a_button_that_sends_it_to_an_address_that_exists(db, world, role):
    client, wrong, seen = Client(), {}, 0
    if role:
        client.force_login(world.users[role])
    for name, who in ACCESS.items():
        if (who != PUBLIC and role not in who) or name == "account_logout":
            continue
        address = reverse(name, kwargs=world.known.get(name, {}))
        with transaction.atomic():
            response = client.get(address)
            transaction.set_rollback(True)
        if not html.is_page(response):
            continue
        forms = Forms(response.content.decode())
        seen += len(forms.forms)
        if found := list(forms.faults(address)):
            wrong[name] = found

    assert wrong == {}
    assert seen > 0
