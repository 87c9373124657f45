"""Open points with owners, the desk and the review (A6, A17; requirements 9, 10; issue 4.7, 4.8)."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent
from people.roles import Role
from policies.actions import approve_version, draft_version, publish_version
from policies.actions.faults import CannotBeSo, NothingChanged
from policies.actions.laws import confirm_laws, propose_laws
from policies.actions.owners import name_gap_owner, name_policy_owner
from policies.desk import desk_of
from policies.gaps import gaps_of
from policies.laws import OFFERED
from policies.models import DraftComment, GapOwner, PolicyVersion, RelatedDocument
from policies.review import Due, due_on, since_last_review
from tests.factories import UserFactory

from .clock import DAY, TODAY
from .made import a_policy
from .pages import fetch
from .wordings import a_rule, a_wording

pytestmark = pytest.mark.usefixtures("that_wednesday")

GAPS = "/policies/social-media/gaps/"
REVIEW = "/policies/social-media/review/"
DESK = "/policies/desk/"
SEEING = {Role.HEAD, Role.OFFICE, Role.CHAIR, Role.VICE_CHAIR, Role.GOVERNOR, Role.CLERK}
FILLED = {"looked_after_by": "The headteacher", "responsibilities": "The board decides."}


def read(version) -> PolicyVersion:
    return PolicyVersion.objects.with_wording().get(pk=version.pk)


def keys(version) -> list[str]:
    return [gap.key for gap in gaps_of(read(version))]


def words(response) -> str:
    return response.content.decode()


# --- gaps and their owners ------------------------------------------------------------------------------------


def test_9_the_two_titles_of_area_d_are_a_point(client, version):
    assert "titles-D" in keys(version)
    assert "Area D has two titles" in fetch(client, "/policies/social-media/").words


def test_10_the_part_on_responsibility_has_no_text_until_a_draft_fills_it(sign_in, version, head):
    assert "The part on who is responsible for what has no text." in words(sign_in(head).get(GAPS))

    draft_version(policy=version.policy, wording=a_wording(**FILLED), by=head)
    rows = {one.gap.key: one.is_settled_in_draft for one in sign_in(head).get(GAPS).context["gaps"]}

    assert rows["responsibilities"] and rows["looked-after-by"] and not rows["readers"]
    assert "settled in the draft, version 2" in words(sign_in(head).get(GAPS))


def test_a_draft_is_not_spoken_of_to_who_may_not_read_it(sign_in, version, head, office):
    draft_version(policy=version.policy, wording=a_wording(**FILLED), by=head)

    assert "draft" not in words(sign_in(office).get(GAPS))


def test_every_point_has_a_key_of_its_own_that_stays(version, head, chair):
    before = keys(version)
    assert len(set(before)) == len(before) == 12

    RelatedDocument.objects.filter(title="Anti-bullying policy").update(url="https://school.example/")

    assert [key for key in before if key in keys(version)] == keys(version)
    assert len(keys(version)) == 11


def test_a_noted_point_keeps_its_key_from_version_to_version(head, chair):
    point = ("Who does it?", "the governors")
    first = a_policy("phones", a_wording(open_points=(point,)), head=head, chair=chair)
    second = a_policy("phones", a_wording(open_points=(("Another.", ""), point)), head=head, chair=chair)

    assert keys(first)[0] == keys(second)[1] != keys(second)[0]


def test_the_office_names_an_owner_whom_the_public_never_sees(client, sign_in, version, office, governor):
    address = reverse("policies:gap", args=["social-media", "titles-D"])

    assert sign_in(office).post(address, {"owner": governor.pk}).url == GAPS

    assert str(governor) in words(client.get(GAPS))
    assert AuditEvent.objects.about(version.policy).get().details == {"user": governor.pk}
    assert "1 point that you take care of" in words(sign_in(governor).get(reverse("dashboard")))
    assert "Area D has two titles" in words(sign_in(governor).get(DESK))
    client.logout()
    for page in ("/policies/social-media/", "/policies/social-media/for/governors/"):
        assert governor.surname not in fetch(client, page).html


def test_an_owner_is_asked_no_more_once_the_point_is_settled(sign_in, version, office, governor):
    document = RelatedDocument.objects.get(title="Anti-bullying policy")
    name_gap_owner(policy=version.policy, key=f"document-{document.pk}", owner=governor, by=office)
    assert "Anti-bullying" in words(sign_in(governor).get(DESK))

    RelatedDocument.objects.update(url="https://school.example/")

    assert "No point was given to you." in words(sign_in(governor).get(DESK))
    assert (
        sign_in(office).get(reverse("policies:gap", args=["social-media", f"document-{document.pk}"])).status_code
        == 404
    )


def test_an_owner_is_changed_and_taken_away(version, office, governor, head):
    given = {"policy": version.policy, "key": "readers", "by": office}
    name_gap_owner(owner=governor, **given)
    with pytest.raises(NothingChanged):
        name_gap_owner(owner=governor, **given)
    name_gap_owner(owner=head, **given)
    name_gap_owner(owner=None, **given)

    assert GapOwner.objects.get().owner is None
    with pytest.raises(NothingChanged):
        name_gap_owner(owner=None, **given)


@pytest.mark.parametrize("role", [Role.STAFF, Role.PARENT, Role.DSL, Role.DPO])
def test_only_who_leads_runs_or_governs_the_school_is_given_a_point(sign_in, version, office, role):
    somebody = UserFactory(role=role)
    address = reverse("policies:gap", args=["social-media", "readers"])

    assert "Choose somebody from the list." in words(sign_in(office).post(address, {"owner": somebody.pk}))
    with pytest.raises(CannotBeSo):
        name_gap_owner(policy=version.policy, key="readers", owner=somebody, by=office)


def test_a_point_that_does_not_exist_has_no_page(sign_in, version, office):
    for key in ("none", "document-0", "point-0000"):
        assert sign_in(office).get(f"{GAPS}{key}/").status_code == 404


def test_a_policy_that_leaves_nothing_open_says_so(sign_in, head, chair):
    rules = [a_rule(f"A{n}", audiences=(audience,)) for n, audience in enumerate(("staff", "pupils", "parents"), 1)]
    rules.append(a_rule("A4", audiences=("governors", "visitors", "helpers")))
    a_policy("phones", a_wording(*rules, **FILLED), head=head, chair=chair, review_due_on=TODAY + 400 * DAY)

    assert "Everything in this policy is settled." in words(sign_in(head).get("/policies/phones/gaps/"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_points_cost_as_many_queries_with_three_owners_as_with_one(sign_in, version, head, office, governor, count):
    for key in keys(version)[:count]:
        name_gap_owner(policy=version.policy, key=key, owner=governor, by=office)
    client = sign_in(head)
    client.get(GAPS)

    with CaptureQueriesContext(connection) as used:
        found = client.get(GAPS).context["gaps"]

    assert sum(bool(one.owner) for one in found) == count
    assert len(used) == 17


# --- the review -----------------------------------------------------------------------------------------------


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


def test_the_review_page_counts_what_happened_and_promises_no_incidents(sign_in, version, head, chair, governor):
    draft = draft_version(policy=version.policy, wording=a_wording(**FILLED), by=head)
    DraftComment.objects.create(version=draft, text="Why?", by=governor)
    made = propose_laws(policy=version.policy, laws=OFFERED, by=head)
    confirm_laws(laws=made, on=TODAY, minute_reference="1", by=chair)

    since = sign_in(head).get(REVIEW).context["since"]

    assert (since.day, since.versions, since.comments, since.open, since.settled) == (
        version.effective_from, 1, 1, 11, 1,
    )  # fmt: skip
    assert "counted once incidents are kept here" in words(sign_in(head).get(REVIEW))


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


# --- the desk -------------------------------------------------------------------------------------------------


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

    assert [one.is_mine for one in desk_of(head, TODAY).under_way] == [True]
    assert [one.is_mine for one in desk_of(chair, TODAY).under_way] == [False]

    PolicyVersion.objects.filter(pk=draft.pk).update(status="in_review")
    assert [one.is_mine for one in desk_of(head, TODAY).under_way] == [False]
    assert [one.is_mine for one in desk_of(chair, TODAY).under_way] == [True]

    approve_version(version=draft, approved_on=TODAY, approved_by_text="the board", minute_reference="1", by=chair)
    assert [one.is_mine for one in desk_of(head, TODAY).under_way] == [True]
    publish_version(version=draft, effective_from=TODAY, review_due_on=None, by=head)
    assert desk_of(head, TODAY).under_way == []


def test_whoever_wrote_a_draft_is_not_asked_to_approve_it(head, version):
    clerk = UserFactory(role=Role.CLERK)
    draft = draft_version(policy=version.policy, wording=a_wording(), by=head)
    PolicyVersion.objects.filter(pk=draft.pk).update(status="in_review", edited_by=clerk)

    assert [one.is_mine for one in desk_of(clerk, TODAY).under_way] == [False]


def test_comments_that_are_not_settled_are_counted(sign_in, head, version, governor):
    draft = draft_version(policy=version.policy, wording=a_wording(), by=head)
    for settled in (None, TODAY):
        DraftComment.objects.create(
            version=draft, text="Why?", by=governor, settled_at=settled and timezone.now(), settled_by=settled and head
        )

    assert "1 comment to be settled" in words(sign_in(governor).get(DESK))


def test_laws_wait_for_the_chair_and_documents_for_the_office(sign_in, version, head, chair, office):
    propose_laws(policy=version.policy, laws=OFFERED, by=head)
    RelatedDocument.objects.filter(url__gt="").update(checked_on=TODAY - 400 * DAY)

    assert "Public Order Act 1986" in words(sign_in(chair).get(DESK))
    assert "Nobody has looked at it for a year." in words(sign_in(office).get(DESK))
    assert "Nobody has looked at it for a year." not in words(sign_in(chair).get(DESK))


def test_the_nearest_review_stands_first(sign_in, head, chair):
    for slug, days in (("late", 50), ("near", 10), ("far", 300)):
        a_policy(slug, a_wording(), head=head, chair=chair, review_due_on=TODAY + days * DAY)

    found = desk_of(head, TODAY).reviews

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
