"""Many tries at one account: its holder is told, and is not locked out."""

import datetime as dt

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from people.actions.guessing import MANY, SUBJECT, warn_of_guessing
from people.actions.sign_in import record_refusal
from people.models import Notification, User
from tests.factories import UserFactory
from tests.people.signing_in import is_in, sign_in, with_password

pytestmark = pytest.mark.django_db


def _refused(user: User | None, times: int = MANY) -> None:
    for _ in range(times):
        record_refusal(user=user, way="password")


def _told() -> list[str]:
    return [mail.address for mail in Notification.objects.filter(subject=SUBJECT).order_by("pk")]


def test_the_holder_is_told_at_the_twentieth_try_and_not_before(head, teacher):
    _refused(head, MANY - 1)
    _refused(teacher)
    _refused(None, MANY + 5)

    assert (warn_of_guessing(), _told()) == (1, [teacher.email])
    _refused(head, 1)
    assert (warn_of_guessing(), _told()) == (1, [teacher.email, head.email])


def test_once_in_a_day_however_long_it_goes_on_and_again_the_next_day(head):
    _refused(head, 3 * MANY)
    assert [warn_of_guessing(), warn_of_guessing()] == [1, 0]

    with time_machine.travel(timezone.now() + dt.timedelta(hours=25)):
        assert warn_of_guessing() == 0, "what is a day old is over"
        _refused(head)
        assert warn_of_guessing() == 1


def test_of_an_ended_account_nobody_is_told():
    _refused(UserFactory(ends_on=timezone.localdate() - dt.timedelta(days=1)))

    assert warn_of_guessing() == 0


def test_the_mail_carries_no_secret_and_names_nobody_and_the_holder_still_gets_in(client, head):
    sign_in(Client(), with_password(head), "not this one")
    _refused(head)

    warn_of_guessing()

    mail = Notification.objects.get(subject=SUBJECT)
    assert (mail.user, mail.is_secret, str(head) in mail.body) == (head, False, False)
    sign_in(client, head)
    assert is_in(client)


def test_the_worker_tells(head):
    _refused(head)

    call_command("worker", "--once")

    assert _told() == [head.email]


@pytest.mark.parametrize("accounts", [1, 3])
def test_it_costs_the_same_for_one_account_as_for_three(django_assert_num_queries, accounts):
    for _ in range(accounts):
        _refused(UserFactory())

    with django_assert_num_queries(5):
        assert warn_of_guessing() == accounts
