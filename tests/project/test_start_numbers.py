"""The start page of every role in the demo school: each number is that of the list it leads to, and few queries."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from incidents.complaints.abouts import About
from incidents.open_lines import NEWEST
from people.models import RoleAssignment
from people.roles import Role
from tests import html
from tests.consent.surveys import csv_of, load, row
from tests.factories import PupilFactory
from tests.incidents.complaints.made import complain
from tests.incidents.made import report
from tests.project.world import World
from todwick_portal.feed import MOST as MOST_LINES
from todwick_portal.tiles import MOST

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
SECRETS = re.compile(r"(?<=csrf)[^>]*|(?<=nonce)[^>]*", re.IGNORECASE)
START = reverse("dashboard")
# Who does nothing but check pictures lands on the check itself.
ROLES = [role for role in Role if role is not Role.STAFF]

# By the address name of a list: how many rows of it stand in the context of its page.
ROWS: dict[str, Callable[[Any, str], int]] = {
    "incidents": lambda context, _: context["page"].total,
    "complaints": lambda context, _: context["page"].total,
    "takedowns": lambda context, _: len(context["open"]),
    "breaches": lambda context, _: len(context["page"].rows),
    "data-requests": lambda context, _: len(context["page"].rows),
    "mails": lambda context, _: context["page"].paginator.count,
    "requests": lambda context, _: len(context["waiting"]),
    "imports": lambda context, _: context["page"].paginator.count,
    "review": lambda context, place: {
        "rows": len(context["entries"]),
        "comments": sum(len(said) for said, _ in context["comments"]),
        "differ": len(context["desk"].children),
    }[place],
    "pupils": lambda context, _: context["total"],
    "desk": lambda context, _: len(context["desk"].under_way),
    "complaint-panels": lambda context, _: len(context["arranged"]) + len(context["sat_on"]),
    "mine": lambda context, _: len(context["children"]),
    "complaints-mine": lambda context, _: context["page"].paginator.count,
}


def page_of(user: Any, **query: str) -> Any:
    client = Client()
    client.force_login(user)
    return client, client.get(START, query)


@pytest.mark.parametrize("role", ROLES)
def test_the_number_of_each_tile_is_that_of_the_list_it_leads_to(world: World, role):
    client, page = page_of(world.users[role])
    tiles = page.context["tiles"]

    assert 1 <= len(tiles) <= MOST
    for tile in tiles:
        address, _, place = tile.url.partition("#")
        name = resolve(address.partition("?")[0]).url_name
        if name in {"classes", "governors-reports"}:  # one page about the whole, not a list
            continue
        found = client.get(address)
        assert found.status_code == 200, tile
        if tile.number != "0" or name != "review":
            assert ROWS[name](found.context, place) == int(tile.number), (tile, address)


@pytest.mark.parametrize("role", ROLES)
def test_each_chip_shows_by_its_address_as_many_as_it_says_and_nothing_else(world: World, role):
    client, page = page_of(world.users[role])
    feed = page.context["feed"]
    if feed is None:
        return

    chips = [(kind.key, count) for kind, count in feed.chips] + [(key, count) for key, _, count in feed.views]
    assert all(count for _, count in chips)
    for key, count in chips:
        alone = client.get(START, {"kind": key}).context["feed"]
        assert (alone.chosen, alone.count) == (key, count)
        assert len(alone.shown) == min(count, MOST_LINES)
        if key not in {"mine", "out"}:
            assert {line.kind.key for line, _ in alone.shown} == {key}
    strange = client.get(START, {"kind": "nothing-like-it"}).context["feed"]
    assert [line.url for line, _ in strange.shown] == [line.url for line, _ in feed.shown]


@pytest.mark.parametrize("role", Role)
def test_a_start_page_asks_at_most_twelve_times_and_as_often_for_more_of_everything(world: World, role):
    """Opened for the first time after something was recorded, as well as again. The start page of a teacher is the
    check."""
    client, page = page_of(world.users[role])
    address = page.url if page.status_code == 302 else START
    anew, again = _queries(client, address)
    _more_of_everything(world)

    assert _queries(client, address) == (anew, again)
    assert again <= anew <= MOST_QUERIES


@pytest.mark.parametrize("role", [Role.HEAD, Role.OFFICE])
@pytest.mark.parametrize("is_over", [False, True])
def test_it_asks_as_often_while_the_guide_is_open_as_when_it_is_over(world: World, role, is_over, monkeypatch):
    monkeypatch.setattr("todwick_portal.first_run.steps.Progress.is_over", is_over)
    client, page = page_of(world.users[role])

    assert (page.context["guide"] is None) == is_over
    anew, _ = _queries(client, START)
    assert anew <= MOST_QUERIES


@pytest.mark.parametrize("roles", [(Role.HEAD, Role.DSL, Role.PARENT), (Role.OFFICE, Role.GOVERNOR, Role.PARENT)])
def test_whoever_holds_several_roles_asks_no_more(world: World, roles):
    """Everything that is worked out of all their roles is asked together."""
    user = world.users[roles[0]]
    for role in roles[1:]:
        RoleAssignment.objects.create(user=user, role=role)
    client, _ = page_of(user)

    anew, _ = _queries(client, START)
    assert anew <= MOST_QUERIES


@pytest.mark.parametrize("role", Role)
def test_it_shows_what_it_would_show_if_each_question_were_asked_by_itself(world: World, role, monkeypatch):
    client, page = page_of(world.users[role])
    address = page.url if page.status_code == 302 else START

    def shown() -> str:
        caches["process"].clear()
        return SECRETS.sub("", client.get(address).content.decode())

    at_once, few = shown(), _queries(client, address)[0]
    monkeypatch.setattr("people.together.read", lambda asked: [list(one) for one in asked])
    many = _queries(client, address)[0]

    assert shown() == at_once
    assert few < many


def _queries(client: Client, address: str) -> tuple[int, int]:
    """How often the page asks where nothing of it is kept, and where everything is."""
    caches["process"].clear()
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as counted:
            client.get(address)
        counts.append(len(counted))
    return counts[0], counts[1]


def _more_of_everything(world: World) -> None:
    """More than fit on the page, each recorded: incidents, complaints, answers to sort out, children."""
    for number in range(NEWEST + 1):
        report(world.users[Role.STAFF])
        complain(About.HEAD if number % 2 else About.SCHOOL)
        complain(About.DATA)
    load(csv_of(*(row(f"Nobody {name}", comment="Only from behind.") for name in ("Atall", "Known", "Here"))))
    for _ in range(3):
        PupilFactory()


@pytest.mark.parametrize("role", ROLES)
def test_every_table_of_a_start_page_has_a_caption_or_stands_under_its_heading(world: World, role):
    """Pictures are told in words: a table with headers, the bar itself hidden from who cannot see it."""
    _, page = page_of(world.users[role])
    text = page.content.decode()

    assert text.count("<table") == text.count("<caption") + text.count('<table class="table"><thead>')
    assert all('aria-hidden="true"' in bar for bar in text.split('class="bar"')[1:])
    assert html.Page(text).text
