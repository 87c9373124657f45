"""The start page of those who sort answers out: what waits, how old it is, what to do, and how the school stands."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consent.models import ReviewEntry, SurveyImport
from consent.sorting import desk
from consent.start_waiting import newest_waiting, waiting_of
from people.roles import Role
from policies.demo import load_demo_policy
from policies.models import PolicyVersion
from tests import html
from tests.consent.surveys import child_with_parents, csv_of, load, row
from tests.factories import PupilFactory, UserFactory
from todwick_portal.feed import ASKED, COMMENT, DECIDE, KINDS, MATCH, MOST, PLACE, SAVE, Line, feed_of, lines_for

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC)
NAMES = ("Lucinda", "Rosalind", "Bettina")


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(NOW, tick=True):
        yield


def waiting(*names: str) -> None:
    """For each name one of each thing that can wait: a doubtful row, a comment, parents who differ, loads begun."""
    rows = []
    for name in names:
        child_with_parents(name, surname=f"{name}son")
        child_with_parents(f"{name}e", "Imogen Thorne", "Tamsin Thorne", surname="Thorne")
        rows += [
            row(f"{name[:-1]}q {name}son", parent=f"Imogen {name}son"),
            row(f"{name} {name}son", parent=f"Imogen {name}son", comment="Never with her surname."),
            row(f"{name}e Thorne", parent="Imogen Thorne"),
            row(f"{name}e Thorne", "No", "No", "No", parent="Tamsin Thorne"),
        ]
    load(csv_of(*rows))
    for status in ("uploaded", "previewed"):
        for name in names:
            SurveyImport.objects.create(
                school_year=2026, status=status, file_name=f"{name}.csv", uploaded_by=UserFactory()
            )


def test_everything_that_waits_stands_in_it_with_what_to_do(sign_in, office):
    waiting(NAMES[0])

    page = html.Page(sign_in(office).get(reverse("dashboard")).content.decode())

    keys = [kind.key for kind in KINDS]
    lines = lines_for(newest_waiting(office, waiting_of(desk(office, NOW.date())), keys), NOW)
    assert {line.kind for line in lines} == {PLACE, COMMENT, DECIDE, MATCH, SAVE}
    for line in lines:
        assert line.what in page.text and line.kind.step in page.text and line.url in page.links
    assert "1 answer to place oldest: this hour" in page.text
    assert "2 survey loads not saved" in page.text


def test_the_numbers_are_links_to_the_place_where_the_list_stands(sign_in, office):
    waiting(NAMES[0])
    client = sign_in(office)

    tiles = client.get(reverse("dashboard")).context["tiles"]

    assert [tile.number for tile in tiles][:4] == ["1", "1", "1", "2"]
    for tile in tiles:
        address, _, place = tile.url.partition("#")
        assert not place or f'id="{place}"' in client.get(address).content.decode()


@pytest.mark.parametrize("role", [Role.OFFICE, Role.HEAD, Role.DSL])
def test_as_many_queries_for_three_of_each_as_for_one(sign_in, role):
    user = UserFactory(role=role)
    load_demo_policy(by_head=user, by_chair=UserFactory(role=Role.CHAIR), effective_from=NOW.date())
    client = sign_in(user)

    waiting(NAMES[0])
    few = queries(client)
    waiting(*NAMES[1:])

    assert queries(client) == few


def queries(client) -> int:
    """Of the page as it is opened again: the number on the tab is kept from one page to the next."""
    client.get(reverse("dashboard"))
    with CaptureQueriesContext(connection) as counted:
        client.get(reverse("dashboard"))
    return len(counted)


def test_where_nothing_waits_it_says_what_is_good_and_when_the_last_was_sorted_out(sign_in, office):
    child_with_parents("Lucinda")
    load(csv_of(row("Lucnda Ashdown")))
    ReviewEntry.objects.update(status="rejected", settled_at=NOW - dt.timedelta(days=3))

    text = html.Page(sign_in(office).get(reverse("dashboard")).content.decode()).text

    assert "Nothing is waiting. Every answer belongs to a child" in text
    assert "The last answer was sorted out on 21 November 2026." in text


def test_one_kind_can_be_looked_at_alone_and_an_unknown_kind_shows_all(sign_in, office):
    waiting(*NAMES)
    client = sign_in(office)

    alone = client.get(reverse("dashboard"), {"kind": "comment"}).context["feed"]
    whole = client.get(reverse("dashboard"), {"kind": "elsewhere"}).context["feed"]

    assert {line.kind for line, _ in alone.shown} == {COMMENT} and alone.count == 3
    assert whole.chosen == "" and whole.count == whole.total == 15
    assert len(whole.shown) == MOST


def test_the_newest_stand_first_with_their_age():
    def line(name: str, **ago: int) -> Line:
        return Line(NOW - dt.timedelta(**ago), name, "", "/", PLACE)

    feed = feed_of([line("old", days=8), line("new", minutes=3), line("yesterday", hours=30)], NOW)

    assert [(one.what, age) for one, age in feed.shown] == [
        ("new", "this hour"),
        ("yesterday", "1 day"),
        ("old", "8 days"),
    ]


def test_what_stands_below_the_lines_counts_its_own_page():
    """The page of answers to sort out holds no request and no load: each way on counts what is behind it."""
    lines = [Line(NOW, "child", "", "/", kind) for kind in (*[PLACE] * 9, COMMENT, ASKED, MATCH)]

    every, places, asked = feed_of(lines, NOW), feed_of(lines, NOW, "place"), feed_of(lines, NOW, "request")

    assert (every.count, every.to_sort_out, every.has) == (12, 10, dict.fromkeys(every.has, True))
    assert (places.count, places.to_sort_out) == (9, 10)
    assert (asked.to_sort_out, asked.has["request"], asked.has["load"]) == (0, True, False)


def test_the_classes_and_the_policy_stand_beside_it(sign_in, head):
    load_demo_policy(by_head=head, by_chair=UserFactory(role=Role.CHAIR), effective_from=NOW.date())
    child_with_parents("Lucinda")
    PupilFactory(code="3H")
    load(csv_of(row("Lucinda Ashdown")))

    page = html.Page(sign_in(head).get(reverse("dashboard")).content.decode())

    version = PolicyVersion.objects.get()
    assert "The families of 1 of 2 children have answered" in page.text
    assert reverse("consent:class", args=["3H"]) in page.links
    assert f"Next review by {version.review_due_on:%-d %B %Y}" in page.text
    assert f"{version.policy.get_absolute_url()}#open" in page.links


def test_a_review_that_is_late_says_so(sign_in, head):
    load_demo_policy(by_head=head, by_chair=UserFactory(role=Role.CHAIR), effective_from=NOW.date())
    due = PolicyVersion.objects.get().review_due_on

    with time_machine.travel(NOW + (due - NOW.date()) + dt.timedelta(days=1)):
        text = html.Page(sign_in(head).get(reverse("dashboard")).content.decode()).text

    assert "Review overdue" in text


def test_the_office_finds_its_own_jobs_first(sign_in, office, head):
    first = {user: sign_in(user).get(reverse("dashboard")).context["doors"][0].title for user in (office, head)}

    assert first == {office: "Load the survey", head: "Can I use this picture?"}


@pytest.mark.parametrize("role", [Role.DSL, Role.CHAIR, Role.DPO, Role.PARENT])
def test_who_sorts_nothing_out_sees_nothing_of_what_waits(sign_in, role):
    waiting(NAMES[0])

    text = html.Page(sign_in(UserFactory(role=role)).get(reverse("dashboard")).content.decode()).text

    assert "What waits" not in text and "Thorne" not in text
