"""One's own reports: seen and closed, own words and nothing else; and who may report at all."""

import pytest
from django.urls import reverse
from django.utils import timezone

from incidents.actions.handling import open_case
from incidents.models import Case, ReportDraft
from incidents.walls import Wall
from people.roles import Role
from tests import html
from tests.factories import PupilFactory, UserFactory

from .filled import Reporting, what
from .made import about, report

NEW = reverse("incidents:new")
MINE = reverse("incidents:mine")


@pytest.fixture
def reporting(school, sign_in):
    """`reporting(...)` begins a report of the teacher's, with other words for step 1."""
    client = sign_in(school.reporter)
    return lambda **changes: Reporting(client, **changes)


def text_of(response) -> str:
    return html.Page(response.content.decode()).text


def test_the_reporter_sees_seen_and_closed_with_the_time_and_own_words_and_nothing_else(school, sign_in):
    case = report(school.reporter, about(school.colleague), words="My own words.")
    address = reverse("incidents:own", args=[case.public_id])
    client = sign_in(school.reporter)
    assert "Not seen yet" in text_of(client.get(address))

    open_case(case=case, by=school.head)

    page = text_of(client.get(address))
    assert "Seen" in page and f"on {timezone.localtime():%-d %B %Y, %H:%M}" in page
    assert "My own words." in page
    assert not any(word in page for word in (str(school.head), str(school.colleague), "LADO", "harm threshold"))
    assert "Seen" in text_of(client.get(MINE))


def test_nobody_else_opens_ones_own_report_by_that_address(school, sign_in):
    case = report(school.reporter)
    address = reverse("incidents:own", args=[case.public_id])

    others = (school.colleague, school.chair, school.office, school.head)
    assert [sign_in(other).get(address).status_code for other in others] == [404] * 4


def test_a_self_report_is_confirmed_once_and_then_not_there(reporting, school):
    writing = reporting()
    writing.begin()
    page = writing.to("report-people", is_self_report="on")
    assert "You will not see it here after you have sent it." in text_of(page)
    writing.say_who(is_self_report="on")
    writing.send()

    case = Case.objects.get()
    assert case.incident.is_self_report
    assert case.people.get().user == school.reporter
    assert case.reference in text_of(writing.look("report-sent"))
    assert writing.look("report-sent").status_code == 404
    assert case.reference not in text_of(writing.client.get(MINE))
    assert writing.client.get(reverse("incidents:own", args=[case.public_id])).status_code == 404


def test_whoever_links_themself_as_whom_it_is_about_reports_on_themself(reporting, school):
    writing = reporting()
    writing.begin()
    writing.to("report-people", add=f"subject|user:{school.reporter.pk}")
    writing.say_who(is_nobody="")
    writing.send()

    case = Case.objects.get()
    assert (case.incident.is_self_report, case.people.count()) == (True, 1)


def test_a_head_who_reports_on_themself_is_read_by_the_chair(school, sign_in):
    writing = Reporting(sign_in(school.head))
    writing.begin()

    page = text_of(writing.to("report-people", is_self_report="on"))
    assert "This will be read by the chair of governors." in page
    writing.say_who(is_self_report="on")
    writing.send()
    assert Case.objects.get().wall == Wall.HEAD


@pytest.mark.parametrize("role", [Role.PARENT, Role.DPO])
def test_parents_and_the_data_protection_officer_do_not_report_here(db, sign_in, role):
    client = sign_in(UserFactory(role=role))

    assert [client.get(address).status_code for address in (NEW, MINE)] == [403, 403]
    assert client.post(NEW, what()).status_code == 403
    assert not ReportDraft.objects.exists()


def test_a_governor_reports_and_finds_no_pupil(school, sign_in):
    PupilFactory(code="3H", legal_forename="Wrenfred")
    writing = Reporting(sign_in(school.governor))
    writing.begin()

    found = writing.to("report-people", look="1", find="Wrenfred").context["found"]

    assert (found.people, found.too_short) == ([], False)
