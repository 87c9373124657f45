"""No way leads nowhere: every link of every page of the demo school, followed by whoever sees it."""

from collections import deque
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from people.models import User
from people.permissions import Permission
from people.roles import Role
from tests import html
from tests.in_each_run import some_of
from tests.project.access import ACCESS, PUBLIC
from tests.project.world import World

pytestmark = pytest.mark.slow  # a whole demo school, walked by each of its people
DENIED = 400
MANY_OF_A_KIND = 2  # pages of one address and one pattern of query: the third has the same doors
STARTS = ("front", "dashboard", "consent:photos", "incidents:complaint-new", "policies:library", "accessibility")
LEADS_OUT = {"account_logout"}


def _starts(world: World, role: Role | None) -> list[str]:
    """The ways in, and every page of one's own of which the world knows an example."""
    own = [name for name, who in ACCESS.items() if who == PUBLIC or (role and role in who)]
    named = [reverse(name) for name in STARTS if name in ACCESS and (role or ACCESS[name] == PUBLIC)]
    return named + [reverse(name, kwargs=world.known.get(name, {})) for name in own if name not in LEADS_OUT]


def _kind(address: str) -> tuple[str, str]:
    """What tells one sort of page from another: its name, and which questions its address asks."""
    parts = urlsplit(address)
    try:
        name = resolve(parts.path).view_name
    except Resolver404:
        return "", parts.path
    return name, "&".join(sorted(pair.split("=")[0] for pair in parts.query.split("&")))


def _followed(world: World, role: Role | None) -> tuple[dict[str, tuple[int, str]], int]:
    """The links that were refused, with the page on which each stands, and how many pages were read."""
    client, starts = Client(), _starts(world, role)
    if role:
        client.force_login(world.users[role])
    waiting = deque((address, "") for address in starts)
    met, kinds, refused, read = set(starts), {}, {}, 0
    while waiting:
        address, found_on = waiting.popleft()
        kinds[_kind(address)] = kinds.get(_kind(address), 0) + 1
        if kinds[_kind(address)] > MANY_OF_A_KIND or _kind(address)[0] in LEADS_OUT:
            continue
        with transaction.atomic():
            response = client.get(address, follow=True)
            transaction.set_rollback(True)
        read += 1
        if response.status_code >= DENIED and found_on:
            refused[address] = response.status_code, found_on
        for link in _links(response, address):
            if link not in met:
                met.add(link)
                waiting.append((link, address))
    return refused, read


def _links(response: Any, address: str) -> list[str]:
    """The links of a page that stay in the portal."""
    if not html.is_page(response) or response.status_code >= DENIED:
        return []
    asked = response.request["PATH_INFO"]
    here = asked if response.redirect_chain else address
    whole = [urldefrag(urljoin(here, link)).url for link in html.Page(response.content.decode()).links]
    return [link for link in whole if link.startswith("/") and not link.startswith(("/static/", "//"))]


# Each of these pages is walked by its own readers elsewhere too: the links of these people in each run, those of the
# others among the full counts.
ALWAYS = {Role.HEAD, Role.STAFF, Role.PARENT, None}


@pytest.mark.parametrize("role", some_of((*Role, None), ALWAYS))
def test_no_link_that_somebody_sees_is_shut_to_them(db, world, role):
    refused, read = _followed(world, role)

    assert refused == {}
    assert read > len(STARTS)


def test_the_walk_finds_a_door_that_is_shut(db, world, monkeypatch):
    """The office sees the way to the settings; if it lost the permission and kept the link, the walk would say so."""
    monkeypatch.setattr("todwick_portal.missing.url_for", lambda user, route, *where: reverse(route, args=where))
    office: User = world.users[Role.OFFICE]
    assert not office.has_perm(Permission.COVER_NAME)

    refused, _ = _followed(world, Role.OFFICE)

    assert refused[reverse("people:cover")][0] == 403
