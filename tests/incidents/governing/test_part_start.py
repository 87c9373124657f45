"""The clerk reads on the start page that the last report has no confidential part yet; nobody else learns of it."""

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from incidents.actions.governing import add_part
from people.roles import Role
from tests.factories import UserFactory
from tests.html import Page
from tests.incidents.made import about, again, report

from .conftest import AUTUMN, IN_JANUARY, released

pytestmark = pytest.mark.django_db
SAYS = "The last report to governors has no confidential part yet."


@pytest.fixture
def over(written):
    """The term is over, and its report can be released."""
    with time_machine.travel(IN_JANUARY):
        yield written


def start(client, user) -> Page:
    client.force_login(again(user))
    return Page(client.get(reverse("dashboard"), follow=True).content.decode())


def test_the_clerk_finds_the_way_to_write_it_until_it_is_written(client, over):
    assert SAYS not in start(client, over.clerk).text
    found = released(over.head)

    page = start(client, over.clerk)
    address = reverse("incidents:confidential-part-new", args=[AUTUMN])
    assert SAYS in page.text and address in page.links
    assert client.get(address).status_code == 200

    add_part(report=found, words="There is nothing to tell.", by=again(over.clerk))
    assert SAYS not in start(client, over.clerk).text


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.CLERK])
def test_nobody_else_is_told(client, over, role):
    released(over.head)

    assert SAYS not in start(client, UserFactory(role=role)).text


def test_a_clerk_about_whom_such_a_case_is_or_who_leads_the_school_is_not_told(client, over):
    released(over.head)
    both = UserFactory(role=Role.CLERK)
    assert SAYS in start(client, both).text

    report(over.reporter, about(over.head), about(both))
    assert SAYS not in start(client, both).text

    over.clerk.assignments.create(role=Role.HEAD, starts_on=timezone.localdate())
    assert SAYS not in start(client, over.clerk).text
