"""Roles that take two people: who asks, who confirms, and that nobody is both."""

import datetime as dt
from itertools import product

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent, Verb
from people.actions.accounts import LastOfRole
from people.actions.proposals import (
    AskedAlready,
    OwnRole,
    ProposalIsOver,
    SamePerson,
    change_role,
    decide,
    take_role,
    withdraw,
)  # fmt: skip
from people.actions.roles import RoleEndedAlready, RoleHeldAlready, end_role, give_role
from people.models import Notification, RoleAssignment, RoleProposal, User
from people.roles import ALWAYS_TWO, GIVEN_ALONE, Role
from tests.factories import UserFactory
from tests.people import lists

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def chair() -> User:
    return UserFactory(role=Role.CHAIR)


@pytest.fixture
def somebody() -> User:
    return UserFactory()


def _roles(user: User) -> frozenset[Role]:
    return User.objects.get(pk=user.pk).roles


@pytest.mark.parametrize("role", Role)
def test_the_office_gives_staff_and_parent_alone_and_asks_for_every_other_role(office, somebody, role):
    given = change_role(user=somebody, role=role, by=office)

    assert isinstance(given, RoleAssignment) == (role in GIVEN_ALONE)
    assert _roles(somebody) == ({role} if role in GIVEN_ALONE else frozenset())


@pytest.mark.parametrize(("role", "by"), product(Role, [Role.HEAD, Role.CHAIR]))
def test_head_and_chair_need_a_second_person_for_the_four_roles_that_always_take_two(somebody, role, by):
    given = change_role(user=somebody, role=role, by=UserFactory(role=by))

    assert isinstance(given, RoleProposal) == (role in ALWAYS_TWO)


def test_only_a_second_person_who_is_not_concerned_confirms(office, head, chair, somebody):
    asked = change_role(user=somebody, role=Role.HEAD, by=head)

    with pytest.raises(SamePerson), transaction.atomic():
        decide(asked=asked, confirm=True, by=head)
    with pytest.raises(SamePerson), transaction.atomic():
        decide(asked=asked, confirm=True, by=office)
    assert _roles(somebody) == frozenset()

    decide(asked=asked, confirm=True, by=chair)

    assert _roles(somebody) == {Role.HEAD}
    with pytest.raises(ProposalIsOver):
        decide(asked=asked, confirm=False, by=chair)


def test_whoever_it_is_for_does_not_confirm(office, head, chair):
    asked = change_role(user=head, role=Role.GOVERNOR, by=office)

    with pytest.raises(OwnRole), transaction.atomic():
        decide(asked=asked, confirm=True, by=head)
    decide(asked=asked, confirm=True, by=chair)

    assert _roles(head) == {Role.HEAD, Role.GOVERNOR}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("by", [Role.OFFICE, Role.HEAD, Role.CHAIR])
def test_nobody_gives_themself_a_role(role, by):
    person = UserFactory(role=by)

    with pytest.raises(OwnRole):
        change_role(user=person, role=role, by=person)

    assert _roles(person) == {by}


def test_a_role_that_was_declined_or_taken_back_never_counts(office, head, somebody):
    declined = decide(asked=change_role(user=somebody, role=Role.DPO, by=office), confirm=False, by=head)
    back = change_role(user=somebody, role=Role.DSL, by=office)
    withdraw(asked=back, by=office)

    assert declined.outcome == "declined"
    assert _roles(somebody) == frozenset()
    with pytest.raises(ProposalIsOver):
        decide(asked=declined, confirm=True, by=head)
    assert AuditEvent.objects.filter(verb=Verb.ROLE_DECLINED).count() == 2


def test_the_confirmers_are_told_and_who_asked_is_not(head, chair, somebody):
    change_role(user=somebody, role=Role.CLERK, by=head)

    [mail] = Notification.objects.all()
    assert (mail.kind, mail.address) == ("role_to_confirm", chair.email)
    assert somebody.email not in mail.body and str(somebody) not in mail.body


def test_the_same_is_asked_for_once(office, somebody):
    change_role(user=somebody, role=Role.DPO, by=office)

    with pytest.raises(AskedAlready):
        change_role(user=somebody, role=Role.DPO, by=office)


def test_a_role_held_already_is_not_asked_for(office, head):
    with pytest.raises(RoleHeldAlready):
        change_role(user=head, role=Role.HEAD, by=office)


def test_a_role_confirmed_late_begins_on_the_day_it_is_confirmed(office, head, somebody):
    asked = change_role(user=somebody, role=Role.DPO, by=office)
    RoleProposal.objects.update(starts_on=timezone.localdate() - 9 * DAY)

    decide(asked=asked, confirm=True, by=head)

    assert somebody.assignments.get().starts_on == timezone.localdate()


def test_a_role_whose_last_day_is_past_is_not_confirmed_and_can_be_declined(office, head, somebody):
    asked = change_role(user=somebody, role=Role.DPO, by=office, ends_on=timezone.localdate())
    yesterday = timezone.localdate() - DAY
    RoleProposal.objects.update(starts_on=yesterday, ends_on=yesterday)

    with pytest.raises(RoleEndedAlready), transaction.atomic():
        decide(asked=asked, confirm=True, by=head)

    assert decide(asked=asked, confirm=False, by=head).outcome == "declined"


def test_ending_a_role_takes_the_same_two_people(office, head, chair):
    other = UserFactory(role=Role.HEAD)
    asked = take_role(assignment=other.assignments.get(), by=office)

    assert _roles(other) == {Role.HEAD}
    decide(asked=asked, confirm=True, by=chair)
    assert _roles(other) == frozenset()


def test_the_last_head_is_not_ended_even_where_two_people_agree(office, head, chair):
    other = UserFactory(role=Role.HEAD)
    asked = take_role(assignment=other.assignments.get(), by=office)
    end_role(assignment=head.assignments.get(), by=None)

    with pytest.raises(LastOfRole):
        decide(asked=asked, confirm=True, by=chair)
    with pytest.raises(LastOfRole):
        take_role(assignment=other.assignments.get(), by=office)


def test_a_role_given_and_ended_on_one_day_does_not_last_until_midnight(office, somebody):
    end_role(assignment=give_role(user=somebody, role=Role.STAFF, by=office), by=office)

    assert _roles(somebody) == frozenset()


def test_a_staff_list_loaded_by_the_office_promotes_nobody(office):
    head = "Staff Code,Title,Forename,Surname,Work Email,Job Title,Class,Start Date,End Date\n"
    rows = f"A,Ms,Al,Ash,{office.email},Headteacher,,,\nB,Ms,Bo,Birch,b@x.org,Headteacher; DSL,,,\n"

    lists.load_staff(head + rows, by=office)

    assert _roles(office) == {Role.OFFICE}
    assert _roles(User.objects.get(email="b@x.org")) == {Role.STAFF}
    assert set(RoleProposal.objects.values_list("user__email", "role")) == {("b@x.org", "head"), ("b@x.org", "dsl")}


# --- the pages ---------------------------------------------------------------------------------------------


def test_the_office_asks_and_the_chair_confirms_on_the_pages(client, office, chair, somebody):
    client.force_login(office)
    form = {"role": "head", "starts_on": timezone.localdate().isoformat(), "ends_on": ""}
    page = client.post(reverse("people:role-new", args=[somebody.pk]), form, follow=True).content.decode()
    assert "Waits to be confirmed" in page
    asked = RoleProposal.objects.get()

    client.force_login(chair)
    assert str(somebody) in client.get(reverse("people:proposals")).content.decode()
    client.post(reverse("people:proposal-decision", args=[asked.public_id]), {"answer": "confirm"})

    assert _roles(somebody) == {Role.HEAD}


def test_an_answer_that_is_neither_confirms_nor_declines_nothing(client, office, head, somebody):
    asked = change_role(user=somebody, role=Role.DPO, by=office)
    client.force_login(head)

    client.post(reverse("people:proposal-decision", args=[asked.public_id]), {"answer": "perhaps"})

    assert RoleProposal.objects.get().outcome == ""


def test_whoever_stands_in_reads_it_on_every_page(client, teacher, head):
    post = head.assignments.get()
    give_role(user=teacher, role=Role.HEAD, by=head, is_cover=True, covers=post, ends_on=timezone.localdate() + DAY)
    client.force_login(teacher)

    page = client.get(reverse("dashboard")).content.decode()

    assert "Headteacher (standing in), Member of staff" in page
