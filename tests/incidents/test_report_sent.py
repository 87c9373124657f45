"""A report is sent once, however often its button is pressed, and by pages that ask no more for more people."""

import uuid

import pytest
from django.urls import reverse

from incidents.actions.drafts import save_draft
from incidents.models import Case, Incident, ReportDraft
from people.models import Notification, RoleAssignment
from people.roles import Role
from tests import html
from tests.factories import PupilFactory, UserFactory

from .filled import Reporting, send_a_report
from .made import report

NEW = reverse("incidents:new")
MINE = reverse("incidents:mine")


@pytest.fixture
def reporting(school, sign_in):
    """`reporting(...)` begins a report of the teacher's, with other words for step 1."""
    client = sign_in(school.reporter)
    return lambda **changes: Reporting(client, **changes)


def text_of(response) -> str:
    return html.Page(response.content.decode()).text


def test_sent_twice_is_once_and_both_lead_to_the_confirmation(reporting):
    writing = reporting()
    writing.begin()
    writing.say_who()
    seen = writing.look("report-check").context["seen"]

    sent = [writing.to("report-check", send="1", seen=seen) for _ in range(2)]

    assert [answer.headers["Location"] for answer in sent] == [writing.address("report-sent")] * 2
    assert Case.objects.count() == 1
    assert Notification.objects.count() == 1  # to the headteacher, once


def test_the_first_step_sent_again_after_the_report_leads_to_it(reporting):
    writing = send_a_report(reporting().client)

    assert writing.begin().headers["Location"] == writing.address("report-sent")
    assert not ReportDraft.objects.exists()


def test_a_draft_that_came_back_after_sending_is_gone_with_the_second_sending(reporting, school):
    writing = reporting()
    writing.begin()
    writing.say_who()
    drafted = writing.draft.typed
    writing.send()
    writing.look("report-sent")
    save_draft(user=school.reporter, form_key=writing.key, typed=drafted)

    assert writing.to("report-check", send="1").headers["Location"] == writing.address("report-sent")
    assert Case.objects.count() == 1


def test_nothing_is_sent_when_who_reads_it_changed_since_the_page_was_opened(reporting, school):
    writing = reporting()
    writing.begin()
    writing.to("report-people", add=f"subject|user:{school.colleague.pk}")
    writing.say_who(is_nobody="")
    seen = writing.look("report-check").context["seen"]
    RoleAssignment.objects.filter(role=Role.HEAD).delete()

    page = text_of(writing.to("report-check", send="1", seen=seen))

    assert "Who reads it has changed" in page
    assert "This will be read by the chair of governors." in page
    assert not Case.objects.exists()


def _queries(django_assert_max_num_queries, look) -> int:
    with django_assert_max_num_queries(1000) as counted:
        assert look().status_code == 200
    return len(counted)


def test_no_page_of_a_report_asks_more_for_more_people(reporting, school, django_assert_max_num_queries):
    writing = reporting(account="@somebody", platform="Instagram", happened_at="10:15")
    writing.begin()

    def link(count: int) -> None:
        for _ in range(count):
            staff, child = UserFactory(role=Role.STAFF), PupilFactory(code="3H")
            writing.to("report-people", add=f"subject|user:{staff.pk}")
            writing.to("report-people", add=f"affected|pupil:{child.public_id.hex}")
        writing.say_who(is_nobody="")

    def pages() -> list[int]:
        looks = [lambda step=step: writing.look(step) for step in ("report-people", "report-check")]
        found = [lambda: writing.to("report-people", look="1", find="Ashdown Marlowe"[:7])]
        return [_queries(django_assert_max_num_queries, look) for look in [*looks, *found]]

    link(1)
    few = pages()
    link(2)
    assert pages() == few


def test_the_page_of_own_reports_asks_no_more_for_three_than_for_one(school, sign_in, django_assert_max_num_queries):
    client = sign_in(school.reporter)

    def more(count: int) -> int:
        for _ in range(count):
            report(school.reporter)
            save_draft(user=school.reporter, form_key=uuid.uuid4(), typed={"what": {"words": ["One"]}})
        return _queries(django_assert_max_num_queries, lambda: client.get(MINE))

    assert more(1) == more(2)
    assert Incident.objects.count() == 3
