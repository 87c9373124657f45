"""Areas of a draft: added, changed, moved, split, joined and removed."""

import pytest

from policies.actions import (
    AreaEntry,
    CannotBeSo,
    Stale,
    add_area,
    edit_area,
    join_area,
    move_area,
    remove_area,
    remove_rule,
    split_area,
)
from policies.actions.editing_areas import free_area_code

from .drafts import AREA, codes, edits
from .editor import area_entry


def test_an_area_is_added_under_the_next_letter(draft, head):
    assert free_area_code(draft) == "E"

    add_area(version=draft, entry=AREA, by=head)

    assert list(codes(draft)) == ["A", "B", "C", "D", "E"]
    assert edits(draft) == ["area_added"]


def test_a_changed_area_is_counted_and_recorded_once(draft, head):
    section = draft.sections.get(code="A")

    assert edit_area(version=draft, key=section.pk, seen=0, entry=area_entry(section, title="Us"), by=head)
    assert not edit_area(version=draft, key=section.pk, seen=1, entry=area_entry(section, title="Us"), by=head)

    section.refresh_from_db()
    assert (section.title, section.revision, edits(draft)) == ("Us", 1, ["area_changed"])


def test_who_saves_an_area_second_is_refused(draft, head, clerk):
    section = draft.sections.get(code="A")
    edit_area(version=draft, key=section.pk, seen=0, entry=area_entry(section, title="First"), by=head)

    with pytest.raises(Stale) as refused:
        edit_area(version=draft, key=section.pk, seen=0, entry=area_entry(section, title="Second"), by=clerk)

    assert refused.value.row.title == "First"


def test_two_areas_of_one_letter_are_refused(draft, head):
    with pytest.raises(CannotBeSo) as refused:
        add_area(version=draft, entry=AreaEntry(code="A", title="Again"), by=head)

    assert refused.value.field == "code"


@pytest.mark.parametrize(("code", "up", "order"), [("B", True, "BACD"), ("B", False, "ACBD"), ("A", True, "ABCD")])
def test_an_area_moves_one_place(draft, head, code, up, order):
    move_area(version=draft, key=draft.sections.get(code=code).pk, up=up, by=head)

    assert "".join(codes(draft)) == order


def test_an_area_with_rules_is_not_removed_and_one_without_is(draft, head):
    section = draft.sections.get(code="B")
    with pytest.raises(CannotBeSo, match="still has rules"):
        remove_area(version=draft, key=section.pk, by=head)
    for rule in section.rules.all():
        remove_rule(version=draft, key=rule.pk, by=head)

    remove_area(version=draft, key=section.pk, by=head)

    assert list(codes(draft)) == ["A", "C", "D"]


def test_an_area_is_split_from_a_rule_on(draft, head):
    section, first = draft.sections.get(code="A"), draft.rules.get(code="A9")

    split_area(version=draft, key=section.pk, first_rule=first.pk, entry=AREA, by=head)

    assert list(codes(draft)) == ["A", "E", "B", "C", "D"]
    assert codes(draft)["E"] == ["A9", "A10", "A11"]


def test_a_joined_area_loses_its_title_and_no_other_word(draft, head):
    section = draft.sections.get(code="C")
    last = draft.rules.get(code="B2")

    above = join_area(version=draft, key=section.pk, by=head)

    assert codes(draft)["B"] == ["B1", "B2", "C1", "C2", "C3"]
    last.refresh_from_db()
    assert last.following == section.introduction != ""
    assert (above.code, list(codes(draft))) == ("B", ["A", "B", "D"])


def test_the_first_area_has_none_above_to_join_with(draft, head):
    with pytest.raises(CannotBeSo, match="first area"):
        join_area(version=draft, key=draft.sections.get(code="A").pk, by=head)
