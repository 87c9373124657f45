"""A comment on a rule or an area that somebody takes out while it is being written."""

import pytest
from django.db import connection

from policies.actions import CannotBeSo, comment_on_draft, remove_rule
from policies.actions.editing_areas import remove_area

from .editor import at

pytestmark = pytest.mark.django_db
GONE = "not in the draft any more"


def test_a_comment_on_a_rule_that_is_gone_is_refused_in_words(draft, head, clerk):
    rule = draft.rules.get(code="A4")
    remove_rule(version=draft, key=rule.pk, by=clerk)

    with pytest.raises(CannotBeSo, match=GONE):
        comment_on_draft(version=draft, text="Why?", by=head, rule=rule)


def test_a_comment_on_an_area_that_is_gone_is_refused_in_words(draft, head, clerk, sign_in):
    sign_in(clerk).post(at("area-new", draft), {"code": "E", "title": "Telephones", "level": 1})
    area = draft.sections.get(code="E")
    remove_area(version=draft, key=area.pk, by=clerk)

    with pytest.raises(CannotBeSo, match=GONE):
        comment_on_draft(version=draft, text="Why?", by=head, section=area)
    connection.check_constraints()


def test_a_comment_on_what_is_there_stands_beside_it(draft, head, sign_in):
    rule, area = draft.rules.get(code="A4"), draft.sections.get(code="B")
    for about in (f"rule-{rule.pk}", f"area-{area.pk}"):
        sign_in(head).post(at("comments", draft), {"about": about, "text": "Why?"})

    found = draft.comments.values_list("code", "rule", "section")
    assert list(found) == [("A4", rule.rule_id, None), ("B", None, area.pk)]
