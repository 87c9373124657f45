"""Eight people press at the same moment on one draft, in a database that lets them: one succeeds, and all are told."""

from typing import Any

import pytest
from django.utils import timezone

from audit.models import AuditEvent, Verb
from people.models import User
from people.roles import Role
from policies.kept import wording_of
from policies.losing import lost_with
from policies.models import PolicyVersion
from policies.models.states import EDITABLE, Status
from policies.wording import text_hash
from tests.factories import UserFactory

from .at_once import press
from .editor import at, rule_fields

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True), pytest.mark.slow]
ROUNDS = range(3)
# What each step asks of the state before it, and the state after it (None: as it was).
STEPS: dict[str, tuple[tuple[str, ...], str | None]] = {
    Verb.POLICY_EDITED: (EDITABLE, None),
    Verb.POLICY_COMMENTED: ((*EDITABLE, Status.IN_REVIEW), None),
    Verb.POLICY_SUBMITTED: (EDITABLE, Status.IN_REVIEW),
    Verb.POLICY_TAKEN_BACK: ((Status.IN_REVIEW,), Status.DRAFT),
    Verb.POLICY_CHANGES_REQUESTED: ((Status.IN_REVIEW,), Status.CHANGES_REQUESTED),
    Verb.POLICY_APPROVED: ((Status.IN_REVIEW,), Status.APPROVED),
    Verb.POLICY_PUBLISHED: ((Status.APPROVED,), Status.PUBLISHED),
    Verb.POLICY_DISCARDED: (EDITABLE, Status.DISCARDED),
}


def verbs(version: PolicyVersion) -> list[str]:
    return [event.verb for event in AuditEvent.objects.about(version).order_by("sequence")]


def walked(version: PolicyVersion, start: str, since: int) -> str:
    """The state in which the events after the first `since` leave the version, each where it was allowed."""
    state = start
    for verb in verbs(version)[since:]:
        allowed, after = STEPS[verb]
        assert state in allowed, f"{verb} while it was {state}: {verbs(version)}"
        state = after or state
    return state


def seal(version: PolicyVersion) -> str:
    return text_hash(wording_of(PolicyVersion.objects.with_wording().get(pk=version.pk)))


def approval(version: PolicyVersion) -> dict[str, Any]:
    day = timezone.localdate().isoformat()
    return {"approved_by_text": "the board", "approved_on": day, "minute_reference": "26/9"} | {
        "revision": version.revision
    }


def change(version: PolicyVersion, code: str, text: str) -> tuple[str, dict[str, Any]]:
    rule = version.rules.get(code=code)
    return at("rule-edit", version, rule.pk), rule_fields(rule, text=text)


def discard(version: PolicyVersion) -> tuple[str, dict[str, Any]]:
    return at("discarding", version), {"reason": "We begin again.", "seen": lost_with(version).stamp}


def publication() -> dict[str, Any]:
    return {"effective_from": timezone.localdate().isoformat(), "review_due_on": ""}


@pytest.fixture
def eight(transactional_tables, head, chair, clerk) -> dict[str, User]:
    """Who may press what: two heads, two clerks and two chairs for a moment, a safeguarding lead and a governor."""
    more = {"second_head": Role.HEAD, "second_clerk": Role.CLERK, "second_chair": Role.CHAIR}
    people = {name: UserFactory(role=role) for name, role in more.items()}
    return people | {
        "head": head, "chair": chair, "clerk": clerk,
        "dsl": UserFactory(role=Role.DSL), "governor": UserFactory(role=Role.GOVERNOR),
    }  # fmt: skip


@pytest.mark.parametrize("round_", ROUNDS)
def test_eight_who_send_it_are_one_step(eight, draft, round_):
    senders = ["head", "second_head", "clerk", "second_clerk"] * 2

    answers = press([(eight[name], at("submission", draft), {"note": name}) for name in senders])

    assert set(answers) <= {302, 400}
    assert draft.steps.count() == 1
    assert verbs(draft).count(Verb.POLICY_SUBMITTED) == 1


@pytest.mark.parametrize("round_", ROUNDS)
def test_eight_who_approve_it_are_one_approval(eight, submitted, round_):
    approvers = ["chair", "second_chair", "clerk", "second_clerk"] * 2

    answers = press([(eight[name], at("approval", submitted), approval(submitted)) for name in approvers])

    assert set(answers) <= {302, 400}
    assert verbs(submitted).count(Verb.POLICY_APPROVED) == 1
    assert submitted.steps.filter(kind="approved").count() == 1


@pytest.mark.parametrize("round_", ROUNDS)
def test_eight_who_publish_it_publish_it_once(eight, approved, version, round_):
    answers = press([(eight[name], at("publication", approved), publication()) for name in ["head", "second_head"] * 4])

    assert set(answers) <= {302, 400}
    assert verbs(approved).count(Verb.POLICY_PUBLISHED) == 1
    statuses = dict(version.policy.versions.values_list("number", "status"))
    assert statuses == {1: Status.SUPERSEDED, 2: Status.PUBLISHED}


@pytest.mark.parametrize("round_", ROUNDS)
def test_eight_who_throw_it_away_do_so_once(eight, draft, round_):
    names = ["head", "second_head", "clerk", "second_clerk"] * 2

    answers = press([(eight[name], *discard(draft)) for name in names])

    assert set(answers) <= {302, 404}
    assert verbs(draft).count(Verb.POLICY_DISCARDED) == 1


@pytest.mark.parametrize("round_", ROUNDS)
def test_whatever_eight_do_to_a_draft_at_once_happened_one_after_the_other(eight, draft, round_):
    since, before = len(verbs(draft)), seal(draft)
    presses = [
        (eight["head"], at("submission", draft), {"note": ""}),
        (eight["clerk"], at("submission", draft), {"note": ""}),
        (eight["second_head"], *change(draft, "A4", "Other words.")),
        (eight["second_clerk"], *change(draft, "A5", "Other words too.")),
        (eight["head"], *discard(draft)),
        (eight["chair"], at("approval", draft), approval(draft)),
        (eight["second_head"], at("publication", draft), publication()),
        (eight["dsl"], at("comments", draft), {"about": "", "text": "Why?"}),
    ]

    answers = press(presses)

    assert set(answers) <= {302, 400, 404, 409}
    state = walked(draft, Status.DRAFT, since)
    draft.refresh_from_db()
    assert draft.status == state
    if state == Status.APPROVED:  # the chair's page showed the words as they were before
        assert seal(draft) == before


@pytest.mark.parametrize("round_", ROUNDS)
def test_whatever_eight_do_to_a_version_with_the_governors_only_what_was_sent_is_approved(eight, submitted, round_):
    since, sent = len(verbs(submitted)), seal(submitted)
    presses = [
        (eight["chair"], at("approval", submitted), approval(submitted)),
        (eight["clerk"], at("approval", submitted), approval(submitted)),
        (eight["head"], at("taking-back", submitted), {"note": ""}),
        (eight["second_chair"], at("change-request", submitted), {"note": "Say more."}),
        (eight["second_clerk"], *change(submitted, "A4", "Anything goes.")),
        (eight["head"], *discard(submitted)),
        (eight["second_head"], at("publication", submitted), publication()),
        (eight["second_head"], at("submission", submitted), {"note": ""}),
    ]

    answers = press(presses)

    assert set(answers) <= {302, 400, 404, 409}
    state = walked(submitted, Status.IN_REVIEW, since)
    submitted.refresh_from_db()
    assert submitted.status == state
    assert state not in (Status.APPROVED, Status.PUBLISHED) or seal(submitted) == sent
    assert verbs(submitted).count(Verb.POLICY_APPROVED) <= 1


@pytest.mark.parametrize("round_", ROUNDS)
def test_a_comment_in_the_moment_of_the_approval_comes_before_it_or_not_at_all(eight, submitted, round_):
    since = len(verbs(submitted))
    commenters = ["dsl", "governor", "head", "clerk", "second_head", "second_clerk", "second_chair"]
    presses = [(eight[name], at("comments", submitted), {"about": "", "text": name}) for name in commenters]

    answers = press([*presses, (eight["chair"], at("approval", submitted), approval(submitted))])

    assert set(answers) <= {302, 400}
    found = verbs(submitted)[since:]
    assert Verb.POLICY_APPROVED not in found or found == [Verb.POLICY_APPROVED]
