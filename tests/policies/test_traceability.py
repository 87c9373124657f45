"""Requirements 4, items 1 to 16, as far as they are about showing: what the policy's sentences ask of its pages.

Named after the item and, where it has one, the code of the rule.
"""

import pytest
from django.apps import apps

from people.actions.school_accounts import Entry, change_account, register_account
from policies.actions import TextsEntry, edit_texts
from policies.actions.editing_texts import mark_of
from policies.demo_policy import WORDING
from policies.gaps import gaps_of
from policies.models import PolicyVersion

from .pages import fetch

POLICY = "/policies/social-media/"
STAFF_RULES = [f"A{n}" for n in range(1, 12)]


def rules_on(client, audience: str) -> tuple[list[str], list[str]]:
    """The codes of their own rules and of those for everybody, as the card gives them."""
    card = client.get(f"{POLICY}for/{audience}/").context["card"]
    own = sorted((rule.code for group in card.own for rule in group.rules), key=lambda code: (code[0], int(code[1:])))
    return own, [rule.code for rule in card.general]


def test_01_the_introduction_stands_word_for_word_for_everybody(client, version):
    words = fetch(client, POLICY).words

    for paragraph in WORDING.introduction.split("\n\n"):
        assert " ".join(paragraph.split()) in words


def test_02_dangers_and_benefits_are_both_told(client, version):
    words = fetch(client, POLICY).words

    assert "They also carry dangers" in words
    assert "spread good news" in words


def test_03a_the_policy_speaks_of_mobile_phones_too(client, version):
    assert "mobile phones" in fetch(client, POLICY).words


def test_03b_pupils_find_area_b_and_what_holds_for_everybody(client, version):
    assert rules_on(client, "pupils") == (["B1", "B2"], ["D1", "D2", "D3", "D4"])


def test_03c_governors_find_the_general_part_and_are_told_of_the_gap(client, version):
    page = fetch(client, f"{POLICY}for/governors/")

    assert "No rule of this policy names governors." in page.words
    assert "Not settled yet" in page.words


def test_03d_visitors_need_no_account_and_no_script(client, version):
    page = fetch(client, f"{POLICY}for/visitors/")

    assert "This page prints on one sheet of paper" in page.words
    assert rules_on(client, "visitors")[1] == ["D1", "D2", "D3", "D4"]


@pytest.mark.parametrize("address", ["/consent/check/", "/people/", "/dashboard/"])
def test_03e_parent_helpers_have_a_card_and_no_pupils_data(client, version, address):
    assert "This page prints on one sheet of paper" in fetch(client, f"{POLICY}for/helpers/").words
    assert client.get(address).url.startswith("/accounts/login/")


def test_03f_staff_find_their_eleven_rules_first(client, version):
    assert rules_on(client, "staff")[0] == STAFF_RULES


def test_04_parents_find_area_c_in_plain_reading_order(client, version):
    page = fetch(client, f"{POLICY}for/parents/")

    assert rules_on(client, "parents")[0] == ["C1", "C2", "C3"]
    assert page.words.index("C1") < page.words.index("C2")
    assert "If you have a complaint" in page.words


def test_05_there_are_exactly_four_areas_in_order(client, version):
    page = fetch(client, POLICY)

    assert [name for name in page.ids if len(name) == 1] == ["A", "B", "C", "D"]
    assert "It has four areas:" in page.words


@pytest.mark.parametrize(
    ("item", "code", "audiences"),
    [("06", "A", ["staff"]), ("07", "B", ["pupils"]), ("08", "C", ["parents"]),
     ("09", "D", ["staff", "pupils", "parents", "governors", "visitors", "helpers"])],
)  # fmt: skip
def test_06_to_09_each_area_has_its_anchor_and_its_readers(client, version, item, code, audiences):
    assert code in fetch(client, POLICY).ids
    assert version.sections.get(code=code).audiences == audiences


def test_09_both_titles_of_area_d_are_shown_and_the_difference_is_a_gap(client, version):
    section, words = version.sections.get(code="D"), fetch(client, POLICY).words

    assert section.title != section.long_title != ""
    assert section.title in words
    assert section.long_title in words
    assert "Area D has two titles" in words


def test_10_an_empty_governance_part_is_a_gap_until_a_draft_fills_it(client, draft, head):
    words = fetch(client, POLICY).words
    assert "The part on who is responsible for what has no text." in words
    assert "Nobody is named who looks after this policy." in words

    entry = TextsEntry(looked_after_by="Mrs Hale", responsibilities="Everybody does their part.", introduction="x")
    edit_texts(version=draft, seen=mark_of(draft), entry=entry, by=head)

    left = [gap.text for gap in gaps_of(PolicyVersion.objects.with_wording().get(pk=draft.pk))]
    assert not [text for text in left if "Nobody is named" in text or "has no text" in text]


def test_11_all_staff_is_the_label_of_area_a(client, version):
    html = fetch(client, POLICY).html

    assert '<span class="tag">for all staff</span>' in html


def test_12_no_heading_of_an_area_stands_twice(client, version):
    html = fetch(client, POLICY).html

    for section in version.sections.all():
        assert html.count(f'<h2 id="h-{section.code}">') == 1


def test_13_no_field_anywhere_takes_a_member_of_staffs_own_account(db):
    """Names of accounts on social media are of the school's own accounts alone."""
    words = {"handle", "handles", "twitter", "facebook", "instagram", "social"}
    named = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in {"people", "policies", "consent", "incidents"}
        for field in model._meta.fields
        if words & set(field.name.split("_"))
    }

    assert named == {"SchoolAccount.handle", "Purpose.is_social_media"}


def test_14_what_staff_are_told_of_their_good_name_stands_with_area_a_and_on_their_page(client, version):
    introduction = version.sections.get(code="A").introduction
    assert introduction

    for address in (POLICY, f"{POLICY}for/staff/"):
        assert " ".join(introduction.split()) in fetch(client, address).words


def test_15_a1_is_strongly_advised_against_and_is_for_staff(client, version):
    rule = version.rules.get(code="A1")

    assert (rule.strength, rule.audiences) == ("strongly_discouraged", ["staff"])
    assert "Please avoid. We strongly advise you against it." in fetch(client, f"{POLICY}rules/A1/").words


def test_16_a2_names_the_schools_account_and_a_new_name_in_the_register_changes_the_page_and_not_the_rule(
    client, version, head, first_day
):
    entry = Entry(platform="Twitter", handle="@Todwick", opened_on=first_day)
    account = register_account(entry=entry, by=head)
    before = fetch(client, f"{POLICY}rules/A2/").words
    change_account(account=account, entry=Entry(platform="X", handle="@TodwickSchool", opened_on=first_day), by=head)

    after = fetch(client, f"{POLICY}rules/A2/").words

    assert "@Todwick" in before
    assert "X @TodwickSchool" in after
    text = " ".join(version.rules.get(code="A2").text.split())
    assert text in before
    assert text in after
