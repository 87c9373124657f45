import datetime as dt

import pytest
from django.utils import timezone

from audit.models import AuditEvent, Verb
from policies.actions import (
    SamePerson,
    WrongDay,
    WrongStatus,
    approve_version,
    draft_version,
    publish_version,
    submit_version,
)
from policies.content import AreaText, BadWording, PolicyText
from policies.models import Policy, PolicyVersion, RelatedDocument
from policies.words import Audience

from .wordings import a_rule, a_wording

Status = PolicyVersion.Status
DAY = dt.timedelta(days=1)


def approve(version: PolicyVersion, by, **changes) -> PolicyVersion:
    """Sent to the governors, where it is not yet, and approved."""
    if version.status == Status.DRAFT:
        version = submit_version(version=version, by=version.drafted_by)
    plain = {
        "approved_on": timezone.localdate(),
        "approved_by_text": "the governing board",
        "minute_reference": "26/7",
    }
    return approve_version(version=version, by=by, **(plain | changes))


def publish(version: PolicyVersion, by, **changes) -> PolicyVersion:
    plain = {"effective_from": timezone.localdate(), "review_due_on": None}
    return publish_version(version=version, by=by, **(plain | changes))


@pytest.fixture
def draft(head) -> PolicyVersion:
    policy = Policy.objects.create(slug="phones", title="Phones")
    return draft_version(policy=policy, wording=a_wording(), by=head)


def verbs(version: PolicyVersion) -> list[str]:
    return list(AuditEvent.objects.about(version).values_list("verb", flat=True))


def test_drafting_keeps_areas_and_rules_in_order_and_is_recorded_once(head):
    policy = Policy.objects.create(slug="phones", title="Phones")
    rules = [a_rule(f"A{n}") for n in (1, 2, 10)]

    version = draft_version(policy=policy, wording=a_wording(*rules), by=head)

    assert (version.number, version.status, version.drafted_by) == (1, Status.DRAFT, head)
    assert [rule.code for rule in version.sections.get().rules.all()] == ["A1", "A2", "A10"]
    event = AuditEvent.objects.about(version).get()
    assert (event.verb, event.by) == (Verb.POLICY_DRAFTED, head)
    assert event.details == {"number": 1, "areas": 1, "rules": 3}


def test_the_next_draft_is_numbered_on_and_leaves_the_published_version_in_force(policy, version, head):
    draft = draft_version(policy=policy, wording=a_wording(), by=head)

    assert (draft.number, draft.based_on) == (2, version)
    assert PolicyVersion.objects.in_force_on(timezone.localdate()).get() == version


def test_a_document_named_in_a_draft_is_known_afterwards_and_not_yet_linked(head):
    policy = Policy.objects.create(slug="phones", title="Phones")

    draft_version(policy=policy, wording=a_wording(a_rule(related=("Behaviour policy",))), by=head)

    assert not RelatedDocument.objects.get(title="Behaviour policy").is_linked


@pytest.mark.parametrize(
    "rules",
    [
        [a_rule("A1"), a_rule("a1")],
        [a_rule("A1", text="  ")],
        [a_rule("A1", audiences=())],
    ],
)
def test_a_wording_that_cannot_be_kept_is_refused_and_leaves_nothing(head, rules):
    policy = Policy.objects.create(slug="phones", title="Phones")

    with pytest.raises(BadWording, match=r"(?i)a1"):
        draft_version(policy=policy, wording=a_wording(*rules), by=head)

    assert not PolicyVersion.objects.exists()
    assert not AuditEvent.objects.exists()


def test_two_areas_of_one_code_are_refused(head):
    policy = Policy.objects.create(slug="phones", title="Phones")
    area = AreaText(code="A", title="Staff", audiences=(Audience.STAFF,), rules=())

    with pytest.raises(BadWording, match="more than one area"):
        draft_version(policy=policy, wording=PolicyText(areas=(area, area)), by=head)


def test_approval_keeps_the_body_the_day_and_the_minute(draft, chair):
    version = approve(draft, by=chair)

    assert (version.status, version.approved_by, version.minute_reference) == (Status.APPROVED, chair, "26/7")
    assert verbs(version) == [Verb.POLICY_DRAFTED, Verb.POLICY_SUBMITTED, Verb.POLICY_APPROVED]


def test_who_wrote_a_version_does_not_approve_it(draft, head):
    with pytest.raises(SamePerson):
        approve(draft, by=head)

    draft.refresh_from_db()
    assert draft.status == Status.IN_REVIEW


@pytest.mark.parametrize("change", [{"approved_by_text": ""}, {"approved_on": dt.date(2999, 1, 1)}])
def test_an_approval_without_body_or_in_the_future_is_refused(draft, chair, change):
    with pytest.raises(WrongDay):
        approve(draft, by=chair, **change)


@pytest.mark.parametrize("status", [Status.DRAFT, Status.CHANGES_REQUESTED])
def test_a_version_that_the_governors_do_not_have_is_not_approved(draft, chair, status):
    PolicyVersion.objects.filter(pk=draft.pk).update(status=status)

    with pytest.raises(WrongStatus):
        approve_version(
            version=draft,
            approved_on=timezone.localdate(),
            approved_by_text="the board",
            minute_reference="1",
            by=chair,
        )


def test_an_approved_and_a_published_version_are_not_approved_again(draft, version, chair):
    approved = approve(draft, by=chair)

    for again in (approved, version):
        with pytest.raises(WrongStatus):
            approve(again, by=chair)


def test_publishing_replaces_the_version_before_in_the_same_step(policy, version, head, chair):
    newer = approve(draft_version(policy=policy, wording=a_wording(), by=head), by=chair)

    newer = publish(newer, by=head)

    version.refresh_from_db()
    assert (newer.status, version.status) == (Status.PUBLISHED, Status.SUPERSEDED)
    event = AuditEvent.objects.about(newer).last()
    assert (event.verb, event.details) == (Verb.POLICY_PUBLISHED, {"number": 2, "replaced": 1, "people": 1})
    assert verbs(newer).count(Verb.POLICY_PUBLISHED) == 1


def test_a_version_published_for_later_leaves_todays_in_force(policy, version, head, chair):
    newer = approve(draft_version(policy=policy, wording=a_wording(), by=head), by=chair)
    next_week = timezone.localdate() + 7 * DAY

    publish(newer, by=head, effective_from=next_week)

    assert PolicyVersion.objects.in_force_on(next_week - DAY).get() == version
    assert PolicyVersion.objects.in_force_on(next_week).get() == newer


def test_a_draft_is_not_published(draft, head):
    with pytest.raises(WrongStatus):
        publish(draft, by=head)

    assert verbs(draft) == [Verb.POLICY_DRAFTED]


def test_a_published_version_is_not_published_again(version, head):
    with pytest.raises(WrongStatus):
        publish(version, by=head)


def test_a_later_version_does_not_begin_in_the_past(policy, version, head, chair):
    newer = approve(draft_version(policy=policy, wording=a_wording(), by=head), by=chair)

    with pytest.raises(WrongDay, match="until then the version before it holds"):
        publish(newer, by=head, effective_from=timezone.localdate() - DAY)

    version.refresh_from_db()
    assert version.status == Status.PUBLISHED


def test_a_review_comes_after_the_first_day(draft, head, chair):
    approved = approve(draft, by=chair)

    with pytest.raises(WrongDay, match="next review"):
        publish(approved, by=head, review_due_on=timezone.localdate())
