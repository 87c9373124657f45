"""The list of complaints: what one may list, narrowed, searched, page by page, in as many queries for any number."""

import csv
import datetime as dt
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from python_calamine import CalamineWorkbook

from audit.models import AuditEvent, Verb
from incidents.actions.complaint_answering import open_complaint
from incidents.actions.complaint_giving import give_complaint
from incidents.actions.people import link_person
from incidents.complaint_figures import totals
from incidents.complaint_register import HEADINGS
from incidents.complaints.abouts import About
from incidents.complaints.stages import Way
from incidents.models import Case, State
from people.models import RoleAssignment
from people.roles import Role
from tests.factories import UserFactory
from tests.html import Page
from tests.incidents.made import about as whom
from tests.incidents.made import again, report

from .made import complain
from .test_answering import acknowledged, answered

ALL = {"new", "talk", "done", "late"}
LIST, FILE = "/complaints/", "/complaints/file/"
pytestmark = pytest.mark.django_db


def seen(case, by):
    open_complaint(case=case, by=by)
    return Case.objects.get(pk=case.pk)


def references(response) -> list[str]:
    return re.findall(r"CMP-\d{4}-\w{4}", Page(response.content.decode()).text)


def look(client, words: str, address: str = LIST):
    return client.post(address, {"words": words}, follow=True)


def cells(response) -> list[list[str]]:
    content = b"".join(response.streaming_content)
    if response["Content-Type"].startswith("text/csv"):
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [[str(cell) for cell in row] for row in book.get_sheet_by_name(book.sheet_names[0]).to_python()]


def test_new_ones_stand_first_with_wish_and_next_date(school, sign_in):
    old, new = seen(complain(About.SCHOOL), school.head), complain(About.STAFF)
    page = sign_in(school.head).get(LIST)
    text = Page(page.content.decode()).text

    assert references(page) == [new.reference, old.reference]
    assert "Wish: That the picture is taken down." in text
    assert f"Say that we have it by {old.due_on:%-d %B %Y}" in text


def test_each_lists_their_own_and_incidents_stand_in_no_list_of_complaints(school, sign_in):
    dpo = UserFactory(role=Role.DPO)
    report(school.reporter)
    made = {about: complain(about) for about in About}
    expected = {
        school.head: {About.STAFF, About.SCHOOL, About.CHILD, About.ADULT},
        school.chair: {About.HEAD, About.CLERK},
        school.vice_chair: set(),
        school.clerk: {About.HEAD, About.GOVERNOR, About.CHAIR, About.BOARD, About.UNSURE},
        school.dsl: set(),
        school.handler: set(),
        dpo: {About.DATA},
    }
    for user, abouts in expected.items():
        found = references(sign_in(user).get(LIST))
        assert set(found) == {made[about].reference for about in abouts}, user.roles


def test_who_complained_is_never_found_by_a_search_and_what_it_says_is(school, sign_in):
    case = complain(words="An umbrella was broken.", child_name="Una Ferrier", telephone="07700900123")
    client = sign_in(school.head)

    assert case.reference in references(look(client, "umbrella"))
    for words in ("Nadia", "Ferrier", "Una", "07700900123", "nadia.ferrier@example.org"):
        assert references(look(client, words)) == [], words


def test_no_word_that_was_looked_for_stands_in_an_address(school, sign_in):
    response = look(sign_in(school.head), "umbrella")

    assert all("umbrella" not in address for address, _ in response.redirect_chain)


def test_a_handler_finds_those_given_to_them_alone(school, sign_in):
    given, other = complain(words="An umbrella."), complain(words="An umbrella.")
    give_complaint(case=given, user=school.handler, knows_who=False, by=school.head)
    found = references(look(sign_in(again(school.handler)), "umbrella"))

    assert given.reference in found
    assert other.reference not in found


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("progress=open", ALL), ("progress=answered", {"done"}), ("stage=informal", {"talk"}),
        ("about=staff", {"talk"}), ("due=overdue", {"late"}), ("mine=me", set()), ("mine=nobody", ALL),
        ("progress=received&stage=one", {"new", "late"}),
    ],
)  # fmt: skip
def test_narrowed_it_shows_what_fits(school, sign_in, query, expected):
    made = {"new": complain(), "talk": complain(About.STAFF, way=Way.CONCERN), "late": complain()}
    made["done"] = answered(complain(), school.head)
    Case.objects.filter(pk=made["late"].pk).update(due_on="2026-09-01")
    found = references(sign_in(school.head).get(f"{LIST}?{query}"))

    assert set(found) == {made[name].reference for name in expected}


def test_a_choice_that_there_is_not_is_said_and_shows_no_fault(school, sign_in):
    assert sign_in(school.head).get(f"{LIST}?stage=nine&since=31").status_code == 400


@pytest.mark.parametrize("who", ["head", "handler", "clerk"])
def test_one_complaint_and_three_take_the_same_queries(school, sign_in, who):
    def made(count: int) -> None:
        for _ in range(count):
            case = complain()
            give_complaint(case=case, user=school.handler, knows_who=False, by=again(school.head))
            seen(complain(), school.head)
            seen(complain(About.CHAIR), school.clerk)
            complain(About.UNSURE)

    client, taken = sign_in(getattr(school, who)), []
    for count in (1, 2):
        made(count)
        for address in (LIST, f"{LIST}?progress=open&mine=nobody&stage=one&about=school&due=soon"):
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            taken.append(len(queries))
    assert taken[:2] == taken[2:]
    assert max(taken) <= 12


def test_pages_follow_each_other_without_a_gap(school, sign_in):
    made = [seen(complain(), school.head).reference for _ in range(53)]
    client = sign_in(school.head)
    first = client.get(LIST)
    (older,) = re.findall(r'href="(\?older=[^"]+)"', first.content.decode())
    second = client.get(f"{LIST}{older.replace('&amp;', '&')}")

    assert [*references(first), *references(second)] == made[::-1]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_register_holds_stage_time_finding_actions_and_learning_and_nobody_who_complained(school, sign_in, form):
    case = answered(
        acknowledged(complain(child_name="Una Ferrier"), school.head), school.head, actions="=1+1", learning="A list.",
        private="He forgot.",
    )  # fmt: skip
    rows = cells(sign_in(school.head).post(FILE, {"form": form}))
    row = dict(zip(HEADINGS, rows[1], strict=True))
    today = timezone.localdate().isoformat()

    assert rows[0] == list(HEADINGS)
    assert (row["reference"], row["received"], row["answered"]) == (case.reference, today, today)
    assert row["finding"] == "Stage 1: Upheld"
    assert row["school_days_to_answer"] in {"0", "0.0"}
    assert row["what_it_learns"] == "Stage 1: A list."
    assert not any(cell.startswith(("=", "+", "@", "-")) for cell in rows[1])
    for words in ("Ferrier", "Una", "He forgot", "example.org", "newsletter"):
        assert not any(words in cell for cell in rows[1])
    event = AuditEvent.objects.get(verb=Verb.COMPLAINT_EXPORTED)
    assert event.details == {"form": form, "rows": 1}


def test_the_register_of_the_head_holds_none_about_the_head_and_that_of_the_clerk_does(school, sign_in):
    about_head, plain = complain(About.HEAD), complain()

    head = [row[0] for row in cells(sign_in(school.head).post(FILE, {"form": "csv"}))]
    clerk = [row[0] for row in cells(sign_in(school.clerk).post(FILE, {"form": "csv"}))]

    assert head == ["reference", plain.reference]
    assert clerk == ["reference", about_head.reference]


def test_who_only_deals_with_some_takes_no_register(school, sign_in):
    assert sign_in(school.handler).post(FILE, {"form": "csv"}).status_code == 403


def test_the_figures_of_the_head_do_not_change_with_what_is_about_the_head_or_the_board(school, sign_in):
    complain()
    client = sign_in(school.head)
    before = Page(client.get("/complaints/figures/").content.decode()).text
    for about in (About.HEAD, About.GOVERNOR, About.CHAIR, About.BOARD, About.CLERK, About.UNSURE, About.DATA):
        complain(about)
    after = Page(client.get("/complaints/figures/").content.decode()).text

    assert "1 received" in before
    assert after[after.index("School year") :] == before[before.index("School year") :]


@pytest.mark.parametrize("who", ["chair", "vice_chair", "governor"])
def test_governors_read_the_totals_of_a_term_in_its_report_and_none_of_today(school, sign_in, who):
    """Beside the totals of today a number that a report hides could be worked out."""
    complain()

    assert sign_in(getattr(school, who)).get("/complaints/figures/").status_code == 403


def test_a_closed_one_about_a_deputy_who_is_head_now_is_in_no_total_and_in_no_list_of_theirs(school, sign_in):
    """It is not routed again, as it is closed: its wall is still that of somebody who works here."""
    plain, deputy = complain(), school.colleague
    case = complain(About.STAFF)
    link_person(case=case, linked=whom(deputy), by=school.head)
    Case.objects.filter(pk=case.pk).update(state=State.CLOSED, closed_at=timezone.now())
    assert totals(*_ever()).received == 2
    first, last = _ever()
    RoleAssignment.objects.filter(user=school.head).update(starts_on=first, ends_on=first)
    RoleAssignment.objects.create(user=deputy, role=Role.HEAD)
    assert Case.objects.get(pk=case.pk).wall == "staff"

    assert "1 received" in Page(sign_in(again(deputy)).get("/complaints/figures/").content.decode()).text
    by_dates = sign_in(again(deputy)).get(LIST, {"since": first.isoformat(), "until": last.isoformat()})
    assert set(references(by_dates)) == {plain.reference}
    assert totals(first, last).received == len(set(references(by_dates)))


def _ever() -> tuple[dt.date, dt.date]:
    today = timezone.localdate()
    return today - dt.timedelta(days=30), today + dt.timedelta(days=30)


def test_the_clerk_alone_reads_a_confidential_part(school, sign_in):
    complain(About.HEAD)
    texts = {
        who: Page(sign_in(getattr(school, who)).get("/complaints/figures/").content.decode()).text
        for who in ("clerk", "head", "chair", "governor")
    }

    assert "Confidential" in texts["clerk"]
    assert "1 received" in texts["clerk"]
    assert not any("Confidential" in texts[who] for who in ("head", "chair", "governor"))
