"""The title of a document that only a draft named goes with the draft, and nobody learns of it before."""

from dataclasses import replace

import pytest

from people.models import User
from people.roles import Role
from policies.actions import draft_version, edit_rule, remove_rule
from policies.actions.discarding import discard_version
from policies.actions.documents import DocumentEntry, add_document, change_document
from policies.losing import lost_with
from policies.models import Policy, PolicyVersion, RelatedDocument
from tests.factories import UserFactory

from .editor import rule_entry
from .wordings import a_rule, a_wording

pytestmark = pytest.mark.django_db
SECRET, BY_HAND = "Letter about Mrs Quill", "Home and school agreement"
LIST = "/policies/documents/"


@pytest.fixture
def office() -> User:
    return UserFactory(role=Role.OFFICE)


@pytest.fixture
def by_hand(office) -> RelatedDocument:
    return add_document(entry=DocumentEntry(title=BY_HAND), by=office)


@pytest.fixture
def named(policy, head, by_hand) -> PolicyVersion:
    """A draft with a rule that names both."""
    rule = replace(a_rule("A1"), related=(SECRET, BY_HAND))
    return draft_version(policy=policy, wording=a_wording(rule), by=head)


def discard(version: PolicyVersion, by: User) -> None:
    discard_version(version=version, reason="We begin again.", seen=lost_with(version).stamp, by=by)


def shown(client, user: User) -> set[str]:
    client.force_login(user)
    page = client.get(LIST).content.decode()
    return {title for title in (SECRET, BY_HAND) if title in page}


def test_the_office_learns_no_title_of_a_draft_before_and_after_its_rule_goes(client, named, head, office):
    assert shown(client, office) == {BY_HAND}  # which they entered themselves

    remove_rule(version=named, key=named.rules.get().pk, by=head)

    assert shown(client, office) == {BY_HAND}
    assert shown(client, head) == {SECRET, BY_HAND}


def test_a_title_taken_out_of_a_rule_is_not_shown_either(client, named, head, office):
    rule = named.rules.get()
    edit_rule(version=named, key=rule.pk, seen=rule.revision, entry=rule_entry(rule, related=()), by=head)

    assert shown(client, office) == {BY_HAND}


def test_thrown_away_with_the_draft_it_is_gone_for_everybody(client, named, head, office):
    discard(named, head)

    assert shown(client, office) == shown(client, head) == {BY_HAND}
    assert list(RelatedDocument.objects.filter(title__in=(SECRET, BY_HAND)).values_list("title", flat=True)) == [
        BY_HAND
    ]


def test_what_somebody_gave_a_link_meanwhile_stays(client, named, head, office):
    document = RelatedDocument.objects.get(title=SECRET)
    change_document(document=document, entry=DocumentEntry(title=SECRET, url="https://a.example/"), by=head)

    discard(named, head)

    assert shown(client, office) == {SECRET, BY_HAND}


def test_what_another_version_names_stays(client, named, version, head):
    other = Policy.objects.create(slug="phones", title="Phones")
    draft_version(policy=other, wording=a_wording(replace(a_rule("B1"), related=(SECRET,))), by=head)

    discard(named, head)

    assert shown(client, head) == {SECRET, BY_HAND}
