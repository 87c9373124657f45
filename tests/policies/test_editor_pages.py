"""The editor through its pages: rows open, save, meet one another; no typed word is lost (architecture 7; Done 7)."""

import pytest

from policies.actions import begin_draft, remove_rule, submit_version
from tests.html import Page

from .editor import MINE, area_fields, at, rule_fields


def test_the_editor_shows_areas_and_rules_as_rows_with_contents_at_the_side(writer, draft):
    page = Page(writer.get(at("draft", draft)).content.decode())

    assert {f"#{code}" for code in "ABCD"} <= set(page.links)
    assert {rule.code for rule in draft.rules.all()} <= set(page.ids)
    assert {at("rule-edit", draft, rule.pk) for rule in draft.rules.all()} <= set(page.links)
    assert {at("area-edit", draft, section.pk) for section in draft.sections.all()} <= set(page.links)


def test_a_row_opens_in_place_as_the_form_of_its_own_page(writer, draft):
    rule, section = draft.rules.get(code="A4"), draft.sections.get(code="A")
    page = writer.get(at("draft", draft)).content.decode()

    for name, row in (("rule", rule), ("area", section)):
        address = at(f"{name}-edit", draft, row.pk)
        assert f'hx-get="{address}" hx-select="#{name}-form-{row.pk}" hx-target="#{name}-row-{row.pk}"' in page
        assert f'id="{name}-form-{row.pk}"' in writer.get(address).content.decode()
    assert 'hx-select="#texts-form"' in page
    assert 'id="texts-form"' in writer.get(at("draft-texts", draft)).content.decode()


@pytest.mark.parametrize("rules", [1, 3])
def test_the_editor_asks_the_database_as_often_for_three_rules_as_for_one(
    writer, draft, head, rules, django_assert_num_queries
):
    for rule in list(draft.rules.all())[rules:]:
        remove_rule(version=draft, key=rule.pk, by=head)
    writer.get(at("draft", draft))

    with django_assert_num_queries(15):
        assert writer.get(at("draft", draft)).content.decode().count("Comment<span") == rules


def test_a_rule_is_saved_and_one_is_led_back_to_its_row(writer, draft):
    rule = draft.rules.get(code="A4")

    answer = writer.post(at("rule-edit", draft, rule.pk), rule_fields(rule, text=MINE, code="A4-new"))

    assert (answer.status_code, answer.url) == (302, at("draft", draft) + "#A4-NEW")
    assert draft.rules.get(pk=rule.pk).text == MINE


def test_words_in_a_form_with_a_fault_stay_and_the_fault_is_told(writer, draft):
    rule = draft.rules.get(code="A4")

    answer = writer.post(at("rule-edit", draft, rule.pk), rule_fields(rule, text=MINE, code="A5"))

    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Rule A5 is there already. Give this one another code." in page
    assert "My own words" in page


def test_line_ends_of_a_browser_are_no_change(writer, draft):
    section = draft.sections.get(code="A")
    fields = area_fields(section, introduction=section.introduction.replace("\n", "\r\n"))

    writer.post(at("area-edit", draft, section.pk), fields)

    section.refresh_from_db()
    assert section.revision == 0


# --- the other deeds of the pages ---------------------------------------------------------------------------


def test_a_rule_is_added_split_moved_joined_and_removed_by_its_pages(writer, draft):
    area = draft.sections.get(code="B")
    fields = rule_fields(draft.rules.get(code="B1"), code="B3", text="One. Two.", revision="")
    assert writer.post(at("rule-new", draft, area.pk), fields).url.endswith("#B3")
    rule = draft.rules.get(code="B3")

    page = writer.get(at("rule-division", draft, rule.pk)).content.decode()
    assert ">\nOne.</textarea>" in page
    writer.post(at("rule-division", draft, rule.pk), {"revision": 0, "first": "One.", "second": "Two."})
    new = draft.rules.get(code="B4")
    writer.post(at("rule-place", draft, new.pk), {"place": f"{area.pk}"})
    assert [r.code for r in area.rules.all()] == ["B4", "B1", "B2", "B3"]
    writer.post(at("rule-union", draft, new.pk))
    assert draft.rules.get(code="B4").text.startswith("Two.\n\n")
    writer.post(at("rule-removal", draft, new.pk), {"revision": draft.rules.get(code="B4").revision})

    assert [r.code for r in area.rules.all()] == ["B2", "B3"]


def test_an_area_is_added_split_moved_numbered_joined_and_removed_by_its_pages(writer, draft):
    first = draft.sections.get(code="A")
    assert writer.post(at("area-new", draft), {"code": "E", "title": "Telephones", "level": 1}).url.endswith("#E")
    division = {"first_rule": draft.rules.get(code="A10").pk, "code": "F", "title": "Late rules"}
    writer.post(at("area-division", draft, first.pk), division)
    late = draft.sections.get(code="F")
    writer.post(at("area-place", draft, late.pk), {"to": "down"})
    assert [s.code for s in draft.sections.all()] == ["A", "B", "F", "C", "D", "E"]
    writer.post(at("area-numbers", draft, late.pk))
    assert [r.code for r in late.rules.all()] == ["F1", "F2"]
    writer.post(at("area-union", draft, late.pk))
    writer.post(at("area-removal", draft, draft.sections.get(code="E").pk), {"revision": 0})

    assert [s.code for s in draft.sections.all()] == ["A", "B", "C", "D"]


@pytest.mark.parametrize("name", ["area-removal", "area-union"])
def test_what_cannot_be_done_to_an_area_is_told_in_words(writer, draft, name):
    answer = writer.post(at(name, draft, draft.sections.get(code="A").pk), {"revision": 0}, follow=True)

    assert "Move or remove them first." in answer.content.decode() or "none above" in answer.content.decode()


def test_the_pages_of_the_editor_lead_away_once_the_governors_have_it(writer, submitted):
    rule, section = submitted.rules.first(), submitted.sections.first()
    pages = [at("draft", submitted), at("draft-texts", submitted), at("area-new", submitted)]
    pages += [at(name, submitted, rule.pk) for name in ("rule-edit", "rule-place", "rule-division")]
    pages += [at(name, submitted, section.pk) for name in ("area-edit", "area-division", "rule-new")]

    assert {writer.get(page).url for page in pages} == {submitted.get_absolute_url()}


@pytest.mark.parametrize(
    "name", ["rule-edit", "rule-place", "rule-division", "rule-union", "rule-removal", "area-edit", "area-place",
             "area-division", "area-union", "area-numbers", "area-removal", "rule-new"],
)  # fmt: skip
def test_a_row_of_another_version_is_not_found_through_this_one(writer, draft, version, name):
    key = version.rules.first().pk if name.startswith("rule-") and name != "rule-new" else version.sections.first().pk
    posts = {"rule-union", "rule-removal", "area-place", "area-union", "area-numbers", "area-removal"}

    answer = getattr(writer, "post" if name in posts else "get")(at(name, draft, key))

    assert answer.status_code == 404


# --- comments -----------------------------------------------------------------------------------------------


def test_a_governor_comments_on_a_rule_and_the_head_settles_it(sign_in, draft, governor, head):
    rule = draft.rules.get(code="A4")
    page = sign_in(governor).get(at("comments", draft) + f"?about=rule-{rule.pk}").content.decode()
    assert f'<option value="rule-{rule.pk}" selected>' in page
    sign_in(governor).post(at("comments", draft), {"about": f"rule-{rule.pk}", "text": MINE})
    comment = draft.comments.get()
    assert (comment.code, comment.text, comment.by) == ("A4", MINE, governor)

    sign_in(head).post(at("comment-answer", draft, comment.pk), {"answer": "Changed."})

    page = Page(sign_in(governor).get(at("comments", draft)).content.decode())
    assert "Waiting for an answer (0)" in page.text
    assert "Changed." in page.text


def test_a_governor_does_not_settle_comments(sign_in, draft, governor, dsl):
    comment = draft.comments.create(text="x", by=dsl)

    assert sign_in(governor).get(at("comment-answer", draft, comment.pk)).status_code == 403
    assert "Answer it" not in sign_in(governor).get(at("comments", draft)).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_comments_ask_the_database_as_often_for_three_as_for_one(
    writer, draft, dsl, count, django_assert_num_queries
):
    for number in range(count):
        draft.comments.create(text=f"c{number}", by=dsl, rule=draft.rules.get(code="A1").rule, code="A1")
    writer.get(at("comments", draft))

    with django_assert_num_queries(14):
        assert len(writer.get(at("comments", draft)).context["waiting"]) == count


# --- the steps ----------------------------------------------------------------------------------------------


def test_who_wrote_in_it_is_told_on_the_page_of_approval(sign_in, policy, version, clerk):
    own = submit_version(version=begin_draft(policy=policy, by=clerk), by=clerk)
    fields = {"approved_by_text": "the board", "approved_on": "2026-01-01", "minute_reference": "1"}
    fields["revision"] = own.revision

    assert "somebody else has to approve it" in sign_in(clerk).get(at("approval", own)).content.decode()
    answer = sign_in(clerk).post(at("approval", own), fields)
    assert answer.status_code == 400
    assert "so somebody else has to approve it" in answer.content.decode()
    own.refresh_from_db()
    assert own.status == "in_review"


@pytest.mark.parametrize(
    "name", ["submission", "taking-back", "change-request", "approval", "publication", "withdrawal"]
)
def test_a_step_out_of_its_place_leads_back_to_the_version(request, sign_in, draft, version, head, chair, name):
    given = version if name == "submission" else draft
    by = chair if name in ("change-request", "approval") else head

    assert sign_in(by).get(at(name, given)).url == given.get_absolute_url()


def test_a_note_for_a_version_that_has_moved_on_stays_on_the_page(sign_in, approved, chair):
    answer = sign_in(chair).post(at("change-request", approved), {"note": MINE})

    assert answer.status_code == 400
    assert "My own words" in answer.content.decode()
