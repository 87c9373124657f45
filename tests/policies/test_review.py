"""The review of a policy: when it is due, and what happened since the last one (A17; issue 4.8)."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from audit.models import AuditEvent
from policies.actions import draft_version
from policies.actions.faults import NothingChanged
from policies.actions.laws import confirm_laws, propose_laws
from policies.actions.owners import name_policy_owner
from policies.laws import OFFERED
from policies.models import DraftComment
from policies.review import Due, due_on, since_last_review

from .made import a_policy
from .open_points import FILLED, REVIEW, read, words
from .wordings import a_rule, a_wording


@pytest.mark.parametrize(
    ("review", "due"),
    [
        (dt.date(2026, 3, 1), Due.NOW),
        (dt.date(2026, 3, 2), Due.ONE_MONTH),
        (dt.date(2026, 4, 1), Due.ONE_MONTH),
        (dt.date(2026, 4, 2), Due.TWO_MONTHS),
        (dt.date(2026, 5, 1), Due.TWO_MONTHS),
        (dt.date(2026, 5, 2), None),
        (None, None),
    ],
)
def test_a_review_is_near_two_months_before_one_month_before_and_when_due(review, due):
    assert due_on(review, dt.date(2026, 3, 1)) == due


def test_the_review_page_counts_what_happened_and_names_no_rule_that_was_followed(
    sign_in, version, head, chair, governor
):
    draft = draft_version(policy=version.policy, wording=a_wording(**FILLED), by=head)
    DraftComment.objects.create(version=draft, text="Why?", by=governor)
    made = propose_laws(policy=version.policy, laws=OFFERED, by=head)
    confirm_laws(laws=made, on=localdate(), minute_reference="1", by=chair)

    since = sign_in(head).get(REVIEW).context["since"]

    assert (since.day, since.versions, since.comments, since.open, since.settled) == (
        version.effective_from, 1, 1, 11, 1,
    )  # fmt: skip
    assert "No rule was named in an incident since." in words(sign_in(head).get(REVIEW))


def test_a_mere_correction_does_not_begin_the_count_anew(head, chair):
    first = a_policy("phones", a_wording(), head=head, chair=chair)
    second = a_policy("phones", a_wording(a_rule(text="Corrected.")), head=head, chair=chair, is_minor=True)

    assert since_last_review(first.policy, read(second), head).versions == 1


def test_head_and_clerk_name_who_looks_after_a_policy(sign_in, version, head, governor):
    address = reverse("policies:policy-owner", args=["social-media"])

    assert sign_in(head).post(address, {"owner": governor.pk}).url == REVIEW

    assert str(governor) in words(sign_in(head).get(REVIEW))
    with pytest.raises(NothingChanged):
        name_policy_owner(policy=version.policy, owner=governor, by=head)
    assert AuditEvent.objects.about(version.policy).count() == 1
