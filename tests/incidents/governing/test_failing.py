"""Rules that were not followed again and again lead into the review of the policy; governors learn no number."""

import datetime as dt

import pytest
import time_machine

from incidents.governing.failing import failing_rules
from incidents.outcomes import Outcome
from policies.models import PolicyVersion
from tests.incidents.made import about, again, report
from tests.incidents.rules import rule
from tests.incidents.test_filters import closed

from .conftest import IN_JANUARY, released

pytestmark = pytest.mark.django_db
SINCE = dt.date(2026, 9, 1)


def _version() -> PolicyVersion:
    return PolicyVersion.objects.with_wording().get(status="published")


def _said(user) -> list[str] | None:
    found = failing_rules(again(user), _version(), SINCE)
    return None if found is None else [one.said for one in found]


def _not_followed(school, code: str, times: int, not_known: int = 0) -> None:
    for number in range(times):
        case = report(school.reporter, about(school.colleague) if code[0] == "A" else about(None, name="Ash"),
            rules=[rule(code)])  # fmt: skip
        if number < not_known:
            closed(school, case, Outcome.ADVICE, Outcome.NOT_KNOWN)


def test_idea_7_the_head_reads_how_often_and_how_often_it_was_not_known(written):
    _not_followed(written, "A3", 5, not_known=4)
    _not_followed(written, "C1", 1)

    found = failing_rules(written.head, _version(), SINCE)

    assert [one.said for one in found or []] == [
        "Rule A3 was not followed in 5 incidents; 4 of these closed with “the rule was not known”.",
        "Rule C1 was not followed in 1 incident.",
    ]
    assert [one.is_suggested for one in found or []] == [True, False]


def test_governors_read_of_five_or_more_as_of_the_last_report_and_no_number(written):
    _not_followed(written, "C1", 6)
    _not_followed(written, "A3", 4, not_known=4)
    assert _said(written.governor) == []
    with time_machine.travel(IN_JANUARY):
        released(written.head)
        _not_followed(written, "C3", 6)

        assert _said(written.governor) == ["Rule C1 was not followed in 5 or more incidents."]


def test_what_is_about_the_head_is_counted_for_nobody(written):
    for _ in range(6):
        report(written.reporter, about(written.head), rules=[rule("A3")])
    with time_machine.travel(IN_JANUARY):
        released(written.head)

        assert _said(written.head) == [] == _said(written.governor)


def test_who_reads_neither_incidents_nor_reports_reads_nothing_of_it(written):
    assert _said(written.office) is None


def test_the_page_of_the_review_says_it_with_a_way_to_the_rule(written, sign_in):
    _not_followed(written, "A3", 5, not_known=4)

    page = sign_in(written.head).get("/policies/social-media/review/").content.decode()

    assert "Rule A3 was not followed in 5 incidents" in page
    assert "Suggested for the review, or for reading again" in page
    assert 'href="/policies/social-media/rules/A3/"' in page
