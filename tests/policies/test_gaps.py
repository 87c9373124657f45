import pytest

from policies.actions import draft_version
from policies.cards import card_for
from policies.gaps import audiences_not_named, gaps_of
from policies.models import Policy, PolicyVersion, RelatedDocument
from policies.words import Audience

from .wordings import a_rule, a_wording


@pytest.fixture
def draft(head):
    """Keeps a wording and reads it back as a page does."""

    def keep(wording):
        policy = Policy.objects.create(slug=f"phones-{Policy.objects.count()}", title="Phones")
        kept = draft_version(policy=policy, wording=wording, by=head)
        return PolicyVersion.objects.with_wording().get(pk=kept.pk)

    return keep


def texts(version) -> str:
    return "\n".join(gap.text for gap in gaps_of(version))


def test_the_demo_policy_shows_what_the_schools_policy_leaves_open(version):
    said = texts(version)

    for part in (
        "Rule D1 speaks of four laws",
        "Mobile phones",
        "Nobody is named who looks after",
        "who is responsible for what has no text",
        "Area D has two titles",
        "No rule is about governors, visitors or parent helpers in particular.",
        "Acceptable Use Policy: not yet linked.",
        "Anti-bullying policy: not yet linked.",
        "Complaints procedure: not yet linked.",
    ):
        assert part in said
    assert "Teachers’ Standards" not in said


def test_filling_the_part_on_responsibility_in_a_draft_clears_it(draft):
    empty = draft(a_wording())
    filled = draft(a_wording(looked_after_by="The headteacher", responsibilities="The board decides."))

    assert "looks after" in texts(empty)
    assert "looks after" not in texts(filled)
    assert "who is responsible" not in texts(filled)


def test_linking_a_document_clears_its_line(draft):
    version = draft(a_wording(a_rule(related=("Behaviour policy",))))
    assert "Behaviour policy: not yet linked." in texts(version)

    RelatedDocument.objects.update(url="https://school.example/behaviour")

    assert "Behaviour policy" not in texts(PolicyVersion.objects.with_wording().get(pk=version.pk))


def test_a_rule_for_everybody_names_nobody(draft):
    version = draft(a_wording(a_rule("A1"), a_rule("A2", audiences=tuple(Audience))))

    assert audiences_not_named(version) == [a for a in Audience if a != Audience.STAFF]
    assert card_for(version, Audience.VISITORS).own == []
    assert [rule.code for rule in card_for(version, Audience.VISITORS).general] == ["A2"]


def test_a_card_groups_rules_by_firmness_and_keeps_their_order(version):
    groups = {group.heading: [rule.code for rule in group.rules] for group in card_for(version, Audience.STAFF).own}

    assert groups == {
        "Must, must not, only if": ["A2", "A4", "A5", "A6", "A9", "A11"],
        "Should, should not": ["A7", "A8", "A10"],
        "Please avoid": ["A1", "A3"],
    }
