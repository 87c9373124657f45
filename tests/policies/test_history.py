"""The page of a rule tells since when it stands and in which versions it changed (requirements 2.1, screens)."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.roles import Role
from policies.actions import draft_version, withdraw_version
from policies.history import history_of
from policies.models import Policy, RuleVersion
from policies.words import Audience, Strength

from .readers import at, publish, somebody
from .wordings import a_rule, a_wording

pytestmark = pytest.mark.django_db
FIRST = dt.date(2024, 9, 2)
YEAR = dt.timedelta(days=364)
PAGE = "/policies/phones/rules/A1/"


@pytest.fixture
def people():
    return {"by": somebody(Role.HEAD, since=FIRST), "chair": somebody(Role.CHAIR, since=FIRST)}


def publish_each(people, *versions):
    """One a year, each given by its rules."""
    for number, rules in enumerate(versions):
        with at(FIRST + number * YEAR):
            publish(*rules, **people)


def told(code: str = "A1", number: int | None = None) -> list[tuple[int, str]]:
    rows = RuleVersion.objects.filter(code=code).select_related("version")
    row = (rows.filter(version__number=number) if number else rows.order_by("-version__number")).first()
    return [(one.version.number, one.what) for one in history_of(row, row.version).changes]


def test_a_rule_that_never_changed_says_since_when_it_stands(client, people):
    publish_each(people, [a_rule("A1")], [a_rule("A1")], [a_rule("A1"), a_rule("A2")])

    with at(FIRST + 3 * YEAR):
        words = client.get(PAGE).content.decode()
        other = client.get("/policies/phones/rules/A2/").content.decode()
    assert "In the policy since version 3 of 31 August 2026." in other
    assert "In the policy since version 1 of 2 September 2024." in words
    assert "What changed" not in words
    assert told() == []


def test_each_change_is_told_in_words_with_the_way_to_see_it(client, people):
    publish_each(
        people,
        [a_rule("A1")],
        [a_rule("A1", text="Ask first.")],
        [a_rule("A1", text="Ask  first.", strength=Strength.SHOULD, audiences=(Audience.STAFF, Audience.PARENTS))],
    )

    assert told() == [(3, "of another firmness and for others"), (2, "worded anew")]
    with at(FIRST + 3 * YEAR):
        page = client.get(PAGE).content.decode()
    assert 'href="/policies/phones/compare/?from=1&amp;to=2"' in page
    assert told(number=1) == []


def test_a_draft_and_a_version_that_never_held_are_no_part_of_it(people):
    publish_each(people, [a_rule("A1")], [a_rule("A1", text="Never in force.")])
    with at(FIRST + YEAR):
        policy = Policy.objects.get()
        withdraw_version(version=policy.versions.get(number=2), reason="No.", by=people["by"])
        publish(a_rule("A1", strength=Strength.SHOULD), **people)
        draft_version(policy=policy, wording=a_wording(a_rule("A1", text="A draft.")), by=people["by"])

    assert told(number=3) == [(3, "of another firmness")]


def test_ten_versions_cost_the_page_as_many_queries_as_one(client, people):
    counts = []
    for number in range(10):
        publish_each(people, [a_rule("A1", text=f"Ask {number}.")])
        if number in (0, 9):
            with at(FIRST):
                client.get(PAGE)
                with CaptureQueriesContext(connection) as used:
                    assert client.get(PAGE).status_code == 200
            counts.append(len(used))

    assert counts[0] == counts[1]
