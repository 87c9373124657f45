"""Markdown in the words of a policy becomes structure on paper, and all else stays the signs that were typed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.papers.wording import line, wording
from policies.wording_html import as_html, leads_out
from tests.people.papers import a_paper, read_here, without_spaces

from .payloads import PAYLOADS


def read(text: str):
    return read_here(a_paper(*wording(text)))


def test_bold_slanted_links_and_lists_become_such_and_leave_no_signs():
    paper = read(
        "**Ask** *first* at [the office](https://a.example/):\n\n- by letter\n- by *phone*\n\n3. third\n4. fourth"
    )

    assert [one.words for one in paper.all("Strong")] == ["Ask"]
    assert [one.words for one in paper.all("Em")] == ["first", "phone"]
    assert paper.links() == ["https://a.example/"]
    points, numbers = paper.all("L")
    assert [one.words for one in points.all("LBody")] == ["by letter", "by phone"]
    assert [one.words for one in numbers.all("Lbl")] == ["3.", "4."]
    assert "*" not in paper.words and "https" not in paper.words


def test_marks_in_marks_and_lists_in_lists_are_kept_apart():
    paper = read("- one\n  - two **and [three](https://a.example/)**\n- four")

    assert paper.words.endswith("• one • two and three • four")
    assert [one.words for one in paper.all("Strong")] == ["and", "three"]  # the link between them is an element too


def test_lines_are_broken_where_they_were_and_paragraphs_are_paragraphs():
    paper = read("first\nsecond\n\nthird")

    assert [one.words for one in paper.all("P")][1:] == ["firstsecond", "third"]
    assert "first second third" in paper.seen


@pytest.mark.parametrize(
    "text", ["# Heading", "`code`", "> quote", "***", "![x](https://a.example/p.png)x", "<b>x</b>"]
)
def test_what_is_no_sign_of_a_policy_stays_as_it_was_typed(text):
    expected = text.replace("[x](https://a.example/p.png)", "x")

    assert without_spaces(read(text).words).endswith(without_spaces(expected))


def test_a_limb_stays_in_its_line():
    [run] = line("- not a list")["runs"]

    assert run == {"is": "plain", "words": "- not a list"}


def test_no_payload_of_the_editor_leads_anywhere_but_out():
    every = [piece for payload in PAYLOADS for piece in wording(payload)]
    paper = read_here(a_paper(*every))

    assert paper.links() and all(leads_out(link) for link in paper.links())
    assert {kind for page in paper.reader.pages for kind in _actions(page)} == {"/URI"}
    assert [name for name in ("/OpenAction", "/AA") if name in paper.reader.trailer["/Root"]] == []
    assert paper.reader.attachments == {}


def _actions(page) -> set[str]:
    return {note.get_object()["/A"]["/S"] for note in page.get("/Annots", [])}


@given(st.text("ab *_[]()-\n1.\\#", max_size=60))
def test_paper_and_page_say_the_same_of_any_text(text):
    page = re.sub(r"<[^>]*>", "", as_html(text))

    assert _letters(read(text).words.removeprefix("A school Phones")) == _letters(page)


def _letters(text: str) -> str:
    return re.sub("[^ab]", "", text)
