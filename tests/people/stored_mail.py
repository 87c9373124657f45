"""Stored mail for tests, a mail server on this machine, and a clock that stands still."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from people.actions.mail import queue_mail
from people.models import Notification
from tests.people.mail_server import MailServer

SMTP = "django.core.mail.backends.smtp.EmailBackend"
BEGAN = dt.datetime(2026, 10, 13, 9, 0, tzinfo=dt.UTC)
CODE = "QX7-4KD"
Kind, Status = Notification.Kind, Notification.Status


@pytest.fixture
def server(settings) -> Iterator[MailServer]:
    running = MailServer()
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", running.port, 5
    running.start()
    yield running
    running.stop()


@pytest.fixture
def clock() -> Iterator[object]:
    with time_machine.travel(BEGAN, tick=False) as now:
        yield now


def mail(address="leanne@families.example", *, secret=False, **more) -> Notification:
    text = f"Your code:\n\n{CODE}\n" if secret else "Something is new in the portal. Sign in."
    kind = Kind.SIGN_IN_CODE if secret else Kind.OTHER
    return queue_mail(
        kind=more.pop("kind", kind), address=address, subject="From the school portal", body=text, secret=secret, **more
    )


def now_of(one: Notification) -> Notification:
    return Notification.objects.get(pk=one.pk)
