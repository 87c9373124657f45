"""The school says which of its rules each feature of the portal rests on, whatever it is called (ADR 0015)."""

import importlib

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent, Verb
from people.models import User
from people.roles import Role
from policies.actions import begin_draft
from policies.actions.editing_rules import remove_rule
from policies.actions.faults import CannotBeSo, NothingChanged
from policies.actions.rule_uses import name_rules
from policies.gaps import LAWS, gaps_of
from policies.models import ConfidentialityLetter, Feature, Policy, PolicyVersion, RuleUse
from policies.rule_uses import CODES, proposals, rule_in_force, rules_to_name, standings
from tests.factories import UserFactory

from .made import a_policy
from .pages import fetch
from .uses import name
from .wordings import a_rule, a_wording

pytestmark = pytest.mark.django_db
PAGE = "/policies/rule-uses/"
TODAY = timezone.localdate()
OWN = (
    a_rule("1.1", text="Parents must agree: no picture of a child goes out without their permission."),
    a_rule("1.2", text="Keep what you hear confidential."),
    a_rule("1.3", text="Wear a badge."),
)


@pytest.fixture
def own(head, chair) -> PolicyVersion:
    """A policy that numbers its rules in its own way, in force."""
    return a_policy("phones", a_wording(*OWN), head=head, chair=chair)


def where(feature: Feature) -> str:
    [one] = [one for one in standings(TODAY) if one.feature == feature]
    return "open" if one.is_open else one.rule.code


def test_a_rule_of_any_code_is_cited_once_it_is_named_and_none_before(own, head):
    assert rule_in_force(Feature.PHOTOS, TODAY) is None

    name(own, head, photos="1.1")

    assert rule_in_force(Feature.PHOTOS, TODAY).code == "1.1"


def test_the_name_follows_the_rule_into_the_next_version_under_another_code(own, head, chair):
    name(own, head, photos="1.1")
    key = own.rules.get(code="1.1").rule_id
    moved = a_rule("7.4", text="Ask first.", identity=key)

    a_policy("phones", a_wording(a_rule("1.1", text="Something else."), moved), head=head, chair=chair)

    assert rule_in_force(Feature.PHOTOS, TODAY).code == "7.4"


def test_a_rule_that_no_version_has_any_more_is_a_stated_gap(own, head, chair):
    name(own, head, photos="1.1")
    a_policy("phones", a_wording(a_rule("9", text="All is new.", identity=None)), head=head, chair=chair)

    [one] = [one for one in standings(TODAY) if one.feature == Feature.PHOTOS]
    assert one.is_open and one.is_gone
    assert rule_in_force(Feature.PHOTOS, TODAY) is None


def test_each_name_is_recorded_once_and_the_same_again_refused(own, head):
    name(own, head, photos="1.1", confidentiality="1.2")

    with pytest.raises(NothingChanged):
        name(own, head, photos="1.1")
    said = [event.details for event in AuditEvent.objects.filter(verb=Verb.RULE_NAMED).order_by("pk")]
    assert said == [{"feature": "photos", "code": "1.1"}, {"feature": "confidentiality", "code": "1.2"}]
    assert RuleUse.objects.get(feature="photos").named_by == head


def test_a_rule_that_is_nowhere_cannot_be_named_and_nothing_is_kept_then(own, head):
    with pytest.raises(CannotBeSo):
        name_rules(wanted={Feature.PHOTOS: own.rules.first().rule_id, Feature.LAWS: 99_999}, by=head)

    assert not RuleUse.objects.exists()


def test_that_the_school_has_no_such_rule_is_kept_and_still_open(own, head):
    name_rules(wanted={Feature.AGES: None}, by=head)

    [one] = [one for one in standings(TODAY) if one.feature == Feature.AGES]
    assert (one.is_open, one.is_gone, one.proposed) == (True, False, None)


def test_wording_proposes_and_two_alike_propose_nothing(own):
    rules = rules_to_name(TODAY)

    assert {feature: rule.code for feature, rule in proposals(rules).items()} == {
        Feature.PHOTOS: "1.1",
        Feature.CONFIDENTIALITY: "1.2",
    }
    assert Feature.PHOTOS not in proposals([*rules, rules[0]])


def test_every_rule_of_the_demo_policy_is_proposed_by_its_wording_under_a_name_nobody_knows(version):
    Policy.objects.update(slug="on-line")

    found = {feature: rule.code for feature, rule in proposals(rules_to_name(TODAY)).items()}

    assert found == CODES


def test_the_page_proposes_keeps_what_is_sent_and_leads_nowhere_for_others(client, own, head):
    client.force_login(head)
    page = client.get(PAGE).content.decode()
    assert "Rule 1.1 is proposed, and nothing rests on it before you save." in page
    assert not RuleUse.objects.exists()

    key = own.rules.get(code="1.2").rule_id
    answer = client.post(PAGE, {"confidentiality": key, "ages": "none", "photos": ""})

    assert answer.status_code == 302
    assert {use.feature: use.rule_id for use in RuleUse.objects.all()} == {"confidentiality": key, "ages": None}
    for role in set(Role) - {Role.HEAD}:
        client.force_login(UserFactory(role=role))
        assert client.get(PAGE).status_code == 403


def test_a_rule_that_went_meanwhile_keeps_what_else_was_chosen_on_the_page(client, own, head):
    client.force_login(head)
    key = own.rules.get(code="1.2").rule_id

    answer = client.post(PAGE, {"confidentiality": key, "photos": "99999"})

    assert answer.status_code == 400
    assert f'<option value="{key}" selected>' in answer.content.decode()
    assert not RuleUse.objects.exists()


def test_the_public_page_of_a_rule_says_what_rests_on_it(client, own, head):
    address = "/policies/phones/rules/1.1/"
    assert "What of this portal rests on it" not in fetch(client, address).words

    name(own, head, photos="1.1")

    assert "only with the parents’ permission" in fetch(client, address).words


def test_desk_and_the_page_of_what_is_missing_say_what_rests_on_nothing(client, own, head):
    client.force_login(head)
    for address in (reverse("policies:desk"), reverse("missing")):
        page = client.get(address).content.decode()
        assert "A recorded check of a picture cites no rule." in page
        assert PAGE in page

    name(own, head, photos="1.1")

    for address in (reverse("policies:desk"), reverse("missing")):
        assert "A recorded check of a picture cites no rule." not in client.get(address).content.decode()


def test_laws_are_asked_of_the_named_rule(head, chair):
    version = a_policy("phones", a_wording(a_rule("5", text="Three laws are about it.")), head=head, chair=chair)
    assert LAWS not in {gap.key for gap in gaps_of(version)}

    name(version, head, laws="5")

    again = PolicyVersion.objects.with_wording().get(pk=version.pk)
    assert "Rule 5 speaks of three laws and does not name them." in [gap.text for gap in gaps_of(again)]


def test_a_rule_of_a_draft_may_be_named_before_it_is_published(own, head):
    draft = begin_draft(policy=own.policy, by=head)
    remove_rule(version=draft, key=draft.rules.get(code="1.3").pk, by=head)

    assert {rule.code for rule in rules_to_name(TODAY)} == {"1.1", "1.2", "1.3"}
    assert where(Feature.PHOTOS) == "open"


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_as_many_queries_for_three_policies_as_for_one(client, head, chair, count):
    for number in range(count):
        a_policy(f"policy-{number}", a_wording(*OWN), head=head, chair=chair)
    client.force_login(User.objects.get(pk=head.pk))
    client.get(PAGE)
    with CaptureQueriesContext(connection) as used:
        client.get(PAGE)

    assert len(used) == 10


def test_a_portal_in_use_keeps_the_rules_that_were_found_by_code_and_its_letters_what_they_quote(version, office):
    carried = importlib.import_module("policies.migrations.0008_rules_that_were_found_by_code")
    RuleUse.objects.all().delete()
    letter = ConfidentialityLetter.objects.create(user=office, version=version, made_on=TODAY, made_by=office)

    carried.name_rules(apps, None)
    carried.keep_quoted_rules(apps, None)

    codes = dict(version.rules.values_list("rule_id", "code"))
    assert {use.feature: codes[use.rule_id] for use in RuleUse.objects.all()} == CODES
    assert {use.named_by for use in RuleUse.objects.all()} == {None}
    letter.refresh_from_db()
    assert letter.rule_version.code == "A9"
