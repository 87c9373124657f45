"""The laws of rule D1: proposed, confirmed, taken off (requirements 38; decision 7)."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from audit.models import AuditEvent, Verb
from people.models import RoleAssignment
from people.roles import Role
from policies.actions.faults import CannotBeSo, NothingChanged, SamePerson
from policies.actions.laws import MoreThanThePolicySays, confirm_laws, end_law, propose_laws, withdraw_law
from policies.gaps import LAWS, gaps_of
from policies.laws import OFFERED, Law, how_many
from policies.models import PolicyVersion, Statute
from tests.factories import UserFactory

from .made import a_policy
from .pages import fetch
from .uses import name
from .wordings import a_rule, a_wording

pytestmark = pytest.mark.usefixtures("that_wednesday")

D1 = "/policies/social-media/rules/D1/"
LIST = "/policies/social-media/statutes/"
NOT_NAMED = "Rule D1 speaks of four laws and does not name them."
FIFTH = Law("Computer Misuse Act", 1990, "Breaking into an account.", "")


@pytest.fixture
def clerk(db):
    return UserFactory(role=Role.CLERK)


@pytest.fixture
def proposed(policy, head) -> list[Statute]:
    return propose_laws(policy=policy, laws=OFFERED, by=head)


def confirmed(laws, by) -> list[Statute]:
    return confirm_laws(laws=laws, on=localdate(), minute_reference="26/41", by=by)


def gap_keys(version) -> set[str]:
    return {gap.key for gap in gaps_of(PolicyVersion.objects.with_wording().get(pk=version.pk))}


# --- 38 -------------------------------------------------------------------------------------------------------


def test_38_on_the_first_day_the_page_of_D1_says_that_four_laws_are_not_named(client, version):
    page = fetch(client, D1)

    assert f"Not settled yet {NOT_NAMED} With the governors." in page.words
    assert "Harassment" not in page.words
    assert NOT_NAMED in fetch(client, "/policies/social-media/").words


def test_38_a_proposal_changes_nothing_for_readers(client, version, proposed):
    assert NOT_NAMED in fetch(client, D1).words
    assert "Harassment" not in fetch(client, D1).words


def test_38_confirmed_by_the_governors_D1_lists_four_and_the_point_is_settled(client, version, proposed, chair):
    confirmed(proposed, chair)

    page = fetch(client, D1)

    for law in OFFERED:
        assert f"{law.title} {law.year}" in page.words and f'href="{law.url}"' in page.html
    assert "Not settled yet" not in page.words
    assert "Online Safety Act 2023" in page.words
    assert LAWS not in gap_keys(version)


def test_38_three_of_four_leave_the_point_open_and_say_how_many(client, version, proposed, chair):
    confirmed(proposed[:3], chair)

    assert "Rule D1 speaks of four laws; the governors have named three." in fetch(client, D1).words


def test_38_a_fifth_is_kept_only_after_the_warning_that_the_policy_says_four(sign_in, policy, proposed, office):
    client, data = sign_in(office), {"title": FIFTH.title, "year": FIFTH.year}

    warned = client.post(f"{LIST}new/", data)
    assert warned.status_code == 409
    assert "Rule D1 says four, and with this there are five." in warned.content.decode()
    assert policy.statutes.count() == 4

    again = client.post(f"{LIST}new/", {**data, "sure": ""})
    assert (again.status_code, policy.statutes.count()) == (409, 4)

    assert client.post(f"{LIST}new/", {**data, "sure": "on"}).status_code == 302
    assert policy.statutes.count() == 5


def test_38_the_head_is_told_that_part_of_the_older_offences_was_replaced(sign_in, policy, head):
    page = sign_in(head).get(LIST).content.decode()

    assert "Online Safety Act 2023 replaced part of the older offences" in page
    assert "Propose these four to the governors" in page
    for law in OFFERED:
        assert f"{law.title} {law.year}" in page


# --- what happens ---------------------------------------------------------------------------------------------


def test_head_proposes_and_chair_confirms_through_the_pages(sign_in, policy, head, chair):
    assert sign_in(head).post(f"{LIST}proposal/").url == LIST
    laws = list(policy.statutes.all())
    data = {"laws": [law.pk for law in laws], "on": f"{localdate():%Y-%m-%d}", "minute_reference": "26/41"}

    assert sign_in(chair).post(f"{LIST}confirmation/", data).url == LIST

    law = Statute.objects.confirmed().first()
    assert (law.confirmed_on, law.confirmed_by, law.minute_reference) == (localdate(), chair, "26/41")
    verbs = AuditEvent.objects.about(policy).values_list("verb", "details")
    assert list(verbs) == [(Verb.LAWS_PROPOSED, {"laws": 4}), (Verb.LAWS_CONFIRMED, {"laws": 4})]


@pytest.mark.parametrize("role", [Role.HEAD, Role.OFFICE])
@pytest.mark.parametrize("place", ["confirmation/", "{pk}/ending/"])
def test_whoever_proposes_does_not_confirm(client, policy, proposed, role, place):
    client.force_login(UserFactory(role=role))

    assert client.post(LIST + place.format(pk=proposed[0].pk)).status_code == 403
    assert not Statute.objects.confirmed().exists()


@pytest.mark.parametrize("role", [Role.CHAIR, Role.CLERK, Role.GOVERNOR])
@pytest.mark.parametrize("place", ["proposal/", "new/", "{pk}/withdrawal/"])
def test_who_governs_does_not_propose(client, policy, proposed, role, place):
    client.force_login(UserFactory(role=role))

    assert client.post(LIST + place.format(pk=proposed[0].pk)).status_code == 403


def test_somebody_with_both_roles_needs_a_second_person(sign_in, policy, clerk):
    RoleAssignment.objects.create(user=clerk, role=Role.OFFICE)
    client = sign_in(clerk)
    client.post(f"{LIST}proposal/")
    laws = [law.pk for law in policy.statutes.all()]

    page = client.post(f"{LIST}confirmation/", {"laws": laws, "on": f"{localdate()}", "minute_reference": "26/41"})

    assert "You proposed this yourself" in page.content.decode()
    assert not Statute.objects.confirmed().exists()


@pytest.mark.parametrize(("days", "minute", "field"), [(1, "26/41", "on"), (0, "", "minute_reference")])
def test_a_decision_has_its_day_and_its_minute(proposed, clerk, days, minute, field):
    with pytest.raises(CannotBeSo) as refused:
        confirm_laws(laws=proposed, on=localdate() + dt.timedelta(days=days), minute_reference=minute, by=clerk)

    assert refused.value.field == field
    assert not Statute.objects.confirmed().exists()


def test_a_proposal_is_taken_back_and_a_confirmed_law_is_not(proposed, policy, head, chair):
    withdraw_law(law=proposed[3], by=head)
    confirmed(proposed[:1], chair)

    with pytest.raises(NothingChanged):
        withdraw_law(law=proposed[0], by=head)
    assert policy.statutes.count() == 3


def test_a_law_taken_off_keeps_its_row_and_may_be_proposed_anew(client, version, proposed, policy, head, chair):
    confirmed(proposed, chair)
    end_law(law=proposed[1], on=localdate(), minute_reference="27/3", by=chair)

    assert "Malicious" not in fetch(client, D1).words
    assert policy.statutes.get(pk=proposed[1].pk).ended_minute_reference == "27/3"
    with pytest.raises(NothingChanged):
        end_law(law=proposed[1], on=localdate(), minute_reference="27/3", by=chair)
    assert len(propose_laws(policy=policy, laws=OFFERED, by=head)) == 1


def test_a_law_is_not_taken_off_before_it_was_confirmed(proposed, chair):
    confirmed(proposed, chair)

    with pytest.raises(CannotBeSo):
        end_law(law=proposed[0], on=localdate() - dt.timedelta(days=1), minute_reference="1", by=chair)


def test_the_four_twice_are_four(policy, proposed, head):
    with pytest.raises(NothingChanged):
        propose_laws(policy=policy, laws=OFFERED, by=head)
    assert policy.statutes.count() == 4


def test_confirming_twice_says_that_nothing_waits(proposed, chair, clerk):
    confirmed(proposed, chair)

    with pytest.raises(NothingChanged):
        confirmed(proposed, clerk)


def test_the_action_itself_refuses_the_fifth_and_the_same_person(policy, proposed, head):
    with pytest.raises(MoreThanThePolicySays):
        propose_laws(policy=policy, laws=[FIFTH], by=head)
    with pytest.raises(SamePerson):
        confirmed(proposed, head)


def test_a_policy_whose_rule_says_no_number_takes_any(head, chair):
    version = a_policy("phones", a_wording(a_rule(text="The law applies.")), head=head, chair=chair)
    name(version, head, laws="A1")
    assert [gap.text for gap in gaps_of(version) if gap.key == LAWS] == [
        "Rule A1 speaks of laws and does not name them."
    ]

    made = propose_laws(policy=version.policy, laws=[*OFFERED, FIFTH], by=head)
    confirmed(made[:1], chair)

    assert LAWS not in gap_keys(version)


def test_a_policy_without_such_a_rule_has_no_such_point(head, chair):
    version = a_policy("phones", a_wording(), head=head, chair=chair)

    assert LAWS not in gap_keys(version)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("There are four UK statute laws that cover it.", 4),
        ("Four laws of the United Kingdom", 4),
        ("2 Acts apply", 2),
        ("In one school the pupils. Laws apply.", None),
        ("", None),
    ],
)
def test_the_number_is_read_from_the_rule(text, number):
    assert how_many(text) == number


def test_another_policys_law_is_not_found_under_this_one(sign_in, policy, proposed, head, chair):
    a_policy("phones", a_wording(), head=head, chair=chair)

    assert sign_in(head).post(f"/policies/phones/statutes/{proposed[0].pk}/withdrawal/").status_code == 404
    assert sign_in(head).get("/policies/none/statutes/").status_code == 404


def test_three_laws_cost_the_list_as_many_queries_as_one(sign_in, policy, head):
    client, counts = sign_in(head), []
    for laws in (OFFERED[:1], OFFERED[:3]):
        propose_laws(policy=policy, laws=laws, by=head)
        client.get(LIST)
        with CaptureQueriesContext(connection) as used:
            assert len(client.get(LIST).context["proposed"]) == len(laws)
        counts.append(len(used))

    assert counts[0] == counts[1]
