"""Rules of a draft: written, split, joined, moved and numbered, each once and counted."""

import pytest

from policies.actions import (
    CannotBeSo,
    Stale,
    add_rule,
    edit_rule,
    join_rule,
    move_rule,
    number_rules,
    remove_rule,
    split_rule,
)
from policies.actions.editing_areas import free_code
from policies.models import RelatedDocument
from policies.words import Strength

from .drafts import NEW, codes, edits
from .editor import rule_entry


def test_a_changed_rule_is_counted_and_recorded_once_and_says_who_wrote_last(draft, clerk):
    rule = draft.rules.get(code="A4")

    assert edit_rule(version=draft, key=rule.pk, seen=0, entry=rule_entry(rule, text="Never.", why="Safe"), by=clerk)

    draft.refresh_from_db()
    rule.refresh_from_db()
    assert (rule.text, rule.why, rule.revision) == ("Never.", "Safe", 1)
    assert (draft.edited_by, draft.revision) == (clerk, 1)
    assert edits(draft) == ["rule_changed"]


def test_firmness_readers_and_documents_of_a_rule_change(draft, head):
    rule, document = draft.rules.get(code="A4"), RelatedDocument.objects.create(title="Camera rules")
    entry = rule_entry(rule, strength=Strength.SHOULD, audiences=("governors", "staff"), related=(document,))

    edit_rule(version=draft, key=rule.pk, seen=0, entry=entry, by=head)

    rule = draft.rules.get(code="A4")
    assert (rule.strength, rule.audiences) == ("should", ["staff", "governors"])
    assert list(rule.related.all()) == [document]


def test_what_was_not_changed_is_not_counted(draft, head):
    rule = draft.rules.get(code="A4")

    assert not edit_rule(version=draft, key=rule.pk, seen=0, entry=rule_entry(rule), by=head)

    assert (draft.rules.get(code="A4").revision, edits(draft)) == (0, [])


def test_who_saves_second_is_refused_and_the_first_words_stand(draft, head, clerk):
    rule = draft.rules.get(code="A4")
    edit_rule(version=draft, key=rule.pk, seen=0, entry=rule_entry(rule, text="First."), by=head)

    with pytest.raises(Stale) as refused:
        edit_rule(version=draft, key=rule.pk, seen=0, entry=rule_entry(rule, text="Second."), by=clerk)

    assert refused.value.row.text == "First."
    assert draft.rules.get(code="A4").text == "First."


def test_two_people_write_two_rules_of_one_draft(draft, head, clerk):
    for code, by in (("A4", head), ("A5", clerk)):
        rule = draft.rules.get(code=code)
        edit_rule(version=draft, key=rule.pk, seen=0, entry=rule_entry(rule, text=code), by=by)

    assert {draft.rules.get(code=code).text for code in ("A4", "A5")} == {"A4", "A5"}


def test_a_rule_that_was_removed_meanwhile_is_told_as_gone(draft, head):
    rule = draft.rules.get(code="A4")
    remove_rule(version=draft, key=rule.pk, by=head)

    with pytest.raises(Stale) as refused:
        edit_rule(version=draft, key=rule.pk, seen=0, entry=rule_entry(rule), by=head)

    assert refused.value.row is None


@pytest.mark.parametrize(
    ("change", "field"), [({"text": " "}, "text"), ({"audiences": ()}, "audiences"), ({"code": "a5"}, "code")]
)
def test_a_rule_that_cannot_be_so_is_refused_at_its_field(draft, head, change, field):
    rule = draft.rules.get(code="A4")

    with pytest.raises(CannotBeSo) as refused:
        edit_rule(version=draft, key=rule.pk, seen=0, entry=rule_entry(rule, **change), by=head)

    assert refused.value.field == field


def test_a_new_rule_comes_last_in_its_area_under_the_next_code(draft, head):
    section = draft.sections.get(code="A")
    assert free_code(draft, section) == "A12"

    rule = add_rule(version=draft, area=section.pk, entry=NEW, by=head)

    assert codes(draft)["A"][-1] == "A12"
    assert rule.rule.wordings.count() == 1
    assert edits(draft) == ["rule_added"]


def test_a_split_rule_keeps_itself_in_the_first_half(draft, version, head):
    rule = draft.rules.get(code="A4")

    new = split_rule(version=draft, key=rule.pk, seen=0, first="One.", second="Two.", by=head)

    assert codes(draft)["A"][3:6] == ["A4", "A12", "A5"]
    assert draft.rules.get(code="A4").rule_id == version.rules.get(code="A4").rule_id
    assert (new.text, new.strength, new.audiences) == ("Two.", rule.strength, rule.audiences)
    assert new.rule_id != rule.rule_id


@pytest.mark.parametrize(("first", "second", "field"), [("", "x", "first"), ("x", " ", "second")])
def test_neither_half_of_a_split_rule_is_empty(draft, head, first, second, field):
    with pytest.raises(CannotBeSo) as refused:
        split_rule(version=draft, key=draft.rules.first().pk, seen=0, first=first, second=second, by=head)

    assert refused.value.field == field


def test_joined_rules_say_both_and_lose_no_word(draft, head):
    first, second = draft.rules.get(code="A6"), draft.rules.get(code="A7")
    document = second.related.get()

    joined = join_rule(version=draft, key=first.pk, by=head)

    assert joined.text == f"{first.text}\n\n{second.text}"
    assert document in joined.related.all()
    assert codes(draft)["A"][5:7] == ["A6", "A8"]


def test_the_last_rule_of_an_area_has_none_to_join_with(draft, head):
    with pytest.raises(CannotBeSo, match="last rule"):
        join_rule(version=draft, key=draft.rules.get(code="A11").pk, by=head)


@pytest.mark.parametrize(
    ("area", "after", "expected"),
    [("A", "", ["A4", "A1", "A2", "A3", "A5"]), ("A", "A5", ["A1", "A2", "A3", "A5", "A4"])],
)
def test_a_rule_moves_inside_its_area_and_keeps_its_code(draft, head, area, after, expected):
    key = draft.rules.get(code=after).pk if after else None
    section = draft.sections.get(code=area)

    move_rule(version=draft, key=draft.rules.get(code="A4").pk, area=section.pk, after=key, by=head)

    assert codes(draft)["A"][:5] == expected
    assert sorted(section.rules.values_list("order", flat=True)) == list(range(1, 12))


def test_a_rule_moves_to_another_area_and_stays_itself(draft, version, head):
    rule = draft.rules.get(code="A4")
    section, after = draft.sections.get(code="C"), draft.rules.get(code="C1")

    move_rule(version=draft, key=rule.pk, area=section.pk, after=after.pk, by=head)

    assert codes(draft)["C"] == ["C1", "A4", "C2", "C3"]
    assert "A4" not in codes(draft)["A"]
    assert draft.rules.get(code="A4").rule_id == version.rules.get(code="A4").rule_id


def test_a_removed_rule_stays_in_the_version_in_force(draft, version, head):
    remove_rule(version=draft, key=draft.rules.get(code="A4").pk, by=head)

    assert "A4" not in codes(draft)["A"]
    assert version.rules.filter(code="A4").exists()
    assert edits(draft) == ["rule_removed"]


def test_rules_are_numbered_anew_in_their_order(draft, head):
    remove_rule(version=draft, key=draft.rules.get(code="A1").pk, by=head)

    number_rules(version=draft, key=draft.sections.get(code="A").pk, by=head)

    assert codes(draft)["A"] == [f"A{n}" for n in range(1, 11)]


def test_a_code_that_stands_in_another_area_stops_the_numbering(draft, head):
    section, rule = draft.sections.get(code="C"), draft.rules.get(code="A4")
    move_rule(version=draft, key=rule.pk, area=section.pk, after=None, by=head)

    with pytest.raises(CannotBeSo, match="A4 stands in another area"):
        number_rules(version=draft, key=draft.sections.get(code="A").pk, by=head)
