"""Requirements 4, what is left of the items that are about the policy itself: named after the item and its rule."""

import pytest
from django.urls import reverse

from consent.survey.purposes import DEFAULT_PURPOSES
from people.actions.accounts import end_account
from people.actions.settings import change_settings
from people.roles import Role
from people.settings import Key
from policies.actions.reminding import Asked, set_duties
from policies.models import RelatedDocument
from policies.words import Audience
from tests import html
from tests.factories import UserFactory

from .pages import fetch

pytestmark = pytest.mark.usefixtures("that_wednesday")
POLICY = "/policies/social-media/"


def test_03a_what_has_no_rule_about_mobile_phones_is_shown_as_not_settled(client, version):
    assert "Mobile phones belong to this policy, but no rule is about them yet." in fetch(client, POLICY).words


def test_03c_a_governor_signed_in_finds_the_general_rules_and_the_gap_under_what_applies_to_me(
    sign_in, version, governor
):
    page = html.Page(sign_in(governor).get(f"{POLICY}for/governors/").content.decode())

    assert [code for code in ("D1", "D2", "D3", "D4") if f"rules/{code}/" in page.html] == ["D1", "D2", "D3", "D4"]
    assert "rules/A1/" not in page.html
    assert "No rule of this policy names governors." in page.text
    assert "Not settled yet" in page.text


def test_03f_the_name_of_the_school_is_a_setting_that_every_page_bears(client, sign_in, version, teacher, office):
    before = html.Page(sign_in(teacher).get(f"{POLICY}for/staff/").content.decode()).text
    change_settings(values={Key.SCHOOL_NAME: "Ash Lane Primary School"}, by=office)
    after = html.Page(client.get(f"{POLICY}for/staff/").content.decode())

    assert "Todwick Primary School" in before
    assert "Todwick Primary School" not in after.text
    assert after.title.endswith("Ash Lane Primary School")


def test_17_a3_stands_on_the_staff_card_under_what_to_avoid_and_not_under_what_is_forbidden(client, version):
    card = client.get(f"{POLICY}for/staff/").context["card"]
    groups = {group.heading: [rule.code for rule in group.rules] for group in card.own}

    assert groups["Please avoid"] == ["A1", "A3"]
    assert "A3" not in groups["Must, must not, only if"]
    assert version.rules.get(code="A3").strength == "recommended_not"


def test_19_a5_forbids_comments_on_school_pupils_parents_and_colleagues_and_counts_governors_among_them(
    client, version
):
    rule, words = version.rules.get(code="A5"), fetch(client, f"{POLICY}rules/A5/").words

    assert (rule.strength, rule.audiences) == ("must_not", ["staff"])
    for whom in ("school", "pupils", "parents", "people you work with", "Governors"):
        assert whom in rule.text
    assert " ".join(rule.text.split()) in words
    assert "Must not" in words


def test_21_a7_is_a_should_and_hangs_on_the_teachers_standards(client, version):
    rule = version.rules.get(code="A7")

    assert rule.strength == "should"
    assert [document.title for document in rule.related.all()] == ["Teachers’ Standards"]


def test_23_a9_after_the_last_day_the_sign_in_page_lets_nobody_in(client, version, head, teacher):
    teacher.set_password("a-long-password-1")
    teacher.save()
    fields = {"login": teacher.email, "password": "a-long-password-1"}
    assert client.post(reverse("account_login"), fields).status_code == 302
    client.logout()
    end_account(user=teacher, by=head)

    client.post(reverse("account_login"), fields)

    assert "_auth_user_id" not in client.session
    assert client.get(reverse("people:me")).status_code == 302


def test_29_parents_and_carers_is_the_label_of_area_c(client, version):
    assert '<span class="tag">for parents and carers</span>' in fetch(client, POLICY).html
    assert version.sections.get(code="C").audiences == ["parents"]


@pytest.mark.parametrize("is_asked", [True, False])
def test_30_parents_find_one_item_to_read_where_the_school_asks_them_and_none_otherwise(
    sign_in, version, head, parent, is_asked
):
    wanted = {Audience.PARENTS: Asked(is_asked=True, is_yearly=True, days=28)}
    if is_asked:
        set_duties(policy=version.policy, wanted=wanted, by=head)

    page = sign_in(parent).get(reverse("dashboard"), follow=True).content.decode()

    assert page.count("To read: Social media policy") == int(is_asked)


def test_30_nobody_is_asked_of_parents_until_the_school_says_so(sign_in, version, head):
    page = sign_in(head).get(f"{POLICY}acknowledgements/readers/")

    form = page.context["form"]
    assert form["parents-asked"].value() is False
    assert form["staff-asked"].value() is True


def test_31_prospectus_website_and_newsletter_are_places_where_a_child_can_be_shown_too(version):
    places = {purpose.slug for purpose in DEFAULT_PURPOSES}
    methods = {method.slug for method in version.methods.all()}

    assert {"prospectus", "website", "newsletter"} <= places
    assert {"prospectus", "website", "newsletters"} <= methods


def test_32_the_library_says_of_the_complaints_procedure_that_it_is_not_yet_linked_and_the_gaps_too(client, version):
    assert "Complaints procedure not yet linked" in fetch(client, "/policies/").words
    assert "Complaints procedure: not yet linked. With the school office." in fetch(client, POLICY).words

    RelatedDocument.objects.filter(title="Complaints procedure").update(url="https://school.example/complaints")

    assert 'href="https://school.example/complaints"' in fetch(client, "/policies/").html
    assert "Complaints procedure: not yet linked" not in fetch(client, POLICY).words


def test_33_mutual_respect_is_told_to_parents_on_their_page(client, version):
    words = fetch(client, f"{POLICY}for/parents/").words

    assert "talk with one another well and show each other respect" in words
    assert "Complaining never changes how we treat you or your child." in words


def test_34_c1_forbids_pictures_of_other_pupils_at_school_events_and_claims_no_law(client, version):
    rule, words = version.rules.get(code="C1"), fetch(client, f"{POLICY}rules/C1/").words

    assert (rule.strength, rule.audiences) == ("must_not", ["parents"])
    assert "school event" in rule.text
    assert "any pupil but your own child" in rule.text
    assert "Must not" in words
    for claim in ("illegal", "unlawful", "offence", "against the law"):
        assert claim not in words.lower()


def test_35_c2_leads_to_the_complaints_procedure(client, version):
    rule = version.rules.get(code="C2")
    RelatedDocument.objects.filter(title="Complaints procedure").update(url="https://school.example/complaints")

    assert (rule.strength, rule.audiences) == ("should", ["parents"])
    for address in (f"{POLICY}rules/C2/", f"{POLICY}for/parents/"):
        assert 'href="https://school.example/complaints"' in fetch(client, address).html


def test_39_d2_must_be_followed_by_everybody_and_leads_to_the_anti_bullying_policy(client, version):
    rule = version.rules.get(code="D2")
    RelatedDocument.objects.filter(title="Anti-bullying policy").update(url="https://school.example/anti-bullying")

    assert (rule.strength, rule.is_for_everybody) == ("must", True)
    assert 'href="https://school.example/anti-bullying"' in fetch(client, f"{POLICY}rules/D2/").html


@pytest.mark.parametrize("role", Role)
def test_03_whatever_ones_role_the_whole_policy_is_read_without_losing_an_area(sign_in, version, role):
    page = html.Page(sign_in(UserFactory(role=role)).get(POLICY).content.decode())

    assert [name for name in page.ids if len(name) == 1] == ["A", "B", "C", "D"]
