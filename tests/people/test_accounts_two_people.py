"""The accounts of those whose role takes two people: moved, ended and confirmed by nobody alone."""

import datetime as dt

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent, Verb
from people.actions.accounts import LastOfRole, create_account, edit_account, end_account
from people.actions.addresses import AccountTaken, NotByThisPerson, TakesTwo, move_account
from people.actions.covers import CannotCover, name_cover
from people.actions.proposals import (
    AddressChanged,
    AskedAlready,
    OwnRole,
    SamePerson,
    change_role,
    confirmers,
    decide,
    take_role,
    withdraw,
)  # fmt: skip
from people.actions.roles import NeverBoth, RoleEndedAlready, end_role, give_role
from people.actions.two_people import change_account, close_account
from people.models import Notification, RoleAssignment, RoleProposal, User
from people.roles import ALWAYS_TWO, GUARDED, Role
from tests.factories import PupilContactFactory, UserFactory
from tests.people.portal_accounts import _again

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
NAMES = {"title": "Ms", "forename": "Gwen", "surname": "Ibbotson"}


@pytest.fixture
def chair() -> User:
    return UserFactory(role=Role.CHAIR, email="chair@school.example")


def _cover(holder: User, user: User, role: Role = Role.HEAD, days: int = 3) -> RoleAssignment:
    today = timezone.localdate()
    post = holder.assignments.get(role=role)
    return name_cover(assignment=post, user=user, starts_on=today, ends_on=today + days * DAY, by=holder)


# --- a new address -----------------------------------------------------------------------------------------


def test_the_head_alone_does_not_take_over_the_chair_by_a_new_address(client, office, head, chair):
    client.force_login(chair)
    asked = change_account(user=chair, by=head, email="private@head.example", **NAMES)

    assert _again(chair).email == "chair@school.example" and _again(chair).surname == "Ibbotson"
    assert confirmers(asked) == []
    for by, refusal in ((head, SamePerson), (chair, OwnRole), (office, SamePerson)):
        with pytest.raises(refusal), transaction.atomic():
            decide(asked=asked, confirm=True, by=by)
    assert client.get(reverse("dashboard")).status_code == 200


@pytest.mark.parametrize("role", GUARDED - {Role.HEAD})
def test_the_office_asks_the_head_confirms_and_both_addresses_are_told(office, head, role):
    person = UserFactory(role=role, email="old@school.example")
    asked = change_account(user=person, by=office, email=" New@School.example", **NAMES)
    Notification.objects.all().delete()

    decide(asked=asked, confirm=True, by=head)

    assert _again(person).email == "new@school.example" and not _again(person).has_usable_password()
    assert {mail.address for mail in Notification.objects.all()} == {"old@school.example", "new@school.example"}
    last = AuditEvent.objects.filter(verb=Verb.ACCOUNT_EDITED).last()
    assert (last.by, last.details) == (head, {"fields": ["email"]})


def test_declined_nothing_moves_and_while_it_waits_it_is_not_asked_for_twice(office, head, chair):
    asked = change_account(user=chair, by=office, email="new@school.example", **NAMES)

    with pytest.raises(NotByThisPerson):
        change_account(user=chair, by=office, email="other@school.example", **NAMES)
    decide(asked=asked, confirm=False, by=head)

    assert _again(chair).email == "chair@school.example"


def test_an_address_that_was_taken_meanwhile_is_not_given(office, head, chair):
    with pytest.raises(AccountTaken):
        change_account(user=chair, by=office, email=head.email.upper(), **NAMES)
    asked = change_account(user=chair, by=office, email="new@school.example", **NAMES)
    create_account(email="new@school.example", by=office, surname="Quicker")

    with pytest.raises(AccountTaken):
        decide(asked=asked, confirm=True, by=head)


def test_whoever_stands_in_does_not_move_the_address_of_the_holder(head, teacher):
    _cover(head, teacher)

    asked = change_account(user=head, by=_again(teacher), email="evil@school.example", **NAMES)

    assert _again(head).email == head.email and confirmers(asked) == []


# --- the address of somebody for whom a role waits ---------------------------------------------------------


def test_while_a_role_waits_the_office_does_not_swap_the_address(office, head):
    person = create_account(email="new.dsl@school.example", by=office, surname="New")
    asked = change_role(user=person, role=Role.DSL, by=office)

    with pytest.raises(NotByThisPerson):
        edit_account(user=person, by=office, email="private@mail.example")
    withdraw(asked=asked, by=office)

    assert edit_account(user=person, by=office, email="private@mail.example").email == "private@mail.example"


def test_confirmed_is_only_the_address_that_was_asked_about(client, office, head):
    person = create_account(email="new.dsl@school.example", by=office, surname="New")
    asked = change_role(user=person, role=Role.DSL, by=office)
    client.force_login(head)
    assert "new.dsl@school.example" in client.get(reverse("people:proposals")).content.decode()
    move_account(user=person, address="private@mail.example", by=head)

    with pytest.raises(AddressChanged), transaction.atomic():
        decide(asked=asked, confirm=True, by=head)

    assert "The address has changed since" in client.get(reverse("people:proposals")).content.decode()
    assert decide(asked=asked, confirm=False, by=head).outcome == "declined"
    assert _again(person).roles == frozenset()


# --- the end of an account and of a role -------------------------------------------------------------------


@pytest.mark.parametrize("role", ALWAYS_TWO)
@pytest.mark.parametrize("by", [Role.OFFICE, Role.HEAD, Role.CHAIR])
def test_nobody_alone_ends_the_account_of_whoever_holds_a_role_that_takes_two(role, by):
    person, other = UserFactory(role=role), UserFactory(role=by)
    UserFactory(role=role)

    with pytest.raises(TakesTwo):
        end_account(user=person, by=other)

    assert _again(person).is_active


def test_the_office_asks_for_the_end_of_an_account_and_the_chair_confirms(client, office, head, chair):
    other = UserFactory(role=Role.HEAD)
    client.force_login(other)
    asked = close_account(user=other, by=office)

    assert client.get(reverse("dashboard")).status_code == 200
    with pytest.raises(AskedAlready):
        close_account(user=other, by=office)
    decide(asked=asked, confirm=True, by=chair)

    assert client.get(reverse("dashboard")).status_code == 302
    assert AuditEvent.objects.filter(verb=Verb.ACCOUNT_ENDED, by=chair).count() == 1


def test_the_only_chair_is_not_ended_even_where_two_agree(office, head, chair):
    second = UserFactory(role=Role.CHAIR)
    asked = close_account(user=chair, by=office)
    end_role(assignment=second.assignments.get(), by=None)

    with pytest.raises(LastOfRole):
        decide(asked=asked, confirm=True, by=head)


def test_once_the_role_has_its_end_the_account_ends_like_any_other(office, head, chair):
    today = timezone.localdate()
    clerk = UserFactory(role=Role.CLERK)
    clerk.assignments.update(ends_on=today)

    assert close_account(user=clerk, by=office, from_day=today + DAY).ends_on == today


def test_a_role_ends_on_a_day_that_is_asked_for(office, head, teacher):
    day = timezone.localdate() + 5 * DAY
    held = teacher.assignments.get()

    take_role(assignment=held, by=office, from_day=day)

    assert RoleAssignment.objects.get(pk=held.pk).ends_on == day - DAY and _again(teacher).roles == {Role.STAFF}
    with pytest.raises(RoleEndedAlready):
        take_role(assignment=RoleAssignment.objects.get(pk=held.pk), by=office, from_day=day)


def test_a_confirmed_end_of_a_role_keeps_its_day(office, head):
    clerk, day = UserFactory(role=Role.CLERK), timezone.localdate() + 5 * DAY
    asked = take_role(assignment=clerk.assignments.get(), by=office, from_day=day)

    decide(asked=asked, confirm=True, by=head)

    assert clerk.assignments.get().ends_on == day - DAY


@pytest.mark.parametrize(("day", "roles"), [("", 1), ("2020-01-01", 1), ("tomorrow", 1), ("today", 0)])
def test_ending_a_role_asks_once_for_the_day(client, office, teacher, day, roles):
    client.force_login(office)
    address = reverse("people:role-ending", args=[teacher.assignments.get().pk])

    assert "From which day on is the role over?" in client.get(address).content.decode()
    client.post(address, {"from_day": timezone.localdate().isoformat() if day == "today" else day})

    assert len(_again(teacher).roles) == roles


# --- cover -------------------------------------------------------------------------------------------------


def test_head_and_chair_are_never_one_person(office, head, chair):
    deputy = UserFactory(role=Role.VICE_CHAIR)
    for holder, user, role in ((head, chair, Role.HEAD), (chair, head, Role.CHAIR)):
        with pytest.raises(NeverBoth):
            _cover(holder, user, role)
        with pytest.raises(NeverBoth):
            change_role(user=user, role=role, by=office)
        with pytest.raises(NeverBoth):
            give_role(user=user, role=role, by=None)
    _cover(chair, deputy, Role.CHAIR)

    with pytest.raises(NeverBoth):
        _cover(head, deputy)


def test_whoever_stands_in_does_not_confirm_for_who_named_them(client, head, teacher, chair):
    _cover(head, teacher)
    alias = create_account(email="alias@school.example", by=head, surname="Alias")
    asked = change_role(user=alias, role=Role.CLERK, by=head)

    with pytest.raises(SamePerson), transaction.atomic():
        decide(asked=asked, confirm=True, by=_again(teacher))

    assert confirmers(asked) == [chair]
    client.force_login(_again(teacher))
    assert (
        reverse("people:proposal-decision", args=[asked.public_id])
        not in client.get(reverse("people:proposals")).content.decode()
    )
    decide(asked=asked, confirm=True, by=chair)


def test_whoever_stands_in_does_not_confirm_about_who_named_them(office, head, teacher):
    _cover(head, teacher)
    asked = change_role(user=head, role=Role.GOVERNOR, by=office)

    with pytest.raises(SamePerson):
        decide(asked=asked, confirm=True, by=_again(teacher))


@pytest.mark.parametrize("way", ["role", "account"])
def test_nobody_stands_in_for_longer_than_the_holder_holds_the_role(head, teacher, way):
    cover, last = _cover(head, teacher, days=300), timezone.localdate() + 9 * DAY

    if way == "role":
        end_role(assignment=head.assignments.get(), by=None, ends_on=last)
    else:
        UserFactory(role=Role.HEAD)
        end_account(user=head, by=None, from_day=last + DAY)

    assert RoleAssignment.objects.get(pk=cover.pk).ends_on == last
    assert AuditEvent.objects.about(cover).filter(verb=Verb.ROLE_ENDED).count() == 1


def test_cover_is_not_named_past_the_end_of_the_role(head, teacher):
    head.assignments.update(ends_on=timezone.localdate() + DAY)

    with pytest.raises(CannotCover, match="longer"):
        _cover(head, teacher)


def test_a_role_that_waited_before_addresses_were_kept_is_not_confirmed_blindly(office, head):
    person = UserFactory()
    asked = RoleProposal.objects.create(user=person, role=Role.DPO, proposed_by=office)

    with pytest.raises(AddressChanged):
        decide(asked=asked, confirm=True, by=head)


def test_the_chair_who_confirms_reads_nothing_of_a_court_order(client, office, head, chair):
    clerk = UserFactory(role=Role.CLERK)
    asked = change_account(user=clerk, by=office, email="frank@families.example", **NAMES)
    PupilContactFactory(email="frank@families.example", gets_nothing=True)
    client.force_login(chair)

    address = reverse("people:proposal-decision", args=[asked.public_id])
    page = client.post(address, {"answer": "confirm"}, follow=True).content.decode()

    assert "This cannot be confirmed now." in page and "court" not in page
    assert _again(clerk).email == clerk.email
