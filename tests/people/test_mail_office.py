"""What the office sees of stored mail, and what it sends again."""

import datetime as dt

import pytest
from django.db import transaction
from django.urls import reverse

from audit.models import AuditEvent, Verb
from people.actions.mail import CannotSendAgain, send_again
from people.delivery import send_due
from people.models import Notification
from people.roles import Role
from tests import html
from tests.factories import UserFactory
from tests.people.stored_mail import CODE, SMTP, Status, mail, now_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


# --- sent again


def failed(**more) -> Notification:
    one = mail(**more)
    Notification.objects.filter(pk=one.pk).update(
        status=Status.FAILED, attempts=6, fault="It cannot be reached.", sealed=None
    )
    return now_of(one)


def test_the_office_sends_what_failed_again_and_it_is_recorded(server, office):
    one = failed()

    send_again(mail=one, by=office)
    assert send_due(transport=SMTP) == 1

    assert server.ids == [one.message_id]
    assert AuditEvent.objects.filter(verb=Verb.MAIL_RETRIED, by=office).count() == 1


@pytest.mark.parametrize("state", [Status.WAITING, Status.SENDING, Status.SENT, Status.EXPIRED, Status.WITHHELD])
def test_only_what_failed_is_sent_again(office, state):
    one = mail()
    Notification.objects.filter(pk=one.pk).update(status=state)

    with pytest.raises(CannotSendAgain, match="not one that failed"):
        send_again(mail=one, by=office)


def test_a_code_is_never_sent_again(office):
    with pytest.raises(CannotSendAgain, match="text is gone"):
        send_again(mail=failed(secret=True), by=office)


@pytest.mark.django_db(transaction=True)
def test_a_mail_outside_a_transaction_is_a_mistake_of_the_program():
    with pytest.raises(RuntimeError, match="atomic"):
        mail()
    with transaction.atomic():
        mail()


# --- pages


def test_no_page_shows_the_text_of_a_mail_with_a_code(client, office):
    one = mail(secret=True)
    client.force_login(office)

    for address in (reverse("people:mails"), reverse("people:mail", args=[one.public_id])):
        assert CODE not in client.get(address).content.decode()


def test_the_page_says_why_and_offers_to_send_it_again(client, office):
    one = failed()
    client.force_login(office)
    address = reverse("people:mail", args=[one.public_id])

    page = client.get(address).content.decode()
    assert "It cannot be reached." in page and "Send again" in page
    client.post(reverse("people:mail-sending", args=[one.public_id]))

    assert now_of(one).status == Status.WAITING


@pytest.mark.parametrize("role", [Role.STAFF, Role.DSL, Role.CHAIR, Role.PARENT])
def test_nobody_else_sees_the_mail(client, role):
    one = mail()
    client.force_login(UserFactory(role=role))

    assert client.get(reverse("people:mail", args=[one.public_id])).status_code == 403
    assert client.get(reverse("people:mails")).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_for_one_and_for_three(client, office, count, django_assert_num_queries):
    client.force_login(office)
    client.get(reverse("people:mails"))
    for _ in range(count):
        mail(user=UserFactory(role=Role.PARENT))

    with django_assert_num_queries(8):  # one for the day on which morning mails were last written
        client.get(reverse("people:mails"))


def test_the_door_to_the_mail_stands_on_the_schools_page(client, office):
    client.force_login(office)

    assert reverse("people:mails") in client.get(reverse("people:school")).content.decode()


# --- the start page


def test_the_start_page_counts_what_could_not_be_sent_and_leads_there(client, office):
    one, _ = failed(), failed(address="gareth@families.example")
    client.force_login(office)

    page = html.Page(client.get(reverse("dashboard")).content.decode())

    assert "2 mails could not be sent" in page.text
    [link] = [link for link in page.links if "status=failed" in link]
    assert one.address in client.get(link).content.decode()


def test_there_are_never_more_than_five_numbers_and_none_about_mail_where_all_went_out(client, office):
    client.force_login(office)
    mail()
    assert "could not be sent" not in client.get(reverse("dashboard")).content.decode()

    failed()
    assert len(client.get(reverse("dashboard")).context["tiles"]) == 5


def test_what_failed_a_week_ago_stays_in_the_list_alone(client, office, clock):
    failed()
    clock.shift(dt.timedelta(days=7))
    client.force_login(office)

    assert "could not be sent" not in client.get(reverse("dashboard")).content.decode()
    assert "Could not be sent" in client.get(reverse("people:mails")).content.decode()
