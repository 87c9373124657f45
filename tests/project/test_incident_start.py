"""Incidents on the start pages: what is open for those who lead, ways to report for everybody who may."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from incidents.actions.closing import close_case
from incidents.actions.dealing import assign_case
from incidents.actions.handling import change_state, open_case
from incidents.actions.referring import Decided, ask_governor, decide_legal_action, refer_case
from incidents.kinds import Kind
from incidents.models import Case, LegalDecision, State
from incidents.outcomes import Outcome
from incidents.walls import Standing
from people.models import User
from people.permissions import Permission
from people.roles import Role
from policies.demo import load_demo_policy
from policies.models import RuleVersion
from tests import html
from tests.factories import UserFactory
from tests.incidents.made import School, about, again, report
from tests.policies.clock import MORNING
from todwick_portal.navigation import MOST

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _that_wednesday(settings):
    settings.ROOT_URLCONF = "tests.project.incident_addresses"
    with time_machine.travel(MORNING, tick=True):
        yield


@pytest.fixture
def school() -> School:
    """Everybody has been in their posts for months."""
    with time_machine.travel(MORNING - 90 * DAY):
        made = School().everybody_leading()
        made.reporter  # noqa: B018 (made when first asked for)
    return made


def start(client, user: User, **query) -> html.Page:
    client.force_login(user)
    return html.Page(client.get(reverse("dashboard"), query).content.decode())


def tabs(client, user: User) -> list[str]:
    client.force_login(user)
    return [tab["label"] for tab in client.get(reverse("policies:library")).context["navigation"]]


def _one_of_each(school: School) -> dict[str, Case]:
    """New today; seen, due tomorrow; looked into, overdue; waiting."""
    with time_machine.travel(MORNING - 14 * DAY):  # due after ten school days: on this Wednesday
        soon = report(school.reporter, about(None, Standing.PUPIL, "Kim Ash"))
        open_case(case=soon, by=school.head)
    with time_machine.travel(MORNING - 19 * DAY):
        late = report(school.reporter, kind=Kind.BULLYING)
        open_case(case=late, by=school.head)
        change_state(case=late, state=State.WORKING, revision=Case.objects.get(pk=late.pk).revision, by=school.head)
    with time_machine.travel(MORNING - 2 * DAY):
        waiting = report(school.reporter)
        open_case(case=waiting, by=school.head)
        revision = Case.objects.get(pk=waiting.pk).revision
        change_state(case=waiting, state=State.WAITING, revision=revision, by=school.head)
    return {"new": report(school.reporter), "soon": soon, "late": late, "waiting": waiting}


@pytest.mark.parametrize("who", ["head", "dsl"])
def test_the_four_numbers_stand_first_and_lead_to_their_lists(client, school, who):
    _one_of_each(school)
    client.force_login(getattr(school, who))

    tiles = client.get(reverse("dashboard")).context["tiles"][:4]

    page = reverse("incidents:incidents")
    assert [(tile.number, tile.what, tile.old, tile.url) for tile in tiles] == [
        ("1", "New, not yet seen", "oldest: this hour", f"{page}?state=new"),
        ("1", "Due within 2 school days", "next: today", f"{page}?due=soon"),
        ("1", "Overdue", "oldest by 2 school days", f"{page}?due=overdue"),
        ("1", "Waiting for others", "oldest: 2 school days", f"{page}?state=waiting"),
    ]


def test_a_line_says_reference_kind_rule_age_in_school_days_what_is_next_and_with_whom(client, school):
    load_demo_policy(by_head=school.head, by_chair=school.chair, effective_from=MORNING.date() - 60 * DAY)
    rule = RuleVersion.objects.get(code="A5")
    with time_machine.travel(MORNING - 7 * DAY):
        case = report(school.reporter, kind=Kind.IMPERSONATION, rules=[rule])
    open_case(case=case, by=school.head)
    assign_case(case=case, user=school.dsl, by=school.head)

    text = start(client, school.head).text

    assert f"5 school days {case.reference} : Seen Seen An account that pretends to be somebody · A5" in text
    assert f"Report the account to the platform. With {school.dsl.get_short_name()} ." in text


def test_a_new_one_says_open_it_and_whose_it_is(client, school):
    case = report(school.reporter, kind=Kind.THREAT)

    text = start(client, school.head).text

    assert f"{case.reference} : New, not yet seen" in text
    assert "Open it. With the headteacher ." in text


@pytest.mark.parametrize("who", ["head", "dsl", "chair", "clerk", "vice_chair"])
def test_who_leads_sees_the_number_of_new_ones_on_the_tab(client, school, who):
    for subject in (None, None, school.governor, school.head):
        report(school.reporter, *([about(subject)] if subject else []))
    client.force_login(getattr(school, who))

    [tab] = [one for one in client.get(reverse("dashboard")).context["navigation"] if one["label"] == "Incidents"]

    assert tab["count"] == {"head": 2, "dsl": 2, "chair": 1, "clerk": 1, "vice_chair": 0}[who]
    assert tab["url"] == "/incidents/"


def test_of_a_case_about_the_head_the_heads_start_page_does_not_change_by_a_word(client, school):
    report(school.reporter)
    before = start(client, school.head).text

    case = report(school.reporter, about(school.head), kind=Kind.THREAT)

    assert start(client, school.head).text == before
    assert case.reference in start(client, school.chair).text
    assert case.reference not in start(client, school.dsl).text


def test_of_a_case_about_a_colleague_nobody_sees_a_number_but_the_head(client, school):
    people = (school.dsl, school.colleague, school.reporter, school.clerk, school.office)
    before = [start(client, user).text for user in people]

    report(school.reporter, about(school.colleague))

    assert [start(client, user).text for user in people] == before


@pytest.mark.parametrize("who", ["head", "dsl", "chair"])
def test_as_many_queries_for_three_of_each_as_for_one_and_few_more_than_without(client, school, who):
    user = getattr(school, who)
    _queries(client, user)
    none = _queries(client, user)
    _some(school)
    few = _queries(client, user)
    _some(school)
    _some(school)

    assert _queries(client, user) == few
    assert few - none <= 6


def _some(school: School) -> None:
    load = [(), (about(school.colleague),), (about(school.head),), (about(None, Standing.PUPIL, "Kim Ash"),)]
    for people in load:
        case = report(school.reporter, *people, kind=Kind.BULLYING)
        owner = school.chair if case.owner_role == Role.CHAIR else school.head
        open_case(case=case, by=again(owner))
        if case.wall == "pupil":
            assign_case(case=case, user=UserFactory(role=Role.STAFF), by=school.head)


def _queries(client, user: User) -> int:
    client.force_login(user)
    client.get(reverse("dashboard"))
    with CaptureQueriesContext(connection) as counted:
        client.get(reverse("dashboard"))
    return len(counted)


def test_where_nothing_is_open_it_says_when_the_last_was_closed(client, school):
    assert "No incident is open." in start(client, school.dsl).text
    case = report(school.reporter)
    close_case(case=case, outcomes=[Outcome.ADVICE], reason="Done.", told="", revision=0, by=school.head)

    text = start(client, school.dsl).text

    assert f"Nothing is waiting. No incident is open. The last incident was closed on {MORNING:%-d %B %Y}." in text
    assert "0 New, not yet seen Every report was seen" in text


def test_only_the_newest_are_fetched_and_the_number_of_all_is_told(client, school):
    for _ in range(11):
        report(school.reporter)

    page = start(client, school.dsl)

    assert "These are the newest 8 of 11. All incidents" in page.text
    assert reverse("incidents:incidents") in page.links


@pytest.mark.parametrize("role", Role)
def test_whoever_may_report_finds_the_form_and_their_own_reports(client, role):
    user = UserFactory(role=role)
    client.force_login(user)
    page = html.Page(client.get(reverse("dashboard"), follow=True).content.decode())

    may = user.has_perm(Permission.INCIDENT_REPORT)
    assert ("/incidents/new/" in page.links, "/incidents/mine/" in page.links) == (may, may)
    assert ("/incidents/" in page.links) == user.has_perm(Permission.INCIDENT_LEAD)


def test_a_teacher_lands_on_the_check_and_has_incidents_as_a_tab_once_one_was_given_to_them(client, school):
    assert tabs(client, school.handler) == ["Pictures", "Permissions", "Policies", "Report an incident", "My reports"]
    assign_case(case=report(school.reporter), user=school.handler, by=school.head)

    client.force_login(again(school.handler))
    assert client.get(reverse("dashboard")).url == reverse("consent:check")
    assert tabs(client, school.handler) == [
        "Pictures", "Permissions", "Policies", "Incidents", "Report an incident", "My reports",
    ]  # fmt: skip


@pytest.mark.parametrize("roles", [(role,) for role in Role] + [(Role.HEAD, Role.PARENT), (Role.DSL, Role.CLERK)])
def test_nobody_has_more_than_six_tabs_and_who_leads_keeps_incidents(client, roles):
    user = UserFactory(role=roles[0])
    for role in roles[1:]:
        user.assignments.create(role=role, starts_on=MORNING.date() - DAY)

    found = tabs(client, again(user))

    assert len(found) <= MOST and len(set(found)) == len(found)
    assert ("Incidents" in found) == again(user).has_perm(Permission.INCIDENT_LEAD)


def test_a_governor_who_is_asked_is_told_so_until_it_is_decided(client, school):
    case = report(school.reporter)
    referral = refer_case(case=case, reason="It goes on.", bundle="An account lies about the school.", by=school.head)
    asked = "The governors are asked about legal action. You are one of those who decide."

    def told() -> dict[str, bool]:
        people = {name: getattr(school, name) for name in ("chair", "governor", "vice_chair", "head", "clerk")}
        return {name for name, user in people.items() if asked in start(client, again(user)).text}

    assert told() == {"chair"}
    ask_governor(referral=referral, user=school.governor, by=again(school.chair))
    assert told() == {"chair", "governor"}
    decided = Decided(LegalDecision.Answer.NO, MORNING.date(), "It is not worth it.")
    decide_legal_action(referral=referral, decided=decided, by=again(school.chair))
    assert told() == set()
