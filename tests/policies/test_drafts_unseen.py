"""Nothing of a draft reaches whoever may not read drafts: no word, no title, no count, no address."""

import pytest
from django.core import mail
from django.urls import reverse

from people.roles import Role
from policies.actions import add_rule, comment_on_draft, new_policy
from policies.models import RelatedDocument
from policies.models.states import Status
from policies.words import Strength
from tests.factories import UserFactory

from .editor import at, rule_entry

SECRET = "Zanzibarine"
DOCUMENT = f"{SECRET} Policy"
BLIND = [Role.OFFICE, Role.STAFF, Role.PARENT, Role.DPO]
FILE = f"# {SECRET} telephones\n\n## Staff\n\n- Staff must follow the {DOCUMENT}.\n".encode()


@pytest.fixture
def secret(draft, head):
    """A draft, and a policy that is nothing but a draft, full of a word that stands nowhere else."""
    rule = draft.rules.get(code="A4")
    entry = rule_entry(rule, code="A12", text=f"{SECRET} must stay away.", strength=Strength.MUST)
    add_rule(version=draft, area=rule.section_id, entry=entry, by=head)
    comment_on_draft(version=draft, text=f"{SECRET}?", by=head)
    return new_policy(slug="zanzi", title=f"{SECRET} telephones", by=head, content=FILE, name="zanzi.md")


def _pages(draft, alone):
    names = ("library", "search", "desk", "documents", "platforms", "leaver-letters", "privacy-checkup")
    pages = [reverse(f"policies:{name}") for name in names] + [
        reverse("dashboard"),
        reverse("policies:search") + "?q=" + SECRET,
    ]
    for policy in (draft.policy, alone.policy):
        of = ("policy", "versions", "compare", "acknowledgement", "acknowledgements", "gaps")
        pages += [reverse(f"policies:{name}", args=[policy.slug]) for name in of]
        pages += [reverse("policies:policy", args=[policy.slug]) + "?on=2027-01-01"]
        pages += [reverse("policy-review", args=[policy.slug])]
        pages += [
            reverse("policies:audience", args=[policy.slug, "staff"]),
            reverse("policies:rule", args=[policy.slug, "A12"]),
        ]
    for version in (draft, alone):
        pages += [
            version.get_absolute_url(),
            *(at(name, version) for name in ("draft", "comments", "source", "approval")),
        ]
        pages.append(reverse("policies:compare", args=[version.policy.slug]) + f"?to={version.number}")
    return pages


@pytest.mark.parametrize("role", BLIND)
def test_no_page_says_a_word_of_a_draft(secret, draft, sign_in, role):
    client = sign_in(UserFactory(role=role))

    leaking = [
        page
        for page in _pages(draft, secret)
        if SECRET
        in client.get(page, follow=True).content.decode().replace(f"q={SECRET}", "").replace(f'"{SECRET}"', "")
    ]

    assert [page for page in leaking if "search" not in page] == []


def test_no_page_says_a_word_of_a_draft_to_somebody_not_signed_in(secret, draft, client):
    leaking = [page for page in _pages(draft, secret) if SECRET in client.get(page).content.decode()]

    assert [page for page in leaking if "search" not in page and "next=" not in page] == []


@pytest.mark.parametrize("role", BLIND)
def test_the_search_finds_nothing_in_a_draft(secret, sign_in, role):
    page = sign_in(UserFactory(role=role)).get(reverse("policies:search"), {"q": SECRET}).content.decode()

    assert "must stay away" not in page
    assert DOCUMENT not in page


@pytest.mark.parametrize("role", BLIND)
def test_a_policy_that_is_only_a_draft_is_not_there(secret, sign_in, role):
    client = sign_in(UserFactory(role=role))
    names = ("policy", "versions", "compare", "acknowledgement")

    answers = {name: client.get(reverse(f"policies:{name}", args=["zanzi"])).status_code for name in names}

    assert set(answers.values()) == {404}, answers


def test_a_document_that_only_a_draft_names_is_unknown_to_the_office(secret, sign_in, head):
    document = RelatedDocument.objects.get(title=DOCUMENT)
    office = sign_in(UserFactory(role=Role.OFFICE))

    assert office.get(document.get_absolute_url()).status_code == 404
    assert sign_in(head).get(document.get_absolute_url()).status_code == 200


def test_once_published_or_linked_the_office_knows_it(secret, sign_in):
    document = RelatedDocument.objects.get(title=DOCUMENT)
    RelatedDocument.objects.filter(pk=document.pk).update(url="https://todwick.example/a")

    assert sign_in(UserFactory(role=Role.OFFICE)).get(document.get_absolute_url()).status_code == 200


def test_no_mail_is_sent_before_publication(secret, draft, mailoutbox):
    assert draft.status == Status.DRAFT
    assert mail.outbox == mailoutbox == []
