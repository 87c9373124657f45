"""Accounts edited and joined: nobody moves or takes over an account that is more than their own."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent, Verb
from people.actions.accounts import OwnAccount, edit_account, end_account, invite
from people.actions.addresses import AccountIsOver, AccountTaken, NotByThisPerson, TakesTwo
from people.actions.joining import join_accounts
from people.actions.sign_in import NothingToTakeOff, reset_second_step
from people.models import ClassTeacher, Notification, PupilContact
from people.roles import GUARDED, Role
from tests.factories import PupilContactFactory, SchoolClassFactory, UserFactory
from tests.people.portal_accounts import DAY, _again
from tests.people.signing_in import with_app

pytestmark = pytest.mark.django_db


def test_a_new_address_is_told_to_both_and_ends_every_session(client, office, teacher):
    client.force_login(teacher)
    old = teacher.email

    edit_account(user=teacher, by=office, email="Nadia.New@school.example")

    assert _again(teacher).email == "nadia.new@school.example"
    assert {mail.address for mail in Notification.objects.all()} == {old, "nadia.new@school.example"}
    assert client.get(reverse("consent:check")).status_code == 302
    assert AuditEvent.objects.get(verb=Verb.ACCOUNT_EDITED).details == {"fields": ["email"]}


@pytest.mark.parametrize("role", sorted(set(Role) - GUARDED - {Role.STAFF, Role.PARENT}))
def test_the_office_moves_no_address_of_somebody_with_more_rights(office, head, role):
    person = UserFactory(role=role)

    with pytest.raises(NotByThisPerson):
        edit_account(user=person, by=office, email="mine@school.example")

    assert edit_account(user=person, by=head, email="theirs@school.example").email == "theirs@school.example"


@pytest.mark.parametrize("role", GUARDED)
@pytest.mark.parametrize("days", [(-9, None), (1, None), (-9, -3)])
def test_nobody_alone_moves_the_address_of_whoever_holds_held_or_is_to_hold_a_role_that_takes_two(
    office, head, role, days
):
    person, today = UserFactory(role=Role.STAFF), timezone.localdate()
    first, last = (today + day * DAY if day else None for day in days)
    person.assignments.create(role=role, starts_on=first, ends_on=last)

    for by in (office, head):
        with pytest.raises(TakesTwo):
            edit_account(user=person, by=by, email="mine@school.example")

    assert _again(person).email == person.email
    assert edit_account(user=person, by=None, email="new@school.example").email == "new@school.example"


def test_an_account_that_has_ended_keeps_its_address_and_its_second_step(office, head):
    gone = with_app(UserFactory(role=Role.STAFF))
    end_account(user=gone, by=office)

    for by in (office, head, None):
        with pytest.raises(AccountIsOver):
            edit_account(user=gone, by=by, email="mine@school.example")
        with pytest.raises(NothingToTakeOff):
            reset_second_step(user=gone, by=by)

    assert _again(gone).email == gone.email and Authenticator.objects.filter(user=gone).exists()
    assert edit_account(user=gone, by=office, surname="Married").surname == "Married"


def test_nobody_invites_themself(client, office):
    with pytest.raises(OwnAccount):
        invite(user=office, by=office)
    client.force_login(office)

    page = client.get(reverse("people:account", args=[office.pk])).content.decode()

    assert reverse("people:account-invitation", args=[office.pk]) not in page


def test_nobody_moves_their_own_address(head):
    with pytest.raises(NotByThisPerson):
        edit_account(user=head, by=head, email="elsewhere@school.example")


def test_an_address_that_is_taken_leads_to_joining(office, teacher, parent):
    with pytest.raises(AccountTaken) as taken:
        edit_account(user=teacher, by=office, email=parent.email.upper())

    assert taken.value.other == parent


def test_joined_accounts_lose_nothing_and_only_one_works(client, office, teacher, parent):
    contact = PupilContactFactory(email=parent.email, user=parent)
    ClassTeacher.objects.create(user=parent, school_class=SchoolClassFactory())
    client.force_login(parent)

    join_accounts(kept=teacher, other=parent, by=office)

    assert _again(teacher).roles == {Role.STAFF, Role.PARENT}
    assert PupilContact.objects.get(pk=contact.pk).user == teacher
    assert teacher.teaching.count() == 1
    assert not _again(parent).is_active and _again(parent).roles == frozenset()
    assert {mail.address for mail in Notification.objects.all()} == {teacher.email, parent.email}
    assert client.get(reverse("dashboard")).status_code == 302
    assert AuditEvent.objects.about(teacher).get(verb=Verb.ACCOUNTS_JOINED).details["other"] == parent.pk


def test_nobody_takes_over_an_account_by_joining_it_with_their_own(office, head, teacher):
    with pytest.raises(OwnAccount):
        join_accounts(kept=office, other=teacher, by=office)
    with pytest.raises(NotByThisPerson):
        join_accounts(kept=teacher, other=head, by=office)

    assert _again(office).roles == {Role.OFFICE}


@pytest.mark.parametrize("role", GUARDED)
def test_nobody_on_the_pages_joins_an_account_that_holds_or_held_a_role_that_takes_two(office, head, role):
    today = timezone.localdate()
    alias, person = UserFactory(email="private@mail.example"), UserFactory()
    person.assignments.create(role=role, starts_on=today - 9 * DAY, ends_on=today - DAY)

    for by in (office, head):
        for kept, other in ((alias, person), (person, alias)):
            with pytest.raises(NotByThisPerson, match="whoever runs it"):
                join_accounts(kept=kept, other=other, by=by)

    call_command("account", alias.email, join=person.email)
    assert not _again(person).is_active and alias.assignments.filter(role=role).exists()


def test_the_command_joins_no_account_that_is_not_there(head):
    with pytest.raises(CommandError, match="no account has this address"):
        call_command("account", head.email, join="nobody@new.example")


def test_roles_that_ended_with_an_account_do_not_come_back_by_joining(head, teacher):
    gone = UserFactory(role=Role.GOVERNOR, ends_on=timezone.localdate() - DAY)
    gone.assignments.update(starts_on=timezone.localdate() - 9 * DAY)

    join_accounts(kept=teacher, other=gone, by=head)

    assert _again(teacher).roles == {Role.STAFF}
