"""Accounts: made, invited, edited, joined, ended, opened again; no one doubled, no one left behind."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent, Verb
from people.actions.accounts import (
    AccountUnchanged,
    LastOfRole,
    OwnAccount,
    create_account,
    edit_account,
    end_account,
    invite,
    reopen_account,
)  # fmt: skip
from people.actions.addresses import AccountIsOver, AccountTaken, NotByThisPerson, TakesTwo, account_of
from people.actions.joining import join_accounts
from people.actions.sign_in import NothingToTakeOff, reset_second_step
from people.models import ClassTeacher, Notification, PupilContact, User
from people.roles import GUARDED, Role
from tests.factories import PupilContactFactory, SchoolClassFactory, UserFactory
from tests.people.signing_in import with_app

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def _verbs() -> list[str]:
    return list(AuditEvent.objects.values_list("verb", flat=True))


def _again(user: User) -> User:
    return User.objects.get(pk=user.pk)


# --- made and invited --------------------------------------------------------------------------------------


def test_an_address_has_one_account_whatever_its_capitals(office):
    made = create_account(email=" Nia@School.Example ", by=office, forename="Nia", surname="Hobday")

    assert made.email == "nia@school.example"
    with pytest.raises(AccountTaken) as taken:
        create_account(email="NIA@school.example", by=office, surname="Hobday")
    assert taken.value.other == made
    assert account_of("nia@SCHOOL.example") == made
    assert not made.has_usable_password()


def test_an_invitation_says_where_to_sign_in_and_holds_no_secret(office, teacher):
    invite(user=teacher, by=office)

    mail = Notification.objects.get()
    assert (mail.kind, mail.address, mail.is_secret) == ("invitation", teacher.email, False)
    assert reverse("account_request_login_code") in mail.body
    assert teacher.email not in mail.body
    assert _again(teacher).invited_at
    assert _verbs() == [Verb.ACCOUNT_INVITED]


def test_a_second_click_writes_no_second_invitation_and_tomorrow_it_does(office, teacher):
    invite(user=teacher, by=office)

    with pytest.raises(AccountUnchanged):
        invite(user=teacher, by=office)
    User.objects.filter(pk=teacher.pk).update(invited_at=timezone.now() - DAY)
    invite(user=teacher, by=office)

    assert Notification.objects.count() == 2


def test_nobody_is_invited_to_an_account_that_has_ended(office):
    with pytest.raises(AccountIsOver):
        invite(user=UserFactory(ends_on=timezone.localdate() - DAY), by=office)

    assert not Notification.objects.exists()


# --- ended and opened again --------------------------------------------------------------------------------


def test_an_account_that_ends_today_is_shut_on_the_next_request(client, office, teacher):
    client.force_login(teacher)
    assert client.get(reverse("consent:check")).status_code == 200

    end_account(user=teacher, by=office)

    answer = client.get(reverse("consent:check"))
    assert answer.status_code == 302 and answer.url.startswith("/accounts/login/")
    assert not _again(teacher).is_active
    assert Verb.ACCOUNT_ENDED in _verbs()


def test_an_account_that_ends_later_works_until_then(client, office, teacher):
    client.force_login(teacher)

    ended = end_account(user=teacher, by=office, from_day=timezone.localdate() + DAY)

    assert ended.ends_on == timezone.localdate()
    assert client.get(reverse("consent:check")).status_code == 200


def test_nobody_ends_their_own_account(office):
    UserFactory(role=Role.OFFICE)

    with pytest.raises(OwnAccount):
        end_account(user=office, by=office)

    assert _again(office).is_active


@pytest.mark.parametrize("role", [Role.HEAD, Role.OFFICE, Role.CHAIR])
def test_the_last_head_the_last_chair_and_the_last_of_the_office_stay(role):
    last, by = UserFactory(role=role), UserFactory(role=Role.DPO)

    for who in (by, None):
        with pytest.raises(LastOfRole):
            end_account(user=last, by=who)
    UserFactory(role=role)

    assert end_account(user=last, by=None).ends_on


def test_whoever_stands_in_or_leaves_soon_is_no_other_head(chair):
    today = timezone.localdate()
    last = UserFactory(role=Role.HEAD)
    UserFactory(role=Role.HEAD, ends_on=today + DAY)
    UserFactory().assignments.create(role=Role.HEAD, is_cover=True, ends_on=today + DAY)

    with pytest.raises(LastOfRole):
        end_account(user=last, by=chair)


def test_an_account_that_had_ended_comes_back_without_its_roles(office):
    gone = UserFactory(role=Role.GOVERNOR)
    end_account(user=gone, by=office)

    reopen_account(user=gone, by=office)

    assert _again(gone).is_active
    assert _again(gone).roles == frozenset()


def test_an_end_that_lies_ahead_is_taken_off_and_the_roles_stay(office, teacher):
    end_account(user=teacher, by=office, from_day=timezone.localdate() + 5 * DAY)

    reopen_account(user=teacher, by=office)

    assert _again(teacher).ends_on is None
    assert _again(teacher).roles == {Role.STAFF}


# --- edited and joined -------------------------------------------------------------------------------------


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


# --- the command -------------------------------------------------------------------------------------------


def test_the_first_head_of_a_new_school_is_made_by_a_command():
    call_command("account", "head@new.example", new=True, surname="Penrose", give="head", invite=True)

    assert User.objects.get().roles == {Role.HEAD}
    assert Notification.objects.get().kind == "invitation"


def test_once_there_is_a_head_no_command_makes_another(head):
    with pytest.raises(CommandError, match="confirm it") as refused:
        call_command("account", "second@new.example", new=True, surname="Penrose", give="head")

    assert refused.value.returncode == 2
    assert account_of("second@new.example") is None


def test_the_command_says_in_one_line_what_cannot_be_done(head):
    for options in ({}, {"end": True}, {"new": True}):
        with pytest.raises(CommandError) as refused:
            call_command("account", "nobody@new.example", **options)
        assert refused.value.returncode == 2
    with pytest.raises(CommandError, match="only headteacher"):
        call_command("account", head.email, end=True)
    call_command("account", head.email, address="penrose@new.example")

    assert _again(head).email == "penrose@new.example"


@pytest.fixture
def chair() -> User:
    return UserFactory(role=Role.CHAIR)
