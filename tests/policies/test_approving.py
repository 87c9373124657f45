"""A version on its way: to the governors and back, approved, commented on. Each step in its place, recorded."""

import pytest
from django.utils import timezone

from audit.models import Verb
from policies.actions import (
    CannotBeSo,
    SamePerson,
    TextsEntry,
    Unsettled,
    WrongDay,
    WrongStatus,
    begin_draft,
    comment_on_draft,
    edit_texts,
    request_changes,
    settle_comment,
    submit_version,
    take_back_version,
    withdraw_version,
)
from policies.actions.editing_texts import mark_of
from policies.models import Policy, PolicyVersion

from .steps import DAY, Kind, Status, approve, publish, recorded, steps

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


@pytest.mark.parametrize(("body", "days"), [(" ", 0), ("the board", 1)])
def test_an_approval_names_a_body_and_a_day_that_has_come(submitted, chair, body, days):
    with pytest.raises(WrongDay):
        approve(submitted, chair, approved_by_text=body, approved_on=timezone.localdate() + days * DAY)


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
