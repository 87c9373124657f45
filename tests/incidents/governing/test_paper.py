"""The report as tagged PDF: the words of its page, out of what was frozen, and nothing that changed since."""

import pytest
import time_machine

from incidents.actions.governing import write_words
from tests.incidents.made import report
from tests.incidents.rules import rule
from tests.people.read_paper import ReadPaper

from .conftest import AUTUMN, IN_JANUARY, period, released

pytestmark = pytest.mark.django_db
ADDRESS = f"/reports/governors/{AUTUMN}/pdf/"


def test_a_released_report_is_the_same_on_paper_whenever_it_is_taken(written, sign_in):
    for _ in range(5):
        report(written.reporter, rules=[rule("C1")])
    with time_machine.travel(IN_JANUARY):
        write_words(period=period(), text="A good term.", revision=0, by=written.head)
        found = released(written.head)
        client = sign_in(written.governor)
        first = client.get(ADDRESS)
        report(written.reporter, rules=[rule("C1")])
        again = client.get(ADDRESS)
    paper = ReadPaper(first.content)

    assert first["Content-Type"] == "application/pdf" and paper.marked and paper.is_ua
    assert paper.title == "Report to governors, autumn term 2026"
    assert "A good term." in paper.words and "fewer than 5" in paper.words
    shown = [table for table in found.said["tables"] if not table["detail"]]  # the others in one line each
    assert [row["label"] for table in shown for row in table["rows"] if row["label"] not in paper.words] == []
    assert len(paper.tree.all("Table")) >= 5 and len(paper.tree.all("H2", "H1")) >= 7
    assert ReadPaper(again.content).words == paper.words


def test_a_draft_on_paper_says_that_it_is_one(written, sign_in):
    paper = ReadPaper(sign_in(written.head).get(ADDRESS).content)

    assert "Draft: not released, not for the governors yet" in paper.words
