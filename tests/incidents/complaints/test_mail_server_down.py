"""The mail server is down for ten minutes: complaints are taken as quickly as before, no mail is lost, none goes twice.

A mail server of our own on this machine; the clock is moved.
"""

import datetime as dt
import time

import pytest
from django.test import Client

from incidents.complaints.codes import new_code
from incidents.models import Case
from people.delivery import send_due
from people.models import Notification
from tests.incidents.made import School
from tests.people.stored_mail import SMTP, clock, server

from .coming_back import Way, enter
from .filled import Complaining
from .made import complain

__all__ = ["clock", "server"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
MANY = 20
ROUND = dt.timedelta(seconds=20)


def _complain(number: int) -> float:
    """Somebody at an address of their own fills in the form and sends it; how long the last page took."""
    writing = Complaining(Client(REMOTE_ADDR=f"203.0.113.{number}")).fill(
        you={"email": f"parent{number}@families.example"}
    )
    seen = writing.seen()
    began = time.perf_counter()
    assert writing.send(seen=seen).status_code == 302
    return time.perf_counter() - began


def test_nothing_is_lost_or_goes_twice_and_the_form_is_as_quick_as_before(server, clock):
    School().everybody_leading()
    with_mail = [_complain(number) for number in range(MANY)]
    send_due(transport=SMTP)
    before = len(server.arrived)
    server.stop()

    without = []
    for number in range(30):  # ten minutes of rounds of the worker
        if number < MANY:
            without.append(_complain(100 + number))
        send_due(transport=SMTP)
        clock.shift(ROUND)
    assert len(server.arrived) == before == 2 * MANY
    assert Case.objects.count() == 2 * MANY

    server.start()
    for _ in range(60):
        send_due(transport=SMTP)
        clock.shift(dt.timedelta(minutes=1))

    kept = Notification.objects.all()
    assert sorted(server.ids) == sorted(kept.values_list("message_id", flat=True))
    assert len(server.ids) == len(set(server.ids)) == 4 * MANY
    assert set(kept.values_list("status", flat=True)) == {Notification.Status.SENT}
    # The quickest of each: a mail server that is waited for delays every one, other work on the machine only some.
    ratio = min(without) / min(with_mail)
    print(f"without a mail server the last page took {ratio:.2f} times as long")
    assert ratio < 1.5


def test_a_message_and_a_code_by_mail_wait_too(server, clock):
    School().everybody_leading()
    code, client = new_code(), Client()
    case = complain(code=code)
    assert enter(client, case.reference, code).status_code == 302
    server.stop()

    assert Way(client, case).send("message", text="I saw it on Monday.").status_code == 302
    assert Client().post("/complaints/status/code/", {"reference": case.reference}).status_code == 302
    send_due(transport=SMTP)
    assert server.arrived == []
    server.start()
    for _ in range(15):
        clock.shift(dt.timedelta(minutes=1))
        send_due(transport=SMTP)

    subjects = [message["Subject"] for message in server.arrived]
    assert len(subjects) == len(set(subjects)) == 4
    assert any(subject.endswith("your code") for subject in subjects)
