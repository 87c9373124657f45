"""Every rule of the school's policy stands in the demo policy, with its strength and whom it is for.

The tests carry the rules' codes (requirements 4). A rule's page is what a letter quotes, so they read that.
"""

import datetime as dt
import re
from pathlib import Path

import pytest

from audit.models import AuditEvent
from policies.demo import load_demo_policy
from policies.models import Policy, RuleVersion
from policies.words import Audience, Strength

from .pages import fetch

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT / ".." / "shared" / "seed"
RUN = 9


@pytest.fixture
def rule(client, version):
    """`rule("A4", strength, word, audiences, *parts)`: the rule is kept so, and its page says so."""

    def look(code: str, strength: Strength, word: str, *parts: str, audience: Audience | None) -> RuleVersion:
        kept = version.rules.get(code=code)
        words = fetch(client, f"/policies/social-media/rules/{code}/").words
        assert kept.strength == strength
        assert f"How firm it is {word}. {kept.meaning}" in words
        assert kept.audiences == ([audience] if audience else Audience.values)
        for part in parts:
            assert part in words
        return kept

    return look


def test_A1_staff_are_strongly_advised_against_parents_as_friends(rule):
    rule("A1", Strength.STRONGLY_DISCOURAGED, "Please avoid", "parent", "friend", audience=Audience.STAFF)


def test_A2_staff_must_not_follow_the_school_from_a_personal_account(rule):
    rule("A2", Strength.MUST_NOT, "Must not", "follow", "personal account", audience=Audience.STAFF)


def test_A3_staff_are_recommended_not_to_pass_on_the_schools_pictures(rule):
    rule("A3", Strength.RECOMMENDED_NOT, "Please avoid", "pass on pictures", audience=Audience.STAFF)


def test_A4_staff_never_share_a_pupils_picture_but_through_an_account_of_the_school(rule):
    rule(
        "A4",
        Strength.UNDER_NO_CIRCUMSTANCES,
        "Never",
        "pupil’s picture",
        "belongs to the school",
        audience=Audience.STAFF,
    )


def test_A5_staff_must_not_comment_on_school_pupils_parents_colleagues_or_governors(rule):
    rule(
        "A5",
        Strength.MUST_NOT,
        "Must not",
        "the school, its pupils, their parents",
        "people you work with",
        "Governors",
        audience=Audience.STAFF,
    )


def test_A6_staff_must_not_use_social_media_privately_in_lessons(rule):
    rule("A6", Strength.MUST_NOT, "Must not", "lessons", "private use", audience=Audience.STAFF)


def test_A7_staff_should_keep_to_the_teachers_standards_and_the_page_links_them(rule):
    kept = rule("A7", Strength.SHOULD, "Should", "we last looked there on", audience=Audience.STAFF)

    assert kept.related.get().url.startswith("https://www.gov.uk/")


def test_A8_staff_should_look_through_their_privacy_settings(rule):
    rule("A8", Strength.SHOULD, "Should", "privacy settings", audience=Audience.STAFF)


def test_A9_staff_must_keep_confidence_after_they_have_left_too(rule):
    rule("A9", Strength.MUST, "Must", "confidential", "no longer work here", audience=Audience.STAFF)


def test_A10_wrong_use_should_go_to_the_headteacher_first_and_may_have_consequences(rule):
    rule("A10", Strength.SHOULD, "Should", "headteacher first", "disciplinary", audience=Audience.STAFF)


def test_A11_staff_post_a_child_only_if_the_parents_have_said_yes(rule):
    rule(
        "A11",
        Strength.ONLY_IF,
        "Only if",
        "parents have said yes",
        "each school year",
        "SchoolSpider",
        audience=Audience.STAFF,
    )


def test_B1_children_under_13_have_no_account(rule):
    rule(
        "B1",
        Strength.INFORMATION,
        "Good to know",
        "13",
        "Facebook and Instagram",
        audience=Audience.PUPILS,
    )


def test_B2_the_acceptable_use_policy_covers_social_media_and_is_not_yet_linked(rule):
    rule(
        "B2",
        Strength.INFORMATION,
        "Good to know",
        "See: Acceptable Use Policy not yet linked",
        audience=Audience.PUPILS,
    )


def test_C1_parents_must_not_post_other_children_from_a_school_event(rule):
    rule("C1", Strength.MUST_NOT, "Must not", "school event", "your own child", audience=Audience.PARENTS)


def test_C2_parents_should_complain_by_the_official_way(rule):
    rule("C2", Strength.SHOULD, "Should", "official way", "Complaints procedure", audience=Audience.PARENTS)


def test_C3_parents_should_not_post_spiteful_or_made_up_things(rule):
    rule("C3", Strength.SHOULD_NOT, "Should not", "spiteful or made-up", audience=Audience.PARENTS)


def test_D1_four_laws_are_mentioned_and_not_named(rule):
    rule("D1", Strength.INFORMATION, "Good to know", "Four laws", audience=None)


def test_D2_online_bullying_must_follow_the_anti_bullying_policy(rule):
    rule("D2", Strength.MUST, "Must", "See: Anti-bullying policy not yet linked", audience=None)


def test_D3_the_school_acts_out_of_hours_only_if_one_of_three_limbs_holds(rule):
    kept = rule(
        "D3",
        Strength.ONLY_IF,
        "Only if",
        "orderly running",
        "threatens somebody",
        "good name",
        audience=None,
    )

    assert len(kept.limbs) == 3


def test_D4_it_is_the_governors_who_go_to_law(rule):
    rule("D4", Strength.INFORMATION, "Good to know", "governors will go to law", audience=None)


def test_the_demo_policy_has_these_twenty_rules_and_no_other(version):
    codes = [*(f"A{n}" for n in range(1, 12)), "B1", "B2", "C1", "C2", "C3", "D1", "D2", "D3", "D4"]

    assert [rule.code for rule in version.rules.order_by("section__order", "order")] == codes


def test_area_audiences_are_staff_pupils_parents_and_everybody(version):
    assert [section.audiences for section in version.sections.all()] == [
        ["staff"],
        ["pupils"],
        ["parents"],
        Audience.values,
    ]


def test_loading_the_demo_policy_again_changes_nothing(version, head, chair):
    events = AuditEvent.objects.count()

    again = load_demo_policy(by_head=head, by_chair=chair, effective_from=dt.date(2020, 9, 1))

    assert again == version
    assert (Policy.objects.count(), AuditEvent.objects.count()) == (1, events)


def test_the_demo_policy_is_approved_before_it_begins_and_due_for_review_after(version):
    assert version.approved_on < version.effective_from < version.review_due_on


@pytest.mark.skipif(not SEED.is_dir(), reason="the school's own policy is not part of a copy of the portal")
def test_no_run_of_nine_words_is_taken_from_the_schools_policy():
    theirs = {run for path in SEED.glob("*.txt") for run in _runs(path)}
    ours = [
        *(ROOT / "policies").rglob("*.py"),
        *(ROOT / "templates" / "policies").glob("*.html"),
        Path(__file__),
    ]

    assert theirs
    assert {path.name: taken for path in ours if (taken := theirs & set(_runs(path)))} == {}


def _runs(path: Path) -> list[tuple[str, ...]]:
    words = re.findall(r"[a-z']+", path.read_text(encoding="utf-8").lower().replace("’", "'"))
    return [tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)]
