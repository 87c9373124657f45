"""A draft is thrown away: its words go for good, that there was one stays, and what was agreed to is out of reach."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from audit.models import AuditEvent, Verb
from people.models import User
from people.roles import Role
from policies.actions import (
    CannotBeSo,
    Stale,
    WrongStatus,
    begin_draft,
    comment_on_draft,
    new_policy,
    remove_rule,
    take_back_version,
)
from policies.actions.discarding import discard_version
from policies.losing import lost_with
from policies.models import DraftComment, Policy, PolicyImport, PolicyVersion, RuleVersion, Section, VersionStep
from policies.models.states import Status
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
WHY = "We begin again after the training."
SECRET = "Mrs Quill ought never to have said that."


def throw_away(version: PolicyVersion, by: User, reason: str = WHY) -> PolicyVersion:
    return discard_version(version=version, reason=reason, seen=lost_with(version).stamp, by=by)


def page_of(version: PolicyVersion) -> str:
    return f"/policies/{version.policy.slug}/versions/{version.number}/discarding/"


def trail_of(version: PolicyVersion) -> str:
    return reverse("record:trail", args=["policy", version.pk])


@pytest.fixture
def written(draft, head, dsl) -> PolicyVersion:
    """A draft with two rules taken out and a comment."""
    for code in ("A1", "A2"):
        remove_rule(version=draft, key=draft.rules.get(code=code).pk, by=head)
    comment_on_draft(version=draft, text=SECRET, rule=draft.rules.get(code="A6"), by=dsl)
    return draft


@pytest.fixture
def dsl(db) -> User:
    return UserFactory(role=Role.DSL)


def test_its_rules_texts_comments_and_file_are_gone_and_the_published_version_stands(written, version, head):
    PolicyImport.objects.create(version=written, file_name="policy.docx", sentences=[{"text": SECRET}])
    before = RuleVersion.objects.filter(version=version).count()

    gone = throw_away(written, head)

    for model in (RuleVersion, Section, DraftComment, PolicyImport):
        assert not model.objects.filter(version=gone).exists()
    gone.refresh_from_db()
    assert (gone.status, gone.lead, gone.introduction, gone.in_short) == (Status.DISCARDED, "", "", "")
    assert RuleVersion.objects.filter(version=version).count() == before
    version.refresh_from_db()
    assert version.status == Status.PUBLISHED


def test_who_when_and_why_stay_as_a_step_and_as_an_event_with_counts_alone(written, head):
    throw_away(written, head)

    step = VersionStep.objects.get(kind=VersionStep.Kind.DISCARDED)
    assert (step.version, step.by, step.note) == (written, head, WHY)
    event = AuditEvent.objects.get(verb=Verb.POLICY_DISCARDED)
    assert (event.by, event.details) == (head, {"number": 2, "changed": 2, "comments": 1})


def test_the_next_draft_begins_at_once_under_the_next_number(written, head):
    throw_away(written, head)

    assert begin_draft(policy=written.policy, by=head).number == 3


@pytest.mark.parametrize("status", [Status.IN_REVIEW, Status.APPROVED, Status.PUBLISHED])
def test_what_the_governors_have_or_agreed_to_is_not_thrown_away(status, request, head):
    names = {Status.IN_REVIEW: "submitted", Status.APPROVED: "approved", Status.PUBLISHED: "version"}
    version = request.getfixturevalue(names[status])
    rules = version.rules.count()

    with pytest.raises(WrongStatus):
        throw_away(version, head)

    version.refresh_from_db()
    assert (version.status, version.rules.count()) == (status, rules)


def test_taken_back_from_the_governors_it_can_be_thrown_away(submitted, head):
    take_back_version(version=submitted, by=head)

    assert throw_away(submitted, head).status == Status.DISCARDED


def test_the_database_itself_throws_nothing_away_that_was_agreed_to(approved, version):
    for agreed in (approved, version):
        with pytest.raises(DatabaseError), transaction.atomic():
            PolicyVersion.objects.filter(pk=agreed.pk).update(status=Status.DISCARDED)
        with pytest.raises(DatabaseError), transaction.atomic():
            RuleVersion.objects.filter(version=agreed).delete()


def test_without_a_reason_or_with_more_lost_than_was_shown_nothing_goes(written, head, dsl):
    seen = lost_with(written).stamp
    comment_on_draft(version=written, text="One more.", by=dsl)

    with pytest.raises(CannotBeSo):
        throw_away(written, head, reason="  ")
    with pytest.raises(Stale):
        discard_version(version=written, reason=WHY, seen=seen, by=head)
    assert written.comments.count() == 2


def test_the_page_tells_what_is_lost_asks_why_and_leads_to_the_history(client: Client, written, head):
    client.force_login(head)
    page = client.get(page_of(written)).content.decode()
    assert "<strong>2</strong> that differ from version 1" in page
    assert "<strong>1</strong>, 1 of them not answered yet" in page

    assert client.post(page_of(written), {"seen": lost_with(written).stamp}).status_code == 400
    answer = client.post(page_of(written), {"seen": lost_with(written).stamp, "reason": WHY}, follow=True)

    assert answer.request["PATH_INFO"] == "/policies/social-media/versions/"
    assert WHY in answer.content.decode()
    assert "Begin the next version" in answer.content.decode()


def test_a_comment_made_meanwhile_is_shown_first_and_the_reason_is_not_lost(client: Client, written, head, dsl):
    client.force_login(head)
    seen = lost_with(written).stamp
    comment_on_draft(version=written, text="Wait.", by=dsl)

    answer = client.post(page_of(written), {"seen": seen, "reason": WHY})
    page = answer.content.decode()

    assert answer.status_code == 409
    assert WHY in page and "<strong>2</strong>, 2 of them not answered yet" in page
    assert f'value="{lost_with(written).stamp}"' in page


def test_no_page_tells_a_word_of_it_and_only_readers_of_drafts_that_it_was(client: Client, written, version, head, dsl):
    number = throw_away(written, head).number
    base = f"/policies/social-media/versions/{number}/"
    for user in (head, dsl, UserFactory(role=Role.STAFF), None):
        client.force_login(user) if user else client.logout()
        for page in ("", "edit/", "comments/", "source/", "discarding/"):
            assert client.get(f"{base}{page}").status_code in {302, 403, 404}
        history = client.get("/policies/social-media/versions/").content.decode()
        assert (WHY in history) == (user in (head, dsl))
        assert SECRET not in history
    client.force_login(head)
    for address in ("/policies/desk/", "/policies/social-media/review/", trail_of(version)):
        assert SECRET not in client.get(address).content.decode()


def test_the_trail_of_the_policy_tells_it_to_who_may_read_drafts(client: Client, written, version, head):
    throw_away(written, head)
    client.force_login(head)

    assert "Draft of a policy thrown away" in client.get(trail_of(version)).content.decode()


def test_a_policy_whose_only_draft_went_can_be_begun_again(client: Client, head):
    draft = new_policy(slug="phones", title="Phones", by=head)
    throw_away(draft, head)
    client.force_login(head)

    assert "/policies/phones/versions/" in client.get("/policies/desk/").content.decode()
    page = client.get("/policies/phones/versions/").content.decode()
    assert "There is no version." in page and "Begin the next version" in page
    assert begin_draft(policy=Policy.objects.get(slug="phones"), by=head).number == 2
    client.logout()
    assert client.get("/policies/phones/versions/").status_code == 404


def test_who_may_not_write_drafts_may_not_throw_them_away(client: Client, written, dsl):
    for role in set(Role) - {Role.HEAD, Role.CLERK}:
        client.force_login(UserFactory(role=role))
        assert client.post(page_of(written), {"seen": "", "reason": WHY}).status_code == 403
    client.force_login(UserFactory(role=Role.CLERK))
    assert client.get(page_of(written)).status_code == 200
