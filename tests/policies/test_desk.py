"""The desk: what waits for whom (A17; issue 4.8)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from people.roles import Role
from policies.actions import approve_version, draft_version, publish_version
from policies.actions.laws import propose_laws
from policies.actions.owners import name_gap_owner
from policies.desk import desk_of
from policies.laws import OFFERED
from policies.models import DraftComment, PolicyVersion, RelatedDocument
from tests.factories import UserFactory

from .clock import DAY
from .made import a_policy
from .open_points import DESK, GAPS, REVIEW, SEEING, words
from .wordings import a_rule, a_wording

pytestmark = pytest.mark.usefixtures("that_wednesday")


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("address", [DESK, GAPS, REVIEW, "/policies/social-media/statutes/"])
def test_the_desk_is_for_who_leads_runs_or_governs_the_school(client, version, role, address):
    client.force_login(UserFactory(role=role))

    assert client.get(address).status_code == (200 if role in SEEING else 403)


@pytest.mark.parametrize("role", sorted(SEEING))
def test_each_part_of_an_empty_desk_says_that_nothing_waits(client, db, role):
    client.force_login(UserFactory(role=role))

    page = words(client.get(DESK))

    assert ("No version is on its way." in page) == (role != Role.OFFICE)
    assert ("No law waits for the governors." in page) == (role in {Role.CHAIR, Role.CLERK})
    assert ("Every document is linked." in page) == (role in {Role.HEAD, Role.OFFICE})
    assert "No point was given to you." in page and "No review is near." in page
    assert "No policy is in force today." in page


def test_a_draft_waits_for_its_writer_and_then_for_the_chair(head, chair, version):
    draft = draft_version(policy=version.policy, wording=a_wording(), by=head)

    assert [one.is_mine for one in desk_of(head, localdate()).under_way] == [True]
    assert [one.is_mine for one in desk_of(chair, localdate()).under_way] == [False]

    PolicyVersion.objects.filter(pk=draft.pk).update(status="in_review")
    assert [one.is_mine for one in desk_of(head, localdate()).under_way] == [False]
    assert [one.is_mine for one in desk_of(chair, localdate()).under_way] == [True]

    approve_version(
        version=draft, approved_on=localdate(), approved_by_text="the board", minute_reference="1", by=chair
    )
    assert [one.is_mine for one in desk_of(head, localdate()).under_way] == [True]
    publish_version(version=draft, effective_from=localdate(), review_due_on=None, by=head)
    assert desk_of(head, localdate()).under_way == []


def test_whoever_wrote_a_draft_is_not_asked_to_approve_it(head, version):
    clerk = UserFactory(role=Role.CLERK)
    draft = draft_version(policy=version.policy, wording=a_wording(), by=head)
    PolicyVersion.objects.filter(pk=draft.pk).update(status="in_review", edited_by=clerk)

    assert [one.is_mine for one in desk_of(clerk, localdate()).under_way] == [False]


def test_comments_that_are_not_settled_are_counted(sign_in, head, version, governor):
    draft = draft_version(policy=version.policy, wording=a_wording(), by=head)
    for settled in (None, localdate()):
        DraftComment.objects.create(
            version=draft, text="Why?", by=governor, settled_at=settled and timezone.now(), settled_by=settled and head
        )

    assert "1 comment to be settled" in words(sign_in(governor).get(DESK))


def test_laws_wait_for_the_chair_and_documents_for_the_office(sign_in, version, head, chair, office):
    propose_laws(policy=version.policy, laws=OFFERED, by=head)
    RelatedDocument.objects.filter(url__gt="").update(checked_on=localdate() - 400 * DAY)

    assert "Public Order Act 1986" in words(sign_in(chair).get(DESK))
    assert "Nobody has looked at it for a year." in words(sign_in(office).get(DESK))
    assert "Nobody has looked at it for a year." not in words(sign_in(chair).get(DESK))


def test_the_nearest_review_stands_first(sign_in, head, chair):
    for slug, days in (("late", 50), ("near", 10), ("far", 300)):
        a_policy(slug, a_wording(), head=head, chair=chair, review_due_on=localdate() + days * DAY)

    found = desk_of(head, localdate()).reviews

    assert [one.policy.slug for one in found] == ["near", "late"]
    assert "Within a month" in words(sign_in(head).get(DESK))


def test_three_policies_cost_the_desk_as_many_queries_as_one(sign_in, head, chair, office):
    client, counts = sign_in(head), []
    for number in (1, 3):
        for made in range(number):
            wording = a_wording(a_rule(tags=("statutes",), related=(f"Paper {made}",)))
            version = a_policy(f"policy-{number}-{made}", wording, head=head, chair=chair)
            name_gap_owner(policy=version.policy, key="readers", owner=head, by=office)
            draft_version(policy=version.policy, wording=a_wording(), by=head)
        client.get(DESK)
        with CaptureQueriesContext(connection) as used:
            client.get(DESK)
        counts.append(len(used))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("role", sorted(SEEING))
def test_the_way_to_the_desk_stands_on_the_start_page_and_in_the_library(client, version, role):
    client.force_login(UserFactory(role=role))

    assert f'href="{DESK}"' in words(client.get(reverse("dashboard")))
    assert f'href="{DESK}"' in words(client.get("/policies/"))


def test_nobody_else_finds_a_way_to_the_desk(client, version, parent):
    client.force_login(parent)

    for address in (reverse("dashboard"), "/policies/", "/policies/social-media/"):
        assert DESK not in words(client.get(address)) and GAPS not in words(client.get(address))
