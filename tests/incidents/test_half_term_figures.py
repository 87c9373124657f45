"""Rules not followed and days open, by half-term: each number is that of the list it opens, of what one may list."""

import datetime as dt
import html as entities
import random
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from incidents.half_term_figures import half_term_figures
from incidents.models import Case, CitedRule
from incidents.outcomes import Outcome
from incidents.walls import Standing
from people.calendar import school_calendar
from people.models import Closure, Term
from policies.models import RuleVersion
from policies.words import EVERYBODY
from tests.policies.clock import MORNING, TODAY

from .made import School, about, again, report
from .rules import a_rule
from .test_filters import closed
from .test_list import LIST, titles

pytestmark = pytest.mark.django_db
NUMBER = re.compile(r'<a class="tap" href="(/incidents/\?whose=[^"]+)">(\d+)</a>')
FOR = {"A1": ["staff"], "B1": ["pupils"], "C1": ["parents"], "C2": ["parents", "helpers"], "D1": EVERYBODY}
OF_PARENTS = {"C1", "C2"}


@pytest.fixture
def rules() -> dict[str, RuleVersion]:
    made = {code: a_rule(code) for code in FOR}
    for code, rule in made.items():
        RuleVersion.objects.filter(pk=rule.pk).update(audiences=FOR[code])
    return made


@pytest.fixture
def terms() -> None:
    """The summer term of last year and its break; of this year nothing is entered."""
    Term.objects.create(school_year=2025, name="summer", starts_on=dt.date(2026, 4, 13), ends_on=dt.date(2026, 7, 21))
    Closure.objects.create(
        school_year=2025, kind="half_term", starts_on=dt.date(2026, 5, 25), ends_on=dt.date(2026, 5, 29)
    )


def at(case: Case, moment: dt.datetime) -> None:
    Case.objects.filter(pk=case.pk).update(reported_at=moment)


def figures(user):
    return half_term_figures(again(user), school_calendar(TODAY), TODAY)


def numbers(user) -> dict[str, tuple[int, int]]:
    return {one.half.label: (one.school.count, one.parents.count) for one in figures(user)}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("who", ["head", "dsl"])
def test_each_number_is_that_of_the_list_it_opens(school, sign_in, rules, terms, who, seed):
    chance = random.Random(seed)
    for _ in range(24):
        people = chance.choice([(), (about(school.head),), (about(school.colleague),), (about(school.dsl),)])
        case = report(school.reporter, *people, rules=chance.sample(list(rules.values()), chance.randint(0, 3)))
        at(case, MORNING - dt.timedelta(minutes=chance.randint(0, 500 * 24 * 60)))
        if chance.random() < 0.2:
            CitedRule.objects.filter(incident=case.pk).update(taken_off_at=MORNING)
    client = sign_in(getattr(school, who))

    page = client.get(reverse("dashboard")).content.decode()
    shown = {entities.unescape(address): int(number) for address, number in NUMBER.findall(page)}

    assert len(shown) >= 3
    assert shown == {address: len(titles(client.get(address))) for address in shown}
    assert sorted(shown.values()) == sorted(n for pair in numbers(getattr(school, who)).values() for n in pair if n)


def test_the_last_minute_of_a_half_term_and_the_first_of_the_next_are_told_apart_by_local_time(school, rules, terms):
    """On 24 May 23:59 in England it is 22:59 by universal time, on the 25th 0:01 it is still the 24th there."""
    for hour in (22, 23):
        case = report(school.reporter, rules=[rules["C1"]])
        at(case, dt.datetime(2026, 5, 24, hour, 59 if hour == 22 else 1, tzinfo=dt.UTC))

    found = numbers(school.head)

    assert (found["Summer 1, ’26"], found["Summer 2, ’26"]) == ((0, 1), (0, 1))


def test_a_rule_for_everybody_counts_with_the_school_and_one_under_both_counts_in_both_once(school, rules):
    report(school.reporter, rules=[rules["D1"]])
    report(school.reporter, rules=[rules["A1"], rules["B1"], rules["C1"], rules["C2"]])

    assert numbers(school.head)["Autumn 1, ’26"] == (2, 1)
    assert {code for code in FOR if code in OF_PARENTS} == {
        rule.code for rule in rules.values() if _counts_for_parents(school, rule)
    }


def _counts_for_parents(school: School, rule: RuleVersion) -> bool:
    before = numbers(school.head)["Autumn 1, ’26"][1]
    report(school.reporter, rules=[rule])
    return numbers(school.head)["Autumn 1, ’26"][1] > before


def test_what_is_older_than_the_seven_or_about_the_reader_changes_no_number_and_no_bar(school, rules):
    report(school.reporter, rules=[rules["A1"]])
    before = figures(school.head)
    at(report(school.reporter, rules=[rules["A1"]]), MORNING - dt.timedelta(days=800))
    closed(school, report(school.reporter, about(None, Standing.OTHER, "Ash")), Outcome.ADVICE)
    about_head = report(school.reporter, about(school.head), rules=[rules["A1"], rules["C1"]])

    after = figures(school.head)

    assert [(one.school, one.parents) for one in after] == [(one.school, one.parents) for one in before]
    assert about_head.owner_role == "chair"


def test_days_open_are_the_middle_of_those_that_are_closed(school):
    assert {one.days for one in figures(school.head)} == {None}
    for received in (15, 14, 9):  # Tuesday, Monday, Wednesday of the week before: one, two and five school days ago
        case = report(school.reporter)
        Case.objects.filter(pk=case.pk).update(received_on=dt.date(2026, 9, received))
        closed(school, case, Outcome.ADVICE)
    report(school.reporter)

    [days] = [one.days for one in figures(school.head) if one.days is not None]

    assert days == 2


@pytest.mark.parametrize(
    ("closed_at", "days"),
    [
        (dt.datetime(2026, 7, 8, 22, 59, tzinfo=dt.UTC), 2),  # in England a minute before midnight, in summer
        (dt.datetime(2026, 7, 8, 23, 1, tzinfo=dt.UTC), 3),
        (dt.datetime(2026, 7, 9, 0, 1, tzinfo=dt.UTC), 3),
        (dt.datetime(2026, 1, 14, 23, 59, tzinfo=dt.UTC), 2),  # and in winter
        (dt.datetime(2026, 1, 15, 0, 0, tzinfo=dt.UTC), 3),
    ],
)
def test_the_day_on_which_one_was_closed_is_the_day_in_england(school, closed_at, days):
    case = closed(school, report(school.reporter), Outcome.ADVICE)
    received = dt.date(2026, closed_at.month, 6 if closed_at.month == 7 else 12)
    Case.objects.filter(pk=case.pk).update(
        reported_at=dt.datetime(2026, closed_at.month, received.day, 9, tzinfo=dt.UTC), received_on=received,
        closed_at=closed_at,
    )  # fmt: skip

    assert [one.days for one in figures(school.head) if one.days is not None] == [days]


def test_of_many_closed_between_two_days_the_database_brings_one_row(school):
    for minute in range(9):
        case = closed(school, report(school.reporter), Outcome.ADVICE)
        Case.objects.filter(pk=case.pk).update(closed_at=MORNING + dt.timedelta(minutes=minute))
    head, calendar = again(school.head), school_calendar(TODAY)
    assert head.roles
    with CaptureQueriesContext(connection) as counted:
        half_term_figures(head, calendar, TODAY)

    with connection.cursor() as cursor:
        cursor.execute(counted.captured_queries[0]["sql"])
        assert len(cursor.fetchall()) == 1


def test_one_query_however_many_there_are(school, rules):
    calendar = school_calendar(TODAY)
    head = again(school.head)
    assert head.roles
    for _ in range(2):
        report(school.reporter, rules=[rules["A1"], rules["C1"]])
        with CaptureQueriesContext(connection) as counted:
            half_term_figures(head, calendar, TODAY)
        assert len(counted) == 1


@pytest.mark.parametrize("whose", ["school", "parents"])
def test_the_list_can_be_narrowed_by_whose_rule_it_was(school, sign_in, rules, whose):
    for code, rule in rules.items():
        report(school.reporter, title=code, rules=[rule])
    report(school.reporter, title="none")

    found = set(titles(sign_in(school.head).get(LIST, {"whose": whose})))

    assert found == (OF_PARENTS if whose == "parents" else set(FOR) - OF_PARENTS)
