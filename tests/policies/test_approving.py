"""A version on its way: to the governors and back, approved, published, withdrawn. Each step in its place, recorded."""

import datetime as dt

import pytest
from django.utils import timezone

from audit.models import AuditEvent, Verb
from people.models import Notification
from people.roles import Role
from policies.actions import (
    CannotBeSo,
    SamePerson,
    TextsEntry,
    Unsettled,
    WrongDay,
    WrongStatus,
    approve_version,
    begin_draft,
    comment_on_draft,
    edit_texts,
    publish_version,
    request_changes,
    settle_comment,
    submit_version,
    take_back_version,
    withdraw_version,
)
from policies.actions.editing_texts import mark_of
from policies.models import Policy, PolicyVersion, VersionStep
from tests.factories import UserFactory

Status = PolicyVersion.Status
Kind = VersionStep.Kind
DAY = dt.timedelta(days=1)


def approve(version: PolicyVersion, by, **changes) -> PolicyVersion:
    plain = {"approved_on": timezone.localdate(), "approved_by_text": "the board", "minute_reference": "26/7"}
    return approve_version(version=version, by=by, **plain | changes)


def publish(version: PolicyVersion, by, days: int = 0) -> PolicyVersion:
    day = timezone.localdate() + days * DAY
    return publish_version(version=version, effective_from=day, review_due_on=None, by=by)


def steps(version: PolicyVersion) -> list[str]:
    return list(version.steps.values_list("kind", flat=True))


def recorded(version: PolicyVersion, verb: Verb) -> int:
    return AuditEvent.objects.about(version).filter(verb=verb).count()


def in_force(days: int = 0) -> PolicyVersion | None:
    return PolicyVersion.objects.in_force_on(timezone.localdate() + days * DAY).first()


# --- to the governors and back ------------------------------------------------------------------------------


def test_a_draft_goes_to_the_governors_with_a_word_and_is_recorded_once(draft, clerk):
    version = submit_version(version=draft, by=clerk, note="For the autumn meeting.")

    step = version.steps.get()
    assert (version.status, step.kind, step.by, step.note) == (
        Status.IN_REVIEW, Kind.SUBMITTED, clerk, "For the autumn meeting.",
    )  # fmt: skip
    assert recorded(version, Verb.POLICY_SUBMITTED) == 1


def test_a_draft_that_says_nothing_is_not_sent(head):
    draft = begin_draft(policy=Policy.objects.create(slug="phones", title="Phones"), by=head)

    with pytest.raises(CannotBeSo, match="no area"):
        submit_version(version=draft, by=head)


def test_it_is_taken_back_before_they_decided_and_sent_again(submitted, head):
    version = take_back_version(version=submitted, by=head, note="A word is missing.")

    assert (version.status, version.is_editable) == (Status.DRAFT, True)
    assert steps(submit_version(version=version, by=head)) == [Kind.SUBMITTED, Kind.TAKEN_BACK, Kind.SUBMITTED]
    assert recorded(version, Verb.POLICY_TAKEN_BACK) == 1


def test_changes_are_asked_for_with_a_note_and_it_can_be_written_again(submitted, chair, head):
    version = request_changes(version=submitted, note="A2 is too hard.", by=chair)

    assert (version.status, version.steps.last().note) == (Status.CHANGES_REQUESTED, "A2 is too hard.")
    assert edit_texts(version=version, seen=mark_of(version), entry=TextsEntry(lead="Softer."), by=head)
    assert submit_version(version=version, by=head).status == Status.IN_REVIEW
    assert recorded(version, Verb.POLICY_CHANGES_REQUESTED) == 1


def test_changes_are_not_asked_for_without_saying_which(submitted, chair):
    with pytest.raises(CannotBeSo) as refused:
        request_changes(version=submitted, note=" ", by=chair)

    assert refused.value.field == "note"


# --- approval -----------------------------------------------------------------------------------------------


def test_the_chair_approves_and_who_when_and_minute_are_kept(submitted, chair):
    version = approve(submitted, chair)

    assert (version.status, version.approved_by, version.minute_reference) == (Status.APPROVED, chair, "26/7")
    assert steps(version) == [Kind.SUBMITTED, Kind.APPROVED]
    assert recorded(version, Verb.POLICY_APPROVED) == 1


def test_the_clerk_records_what_the_board_decided_with_its_minute(submitted, clerk):
    with pytest.raises(CannotBeSo) as refused:
        approve(submitted, clerk, minute_reference="  ")
    assert refused.value.field == "minute_reference"

    assert approve(submitted, clerk).status == Status.APPROVED


def test_the_chair_needs_no_minute(submitted, chair):
    assert approve(submitted, chair, minute_reference="").status == Status.APPROVED


def test_who_drafted_it_does_not_approve_it_though_another_wrote_in_it_last(policy, version, clerk, head):
    draft = begin_draft(policy=policy, by=clerk)
    edit_texts(version=draft, seen=mark_of(draft), entry=TextsEntry(lead="Else."), by=head)

    with pytest.raises(SamePerson):
        approve(submit_version(version=draft, by=clerk), clerk)


def test_who_wrote_in_it_last_does_not_approve_it(draft, clerk, head):
    edit_texts(version=draft, seen=mark_of(draft), entry=TextsEntry(lead="Else."), by=clerk)

    with pytest.raises(SamePerson):
        approve(submit_version(version=draft, by=head), clerk)


def test_it_is_not_approved_while_a_comment_waits_and_is_once_it_is_settled(submitted, dsl, chair, head):
    comment = comment_on_draft(version=submitted, text="Which accounts?", by=dsl)
    with pytest.raises(Unsettled, match="1 comment waits"):
        approve(submitted, chair)

    settle_comment(version=submitted, key=comment.pk, answer="Those of the register.", by=head)

    assert approve(submitted, chair).status == Status.APPROVED


@pytest.mark.parametrize("change", [{"approved_by_text": " "}, {"approved_on": timezone.localdate() + DAY}])
def test_an_approval_names_a_body_and_a_day_that_has_come(submitted, chair, change):
    with pytest.raises(WrongDay):
        approve(submitted, chair, **change)


# --- comments -----------------------------------------------------------------------------------------------


def test_a_comment_on_a_rule_keeps_the_code_it_had_and_follows_the_rule(draft, dsl):
    rule = draft.rules.get(code="A4")

    comment = comment_on_draft(version=draft, text="Why?", by=dsl, rule=rule)

    assert (comment.rule_id, comment.code, comment.section) == (rule.rule_id, "A4", None)
    assert recorded(draft, Verb.POLICY_COMMENTED) == 1


def test_a_comment_is_about_an_area_or_the_whole(draft, dsl):
    section = draft.sections.get(code="B")

    assert comment_on_draft(version=draft, text="Why?", by=dsl, section=section).code == "B"
    assert comment_on_draft(version=draft, text="Why?", by=dsl).code == ""


def test_an_empty_comment_and_an_empty_answer_are_refused(draft, dsl, head):
    with pytest.raises(CannotBeSo):
        comment_on_draft(version=draft, text=" ", by=dsl)
    comment = comment_on_draft(version=draft, text="Why?", by=dsl)
    with pytest.raises(CannotBeSo):
        settle_comment(version=draft, key=comment.pk, answer="", by=head)

    assert draft.comments.open().get() == comment


def test_a_settled_comment_keeps_its_first_answer(draft, dsl, head):
    comment = comment_on_draft(version=draft, text="Why?", by=dsl)
    settle_comment(version=draft, key=comment.pk, answer="Because.", by=head)

    with pytest.raises(CannotBeSo, match="settled this comment already"):
        settle_comment(version=draft, key=comment.pk, answer="Else.", by=head)

    comment.refresh_from_db()
    assert (comment.answer, comment.settled_by) == ("Because.", head)
    assert recorded(draft, Verb.POLICY_COMMENT_SETTLED) == 1


# --- publication --------------------------------------------------------------------------------------------


def test_publishing_supersedes_the_version_before_in_the_same_step(approved, version, head):
    publish(approved, head)

    version.refresh_from_db()
    assert (version.status, in_force()) == (Status.SUPERSEDED, approved)
    assert steps(approved) == [Kind.SUBMITTED, Kind.APPROVED, Kind.PUBLISHED]


def test_a_version_published_for_tomorrow_leaves_today_to_the_one_before(approved, version, head):
    publish(approved, head, days=1)

    assert (in_force(), in_force(1)) == (version, approved)


def test_a_later_version_begins_today_or_later(approved, head):
    with pytest.raises(WrongDay, match="or later"):
        publish(approved, head, days=-1)


def test_after_a_withdrawal_the_next_version_does_not_begin_in_the_past_either(approved, version, head):
    withdraw_version(version=version, reason="Wrong.", by=head)

    with pytest.raises(WrongDay, match="or later"):
        publish(approved, head, days=-1)


def test_whom_it_is_for_hears_of_it_title_version_and_day_and_nothing_else(approved, head, settings):
    parent, dpo = UserFactory(role=Role.PARENT), UserFactory(role=Role.DPO)
    gone = UserFactory(role=Role.STAFF, ends_on=timezone.localdate() - DAY)
    Notification.objects.all().delete()

    publish(approved, head, days=3)

    mails = Notification.objects.filter(kind=Notification.Kind.POLICY_PUBLISHED)
    told = {mail.user_id for mail in mails}
    assert {head.pk, parent.pk} <= told
    assert not {dpo.pk, gone.pk} & told
    mail, day = mails.get(user=parent), timezone.localdate() + 3 * DAY
    assert mail.subject == "Social media policy: version 2 is published"
    assert mail.body == (
        f"Social media policy, version 2, applies from {day:%-d %B %Y}.\nRead it here:\n"
        f"{settings.SITE_URL}/policies/social-media/versions/2/\n"
    )


def test_a_correction_says_that_nobody_has_to_read_it_again(draft, head, chair):
    edit_texts(version=draft, seen=mark_of(draft), entry=TextsEntry(is_minor=True), by=head)
    version = approve(submit_version(version=draft, by=head), chair)

    publish(version, head)

    mail = Notification.objects.filter(kind=Notification.Kind.POLICY_PUBLISHED).latest("pk")
    assert "nobody has to read it again" in mail.body


# --- withdrawal ---------------------------------------------------------------------------------------------


def test_a_withdrawn_version_holds_no_longer_from_today_and_did_before(version, head):
    withdrawn = withdraw_version(version=version, reason="A rule is unlawful.", by=head)

    assert (withdrawn.status, withdrawn.withdrawn_on) == (Status.WITHDRAWN, timezone.localdate())
    assert (in_force(), in_force(-1)) == (None, version)
    assert withdrawn.steps.last().note == "A rule is unlawful."
    assert recorded(version, Verb.POLICY_WITHDRAWN) == 1


def test_withdrawn_before_its_first_day_it_never_held_and_the_one_before_goes_on(approved, version, head):
    publish(approved, head, days=2)

    withdrawn = withdraw_version(version=approved, reason="Too early.", by=head)

    version.refresh_from_db()
    assert (version.status, withdrawn.never_held) == (Status.PUBLISHED, True)
    assert (in_force(), in_force(3)) == (version, version)


def test_after_a_withdrawal_nothing_of_before_comes_back_by_itself(approved, version, head):
    publish(approved, head)
    PolicyVersion.objects.filter(pk=approved.pk).update(effective_from=timezone.localdate() - DAY)

    withdraw_version(version=approved, reason="Wrong.", by=head)

    assert in_force() is None


def test_a_withdrawal_says_why(version, head):
    with pytest.raises(CannotBeSo) as refused:
        withdraw_version(version=version, reason="", by=head)

    assert refused.value.field == "reason"


def test_the_next_draft_after_a_withdrawal_begins_with_what_was_withdrawn(policy, version, head):
    withdraw_version(version=version, reason="Wrong.", by=head)

    assert begin_draft(policy=policy, by=head).rules.count() == version.rules.count()


# --- each step in its place ---------------------------------------------------------------------------------

DEEDS = {
    "submit": (lambda v, by: submit_version(version=v, by=by), {"draft", "changes"}),
    "take_back": (lambda v, by: take_back_version(version=v, by=by), {"submitted"}),
    "request_changes": (lambda v, by: request_changes(version=v, note="x", by=by), {"submitted"}),
    "approve": (lambda v, by: approve(v, by), {"submitted"}),
    "publish": (lambda v, by: publish(v, by), {"approved"}),
    "withdraw": (lambda v, by: withdraw_version(version=v, reason="x", by=by), {"published"}),
    "comment": (lambda v, by: comment_on_draft(version=v, text="x", by=by), {"draft", "submitted", "changes"}),
}


@pytest.fixture
def states(policy, version, draft, head, chair):
    """`states(name)`: version 2 brought to a state."""

    def _state(name: str) -> PolicyVersion:
        if name == "draft":
            return draft
        given = submit_version(version=draft, by=head)
        if name == "submitted":
            return given
        if name == "changes":
            return request_changes(version=given, note="x", by=chair)
        given = approve(given, chair)
        if name == "approved":
            return given
        given = publish(given, head)
        return withdraw_version(version=given, reason="x", by=head) if name == "withdrawn" else given

    return _state


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("state", ["draft", "submitted", "changes", "approved", "published", "withdrawn"])
def test_a_step_is_taken_in_its_place_and_refused_in_every_other(states, deed, state, chair):
    take, allowed = DEEDS[deed]
    given = states(state)
    before = given.status, given.steps.count(), given.comments.count()

    if state in allowed:
        take(given, chair)
        return
    with pytest.raises(WrongStatus):
        take(given, chair)
    given.refresh_from_db()
    assert (given.status, given.steps.count(), given.comments.count()) == before


def test_a_superseded_version_takes_no_step(approved, version, head, chair):
    publish(approved, head)

    for take, _ in DEEDS.values():
        with pytest.raises(WrongStatus):
            take(version, chair)
