"""The clerk reads on the start page that the last report has no confidential part yet; nobody else learns of it."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from incidents.actions.governing import add_part
from incidents.models import ConfidentialPart
from people.roles import Role
from tests.factories import UserFactory
from tests.html import Page
from tests.incidents.made import about, again, report

from .conftest import AUTUMN, IN_JANUARY, released

pytestmark = pytest.mark.django_db
SAYS = "The last report to governors has no confidential part yet."
OTHER = "The last report to governors has no confidential part of yours yet."


@pytest.fixture
def over(written):
    """The term is over, and its report can be released."""
    with time_machine.travel(IN_JANUARY):
        yield written


def start(client, user) -> Page:
    client.force_login(again(user))
    return Page(client.get(reverse("dashboard"), follow=True).content.decode())


def in_autumn(school, *people) -> None:
    """A case about some people that came in during the term of the report."""
    with time_machine.travel(IN_JANUARY - dt.timedelta(days=40)):
        report(school.reporter, *people)


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


def test_a_case_about_the_clerk_ends_neither_the_notice_nor_the_way_to_write(client, over):
    """By its ending the clerk would learn of the case."""
    found = released(over.head)
    report(over.reporter, about(over.head), about(over.clerk))

    page = start(client, over.clerk)
    address = reverse("incidents:confidential-part-new", args=[AUTUMN])
    assert SAYS in page.text and address in page.links
    client.post(address, {"words": "There is nothing to tell."})

    assert ConfidentialPart.objects.get().added_by == over.clerk
    assert client.get(reverse("incidents:confidential-part", args=[found.key])).status_code == 200
    assert SAYS not in start(client, over.clerk).text


def test_a_clerk_who_leads_the_school_is_not_told(client, over):
    released(over.head)
    over.clerk.assignments.create(role=Role.HEAD, starts_on=timezone.localdate())

    assert SAYS not in start(client, over.clerk).text


@pytest.mark.parametrize(("who", "is_told"), [("chair", True), ("vice_chair", False), ("clerk", False)])
def test_what_concerns_the_clerk_too_is_asked_of_whoever_deals_with_it_and_of_nobody_else(client, over, who, is_told):
    """The chair, who owns a case about headteacher and clerk."""
    released(over.head)
    page = start(client, getattr(over, who))
    assert OTHER not in page.text

    in_autumn(over, about(over.head), about(over.clerk))

    page = start(client, getattr(over, who))
    assert (OTHER in page.text) == is_told
    assert page.links.count(reverse("incidents:confidential-part-new", args=[AUTUMN])) == (
        1 if who != "vice_chair" else 0
    )


def test_where_there_is_no_chair_the_vice_chair_tells_it(client, over):
    released(over.head)
    over.chair.assignments.all().delete()
    in_autumn(over, about(over.head), about(over.clerk))

    assert OTHER in start(client, over.vice_chair).text


def test_a_case_that_the_clerk_may_read_is_asked_of_no_chair(client, over):
    released(over.head)
    in_autumn(over, about(over.head))

    assert OTHER not in start(client, over.chair).text
