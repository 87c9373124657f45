"""What waits for a second person, and what two people decided, is taken back by nobody whom it is about."""

import datetime as dt

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from people.actions.accounts import end_account, reopen_account
from people.actions.addresses import TakesTwo
from people.actions.covers import name_cover
from people.actions.proposals import AskedBySomebodyElse, OwnRole, change_role, decide, take_role, withdraw
from people.actions.two_people import close_account
from people.models import RoleProposal, User
from people.roles import ALWAYS_TWO, Role
from tests.factories import UserFactory
from tests.people.portal_accounts import _again

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def chair() -> User:
    return UserFactory(role=Role.CHAIR)


def test_whoever_is_to_lose_a_role_does_not_take_that_back(client, office):
    other = UserFactory(role=Role.OFFICE)
    asked = take_role(assignment=office.assignments.get(), by=other)
    client.force_login(office)

    client.post(reverse("people:proposal-withdrawal", args=[asked.public_id]))
    with pytest.raises(OwnRole):
        withdraw(asked=asked, by=office)

    assert RoleProposal.objects.waiting().get() == asked
    assert "Take back" not in client.get(reverse("people:account", args=[office.pk])).content.decode()


def test_whoever_stands_in_does_not_take_back_what_is_about_whom_they_stand_in_for(office, head, chair):
    UserFactory(role=Role.HEAD)
    today = timezone.localdate()
    name_cover(assignment=head.assignments.get(), user=office, starts_on=today, ends_on=today + DAY, by=head)
    asked = close_account(user=head, by=UserFactory(role=Role.OFFICE))

    with pytest.raises(OwnRole):
        withdraw(asked=asked, by=_again(office))


@pytest.mark.parametrize("role", [Role.HEAD, Role.CHAIR])
def test_head_and_chair_take_back_what_they_asked_for_and_nothing_else(client, office, head, chair, role):
    by, somebody = {Role.HEAD: head, Role.CHAIR: chair}[role], UserFactory(role=Role.CLERK)
    asked = close_account(user=somebody, by=by)
    others = change_role(user=somebody, role=Role.VICE_CHAIR, by=office)
    client.force_login(by)
    button = reverse("people:proposal-withdrawal", args=[asked.public_id])

    assert button in client.get(reverse("people:account", args=[somebody.pk])).content.decode()
    page = client.get(reverse("people:proposals")).content.decode()
    assert button in page and reverse("people:proposal-withdrawal", args=[others.public_id]) not in page
    client.post(button)
    with pytest.raises(AskedBySomebodyElse), transaction.atomic():
        withdraw(asked=others, by=by)

    assert RoleProposal.objects.waiting().get() == others


@pytest.mark.parametrize("role", ALWAYS_TWO)
def test_an_end_that_two_decided_is_not_taken_off_by_one(client, office, head, chair, role):
    person, day = UserFactory(role=role), timezone.localdate() + 9 * DAY
    confirms = chair if role == Role.HEAD else head
    decide(asked=close_account(user=person, by=office, from_day=day), confirm=True, by=confirms)
    client.force_login(office)

    page = client.post(reverse("people:account-reopening", args=[person.pk]), follow=True).content.decode()
    with pytest.raises(TakesTwo), transaction.atomic():
        reopen_account(user=person, by=head if role != Role.HEAD else office)

    assert "Two people decided that this account ends." in page
    assert _again(person).ends_on == day - DAY
    later = close_account(user=_again(person), by=office, from_day=day + 30 * DAY)
    decide(asked=later, confirm=True, by=confirms)
    assert _again(person).ends_on == day + 29 * DAY


def test_an_end_that_one_person_set_is_taken_off_by_one(office, teacher):
    end_account(user=teacher, by=office, from_day=timezone.localdate() + 9 * DAY)

    assert reopen_account(user=teacher, by=office).ends_on is None
