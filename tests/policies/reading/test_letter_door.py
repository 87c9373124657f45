"""The page that ends an account leads to the person's own letter on confidentiality (A9; requirements 23)."""

import pytest
from django.test import Client
from django.urls import reverse

from people.models import User
from people.roles import Role
from policies.actions.letters import make_letter
from policies.demo import load_demo_policy
from policies.models import PolicyVersion
from tests import html
from tests.policies.readers import PUBLISHED, TODAY, at, somebody

pytestmark = pytest.mark.django_db
LETTERS = "/policies/leaver-letters/"


@pytest.fixture
def policy(head, chair) -> PolicyVersion:
    """The demo school's, whose rule the letter quotes."""
    with at(PUBLISHED):
        return load_demo_policy(by_head=head, by_chair=chair, effective_from=PUBLISHED)


def page_of(client: Client, user: User, name: str, account: User) -> html.Page:
    with at(TODAY):
        client.force_login(user)
        return html.Page(client.get(reverse(name, args=[account.pk])).content.decode())


def letters_on(page: html.Page) -> list[str]:
    return [link for link in page.links if link.startswith(LETTERS)]


@pytest.mark.parametrize("name", ["people:account-ending", "people:account"])
def test_an_account_with_a_last_day_leads_to_its_own_letter_which_opens(client, policy, head, teacher, name):
    User.objects.filter(pk=teacher.pk).update(ends_on=TODAY)

    page = page_of(client, head, name, teacher)

    assert letters_on(page) == [f"{LETTERS}{teacher.pk}/"]
    assert "is not made yet" in page.html
    with at(TODAY):
        assert client.get(f"{LETTERS}{teacher.pk}/").status_code == 200


def test_before_there_is_a_last_day_the_page_says_that_a_letter_comes_with_it(client, policy, head, teacher):
    page = page_of(client, head, "people:account-ending", teacher)

    assert letters_on(page) == []
    assert "With a last day comes a letter" in page.html


def test_ending_an_account_ends_on_a_page_that_leads_to_the_letter(client, policy, head, teacher):
    with at(TODAY):
        client.force_login(head)
        client.post(reverse("people:account-ending", args=[teacher.pk]), {"from_day": TODAY.isoformat()})
        page = html.Page(client.get(reverse("people:account", args=[teacher.pk])).content.decode())

    assert letters_on(page) == [f"{LETTERS}{teacher.pk}/"]


def test_a_made_letter_is_told_from_one_that_is_not(client, policy, head, teacher):
    User.objects.filter(pk=teacher.pk).update(ends_on=TODAY)
    with at(TODAY):
        make_letter(user=teacher, by=head)

    assert "is made, and not delivered yet" in page_of(client, head, "people:account", teacher).html


def test_a_parent_has_no_letter_and_the_chair_who_writes_none_no_door(client, policy, head, chair, teacher):
    parent = somebody(Role.PARENT)
    User.objects.filter(pk__in=[parent.pk, teacher.pk]).update(ends_on=TODAY)

    assert letters_on(page_of(client, head, "people:account", parent)) == []
    assert letters_on(page_of(client, chair, "people:account", teacher)) == []
