"""Writing in a draft: every change is kept once, counted, recorded, and refused once the governors have it."""

import pytest

from policies.actions import (
    DraftUnderWay,
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
from policies.actions.editing_texts import mark_of
from policies.kept import wording_of
from policies.models import Policy, PolicyVersion

from .drafts import AREA, NEW, edits, whole
from .editor import rule_entry
from .wordings import a_rule, a_wording

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
