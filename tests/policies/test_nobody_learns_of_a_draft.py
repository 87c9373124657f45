"""A policy of which there is nothing but a draft does not exist for those who may not read drafts (security 3)."""

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import timezone

from people.roles import Role
from policies.actions import draft_version
from policies.models import DraftComment, Policy
from tests.factories import UserFactory
from tests.project.access import views

from .wordings import a_wording

UNKNOWN = {"number": 1, "pk": 1, "code": "A1", "audience": "staff", "key": "review"}
NOT_READING = [None, Role.OFFICE, Role.STAFF, Role.PARENT, Role.DPO]
REVIEW = "/policies/social-media/review/"


def of_a_policy() -> list[str]:
    """The names of every address that begins with a policy's own."""
    return [name for name, _ in views(get_resolver().url_patterns) if name.startswith("policies:") and at(name, "x")]


def at(name: str, slug: str) -> str:
    for keys in ((), ("number",), ("number", "pk"), ("pk",), ("code",), ("audience",), ("key",)):
        try:
            return reverse(name, kwargs={"slug": slug} | {key: UNKNOWN[key] for key in keys})
        except NoReverseMatch:
            continue
    return ""


def test_every_address_of_a_policy_is_among_those_tried():
    names = set(of_a_policy())

    assert {
        "policies:policy",
        "policies:statutes",
        "policies:gaps",
        "policies:draft",
        "policies:acknowledgement",
    } <= names
    assert len(names) > 45


@pytest.mark.parametrize("role", NOT_READING)
def test_each_page_answers_as_for_a_policy_that_does_not_exist(db, head, role):
    policy = Policy.objects.create(slug="phones", title="Phones")
    draft_version(policy=policy, wording=a_wording(), by=head)
    client = Client()
    if role:
        client.force_login(UserFactory(role=role))

    wrong = {
        f"{method} {name}"
        for name in of_a_policy()
        for method in ("get", "post")
        if getattr(client, method)(at(name, "phones")).status_code
        != getattr(client, method)(at(name, "nothing")).status_code
    }

    assert wrong == set()


def test_the_review_counts_a_draft_only_for_those_who_may_read_it(sign_in, version, head, office, governor):
    draft = draft_version(policy=version.policy, wording=a_wording(), by=head)
    DraftComment.objects.create(version=draft, text="Why?", by=governor)

    hidden, shown = (sign_in(user).get(REVIEW) for user in (office, governor))

    assert hidden.context["since"].versions == 0
    assert "Comments on drafts" not in hidden.content.decode()
    assert (shown.context["since"].versions, shown.context["since"].comments) == (1, 1)
    assert "Comments on drafts" in shown.content.decode()


def test_the_search_and_the_desk_name_no_draft_to_the_office(sign_in, version, head, office):
    policy = Policy.objects.create(slug="phones", title="Telephone rules")
    draft_version(policy=policy, wording=a_wording(), by=head)
    client = sign_in(office)

    for address in ("/policies/desk/", "/policies/", "/policies/search/?q=telephone", "/dashboard/"):
        page = client.get(address).content.decode()
        assert "Telephone rules" not in page, f"{address} on {timezone.localdate()}"
