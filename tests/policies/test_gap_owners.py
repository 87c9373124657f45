"""Open points and who takes care of them (A6; requirements 9, 10; issue 4.7)."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from audit.models import AuditEvent
from people.roles import Role
from policies.actions import draft_version
from policies.actions.faults import CannotBeSo, NothingChanged
from policies.actions.owners import name_gap_owner
from policies.models import GapOwner, RelatedDocument
from tests.factories import UserFactory

from .made import a_policy
from .open_points import DESK, FILLED, GAPS, keys, words
from .pages import fetch
from .wordings import a_rule, a_wording

DAY = dt.timedelta(days=1)


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
    a_policy("phones", a_wording(*rules, **FILLED), head=head, chair=chair, review_due_on=localdate() + 400 * DAY)

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
