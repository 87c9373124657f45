"""Four workers in the same minute write one morning mail a person, each in a transaction of its own."""

import datetime as dt
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.db import connection

from audit.models import Actor, AuditEvent, Verb
from audit.recorder import acting_as
from people.models import Notification
from tests.incidents.made import School, report
from todwick_portal.mornings.morning import send_morning_mails

FOUR = 4
TUESDAY = dt.datetime(2026, 10, 13, 7, tzinfo=dt.UTC)


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow  # four workers at once
def test_four_workers_at_once_write_one_mail_a_person(transactional_tables):
    with time_machine.travel(TUESDAY - dt.timedelta(days=1)):
        report(School().everybody_leading().reporter)
        Notification.objects.all().delete()
    ready = threading.Barrier(FOUR)

    def work(_: int) -> int:
        try:
            ready.wait(60)
            with acting_as(Actor.WORKER):
                return send_morning_mails()
        finally:
            connection.close()

    with time_machine.travel(TUESDAY, tick=False), ThreadPoolExecutor(FOUR) as pool:
        told = list(pool.map(work, range(FOUR)))

    assert sorted(told) == [0, 0, 0, 1]
    assert set(Counter(Notification.objects.values_list("user", flat=True)).values()) == {1}
    assert AuditEvent.objects.filter(verb=Verb.MORNING_MAILS_SENT).count() == 1
