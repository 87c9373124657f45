"""Incidents in figures: each number is that of the list it opens, and counts what this person may list alone."""

import datetime as dt
import html as entities
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents.kinds import Affected, Kind
from incidents.models import Case
from incidents.outcomes import Outcome
from incidents.walls import Standing
from policies.words import Strength
from tests.html import Page

from .made import School, about, report
from .rules import a_rule
from .test_filters import answered, closed, out_of_school
from .test_list import LIST, titles

pytestmark = pytest.mark.django_db
FIGURES = "/incidents/statistics/"
CEILING = 12
TABS = {"head": 3, "dsl": 1}  # what is counted on the blue cover of every page
NUMBER = re.compile(r'<a class="tap" href="(/incidents/\?[^"]+)">(\d+)</a>')


def figures(client) -> dict[str, int]:
    """Every number of the page, by the address that it opens."""
    html = client.get(FIGURES).content.decode()
    return {entities.unescape(address): int(number) for address, number in NUMBER.findall(html)}


def a_year(school: School) -> None:
    """Something of everything, some of it last school year, some of it not for the headteacher."""
    rules = [a_rule("A4", Strength.UNDER_NO_CIRCUMSTANCES), a_rule("A9", Strength.MUST)]
    report(school.reporter, kind=Kind.THREAT, affected=[Affected.PUPIL, Affected.SCHOOL], rules=rules)
    closed(school, report(school.reporter, rules=[a_rule("B2", Strength.INFORMATION)]), Outcome.ADVICE, Outcome.POLICE)
    answered(school, out_of_school(school, "a"), disturbs=True)
    answered(school, out_of_school(school, "none"))
    out_of_school(school, "open")
    report(school.reporter, about(school.head))
    report(school.reporter, about(school.colleague), rules=rules[:1])
    last = closed(school, report(school.reporter, about(None, Standing.OTHER, "Ash")), Outcome.REMOVED)
    past = dt.datetime(2026, 8, 25, 9, tzinfo=dt.UTC)
    Case.objects.filter(pk=last.pk).update(reported_at=past, received_on=dt.date(2026, 9, 9))


@pytest.mark.parametrize("who", ["head", "dsl"])
def test_each_number_is_that_of_the_list_it_opens(school, sign_in, who):
    a_year(school)
    client = sign_in(getattr(school, who))
    shown = figures(client)

    listed = {address: len(titles(client.get(address))) for address in shown}

    assert shown == listed
    assert len(shown) > 20
    assert all(shown.values())


def test_what_one_may_not_list_is_counted_nowhere(school, sign_in):
    a_year(school)
    numbers = {name: sum(figures(sign_in(getattr(school, name))).values()) for name in ("head", "dsl")}
    report(school.reporter, about(school.head), kind=Kind.CONTACT, rules=[a_rule("C7")])
    report(school.reporter, about(school.dsl), about(school.head), kind=Kind.CONTACT, rules=[a_rule("C7")])

    after = {name: sum(figures(sign_in(getattr(school, name))).values()) for name in ("head", "dsl")}

    assert after == numbers
    for name in ("head", "dsl"):
        text = Page(sign_in(getattr(school, name)).get(FIGURES).content.decode()).text
        assert "C7" not in text
        assert Kind.CONTACT.label not in text


def test_the_middle_of_the_days_is_of_school_days(school, sign_in):
    """From a Wednesday to the Wednesday after it are five school days."""
    a_year(school)
    text = Page(sign_in(school.head).get(FIGURES).content.decode()).text

    assert re.search(r"2026/27 6 5 0 2025/26 1 0 5 ", text)


def test_nothing_reported_is_said_so(school, sign_in):
    assert "Nothing was reported this school year or last." in sign_in(school.head).get(FIGURES).content.decode()


@pytest.mark.parametrize("who", ["chair", "vice_chair", "clerk", "handler", "governor", "office"])
def test_figures_are_for_head_and_safeguarding_lead(school, sign_in, who):
    assert sign_in(getattr(school, who)).get(FIGURES).status_code == 403


@pytest.mark.parametrize("who", ["head", "dsl"])
def test_as_many_queries_for_one_incident_as_for_many(school, sign_in, who):
    client, taken = sign_in(getattr(school, who)), []
    report(school.reporter, rules=[a_rule()])
    for more in (lambda: None, lambda: a_year(school)):
        more()
        client.get(FIGURES)
        with CaptureQueriesContext(connection) as queries:
            client.get(FIGURES)
        taken.append(len(queries))

    assert taken[0] == taken[1] <= CEILING + TABS[who]


def test_the_list_is_one_link_away(school, sign_in):
    assert f'href="{LIST}"' in sign_in(school.head).get(FIGURES).content.decode()
    assert f'href="{FIGURES}"' in sign_in(school.head).get(LIST).content.decode()
    assert f'href="{FIGURES}"' not in sign_in(school.chair).get(LIST).content.decode()
