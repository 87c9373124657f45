"""A long policy costs the public as many queries as a short one, and stays a page of few bytes (issue 4; P15)."""

import gzip

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from .made import a_policy
from .pages import CSS, KILOBYTES_COLD
from .wordings import a_rule, a_wording

PAGES = ["/policies/phones/", "/policies/phones/rules/A7/", "/policies/phones/for/staff/", "/policies/phones/compare/"]


@pytest.mark.parametrize("address", PAGES)
def test_ten_and_two_hundred_rules_cost_a_page_the_same_queries(client, head, chair, address):
    counts = []
    for number in (10, 200):
        a_policy("phones", a_wording(*[a_rule(f"A{n + 1}") for n in range(number)]), head=head, chair=chair)
        client.get(address)
        with CaptureQueriesContext(connection) as used:
            page = client.get(address)
        assert page.status_code == 200
        assert not page.cookies
        counts.append(len(used))

    assert counts[1] == counts[0] <= 14


def test_two_hundred_rules_fit_into_thirty_kilobytes_with_the_style(client, head, chair):
    texts = [f"Ask number {n} in the office before you do what is told in {n + 3}." for n in range(200)]
    rules = [a_rule(f"A{n + 1}", text=text) for n, text in enumerate(texts)]
    a_policy("phones", a_wording(*rules), head=head, chair=chair)

    page = client.get("/policies/phones/").content

    assert page.count(b'class="code code--a"') == 200
    assert len(gzip.compress(page)) + len(gzip.compress(CSS.read_bytes())) <= KILOBYTES_COLD
