"""Two people in one editor: both texts are shown and no typed word is lost (architecture 7; Done 7)."""

import pytest

from policies.actions import edit_area, edit_rule, remove_rule
from policies.models import PolicyVersion
from tests.html import Page

from .editor import MINE, area_entry, area_fields, at, rule_entry, rule_fields, texts_fields


def test_who_saves_a_rule_second_sees_both_texts_and_saves_with_one_more_press(writer, draft, clerk):
    rule = draft.rules.get(code="A4")
    fields = rule_fields(rule, text=MINE, strength="should")
    edit_rule(version=draft, key=rule.pk, seen=0, entry=rule_entry(rule, text="Theirs."), by=clerk)

    answer = writer.post(at("rule-edit", draft, rule.pk), fields)

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody else changed this while you were writing." in Page(html).text
    assert Page(html).title.startswith("Error: ")
    clash = html[html.index('id="clash"') : html.index("<form", html.index('id="clash"'))]
    assert "Theirs." in clash
    assert "My own words" in clash
    assert "Never. There is no exception." in clash
    assert "Should. We expect this of you." in clash
    assert draft.rules.get(pk=rule.pk).text == "Theirs."

    again = writer.post(at("rule-edit", draft, rule.pk), fields | {"revision": _hidden(html, "revision")})

    assert again.status_code == 302
    assert draft.rules.get(pk=rule.pk).text == MINE


def test_a_third_who_saved_meanwhile_is_told_again(writer, draft, clerk):
    rule = draft.rules.get(code="A4")
    edit_rule(version=draft, key=rule.pk, seen=0, entry=rule_entry(rule, text="Theirs."), by=clerk)
    html = writer.post(at("rule-edit", draft, rule.pk), rule_fields(rule, text=MINE)).content.decode()
    edit_rule(version=draft, key=rule.pk, seen=1, entry=rule_entry(rule, text="A third."), by=clerk)

    fields = rule_fields(rule, text=MINE) | {"revision": _hidden(html, "revision")}

    assert "A third." in writer.post(at("rule-edit", draft, rule.pk), fields).content.decode()


def test_who_saves_an_area_second_sees_both_texts(writer, draft, clerk):
    section = draft.sections.get(code="A")
    entry = area_entry(section, title="Theirs", audiences=("pupils",))
    edit_area(version=draft, key=section.pk, seen=0, entry=entry, by=clerk)

    answer = writer.post(at("area-edit", draft, section.pk), area_fields(section, title="Mine"))

    text = Page(answer.content.decode()).text
    assert answer.status_code == 409
    assert "Title Saved now Theirs Yours Mine" in text
    assert "Who it is for Saved now Pupils Yours Staff" in text


def test_who_saves_the_texts_around_second_sees_both(writer, draft):
    stale = texts_fields(draft, lead="Mine")
    assert writer.post(at("draft-texts", draft), texts_fields(draft, lead="Theirs")).status_code == 302

    answer = writer.post(at("draft-texts", draft), stale)

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "In one sentence Saved now Theirs Yours Mine" in Page(html).text
    assert writer.post(at("draft-texts", draft), stale | {"mark": _hidden(html, "mark")}).status_code == 302
    draft.refresh_from_db()
    assert draft.lead == "Mine"


def test_who_splits_a_rule_that_changed_meanwhile_sees_both(writer, draft, clerk):
    rule = draft.rules.get(code="A4")
    edit_rule(version=draft, key=rule.pk, seen=0, entry=rule_entry(rule, text="Theirs. And more."), by=clerk)

    answer = writer.post(at("rule-division", draft, rule.pk), {"revision": 0, "first": MINE, "second": "Other."})

    text = Page(answer.content.decode()).text
    assert answer.status_code == 409
    assert "Saved now Theirs. Yours My own words" in text


def test_the_words_for_a_rule_that_was_removed_stay_on_the_page(writer, draft, clerk):
    rule = draft.rules.get(code="A4")
    fields = rule_fields(rule, text=MINE)
    remove_rule(version=draft, key=rule.pk, by=clerk)

    answer = writer.post(at("rule-edit", draft, rule.pk), fields)

    assert answer.status_code == 409
    assert "Somebody else removed this while you were writing." in Page(answer.content.decode()).text
    assert "My own words" in answer.content.decode()


FORMS = {
    "rule-edit": lambda v: ([v.rules.get(code="A4").pk], rule_fields(v.rules.get(code="A4"), text=MINE)),
    "rule-new": lambda v: ([v.sections.first().pk], rule_fields(v.rules.get(code="A4"), code="Z1", text=MINE)),
    "rule-division": lambda v: ([v.rules.first().pk], {"revision": 0, "first": MINE, "second": "x"}),
    "area-edit": lambda v: ([v.sections.first().pk], area_fields(v.sections.first(), introduction=MINE)),
    "area-new": lambda v: ([], area_fields(v.sections.first(), code="Z", introduction=MINE)),
    "draft-texts": lambda v: ([], texts_fields(v, introduction=MINE)),
    "comments": lambda v: ([], {"text": MINE, "about": ""}),
}


@pytest.mark.parametrize("name", FORMS)
def test_words_written_while_the_version_went_on_are_refused_and_stay_on_the_page(request, writer, draft, head, name):
    keys, fields = FORMS[name](draft)
    version = request.getfixturevalue("approved")
    before = _said(version)

    answer = writer.post(at(name, version, *keys), fields)

    assert answer.status_code in (400, 409)
    assert "My own words" in answer.content.decode()
    assert "approved" in Page(answer.content.decode()).text
    assert _said(version) == before


def _said(version: PolicyVersion) -> list:
    rows = [version.rules, version.sections, version.comments]
    return [list(row.values()) for row in rows]


def _hidden(html: str, name: str) -> str:
    at_name = html.index(f'name="{name}"')
    tag = html[html.rindex("<input", 0, at_name) : html.index(">", at_name)]
    return tag.split('value="')[1].split('"')[0]
