"""Who reads a complaint: the seven kinds of routing, said before *Send* and true after it (requirements 1.14)."""

import datetime as dt

import pytest

from incidents.actions.complaining import where_it_goes
from incidents.actions.faults import NobodyLeft
from incidents.actions.owning import find_owners
from incidents.complaints.abouts import About
from incidents.models import Case
from incidents.relations import Act
from incidents.sorts import Sort
from incidents.walls import Wall
from people.models import RoleAssignment, SchoolSetting, User
from people.roles import Role
from people.school_days import SchoolCalendar, Span
from tests.factories import UserFactory

from .made import complain

READ_BY = [
    (About.STAFF, Role.HEAD),
    (About.SCHOOL, Role.HEAD),
    (About.CHILD, Role.HEAD),
    (About.ADULT, Role.HEAD),
    (About.HEAD, Role.CHAIR),
    (About.GOVERNOR, Role.CLERK),
    (About.CHAIR, Role.CLERK),
    (About.BOARD, Role.CLERK),
    (About.CLERK, Role.CHAIR),
    (About.UNSURE, Role.CLERK),
    (About.DATA, Role.DPO),
]


def _readers(case: Case) -> set[User]:
    return {
        user
        for user in User.objects.all()
        if Case.objects.allowing(Act.READ, user, Sort.COMPLAINT).filter(pk=case.pk).exists()
    }


@pytest.fixture
def dpo(school) -> User:
    return UserFactory(role=Role.DPO)


@pytest.mark.parametrize(("about", "role"), READ_BY)
def test_what_is_said_before_sending_is_what_happens_after(school, dpo, about, role):
    assert set(About) == {one for one, _ in READ_BY}
    assert where_it_goes(about).owner == role

    case = complain(about)

    assert case.owner_role == role
    holders = {assignment.user for assignment in RoleAssignment.objects.filter(role=role)}
    also = {school.clerk} if about == About.HEAD else set()
    assert _readers(case) == holders | also


def test_a_complaint_about_the_head_does_not_exist_for_the_head(school):
    case = complain(About.HEAD)

    for act in Act:
        assert not Case.objects.allowing(act, school.head, Sort.COMPLAINT).filter(pk=case.pk).exists()
    assert not Case.objects.visible_to(school.head).exists()


def test_a_head_named_as_somebody_who_works_here_is_the_head_all_the_same(school):
    said = where_it_goes(About.STAFF, school.head.surname)

    assert (said.wall, said.owner) == (Wall.HEAD, Role.CHAIR)
    case = complain(About.STAFF, about_name=school.head.surname)
    assert (case.wall, case.owner_role) == (Wall.HEAD, Role.CHAIR)
    assert school.head not in _readers(case)


def test_whoever_a_typed_name_may_mean_is_kept_out(school):
    twin = UserFactory(role=Role.STAFF, surname=school.colleague.surname)
    case = complain(About.STAFF, about_name=f"Mr {school.colleague.surname}")

    assert {one.user for one in case.people.subjects()} >= {twin, school.colleague}


def test_the_name_of_a_child_never_keeps_somebody_out_who_is_called_alike(school):
    complain(About.CHILD, about_name=school.head.surname)

    assert where_it_goes(About.CHILD, school.head.surname).owner == Role.HEAD


def test_a_school_may_send_every_complaint_to_the_clerk_first(school):
    SchoolSetting.objects.create(key="complaints_to_clerk", value="yes")

    assert where_it_goes(About.STAFF).owner == Role.CLERK
    assert where_it_goes(About.HEAD).owner == Role.CHAIR, "that one never waits at the clerk"


def test_without_a_data_protection_officer_the_clerk_reads_it(school):
    assert where_it_goes(About.DATA).owner == Role.CLERK


def test_where_nobody_could_read_it_nothing_is_said_to_be_sent(db):
    with pytest.raises(NobodyLeft):
        where_it_goes(About.SCHOOL)


def test_the_safeguarding_lead_reads_no_complaint_as_such(school):
    assert school.dsl not in _readers(complain(About.CHILD))


def test_whoever_complained_signed_in_reads_their_own_and_nobody_elses(school):
    parent, other = UserFactory(role=Role.PARENT), UserFactory(role=Role.PARENT)
    case = complain(About.SCHOOL, by=parent)

    assert list(Case.objects.complained_by(parent)) == [case]
    assert not Case.objects.complained_by(other).exists()
    assert not Case.objects.visible_to(parent).exists()


@pytest.mark.parametrize(
    ("about", "name"),
    [
        (About.STAFF, "Mrs {}, headteacher"),
        (About.STAFF, "Mrs {} (head)"),
        (About.STAFF, "Mrs {} and somebody else"),
        (About.SCHOOL, "Mrs {}"),
        (About.ADULT, "the headteacher"),
    ],
)
def test_however_the_head_is_named_the_head_does_not_read_it(school, about, name):
    name = name.format(school.head.surname)

    assert where_it_goes(about, name).wall == Wall.HEAD
    assert school.head not in _readers(complain(about, about_name=name))


def test_nobody_decides_their_own_complaint_while_somebody_else_may(school):
    vice_chair = school.vice_chair
    said = where_it_goes(About.HEAD, author=school.chair)
    case = complain(About.HEAD, by=school.chair)

    assert said.owner == case.owner_role == Role.VICE_CHAIR
    assert vice_chair in _readers(case)
    assert Case.objects.complained_by(school.chair).filter(pk=case.pk).exists()
    assert not Case.objects.allowing(Act.CLOSE, school.chair, Sort.COMPLAINT).filter(pk=case.pk).exists()
    find_owners()
    assert Case.objects.get(pk=case.pk).owner_role == Role.VICE_CHAIR


def test_whoever_takes_the_post_that_owns_their_complaint_hands_it_on(school):
    member = school.governor
    school.vice_chair  # noqa: B018  made when it is asked for
    case = complain(About.HEAD, by=member)
    assert case.owner_role == Role.CHAIR

    RoleAssignment.objects.filter(user=school.chair).delete()
    RoleAssignment.objects.create(user=member, role=Role.CHAIR)
    find_owners()

    assert Case.objects.get(pk=case.pk).owner_role == Role.VICE_CHAIR


def test_a_calendar_that_closes_the_school_for_years_loses_no_complaint(school, monkeypatch):
    shut = SchoolCalendar(closures=(Span(dt.date(2026, 1, 1), dt.date(2036, 1, 1)),))
    monkeypatch.setattr("incidents.actions.complaining.school_calendar", lambda: shut)

    case = complain()

    assert case.complaint.acknowledge_by.weekday() < 5
    assert case.received_on <= case.complaint.acknowledge_by < case.complaint.answer_by
