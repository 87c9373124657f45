"""What somebody agrees to or compares reads as on the policy's own page, and nothing of it is left out (A4, A7)."""

import datetime as dt

import pytest

from people.models import User
from policies.content import MethodText
from policies.differences import differences
from policies.wording_html import as_words
from policies.words import Audience
from tests import html
from tests.policies.readers import PUBLISHED, TODAY, agree, ask, at, publish
from tests.policies.wordings import a_rule, a_wording

pytestmark = pytest.mark.django_db
READ = "/policies/phones/acknowledgement/"
BOLD = "Ask **first**, then [write](https://school.example/form)."
DAY = dt.timedelta(days=1)


def page_of(client, user: User, address: str = READ, day: dt.date = TODAY) -> html.Page:
    with at(day):
        client.force_login(user)
        return html.Page(client.get(address).content.decode())


def test_the_page_to_agree_to_holds_every_text_that_its_seal_holds(client, head, chair):
    texts = {
        "lead": "The lead.",
        "introduction": "The introduction.",
        "looked_after_by": "The board",
        "responsibilities": "The duties.",
        "methods": (MethodText("letters", "Letters", "For what is private."),),
    }
    rule = a_rule(text="The text.", limbs=("The limb.",), consequence="The consequence.", following="What follows.")
    with at(PUBLISHED):
        version = publish(rule, by=head, chair=chair, **texts)
        ask(version.policy, head)

    text = page_of(client, head).text

    for words in ("The lead.", "The introduction.", "The board", "The duties.", "Letters", "For what is private.",
                  "The text.", "The limb.", "The consequence.", "What follows."):  # fmt: skip
        assert words in text, words


def test_bold_and_links_are_shown_as_such_and_not_as_signs(client, head, chair):
    with at(PUBLISHED):
        version = publish(a_rule(text=BOLD), by=head, chair=chair, introduction=BOLD, responsibilities=BOLD)
        ask(version.policy, head)

    page = page_of(client, head)

    assert "**" not in page.text
    assert page.html.count("<strong>first</strong>") == 3


def test_what_changed_is_told_without_signs(client, head, chair):
    with at(PUBLISHED):
        publish(a_rule("A1", text="Ask **last**."), a_rule("A2"), by=head, chair=chair)
    with at(TODAY):
        publish(a_rule("A1", text=BOLD), a_rule("A3", text=BOLD), by=head, chair=chair)

    page = page_of(client, head, "/policies/phones/compare/")

    assert "**" not in page.text
    assert "(taken out: last. )" in page.text
    assert "(put in: first, then write (https://school.example/form). )" in page.text
    assert "<strong>first</strong>" in page.html


@pytest.mark.parametrize(("old", "new"), [("Ask first.", "Ask **first**."), ("Ask *first*.", "Ask first.")])
def test_where_nothing_but_the_signs_changed_they_are_shown(old, new):
    found = differences(a_wording(a_rule(text=old, identity=1)), a_wording(a_rule(text=new, identity=1)))

    assert [(text.before, text.after) for text in found.changed[0].texts] == [(old, new)]


def test_another_address_of_a_link_is_a_change():
    one, two = "[write](https://a.example)", "[write](https://b.example)"
    found = differences(a_wording(a_rule(text=one, identity=1)), a_wording(a_rule(text=two, identity=1)))

    assert (found.changed[0].texts[0].before, found.changed[0].texts[0].after) == (
        "write (https://a.example)", "write (https://b.example)",
    )  # fmt: skip
    assert as_words("1. one\n2. two") == "1. one 2. two"


@pytest.mark.parametrize(
    ("days", "said"), [(0, "by Monday 21 September 2026"), (8, "It was due by Monday 21 September 2026.")]
)
def test_a_day_that_has_passed_is_told_as_passed(client, head, chair, days, said):
    with at(PUBLISHED):
        version = publish(a_rule(), by=head, chair=chair)
        ask(version.policy, head)

    assert said in page_of(client, head, day=TODAY + days * DAY).text


def test_who_cannot_agree_is_not_told_to_hurry(client, head, chair):
    with at(PUBLISHED):
        version = publish(a_rule(), by=head, chair=chair)
        ask(version.policy, head)
        agree(version, head, agrees=False, reason="No.")

    text = page_of(client, head, day=TODAY + 30 * DAY).text

    assert "You have read it and cannot agree." in text
    assert "due by" not in text


def test_a_new_rule_says_for_whom_it_is(client, head, chair):
    with at(PUBLISHED):
        publish(a_rule("A1"), by=head, chair=chair)
    with at(TODAY):
        publish(a_rule("A1"), a_rule("A2", audiences=(Audience.PARENTS,)), by=head, chair=chair)

    new = page_of(client, head, "/policies/phones/compare/").html.split("New rules")[1]

    assert "for parents and carers" in new
