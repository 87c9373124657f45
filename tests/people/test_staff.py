"""Loading a staff list: accounts, roles, class teachers, people who leave."""

import datetime as dt

import pytest

from audit.models import AuditEvent, Verb
from people.actions.roles import RoleEndedAlready, RoleHeldAlready, end_role, give_role
from people.actions.rolls import ListFaults
from people.models import ClassTeacher, RoleAssignment, RollImport, SchoolClass, User
from people.roles import Role
from people.roll.current import current_roll
from tests.factories import UserFactory

from . import lists

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
