"""Two schools that differ by a case about the headteacher alone have the same report, byte by byte (1.15); and whoever
else the case is about has the same pages."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client

from incidents.actions.closing import close_case
from incidents.actions.governing import add_part
from incidents.complaints.abouts import About
from incidents.governing.choosing import open_periods
from incidents.kinds import Affected, Kind
from incidents.models import Case, CasePerson, GovernorsReport
from incidents.outcomes import Outcome
from incidents.walls import Standing, Wall
from people.models import RoleAssignment, Term, User
from people.roles import Role
from tests.incidents.complaints.answered import answered, closed
from tests.incidents.complaints.made import complain
from tests.incidents.made import School, about, again, report
from tests.incidents.rules import rule

from .conftest import AUTUMN, IN_JANUARY, released, text, today

pytestmark = pytest.mark.django_db


def busy(school: School) -> None:
    """Something of everything that a report counts."""
    for code in ("B1", "C1", "C1", "C2", "D2", "A3", "A3"):
        report(school.reporter, rules=[rule(code)], affected=[Affected.PUPIL])
    over = report(school.reporter, about(None, Standing.PARENT, "A father"), rules=[rule("C3")])
    close_case(case=over, outcomes=[Outcome.ADVICE], reason="Done.", told="", revision=over.revision, by=school.head)
    report(school.reporter, about(school.colleague), rules=[rule("A4")])
    for _ in range(3):
        answered(complain(), school.head)
    complain(About.STAFF)


def _incident(school: School, head: User) -> Case:
    return report(school.reporter, about(head), rules=[rule("A3"), rule("C1")], kind=Kind.THREAT)


def _closed_incident(school: School, head: User) -> Case:
    case = _incident(school, head)
    close_case(case=case, outcomes=[Outcome.LEGAL], reason="Done.", told="", revision=case.revision, by=school.chair)
    return case


def _complaint(school: School, head: User) -> Case:
    return complain(About.HEAD)


def _answered_complaint(school: School, head: User) -> Case:
    return closed(answered(complain(About.HEAD), school.chair))


def _of_chair(school: School, head: User) -> Case:
    return complain(About.CHAIR)


def _of_both(school: School, head: User) -> Case:
    return report(school.reporter, about(head), about(school.chair), rules=[rule("A3")])


def _of_head_and_pupil(school: School, head: User) -> Case:
    return report(school.reporter, about(head), about(None, Standing.PUPIL, "A boy"), rules=[rule("B1")])


MORE = [
    _incident, _closed_incident, _complaint, _answered_complaint, _of_chair, _of_both, _of_head_and_pupil,
]  # fmt: skip


@pytest.mark.parametrize("more", MORE)
def test_a_case_about_the_head_changes_not_one_byte_of_the_report(written, more):
    busy(written)
    before = text()

    assert more(written, written.head).wall in {Wall.HEAD, Wall.CHAIR, Wall.BOARD}
    assert text() == before


@pytest.mark.parametrize("more", [_incident, _answered_complaint])
def test_the_same_where_they_are_many(written, more):
    busy(written)
    before = text()
    for _ in range(7):
        more(written, written.head)

    assert text() == before


def test_a_case_about_somebody_else_does_change_it(written):
    busy(written)
    before = text()
    report(written.reporter, rules=[rule("C1")])

    assert text() != before


def test_a_case_that_turns_out_to_be_about_the_head_leaves_the_draft_as_if_it_had_never_been(written):
    busy(written)
    before = text()
    case = report(written.reporter, rules=[rule("C1")])
    assert text() != before

    CasePerson.objects.create(
        case=case, part=CasePerson.Part.SUBJECT, standing=Standing.HEAD, name="Somebody", user=written.head
    )
    Case.objects.filter(pk=case.pk).update(wall=Wall.HEAD, owner_role=Role.CHAIR)

    assert text() == before


def test_a_closed_case_about_a_deputy_who_leads_the_school_today_is_not_counted(written):
    busy(written)
    before = text()
    case = report(written.reporter, about(None, Standing.FORMER_STAFF, "Somebody"), rules=[rule("C1")])
    RoleAssignment.objects.create(user=written.colleague, role=Role.HEAD, is_cover=True)
    CasePerson.objects.filter(case=case).update(user=written.colleague)

    assert text() == before


def test_a_released_report_and_next_years_say_the_same_of_a_term_whatever_becomes_of_its_cases(written):
    busy(written)
    case = report(written.reporter, rules=[rule("C1")])
    with time_machine.travel(IN_JANUARY):
        first = released(written.head)
        content = first.content
    Case.objects.filter(pk=case.pk).update(wall=Wall.HEAD, owner_role=Role.CHAIR)  # it turns out later

    with time_machine.travel(dt.datetime(2028, 1, 5, 9, tzinfo=dt.UTC)):
        for key in ("2026-spring", "2026-summer", "2027-autumn"):
            later = released(written.head, key)
    again = GovernorsReport.objects.known_as(AUTUMN).get()

    assert again.content == content and again.is_whole
    assert later.said["last_numbers"] == first.said["numbers"]


def test_a_term_is_counted_for_governors_once_and_never_again(written):
    """A report that was skipped could show beside the later one what came to be known since: it is never made."""
    busy(written)
    with time_machine.travel(dt.datetime(2027, 9, 15, 9, tzinfo=dt.UTC)):
        assert [one.key for one in open_periods(today())] == [
            "2027-autumn", "2026-summer", "2026-spring", "2026-autumn",
        ]  # fmt: skip
        released(written.head, "2026-spring")

        assert [one.key for one in open_periods(today())] == ["2027-autumn", "2026-summer"]


def test_no_day_is_in_two_reports_even_where_the_calendar_was_changed_between(written):
    with time_machine.travel(IN_JANUARY):
        first = released(written.head)
        Term.objects.create(
            school_year=2026, name="autumn", starts_on=dt.date(2026, 9, 1), ends_on=dt.date(2026, 12, 11)
        )
        spring = open_periods(today())[0]

    assert spring.key == "2026-spring"
    assert spring.first == first.last_on + dt.timedelta(days=1)


PAGES = tuple(
    f"/{page}"
    for page in (
        "dashboard/", "reports/governors/", f"reports/governors/{AUTUMN}/", f"reports/governors/{AUTUMN}/pdf/",
        "reports/governors/2026/", "reports/governors/2026/pdf/",
        f"reports/governors/{AUTUMN}/confidential/", f"reports/governors/{AUTUMN}/confidential/new/",
        "incidents/", "complaints/", "policies/social-media/review/",
    )
)  # fmt: skip
OF_ONE_TIME = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')
WHO = ["clerk", "governor", "chair", "vice_chair"]


def pages_of(user: User) -> list[tuple[int, str, bytes]]:
    """What every page about the report and the start page say to somebody, in the order of `PAGES`."""
    client = Client()
    client.force_login(again(user))
    answers = [client.get(page) for page in PAGES]
    return [(one.status_code, one.get("Location", ""), OF_ONE_TIME.sub(b"", one.content)) for one in answers]


@pytest.mark.parametrize("has_part", [True, False])
@pytest.mark.parametrize("who", WHO)
def test_a_case_about_head_and_reader_changes_not_one_byte_of_the_readers_pages(written, who, has_part):
    """Neither the notice on the start page, nor the way to write a part, nor a part that they read before."""
    reader = getattr(written, who)
    with time_machine.travel(IN_JANUARY, tick=False):
        found = released(written.head)
        if has_part:
            add_part(report=found, words="Nothing this term.", by=written.clerk)
        before = pages_of(reader)
        assert {status for status, _, _ in before} <= {200, 302, 403, 404}
        assert before[0][0] == before[2][0] == 200

        case = report(written.reporter, about(written.head), about(reader), rules=[rule("A3")])

        assert case.wall in {Wall.HEAD, Wall.BOARD}
        assert pages_of(reader) == before


@pytest.mark.parametrize("has_part", [True, False])
def test_nor_does_what_the_chair_adds_of_it_change_a_byte_for_the_clerk(written, has_part):
    report(written.reporter, about(written.head), about(written.clerk), rules=[rule("A3")])
    with time_machine.travel(IN_JANUARY, tick=False):
        found = released(written.head)
        if has_part:
            add_part(report=found, words="Nothing this term.", by=again(written.clerk))
        before = pages_of(written.clerk)

        add_part(report=found, words="A matter is looked into.", by=again(written.chair))

        assert pages_of(written.clerk) == before
