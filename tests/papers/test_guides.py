"""The guides: one for each role, each door open to whoever sees it."""

import pytest
from django.urls import resolve, reverse

from people.roles import Role
from tests import html
from tests.factories import UserFactory
from todwick_portal.guides.shots import SHOTS
from todwick_portal.guides.words import GUIDES, OF_ROLE

pytestmark = pytest.mark.django_db


def _text(client, slug: str) -> html.Page:
    return html.Page(client.get(reverse("guide", args=[slug])).content.decode())


def test_every_role_has_a_guide_and_so_has_whoever_has_no_account():
    assert set(OF_ROLE) == set(Role)
    assert set(OF_ROLE.values()) | {"without-an-account"} == set(GUIDES)


@pytest.mark.parametrize("role", Role)
def test_everybody_may_open_every_door_of_their_own_guide(role):
    user = UserFactory(role=role)
    routes = [step.route for step in GUIDES[OF_ROLE[role]].steps if step.route]
    # What the vice-chair does not do, the guide that they share with the chair says.
    of_the_chair = {"people:proposals", "record:chain", "record:head", "incidents:breaches"}
    needed = {route: getattr(resolve(reverse(route)).func, "permission", None) for route in routes}

    shut = of_the_chair if role == Role.VICE_CHAIR else set()
    assert {route for route, what in needed.items() if what and not user.has_perm(what)} == shut


def test_who_reads_the_guide_of_another_sees_no_door_that_is_shut(client):
    client.force_login(UserFactory(role=Role.PARENT))

    assert reverse("incidents:incidents") not in _text(client, "head").links
    assert reverse("policies:library") in _text(client, "head").links


def test_who_is_not_signed_in_is_led_to_sign_in_by_every_door(client):
    assert reverse("incidents:incidents") in _text(client, "head").links


def test_ones_own_guides_come_first(client):
    client.force_login(UserFactory(role=Role.CLERK))

    page = html.Page(client.get(reverse("guides")).content.decode())

    assert page.text.index("Clerk to the governors") < page.text.index("For others") < page.text.index("Headteacher")


@pytest.mark.parametrize("slug", GUIDES)
def test_a_guide_is_short(client, slug):
    """At most two screens of words, each step with a title of its own."""
    guide = GUIDES[slug]

    assert sum(len(step.text.split()) for step in guide.steps) < 320
    assert len({step.title for step in guide.steps}) == len(guide.steps) <= 9
    assert all(step.shot in SHOTS for step in guide.steps if step.shot)
    assert _text(client, slug).headings == [f"{guide.name}: what you do here"]


def test_a_guide_that_is_not_there_is_not_found(client):
    assert client.get(reverse("guide", args=["caretaker"])).status_code == 404
