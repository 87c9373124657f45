"""Rows policy_draft (create, edit, approve, publish) and policy_old_version (read) of the table of permissions, by name
for every role: each is tried, and what was or was not done is looked at."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from people.models import User
from people.roles import Role
from policies.models import PolicyVersion
from tests.factories import UserFactory
from tests.project.access import POLICY
from tests.project.test_walk import ROLE_OF, SUBJECTS, WITHOUT_ACCOUNT, _rows

from .editor import at, rule_fields
from .test_approving import publish

TODAY = timezone.localdate
ROWS = [row for row in _rows() if (row["object"], row["action"]) in POLICY and row["role"] not in SUBJECTS]


def _of(thing: str, action: str) -> list:
    rows = [row for row in ROWS if (row["object"], row["action"]) == (thing, action)]
    return [pytest.param(row, id=row["role"]) for row in rows]


def _client(role: str) -> Client:
    """Somebody of that row, signed in where they have an account; who left had the role until yesterday."""
    client = Client()
    if role not in WITHOUT_ACCOUNT:
        client.force_login(_user(role))
    return client


def _user(role: str) -> User:
    if not role.startswith("former_"):
        return UserFactory(role=ROLE_OF[role])
    left = TODAY() - dt.timedelta(days=1)
    user = UserFactory(ends_on=left if role == "former_staff" else None)
    user.assignments.create(role=ROLE_OF[role], starts_on=left, ends_on=left)
    return user


def test_the_rows_are_there_for_every_role():
    assert len(ROWS) == 21 * len(POLICY)


@pytest.mark.parametrize("row", _of("policy_draft", "create"))
def test_policy_draft_create(policy, version, row):
    _client(row["role"]).post("/policies/social-media/versions/new/", {"how": "copy"})

    assert policy.versions.under_way().exists() == (row["verdict"] != "N")


@pytest.mark.parametrize("row", _of("policy_draft", "create"))
def test_policy_draft_create_of_a_policy_that_the_portal_does_not_know(db, row):
    _client(row["role"]).post("/policies/new/", {"title": "Phones", "slug": "phones"})

    assert PolicyVersion.objects.filter(policy__slug="phones").exists() == (row["verdict"] != "N")


@pytest.mark.parametrize("row", _of("policy_draft", "edit"))
def test_policy_draft_edit(draft, row):
    rule = draft.rules.get(code="A4")

    _client(row["role"]).post(at("rule-edit", draft, rule.pk), rule_fields(rule, text="Changed."))

    assert (draft.rules.get(code="A4").text == "Changed.") == (row["verdict"] != "N")


@pytest.mark.parametrize("row", _of("policy_draft", "approve"))
def test_policy_draft_approve(submitted, row):
    fields = {"approved_by_text": "the board", "approved_on": TODAY().isoformat(), "minute_reference": "26/9"}
    fields["revision"] = submitted.revision

    _client(row["role"]).post(at("approval", submitted), fields)

    submitted.refresh_from_db()
    assert (submitted.status == "approved") == (row["verdict"] != "N")


@pytest.mark.parametrize("row", _of("policy_draft", "publish"))
def test_policy_draft_publish(approved, row):
    _client(row["role"]).post(at("publication", approved), {"effective_from": TODAY().isoformat()})

    approved.refresh_from_db()
    assert (approved.status == "published") == (row["verdict"] != "N")


def test_policy_draft_publish_is_for_the_head_after_approval_and_not_before(submitted, sign_in, head):
    sign_in(head).post(at("publication", submitted), {"effective_from": TODAY().isoformat()})

    submitted.refresh_from_db()
    assert submitted.status == "in_review"


@pytest.mark.parametrize("role", [Role.CHAIR, Role.CLERK])
def test_policy_draft_approve_is_never_for_the_last_editor(draft, submitted, sign_in, role):
    second = UserFactory(role=role)
    PolicyVersion.objects.filter(pk=submitted.pk).update(edited_by=second)
    fields = {"approved_by_text": "the board", "approved_on": TODAY().isoformat(), "minute_reference": "26/9"}
    fields["revision"] = submitted.revision

    sign_in(second).post(at("approval", submitted), fields)

    submitted.refresh_from_db()
    assert submitted.status == "in_review"


@pytest.mark.parametrize("row", _of("policy_old_version", "read"))
def test_policy_old_version_read(approved, version, head, row):
    publish(approved, head)

    answer = _client(row["role"]).get(at("version", version))

    assert (answer.status_code == 200) == (row["verdict"] != "N")
    assert version.rules.get(code="A4").text in answer.content.decode()


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_a_draft_is_404_for_those_who_may_not_know_of_it_and_a_page_about_it_the_same_whether_it_exists(
    draft, sign_in, role
):
    client = sign_in(UserFactory(role=role))
    may = role in {"head", "dsl", "chair", "vice_chair", "clerk", "governor"}

    assert client.get(at("version", draft)).status_code == (200 if may else 404)
    for name in ("draft", "source", "comments", "approval"):
        there = client.get(at(name, draft)).status_code
        nowhere = client.get(at(name, draft).replace("versions/2", "versions/9")).status_code
        assert (there, nowhere) == (403, 403) or nowhere == 404
        assert may or there == 403
