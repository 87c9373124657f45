"""Accounts: made, invited, ended, opened again, and the first head by a command."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent, Verb
from people.actions.accounts import (
    AccountUnchanged,
    LastOfRole,
    OwnAccount,
    create_account,
    end_account,
    invite,
    reopen_account,
)
from people.actions.addresses import AccountIsOver, AccountTaken, account_of
from people.models import Notification, User
from people.roles import Role
from tests.factories import UserFactory
from tests.people.portal_accounts import DAY, _again

pytestmark = pytest.mark.django_db


def _verbs() -> list[str]:
    return list(AuditEvent.objects.values_list("verb", flat=True))


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


@pytest.fixture
def chair() -> User:
    return UserFactory(role=Role.CHAIR)


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
