"""Published, a version supersedes the one before and is told of; withdrawn, it holds no longer. Each recorded."""

import pytest
from django.utils import timezone

from audit.models import Verb
from people.models import Notification
from people.roles import Role
from policies.actions import (
    CannotBeSo,
    TextsEntry,
    WrongDay,
    begin_draft,
    edit_texts,
    submit_version,
    withdraw_version,
)
from policies.actions.editing_texts import mark_of
from policies.models import PolicyVersion
from tests.factories import UserFactory

from .steps import DAY, Kind, Status, approve, in_force, publish, recorded, steps

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
