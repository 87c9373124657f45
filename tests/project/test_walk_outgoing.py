"""Whoever walks wherever: the server connects to nobody, and no page loads anything from elsewhere."""

import socket
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test import Client

from people.roles import Role
from tests import html
from tests.guarded import connections
from tests.project.access import ACCESS
from tests.project.test_walk import _answer, _client, _walk_as

pytestmark = pytest.mark.slow  # a whole demo school, and each address
WHO = [Role.HEAD, *(pytest.param(role, marks=pytest.mark.long) for role in Role if role != Role.HEAD)]
LOADS = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "srcset", "form": "action"}


class Loads(HTMLParser):
    """What a page makes a browser fetch, or send to, without anybody choosing to go there."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        value = dict(attrs).get(LOADS.get(tag, ""))
        self.found += [value] if value else []


def _of_the_database() -> set[str]:
    """Where a database server answers that is not a file: the one connection that is there already."""
    name = connection.settings_dict.get("HOST") or ""
    return {name, f"('{name}', {connection.settings_dict.get('PORT')})"} - {""}


@pytest.mark.parametrize("role", WHO)
def test_no_address_makes_the_server_connect_to_anybody(db, world, role):
    with connections() as found:
        steps = sum(1 for _ in _walk_as(_client(world.users[role]), world))

    assert steps > 400
    assert found - _of_the_database() == set()


def test_nobody_without_an_account_does_either(db, world):
    with connections() as found:
        list(_walk_as(Client(), world))

    assert found - _of_the_database() == set()


@pytest.mark.parametrize("role", [*WHO, None])
def test_no_page_loads_anything_from_another_site(db, world, role):
    client, pages, elsewhere = _client(world.users[role] if role else None), 0, {}
    for name in ACCESS:
        response = _answer(client, "get", name, world.known.get(name, {}))
        if not html.is_page(response):
            continue
        pages += 1
        found = [place for place in Loads(response.content.decode()).found if not _is_own(place)]
        policy = response.headers["Content-Security-Policy"]
        if found or "http:" in policy or "https:" in policy or "*" in policy:
            elsewhere[name] = found or policy

    assert pages > 20
    assert elsewhere == {}


def _is_own(place: str) -> bool:
    return "://" not in place and not place.startswith("//")


def test_a_connection_would_be_noticed():
    """The guard bites: a look-up and a connection each leave a trace."""
    with connections() as found, socket.socket() as one:
        one.settimeout(0.2)
        with pytest.raises(OSError):
            one.connect(("127.0.0.1", 9))

    assert found == {"('127.0.0.1', 9)"}
    assert Loads('<img src="https://elsewhere.example/a.png">').found == ["https://elsewhere.example/a.png"]
    assert not any(map(_is_own, ("//elsewhere.example/a.js", "https://elsewhere.example/a.png")))
    assert all(map(_is_own, ("/static/a.css", "?page=2", "data:image/png;base64,AA==")))
