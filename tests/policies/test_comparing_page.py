"""The page that says what changed from one version to another, for everybody who may read both (A4)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from people.roles import Role
from policies.actions import draft_version
from policies.models import PolicyVersion
from policies.words import Strength
from tests.factories import UserFactory

from .pages import fetch
from .readers import RULES, publish
from .wordings import a_rule, a_wording

pytestmark = pytest.mark.django_db
PAGE = "/policies/phones/compare/"
CHANGED = a_rule("A1", text="Do what A1 says, <b>always</b>.", strength=Strength.SHOULD)


@pytest.fixture
def two(head, chair) -> PolicyVersion:
    """Version 1 with four rules; version 2 with one changed and one new."""
    publish(*RULES, by=head, chair=chair)
    return publish(CHANGED, *RULES[1:], a_rule("A5", text="A new one."), by=head, chair=chair)


@pytest.fixture
def draft(two, head) -> PolicyVersion:
    return draft_version(policy=two.policy, wording=a_wording(a_rule("A1", text="A secret thought.")), by=head)


def test_it_says_in_words_what_changed_and_shows_it_without_colour(client, two):
    page = fetch(client, PAGE)

    assert "1 rule changed, 1 added, 0 removed." in page.words
    assert "Do what A1 (taken out: says. ) (put in: says, <b>always</b>. )" in page.words
    assert "How firm it is: was Must , is now Should ." in page.words
    assert "<b>always</b>" not in page.html
    assert "A new one." in page.words
    assert "Do what A2 says." not in page.words


def test_any_two_versions_are_compared_in_either_direction(client, two):
    back = fetch(client, PAGE + "?from=2&to=1")

    assert "1 rule changed, 0 added, 1 removed." in back.words
    assert "say the same, word for word" in fetch(client, PAGE + "?from=1&to=1").words


def test_with_one_version_it_says_so(client, head, chair):
    publish(*RULES, by=head, chair=chair)

    assert "There is one version so far." in fetch(client, PAGE).words


@pytest.mark.parametrize("query", ["?from=1&to=9", "?from=x&to=2", "?from=&to=2", "?from=1&to=3"])
def test_a_version_that_does_not_exist_or_is_a_draft_is_not_found(client, draft, query):
    assert client.get(PAGE + query).status_code == 404


def test_a_draft_is_compared_by_those_who_may_read_it_and_hidden_from_all_others(client, draft, governor, teacher):
    client.force_login(governor)
    assert "A secret thought." in client.get(PAGE + "?from=2&to=3").content.decode()

    for user in (teacher, UserFactory(role=Role.PARENT), UserFactory(role=Role.OFFICE)):
        client.force_login(user)
        assert client.get(PAGE + "?from=2&to=3").status_code == 404
        page = client.get(PAGE).content.decode()
        assert "A secret thought." not in page
        assert "Version 3" not in page


def test_a_policy_with_nothing_but_a_draft_is_not_found(client, head, draft):
    other = draft_version(
        policy=draft.policy.__class__.objects.create(slug="new", title="New"), wording=a_wording(), by=head
    )

    assert client.get(reverse("policies:compare", args=[other.policy.slug])).status_code == 404
    assert client.get(reverse("policies:compare", args=["nothing"])).status_code == 404


@pytest.mark.parametrize("rules", [1, 3, 30])
def test_it_asks_the_database_as_often_for_thirty_rules_as_for_one(
    client, head, chair, rules, django_assert_num_queries
):
    for word in ("before", "after"):
        publish(*[a_rule(f"A{n}", text=f"It stands {word}.") for n in range(rules)], by=head, chair=chair)

    with django_assert_num_queries(11):
        page = client.get(PAGE)

    assert f"{rules} rule" in page.content.decode()


def test_the_first_and_last_days_stand_beside_the_versions(client, two):
    today = f"{timezone.localdate():%-d %B %Y}"

    assert f"Version 2, from {today}" in fetch(client, PAGE).words
