"""The page of a rule tells headteacher and safeguarding lead how often it was not followed, term by term."""

import datetime as dt
import html as entities
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents.models import Case
from incidents.outcomes import Outcome

from .made import about, report
from .rules import rule
from .test_filters import closed
from .test_list import titles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("policy")]
PAGE = "/policies/social-media/rules/C1/"
HEADING = "How often it was not followed"
ROW = re.compile(r'<th scope="row">(\w+ term \d{4})</th>.*?</tr>')
NUMBER = re.compile(r'<a class="tap" href="(/incidents/\?[^"]+)">(\d+)</a>')
IN_MARCH = dt.datetime(2026, 3, 12, 9, tzinfo=dt.UTC)


def rows(client) -> dict[str, dict[str, int]]:
    """Each term of the page with its numbers, by the address that each opens."""
    page = client.get(PAGE).content.decode()
    return {
        row[1]: {entities.unescape(address): int(number) for address, number in NUMBER.findall(row[0])}
        for row in ROW.finditer(page)
    }


def some(school) -> None:
    """One open and one closed of this term, one of the spring before, one under another rule."""
    report(school.reporter, rules=[rule("C1")])
    closed(school, report(school.reporter, rules=[rule("C1"), rule("C3")]), Outcome.ADVICE)
    last = closed(school, report(school.reporter, rules=[rule("C1")]), Outcome.REMOVED)
    Case.objects.filter(pk=last.pk).update(reported_at=IN_MARCH)
    report(school.reporter, rules=[rule("C3")])


@pytest.mark.parametrize("who", ["head", "dsl"])
def test_idea_2_each_number_of_a_term_is_that_of_the_list_it_opens(school, sign_in, who):
    some(school)
    client = sign_in(getattr(school, who))

    shown = rows(client)

    assert {term: list(numbers.values()) for term, numbers in shown.items()} == {
        "Autumn term 2026": [2, 1], "Summer term 2026": [], "Spring term 2026": [1], "Autumn term 2025": [],
    }  # fmt: skip
    for numbers in shown.values():
        assert {address: len(titles(client.get(address))) for address in numbers} == numbers


def test_what_the_head_may_not_list_is_in_no_number(school, sign_in):
    some(school)
    before = rows(sign_in(school.head))

    report(school.reporter, about(school.head), rules=[rule("C1")])

    assert rows(sign_in(school.head)) == before


@pytest.mark.parametrize("who", ["reporter", "office", "chair", "governor", "clerk"])
def test_nobody_else_reads_how_often(school, sign_in, who):
    some(school)

    assert HEADING not in sign_in(getattr(school, who)).get(PAGE).content.decode()


def test_the_public_page_of_the_rule_says_nothing_of_it_and_sets_no_cookie(school, client):
    some(school)

    answer = client.get(PAGE)

    assert HEADING not in answer.content.decode()
    assert answer.cookies == {}


def test_a_rule_that_was_never_named_is_said_so(school, sign_in):
    assert "In no incident of the last four terms" in sign_in(school.head).get(PAGE).content.decode()


def test_as_many_queries_for_one_incident_as_for_many(school, sign_in):
    client, taken = sign_in(school.head), []
    report(school.reporter, rules=[rule("C1")])
    for more in (lambda: None, lambda: some(school)):
        more()
        client.get(PAGE)
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        taken.append(len(queries))

    assert taken[0] == taken[1]
