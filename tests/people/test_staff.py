"""Loading a staff list: accounts, roles, class teachers, people who leave."""

import datetime as dt

import pytest
from django.utils import timezone

from audit.models import AuditEvent, Verb
from people.actions.roles import RoleEndedAlready, RoleHeldAlready, end_role, give_role
from people.actions.rolls import ListFaults
from people.models import ClassTeacher, RoleAssignment, RoleProposal, RollImport, SchoolClass, User
from people.roles import Role
from people.roll.current import current_roll
from tests.factories import UserFactory

from . import lists

DAY = dt.timedelta(days=1)
HEAD = "Staff Code,Title,Forename,Surname,Work Email,Job Title,Class,Start Date,End Date\n"


def _roles() -> dict[str, set[str]]:
    users = User.objects.prefetch_related("assignments")
    return {user.email: {assignment.role for assignment in user.assignments.all()} for user in users}


def test_accounts_have_roles_by_job_title_and_no_password(db):
    lists.load_staff(lists.STAFF)

    assert _roles() == {
        "head@example.org": {"staff", "head"},
        "opryce@example.org": {"staff", "dsl"},
        "office@example.org": {"staff", "office"},
        "brook@example.org": {"staff"},
        "zohara@example.org": {"staff"},
    }
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_the_teacher_of_a_class_is_linked_and_the_assistant_is_not(db):
    lists.load_staff(lists.STAFF)

    [listed] = current_roll(2026, dt.date(2026, 10, 1)).classes
    assert (listed.code, listed.teachers) == ("RB", ("Mrs Brook",))


@pytest.mark.parametrize("order", ["pupils first", "staff first"])
def test_lists_may_come_in_either_order(db, order):
    loads = [lambda: lists.load(lists.NEUTRAL), lambda: lists.load_staff(lists.STAFF)]
    for one in loads if order == "pupils first" else reversed(loads):
        one()

    assert sorted(SchoolClass.objects.values_list("code", flat=True)) == ["1M", "RB"]
    assert ClassTeacher.objects.count() == 1


def test_somebody_who_has_left_has_no_role_today(db):
    lists.load_staff(lists.STAFF)

    gone = User.objects.get(email="zohara@example.org")
    assert gone.ends_on == dt.date(2026, 8, 31)
    assert not gone.is_active
    assert gone.roles == frozenset()


def test_loading_twice_changes_nothing(db):
    lists.load_staff(lists.STAFF)
    before = [list(model.objects.order_by("pk").values()) for model in (User, RoleAssignment, ClassTeacher)]

    _, plan = lists.load_staff(lists.STAFF)

    assert [list(model.objects.order_by("pk").values()) for model in (User, RoleAssignment, ClassTeacher)] == before
    assert plan.counts == {"new": 0, "changed": 0, "unchanged": 5, "leaving": 0, "not_listed": 0}
    assert AuditEvent.objects.filter(verb=Verb.STAFF_IMPORTED).count() == 2


def test_accounts_are_found_whatever_the_capitals_of_the_address(db):
    UserFactory(email="brook@example.org", forename="Anne", surname="Old")

    lists.load_staff(HEAD + "RBT,Mrs,Anne,Brook,BROOK@Example.org,Teacher,,,\n")

    assert User.objects.get().surname == "Brook"


def test_people_who_are_not_on_the_list_are_told_and_keep_everything(db):
    lists.load_staff(lists.STAFF)

    _, plan = lists.load_staff(HEAD + "HD,Mrs,Ruth,Ellison,head@example.org,Headteacher,,,\n")

    assert [account.email for account in plan.absent] == [
        "opryce@example.org",
        "office@example.org",
        "brook@example.org",
    ]
    assert User.objects.get(email="brook@example.org").roles == {Role.STAFF}


def test_a_last_day_ends_roles_class_and_account(db):
    lists.load_staff(lists.STAFF)

    lists.load_staff(lists.STAFF.replace("RB,01/09/2022,", "RB,01/09/2022,23/10/2026"))

    user = User.objects.get(email="brook@example.org")
    assert (user.ends_on, user.assignments.get().ends_on, user.teaching.get().ends_on) == (dt.date(2026, 10, 23),) * 3


def test_a_governor_who_leaves_the_staff_stays_a_governor(db):
    lists.load_staff(lists.STAFF)
    user = User.objects.get(email="brook@example.org")
    give_role(user=user, role=Role.GOVERNOR, by=None)

    lists.load_staff(lists.STAFF.replace("RB,01/09/2022,", "RB,01/09/2022,23/10/2026"))

    assert User.objects.get(pk=user.pk).roles == {Role.GOVERNOR}


def test_a_role_ended_by_hand_is_not_given_back_by_a_list(db):
    lists.load_staff(lists.STAFF)
    held = RoleAssignment.objects.get(role=Role.HEAD)
    end_role(assignment=held, by=None)

    _, plan = lists.load_staff(lists.STAFF)

    assert User.objects.get(email="head@example.org").roles == {Role.STAFF}
    assert any("was ended" in warning.message for warning in plan.warnings)


# --- a list shortens and never revives ---------------------------------------------------------------------


def _row(email: str, title: str = "Headteacher", last: str = "", name: str = "Ms,Al,Ash") -> str:
    return f"{HEAD}A,{name},{email},{title},,,{last}\n"


def _warnings(plan) -> str:
    return " ".join(warning.message for warning in plan.warnings)


@pytest.mark.parametrize("last", ["", "31/12/2099"])
def test_an_account_that_has_ended_is_not_revived_by_a_list(db, office, last):
    gone = UserFactory(role=Role.HEAD, email="old.head@school.example", surname="Old")
    day = timezone.localdate() - 60 * DAY
    gone.assignments.update(starts_on=day - 300 * DAY, ends_on=day)
    User.objects.filter(pk=gone.pk).update(ends_on=day)

    for by in (office, None):
        _, plan = lists.load_staff(_row(gone.email, last=last), by=by)
        again = User.objects.get(pk=gone.pk)
        assert (again.ends_on, again.surname, again.roles) == (day, "Old", frozenset())
        assert gone.assignments.get().ends_on == day
        assert "is on the list again: open the account on its page" in _warnings(plan)
    assert not RoleProposal.objects.exists()


def test_a_last_day_becomes_no_later_one(db, office, teacher):
    today = timezone.localdate()
    User.objects.filter(pk=teacher.pk).update(ends_on=today + DAY)
    teacher.assignments.update(ends_on=today + DAY)

    _, plan = lists.load_staff(_row(teacher.email, "Teacher", f"{today + 90 * DAY:%d/%m/%Y}"), by=office)

    again = User.objects.get(pk=teacher.pk)
    assert (again.ends_on, again.assignments.get().ends_on) == (today + DAY, today + DAY)
    assert "the list gives" in _warnings(plan)


@pytest.mark.parametrize("role", [Role.HEAD, Role.DSL, Role.OFFICE])
@pytest.mark.parametrize("by_hand", [True, False])
def test_a_list_ends_nobody_whose_end_takes_a_second_person(client, office, role, by_hand):
    person = UserFactory(role=role)
    client.force_login(person)
    yesterday = f"{timezone.localdate() - DAY:%d/%m/%Y}"

    _, plan = lists.load_staff(_row(person.email, last=yesterday), by=office if by_hand else None)

    again = User.objects.get(pk=person.pk)
    assert again.ends_on is None and role in again.roles
    assert client.get("/dashboard/").status_code == 200
    assert "end the account on its page" in _warnings(plan)


def test_what_a_list_ends_is_recorded_and_ends_every_session(client, office, teacher):
    client.force_login(teacher)
    yesterday = timezone.localdate() - DAY

    lists.load_staff(_row(teacher.email, "Teacher", f"{yesterday:%d/%m/%Y}"), by=office)

    assert client.get("/consent/check/").status_code == 302
    events = AuditEvent.objects.filter(by=office)
    assert events.filter(verb=Verb.ACCOUNT_ENDED).count() == events.filter(verb=Verb.ROLE_ENDED).count() == 1
    assert User.objects.get(pk=teacher.pk).ends_on == yesterday


@pytest.mark.parametrize("role", [Role.HEAD, Role.DSL, Role.CHAIR, Role.CLERK])
def test_a_list_renames_nobody_with_a_role_that_takes_a_second_person(db, office, role):
    person = UserFactory(role=role, forename="Idris", surname="Penrose")

    _, plan = lists.load_staff(_row(person.email, name="Ms,Evil,Name"), by=office)

    again = User.objects.get(pk=person.pk)
    assert (again.title, again.forename, again.surname) == ("Ms", "Idris", "Penrose")
    assert "is called Ms Evil Name on the list" in _warnings(plan)


def test_a_class_that_changes_hands_ends_and_begins(db):
    lists.load_staff(lists.STAFF)

    lists.load_staff(lists.STAFF.replace("Class Teacher,RB", "Class Teacher,1M"))

    links = User.objects.get(email="brook@example.org").teaching.order_by("pk")
    assert [(link.school_class.code, link.ends_on is None) for link in links] == [("RB", False), ("1M", True)]


FAULTS = {
    "same address": ("A,,Al,Ash,a@x.org,,,,\nB,,Bo,Birch,A@x.org,,,,\n", "row 3: row 2 has the same e-mail"),
    "bad address": ("A,,Al,Ash,nonsense,,,,\n", "row 2: “nonsense” is no e-mail address"),
    "no surname": ("A,,Al,,a@x.org,,,,\n", "row 2: the surname is missing"),
    "no date": ("A,,Al,Ash,a@x.org,,,soon,\n", "row 2: “soon” under “Start Date” is no date"),
    "dates swapped": ("A,,Al,Ash,a@x.org,,,01/09/2026,01/09/2025\n", "row 2: the last day is before the first"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_names_the_row_and_changes_nothing(db, name):
    rows, message = FAULTS[name]

    with pytest.raises(ListFaults) as fault:
        lists.load_staff(HEAD + rows)

    assert str(fault.value).startswith(message)
    assert not User.objects.exists()
    assert not RollImport.objects.exists()


def test_somebody_without_an_address_gets_no_account_and_a_note(db):
    _, plan = lists.load_staff(HEAD + "A,Ms,Al,Ash,,Cook,,,\nB,Ms,Bo,Birch,b@x.org,Cook,,,\n")

    assert [user.email for user in User.objects.all()] == ["b@x.org"]
    assert [warning.row for warning in plan.warnings] == [2]


def test_giving_a_role_is_recorded_and_not_done_twice(db, head):
    user = UserFactory()

    given = give_role(user=user, role=Role.CHAIR, by=head)

    assert AuditEvent.objects.about(given).get().verb == Verb.ROLE_GIVEN
    with pytest.raises(RoleHeldAlready):
        give_role(user=user, role=Role.CHAIR, by=head)
    assert AuditEvent.objects.count() == 1


def test_a_role_ends_once_and_from_the_next_request(db, head):
    held = RoleAssignment.objects.create(user=UserFactory(), role=Role.OFFICE, starts_on=dt.date(2026, 1, 1))

    end_role(assignment=held, by=head)

    assert User.objects.get(pk=held.user_id).roles == frozenset()
    with pytest.raises(RoleEndedAlready):
        end_role(assignment=held, by=head)
    assert AuditEvent.objects.about(held).get().verb == Verb.ROLE_ENDED
