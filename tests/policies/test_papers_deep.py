"""Marks in marks in marks: a text that a page shows without ado is set on paper too."""

import pytest

from policies.papers.wording import line, wording
from policies.wording_html import as_html
from tests.people.papers import a_paper, read_here

DEEP = [
    "*" * 400 + "deepest" + "*" * 400,
    "*" * 4000 + "deepest" + "*" * 4000,
    "*a **b " * 300 + "deepest" + "** c*" * 300,
]


@pytest.mark.parametrize("text", DEEP)
def test_however_deep_the_marks_go_the_words_stand_on_the_paper(text):
    paper = read_here(a_paper(*wording(text), line(text)))

    assert paper.words.count("deepest") == 2
    assert "*" not in as_html(text) and "*" not in paper.words
    assert "deepest" in [word for one in paper.all("Strong") for word in one.words.split()]


def test_a_mark_in_its_own_kind_adds_nothing_and_ends_where_it_was_begun():
    paper = read_here(a_paper(line("*one *two* three* four")))

    assert " ".join(one.words for one in paper.all("Em")) == "one two three"


def test_a_link_with_marks_in_it_is_one_link():
    [run, *_] = line("[**Ask** *first* please](https://a.example/)")["runs"]

    assert (run["is"], [one["is"] for one in run["runs"]]) == ("link", ["strong", "plain", "slanted", "plain"])
