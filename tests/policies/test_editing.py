"""Writing in a draft: every change is kept once, counted, recorded, and refused once the governors have it."""

import pytest

from audit.models import AuditEvent, Verb
from policies.actions import (
    AreaEntry,
    CannotBeSo,
    DraftUnderWay,
    RuleEntry,
    Stale,
    TextsEntry,
    WrongStatus,
    add_area,
    add_rule,
    begin_draft,
    draft_version,
    edit_area,
    edit_rule,
    edit_texts,
    join_area,
    join_rule,
    move_area,
    move_rule,
    number_rules,
    remove_area,
    remove_rule,
    split_area,
    split_rule,
)
from policies.actions.editing_areas import free_area_code, free_code
from policies.actions.editing_texts import mark_of
from policies.kept import wording_of
from policies.models import Policy, PolicyVersion, RelatedDocument
from policies.words import Audience, Strength

from .editor import area_entry, rule_entry
from .wordings import a_rule, a_wording

NEW = RuleEntry(code="A12", text="Ask **first**.", strength=Strength.MUST, audiences=(Audience.STAFF,))
AREA = AreaEntry(code="E", title="Telephones")


def codes(version: PolicyVersion) -> dict[str, list[str]]:
    """The codes of the rules in order, by area in order."""
    return {section.code: [rule.code for rule in section.rules.all()] for section in version.sections.all()}


def edits(version: PolicyVersion) -> list[str]:
    events = AuditEvent.objects.about(version).filter(verb=Verb.POLICY_EDITED)
    return [event.details["edit"] for event in events]


def whole(version: PolicyVersion) -> PolicyVersion:
    return PolicyVersion.objects.with_wording().get(pk=version.pk)


# --- beginning ----------------------------------------------------------------------------------------------


def test_a_draft_begins_as_a_copy_whose_rules_are_the_same_rules_with_the_same_documents(version, draft):
    assert wording_of(whole(draft)) == wording_of(whole(version))
    assert (draft.number, draft.based_on, draft.status) == (2, version, PolicyVersion.Status.DRAFT)
    for rule in version.rules.all():
        copy = draft.rules.get(code=rule.code)
        assert (copy.rule_id, set(copy.related.all())) == (rule.rule_id, set(rule.related.all()))


def test_one_draft_is_under_way_at_a_time_and_the_second_is_told_which(policy, draft, head):
    with pytest.raises(DraftUnderWay, match="Version 2 of Social media policy is under way") as refused:
        begin_draft(policy=policy, by=head)

    assert refused.value.number == 2
    assert policy.versions.count() == 2


def test_a_file_is_no_way_round_that(policy, draft, head):
    with pytest.raises(DraftUnderWay):
        draft_version(policy=policy, wording=a_wording(), by=head)


def test_the_draft_of_a_policy_without_a_version_is_empty(head):
    draft = begin_draft(policy=Policy.objects.create(slug="phones", title="Phones"), by=head)

    assert (draft.sections.count(), draft.rules.count()) == (0, 0)


def test_a_rule_named_as_an_earlier_one_under_another_code_leaves_that_code_to_a_new_rule(policy, version, head):
    before = version.rules.get(code="A4")
    wording = a_wording(a_rule("A4"), a_rule("A5", identity=before.rule_id))

    draft = draft_version(policy=policy, wording=wording, by=head)

    assert draft.rules.get(code="A5").rule_id == before.rule_id
    assert draft.rules.get(code="A4").rule_id != before.rule_id


# --- rules --------------------------------------------------------------------------------------------------


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


# --- areas --------------------------------------------------------------------------------------------------


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


# --- the texts around ---------------------------------------------------------------------------------------


def test_the_texts_around_the_rules_change_and_what_is_settled_leaves_the_gaps(draft, head):
    entry = TextsEntry(introduction="New.", looked_after_by="Mrs Hale", responsibilities="All.", is_minor=True)

    assert edit_texts(version=draft, seen=mark_of(draft), entry=entry, by=head)

    draft.refresh_from_db()
    assert (draft.introduction, draft.looked_after_by, draft.is_minor, draft.revision) == ("New.", "Mrs Hale", True, 1)
    assert edits(draft) == ["texts_changed"]


def test_who_saves_these_texts_second_is_refused_though_rules_may_change_meanwhile(draft, head, clerk):
    seen, rule = mark_of(draft), draft.rules.get(code="A4")
    edit_rule(version=draft, key=rule.pk, seen=0, entry=rule_entry(rule, text="Else."), by=clerk)
    edit_texts(version=draft, seen=seen, entry=TextsEntry(lead="First."), by=head)

    with pytest.raises(Stale):
        edit_texts(version=draft, seen=seen, entry=TextsEntry(lead="Second."), by=clerk)

    draft.refresh_from_db()
    assert draft.lead == "First."


# --- not any more -------------------------------------------------------------------------------------------

DEEDS = {
    "add_area": lambda v, by: add_area(version=v, entry=AREA, by=by),
    "edit_area": lambda v, by: edit_area(version=v, key=v.sections.first().pk, seen=0, entry=AREA, by=by),
    "move_area": lambda v, by: move_area(version=v, key=v.sections.first().pk, up=False, by=by),
    "remove_area": lambda v, by: remove_area(version=v, key=v.sections.first().pk, by=by),
    "split_area": lambda v, by: split_area(
        version=v, key=v.sections.first().pk, first_rule=v.rules.first().pk, entry=AREA, by=by
    ),
    "join_area": lambda v, by: join_area(version=v, key=v.sections.last().pk, by=by),
    "number_rules": lambda v, by: number_rules(version=v, key=v.sections.first().pk, by=by),
    "add_rule": lambda v, by: add_rule(version=v, area=v.sections.first().pk, entry=NEW, by=by),
    "edit_rule": lambda v, by: edit_rule(version=v, key=v.rules.first().pk, seen=0, entry=NEW, by=by),
    "split_rule": lambda v, by: split_rule(version=v, key=v.rules.first().pk, seen=0, first="a", second="b", by=by),
    "join_rule": lambda v, by: join_rule(version=v, key=v.rules.first().pk, by=by),
    "move_rule": lambda v, by: move_rule(
        version=v, key=v.rules.first().pk, area=v.sections.last().pk, after=None, by=by
    ),
    "remove_rule": lambda v, by: remove_rule(version=v, key=v.rules.first().pk, by=by),
    "edit_texts": lambda v, by: edit_texts(version=v, seen=mark_of(v), entry=TextsEntry(lead="x"), by=by),
}


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("state", ["submitted", "approved", "version"])
def test_nothing_is_written_once_the_governors_have_it(request, deed, state, head):
    version = request.getfixturevalue(state)
    before = wording_of(whole(version))

    with pytest.raises(WrongStatus):
        DEEDS[deed](version, head)

    assert wording_of(whole(version)) == before
    assert edits(version) == []
