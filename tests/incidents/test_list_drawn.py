"""The rows of the list are kept as drawn, by their words: never is an old word shown, or one to who may not read it."""

import datetime as dt

import pytest
from django.utils import timezone

from incidents.actions.dealing import assign_case
from incidents.actions.handling import open_case
from incidents.exporting import write
from incidents.kinds import Kind
from incidents.models import Case, CaseAssignment, CasePerson, CitedRule, Incident, State
from incidents.walls import Standing
from people.drawn import drawn
from people.models import User
from tests.html import Page

from .made import about, again, report
from .rules import a_rule

pytestmark = pytest.mark.django_db
LIST = "/incidents/"


@pytest.fixture
def case(school) -> Case:
    case = open_case(case=report(school.reporter, about(None, Standing.PUPIL, "A child")), by=again(school.head))
    assign_case(case=case, user=school.handler, by=again(school.head))
    CitedRule.objects.create(incident=case.incident, rule=a_rule("A4"), cited_by=school.head)
    return case


def _rows(client) -> str:
    """What the rows of the page say."""
    return Page(client.get(LIST).content.decode().split("<tbody>")[1].split("</tbody>")[0]).text


CHANGES = {
    "title": (lambda case, school: Case.objects.filter(pk=case.pk).update(title="Quite another"), "Quite another"),
    "state": (lambda case, school: Case.objects.filter(pk=case.pk).update(state=State.WAITING), "Waiting for others"),
    "reference": (lambda case, school: Case.objects.filter(pk=case.pk).update(reference="INC-ZZZ"), "INC-ZZZ"),
    "kind": (lambda case, school: Incident.objects.filter(pk=case.incident.pk).update(kind=Kind.THREAT),
             Kind.THREAT.label),
    "rule": (lambda case, school: CitedRule.objects.create(
        incident=case.incident, rule=a_rule("B2"), cited_by=school.head), "B2"),
    "rule taken off": (lambda case, school: CitedRule.objects.filter(incident=case.incident).update(
        taken_off_at=timezone.now(), taken_off_by=school.head), "no rule named"),
    "who deals with it": (lambda case, school: CaseAssignment.objects.filter(case=case).update(
        ended_at=timezone.now(), ended_by=school.head), "with Headteacher"),
    "their name": (lambda case, school: User.objects.filter(pk=school.handler.pk).update(
        title="Dr", surname="Newname"), "Dr Newname"),
    "age": (lambda case, school: Case.objects.filter(pk=case.pk).update(
        received_on=timezone.localdate() - dt.timedelta(days=40)), "school days"),
    "due": (lambda case, school: Case.objects.filter(pk=case.pk).update(due_on=dt.date(2090, 3, 2)),
            "due 2 March 2090"),
    "late": (lambda case, school: Case.objects.filter(pk=case.pk).update(due_on=dt.date(2020, 3, 2)),
             "due 2 March 2020"),
    "closed": (lambda case, school: Case.objects.filter(pk=case.pk).update(
        state=State.CLOSED, closed_at=dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)), "closed 2 March 2026"),
}  # fmt: skip


@pytest.mark.parametrize("what", CHANGES)
def test_a_row_that_changed_in_any_word_is_drawn_anew(school, sign_in, case, what):
    change, expected = CHANGES[what]
    client = sign_in(school.head)
    assert expected not in _rows(client)

    change(case, school)

    assert expected in _rows(client)


def test_a_list_that_is_as_it_was_draws_no_row_again(school, sign_in, case):
    client = sign_in(school.head)
    first = client.get(LIST).content.decode()
    drawn_then = drawn.cache_info().misses

    second = client.get(LIST).content.decode()

    assert Page(second).text == Page(first).text
    assert drawn.cache_info().misses == drawn_then


def test_what_one_may_not_list_is_not_shown_because_another_has_seen_it(school, sign_in, case):
    about_head = report(school.reporter, about(school.head, Standing.STAFF, "Head"), title="About the head")
    ours, theirs = sign_in(school.chair).get(LIST).content.decode(), sign_in(school.head).get(LIST).content.decode()

    assert about_head.title in ours
    assert about_head.title not in theirs
    assert case.title in theirs
    assert about_head.title not in sign_in(school.head).get(LIST).content.decode()


def test_what_turns_out_to_be_about_a_reader_is_gone_from_their_next_page(school, sign_in, case):
    client = sign_in(school.head)
    assert case.title in client.get(LIST).content.decode()

    CasePerson.objects.filter(case=case).update(user=school.head)

    assert case.title not in client.get(LIST).content.decode()


def test_two_readers_get_tokens_of_their_own_around_the_same_rows(school, sign_in, case):
    pages = [sign_in(one).get(LIST).content.decode() for one in (school.head, school.dsl)]
    tokens = [page.split('name="csrfmiddlewaretoken" value="')[1][:64] for page in pages]

    assert case.title in pages[0]
    assert case.title in pages[1]
    assert tokens[0] != tokens[1]
    for words, token in ((pages[0], tokens[1]), (pages[1], tokens[0])):
        assert token not in words


def test_a_title_with_signs_of_html_is_text_the_first_time_and_the_second(school, sign_in):
    report(school.reporter, title="<script>alert(1)</script>")
    client = sign_in(school.head)

    for _ in range(2):
        page = client.get(LIST).content.decode()
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert "<script>alert" not in page


def test_the_file_says_of_each_what_the_list_says(school, sign_in, case):
    page = Page(sign_in(school.head).get(LIST).content.decode()).text
    with write(Case.objects.filter(pk=case.pk), "csv", timezone.localtime(), school.head).file as file:
        file.seek(0)
        line = file.read().decode().splitlines()[1]

    for word in (case.title, case.reference, "Seen", "A4", school.handler.get_short_name()):
        assert word in page, word
        assert word in line, word
