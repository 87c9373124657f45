"""Stored mail and its way out, over a real mail server on this machine: nothing lost, nothing doubled, nothing read."""

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from people.actions.accounts import end_account
from people.actions.mail import queue_mails
from people.delivery import COURT_ORDER, ENDED, WAITS, send_due, take
from people.models import Notification
from people.roles import Role
from tests.factories import PupilContactFactory, UserFactory
from tests.people.stored_mail import BEGAN, CODE, SMTP, Kind, Status, mail, now_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def row_of(one: Notification) -> bytes:
    """Everything that the database holds of a mail."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_notification WHERE id = %s", [one.pk])
        return b"|".join(
            bytes(part) if isinstance(part, bytes | memoryview) else str(part).encode() for part in cursor.fetchone()
        )


# --- sent


def test_a_mail_arrives_as_it_was_written_and_its_row_says_when(server):
    one = mail()

    assert send_due(transport=SMTP) == 1

    [arrived] = server.arrived
    assert (arrived["To"], arrived["Subject"], arrived["Message-ID"]) == (one.address, one.subject, one.message_id)
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert "Sign in." in arrived.get_content()
    assert (now_of(one).status, now_of(one).sent_at) == (Status.SENT, BEGAN)


def test_a_code_is_readable_in_the_mail_alone_and_wiped_from_its_row_once_sent(server):
    one = mail(secret=True, expires_at=BEGAN + dt.timedelta(minutes=10))
    assert CODE.encode() not in row_of(one)

    send_due(transport=SMTP)

    assert CODE in server.arrived[0].get_content()
    assert now_of(one).sealed is None
    assert CODE.encode() not in row_of(one)


def test_a_code_that_ran_out_is_wiped_and_never_sent(server, clock):
    one = mail(secret=True, expires_at=BEGAN + dt.timedelta(minutes=10))
    clock.shift(dt.timedelta(minutes=10))

    assert send_due(transport=SMTP) == 0

    assert (now_of(one).status, now_of(one).sealed, server.arrived) == (Status.EXPIRED, None, [])


def test_a_hundred_mails_are_a_few_inserts(django_assert_max_num_queries):
    users = [UserFactory(role=Role.PARENT) for _ in range(100)]

    with django_assert_max_num_queries(2):  # SQLite takes so many values at a time
        queue_mails(kind=Kind.OTHER, users=users, subject="New", body="Sign in.")

    assert len(set(Notification.objects.values_list("message_id", flat=True))) == 100


# --- not sent


def test_it_is_tried_after_1_5_and_30_minutes_2_and_12_hours_and_then_has_failed_with_its_reason(server, clock):
    server.stop()
    one = mail()
    assert [wait / dt.timedelta(minutes=1) for wait in WAITS] == [1, 5, 30, 120, 720]

    for number, wait in enumerate(WAITS, start=1):
        assert send_due(transport=SMTP) == 0
        assert (now_of(one).status, now_of(one).attempts) == (Status.WAITING, number)
        assert now_of(one).due_at == timezone.now() + wait
        clock.shift(wait - dt.timedelta(seconds=1))
        assert take(timezone.now()) is None
        clock.shift(dt.timedelta(seconds=1))
    send_due(transport=SMTP)

    assert (now_of(one).status, now_of(one).attempts) == (Status.FAILED, 6)
    assert "cannot be reached" in now_of(one).fault


@pytest.mark.parametrize("answer", ["550 5.1.1 no such user", "553 bad mailbox"])
def test_an_address_that_the_server_refuses_for_good_has_failed_at_once(server, answer):
    server.refuses["leanne@families.example"] = answer
    one, other = mail(), mail("gareth@families.example")

    assert send_due(transport=SMTP) == 1  # the next one is not held up by it

    assert (now_of(one).status, now_of(one).attempts) == (Status.FAILED, 1)
    assert f"does not take this address ({answer[:3]})" in now_of(one).fault
    assert now_of(other).status == Status.SENT


@pytest.mark.parametrize("answer", ["450 mailbox busy", "421 come back later", "530 5.7.0 authentication required"])
def test_whatever_may_be_mended_is_tried_again(server, answer):
    server.refuses["leanne@families.example"] = answer
    one = mail()

    send_due(transport=SMTP)

    assert now_of(one).status == Status.WAITING


def test_the_reason_never_quotes_a_code(server):
    server.refuses["leanne@families.example"] = f"550 spam: {CODE}"
    one = mail(secret=True)

    send_due(transport=SMTP)

    assert CODE not in now_of(one).fault
    assert now_of(one).sealed is None


def test_ten_minutes_without_a_server_lose_nothing_and_double_nothing(server, clock):
    server.stop()
    mails = [mail(f"parent{number}@families.example") for number in range(20)]
    for _ in range(600 // 20):
        send_due(transport=SMTP)
        clock.shift(dt.timedelta(seconds=20))
    assert server.arrived == []

    server.start()
    for _ in range(60):
        send_due(transport=SMTP)
        clock.shift(dt.timedelta(seconds=60))

    assert sorted(server.ids) == sorted(one.message_id for one in mails)
    assert Notification.objects.filter(status=Status.SENT).count() == 20


def test_what_a_killed_worker_was_sending_is_taken_again_after_ten_minutes_as_the_same_mail(server, clock):
    one = mail()
    assert take(timezone.now()).pk == one.pk  # and here it was killed
    clock.shift(dt.timedelta(minutes=9, seconds=59))
    assert send_due(transport=SMTP) == 0

    clock.shift(dt.timedelta(seconds=1))
    assert send_due(transport=SMTP) == 1

    assert server.ids == [one.message_id]
    assert now_of(one).attempts == 2


def test_a_connection_that_breaks_at_the_very_end_makes_it_twice_under_one_name(server, clock):
    one = mail()
    server.hangs_up = True
    send_due(transport=SMTP)
    server.hangs_up = False
    clock.shift(WAITS[0])
    send_due(transport=SMTP)

    assert server.ids == [one.message_id] * 2
    assert now_of(one).status == Status.SENT


def test_two_workers_never_take_the_same_mail():
    one = mail()

    assert take(timezone.now()).pk == one.pk
    assert take(timezone.now()) is None


# --- held back


def test_nothing_goes_to_an_ended_account_but_the_notice_about_itself(server):
    user = UserFactory(role=Role.STAFF, email="nia@school.example")
    kept, code = mail(user.email, user=user), mail(user.email, user=user, secret=True)
    notice = mail(user.email, user=user, kind=Kind.ACCOUNT_CHANGED)
    end_account(user=user, by=None)

    send_due(transport=SMTP)

    assert [(now_of(one).status, now_of(one).fault) for one in (kept, code)] == [(Status.WITHHELD, ENDED)] * 2
    assert (now_of(kept).body, now_of(code).sealed) == ("", None)
    assert server.ids == [notice.message_id]


def test_nothing_goes_to_a_contact_under_a_court_order_by_any_spelling_of_the_address(server):
    PupilContactFactory(email="Frank@Families.example", gets_nothing=True)
    one = mail("frank@families.example")

    send_due(transport=SMTP)

    assert (now_of(one).status, now_of(one).fault, server.arrived) == (Status.WITHHELD, COURT_ORDER, [])
