"""The list of incidents: the new ones first, narrowed, page by page, as many queries for any number."""

import datetime as dt
import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from incidents.actions.dealing import assign_case
from incidents.actions.handling import change_state, open_case
from incidents.models import Case, State
from incidents.relations import GRANTS, Act
from incidents.sorts import Sort
from incidents.walls import Standing
from tests.html import Page

from .made import about, again, report

pytestmark = pytest.mark.django_db
LIST = "/incidents/"
CEILING = 8


def titles(response) -> list[str]:
    """The incidents of a page, from its top."""
    return re.findall(r'<a class="tap" href="/incidents/[0-9a-f-]{36}/">([^<]+)</a>', response.content.decode())


def seen(case: Case, by) -> Case:
    return open_case(case=case, by=again(by))


def test_new_ones_stand_on_top_who_waits_longest_first(school, sign_in):
    for minutes, title in enumerate(("first", "second", "third", "fourth")):
        with time_machine.travel(timezone.now() + dt.timedelta(minutes=minutes)):
            case = report(school.reporter, title=title)
            if title in {"first", "third"}:
                seen(case, school.head)

    response = sign_in(school.head).get(LIST)

    assert titles(response) == ["second", "fourth", "third", "first"]
    assert Page(response.content.decode()).headings == ["Incidents"]


def test_an_empty_list_says_what_is_good_about_it(school, sign_in):
    assert "Nothing waits for you." in sign_in(school.head).get(LIST).content.decode()
    assert "No incident fits." in sign_in(school.head).get(LIST, {"kind": "threat"}).content.decode()


@pytest.mark.parametrize(("who", "status"), [
    ("head", 200), ("dsl", 200), ("chair", 200), ("vice_chair", 200), ("clerk", 200), ("handler", 200),
    ("governor", 403), ("office", 403),
])  # fmt: skip
def test_who_may_deal_with_incidents_has_a_list(school, sign_in, who, status):
    assert sign_in(getattr(school, who)).get(LIST).status_code == status


def test_a_row_says_reference_kind_state_age_day_and_with_whom(school, sign_in):
    case = seen(report(school.reporter, about(None, Standing.PUPIL, "A child")), school.head)
    assign_case(case=case, user=school.handler, by=again(school.head))

    text = Page(sign_in(school.head).get(LIST).content.decode()).text

    row = text[text.index("Words in a group chat") :]
    expected = (
        f"Words in a group chat A hurtful or untrue comment, {case.reference} no rule named "
        f"Seen with {school.handler.get_short_name()} today due {case.due_on:%-d %B %Y}"
    )
    assert row.startswith(expected)


def test_what_is_late_has_a_sign(school, sign_in):
    case = seen(report(school.reporter), school.head)
    Case.objects.filter(pk=case.pk).update(due_on=timezone.localdate() - dt.timedelta(days=1))

    assert 'class="status status--no"' in sign_in(school.head).get(LIST).content.decode()


@pytest.mark.parametrize("who", ["head", "dsl", "handler"])
def test_one_incident_and_three_take_the_same_queries_and_no_more_than_eight(school, sign_in, who):
    def made(count: int) -> None:
        for _ in range(count):
            case = report(school.reporter, about(None, Standing.PUPIL, "A child"))
            assign_case(case=case, user=school.handler, by=again(school.head))
            seen(report(school.reporter, about(None, Standing.PUPIL, "A child")), school.head)

    client, taken = sign_in(getattr(school, who)), []
    for count in (1, 2):
        made(count)
        for address in (LIST, f"{LIST}?state=open&mine=me&rule=A4&outcome=police&test=a&group=pupil&strength=must"):
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            taken.append(len(queries))

    assert taken[:2] == taken[2:]
    assert max(taken) <= CEILING


def test_whatever_may_be_taken_away_or_listed_may_be_searched_by_the_same_ways():
    by_act = {
        act: {grant for grant in GRANTS[Sort.INCIDENT] if act in grant.acts}
        for act in (Act.LIST, Act.SEARCH, Act.EXPORT)
    }

    assert by_act[Act.LIST] == by_act[Act.SEARCH]
    assert by_act[Act.EXPORT] <= by_act[Act.LIST]


def test_page_by_page_to_the_end_and_back_each_stands_once(school, sign_in, monkeypatch):
    monkeypatch.setattr(
        "incidents.paging.page_of.__kwdefaults__", {"newer": "", "older": "", "counted": True, "size": 2}
    )
    made = []
    for number in range(5):
        with time_machine.travel(timezone.now() + dt.timedelta(minutes=number // 2)):  # two at one moment
            made.append(report(school.reporter, title=f"number {number}").title)
    client, address, walked = sign_in(school.head), f"{LIST}?state=new", []
    for _ in range(3):
        html = client.get(address).content.decode()
        walked.append(titles(client.get(address)))
        onward = re.search(r'href="([^"]+)" rel="next"', html)
        address = LIST + onward[1].replace("&amp;", "&") if onward else ""
    back = re.search(r'href="([^"]+)" rel="prev"', html)[1].replace("&amp;", "&")

    assert [title for page in walked for title in page] == made[::-1]
    assert [len(page) for page in walked] == [2, 2, 1]
    assert titles(client.get(LIST + back)) == walked[1]


def test_a_mark_that_is_none_of_ours_gives_the_first_page(school, sign_in):
    report(school.reporter, title="the only one")

    for mark in ("1", "x" * 500, "é", "%00"):
        assert titles(sign_in(school.head).get(LIST, {"older": mark, "state": "new"})) == ["the only one"]
        assert titles(sign_in(school.head).get(LIST, {"newer": mark, "state": "new"})) == ["the only one"]


def test_more_than_a_thousand_are_not_counted(school, sign_in, monkeypatch):
    monkeypatch.setattr("incidents.paging.MOST_COUNTED", 2)
    monkeypatch.setattr("incidents.views.lists.MOST_COUNTED", 2)
    client = sign_in(school.head)
    said = []
    for _ in range(3):
        report(school.reporter)
        said.append(
            re.search(r'<p class="soft">([^,]+), newest', client.get(LIST, {"state": "new"}).content.decode())[1]
        )

    assert said == ["1", "2", "more than 2"]


def test_what_is_no_choice_is_said_and_shows_no_fault(school, sign_in):
    for address in ("?state=gone", "?since=yesterday", "?kind=%00", f"?rule={'A' * 99}"):
        response = sign_in(school.head).get(LIST + address)
        assert response.status_code == 400
        assert Page(response.content.decode()).title.startswith("Error: ")


def test_a_state_is_a_filter_and_so_is_open(school, sign_in):
    working = seen(report(school.reporter, title="looked into"), school.head)
    change_state(case=working, state=State.WORKING, revision=working.revision, by=again(school.head))
    report(school.reporter, title="new")
    client = sign_in(school.head)

    assert titles(client.get(LIST, {"state": "working"})) == ["looked into"]
    assert titles(client.get(LIST, {"state": "open"})) == ["new", "looked into"]
    assert titles(client.get(LIST, {"state": "closed"})) == []
