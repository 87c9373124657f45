import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from people.permissions import ROLE_PERMISSIONS, Permission
from people.roles import Role
from policies.actions import begin_draft, draft_version
from policies.models import Policy, PolicyVersion, Rule, RuleVersion, Section
from tests.factories import UserFactory

from .wordings import a_wording

Status = PolicyVersion.Status
DAY = dt.timedelta(days=1)


def another_version(policy: Policy, number: int, status: Status, first_day: dt.date) -> PolicyVersion:
    return PolicyVersion.objects.create(
        policy=policy,
        number=number,
        status=status,
        approved_on=first_day,
        approved_by_text="the governing board",
        published_at=timezone.now(),
        effective_from=first_day,
    )


def refused(make) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_a_policy_has_one_published_version_at_most(policy, first_day):
    refused(lambda: another_version(policy, 2, Status.PUBLISHED, first_day))


def test_a_version_number_stands_once(policy):
    refused(lambda: PolicyVersion.objects.create(policy=policy, number=1))


def test_a_published_version_has_its_first_day(version):
    refused(lambda: PolicyVersion.objects.filter(pk=version.pk).update(effective_from=None))


def test_a_draft_claims_no_approval(policy):
    refused(
        lambda: PolicyVersion.objects.create(
            policy=policy, number=2, approved_on=timezone.localdate(), approved_by_text="the board"
        )
    )


def test_an_approved_version_says_who_approved_it(policy):
    approved = {"status": Status.APPROVED, "approved_on": timezone.localdate()}
    refused(lambda: PolicyVersion.objects.create(policy=policy, number=2, **approved))


def test_a_withdrawn_version_says_since_when(version):
    refused(lambda: PolicyVersion.objects.filter(pk=version.pk).update(status=Status.WITHDRAWN))


@pytest.fixture
def draft(policy, head) -> PolicyVersion:
    """A version whose rows may still be written."""
    return begin_draft(policy=policy, by=head)


def test_a_rule_code_stands_once_in_a_version(policy, draft):
    version, like = draft, draft.rules.get(code="A4")
    refused(
        lambda: RuleVersion.objects.create(
            version=version,
            section=like.section,
            rule=Rule.objects.create(policy=policy),
            code="A4",
            order=99,
            text="Another.",
            strength="must",
        )
    )


def test_a_rule_is_worded_once_in_a_version(draft):
    version, like = draft, draft.rules.get(code="A4")
    refused(
        lambda: RuleVersion.objects.create(
            version=version,
            section=like.section,
            rule=like.rule,
            code="A99",
            order=99,
            text="Twice.",
            strength="must",
        )
    )


def test_one_version_is_under_way_at_a_time(policy, head):
    draft_version(policy=policy, wording=a_wording(), by=head)

    refused(lambda: PolicyVersion.objects.create(policy=policy, number=9))


@pytest.mark.parametrize("change", [{"strength": "perhaps"}, {"text": ""}])
def test_a_rule_has_a_text_and_a_known_strength(draft, change):
    refused(lambda: draft.rules.filter(code="A4").update(**change))


def test_a_section_code_stands_once_in_a_version(draft):
    refused(lambda: Section.objects.create(version=draft, code="A", order=9, title="Again"))


def test_a_rule_keeps_its_identity_from_version_to_version(policy, version, head):
    newer = draft_version(policy=policy, wording=a_wording(), by=head)

    assert newer.rules.get().rule == version.rules.get(code="A1").rule
    assert newer.rules.get().rule.wordings.count() == 2


def test_the_version_in_force_is_the_last_to_have_begun(policy, version, first_day):
    PolicyVersion.objects.filter(pk=version.pk).update(status=Status.SUPERSEDED)
    tomorrow = timezone.localdate() + DAY
    newer = another_version(policy, 2, Status.PUBLISHED, tomorrow)

    def in_force_on(day):
        return list(PolicyVersion.objects.in_force_on(day))

    assert in_force_on(first_day - DAY) == []
    assert in_force_on(first_day) == [version]
    assert in_force_on(tomorrow - DAY) == [version]
    assert in_force_on(tomorrow) == [newer]


def test_a_withdrawn_version_and_a_draft_are_never_in_force(policy, version, head, first_day):
    draft_version(policy=policy, wording=a_wording(), by=head)
    PolicyVersion.objects.filter(pk=version.pk).update(status=Status.WITHDRAWN, withdrawn_on=timezone.localdate())

    assert not PolicyVersion.objects.in_force_on(timezone.localdate()).exists()


def test_everybody_sees_what_was_ever_published_and_nobody_else_sees_a_draft(policy, version, head, parent):
    draft_version(policy=policy, wording=a_wording(), by=head)
    parent.permissions = {"people.view_home"}

    assert list(PolicyVersion.objects.visible_to(AnonymousUser())) == [version]
    assert list(PolicyVersion.objects.visible_to(parent)) == [version]


def test_a_draft_is_seen_by_those_who_may_see_drafts(policy, version, head):
    draft = draft_version(policy=policy, wording=a_wording(), by=head)
    head.permissions = {Permission.POLICY_DRAFT_VIEW}

    assert set(PolicyVersion.objects.visible_to(head)) == {draft, version}


@pytest.mark.parametrize("role", Role)
def test_drafts_are_for_head_safeguarding_lead_governors_and_clerk(policy, version, head, role):
    draft = draft_version(policy=policy, wording=a_wording(), by=head)
    reader = UserFactory(role=role)

    assert (draft in PolicyVersion.objects.visible_to(reader)) == (
        Permission.POLICY_DRAFT_VIEW in ROLE_PERMISSIONS[role]
    )
    assert version in PolicyVersion.objects.visible_to(reader)


def test_the_library_knows_published_policies_alone(policy, head):
    unpublished = Policy.objects.create(slug="behaviour", title="Behaviour policy")
    draft_version(policy=unpublished, wording=a_wording(), by=head)

    assert list(Policy.objects.published()) == [policy]
