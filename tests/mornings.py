"""The morning mails of a day in tests: the worker looks twice, and what it wrote is read line by line."""

import datetime as dt
import re

import time_machine

from audit.models import Actor
from audit.recorder import acting_as
from people.models import Notification, User
from todwick_portal.mornings.morning import send_morning_mails

ABOUT_A_CASE = re.compile(r"^([A-Z]+-\d+-\S+: |A panel )")
NEW = ": opened by nobody, "


def mails_at(moment: dt.datetime) -> dict[User, Notification]:
    """Who is written to at that moment, by person; each once, though the worker looks twice."""
    seen = max(Notification.objects.values_list("pk", flat=True), default=0)
    with time_machine.travel(moment, tick=False), acting_as(Actor.WORKER):
        send_morning_mails()
        send_morning_mails()
    rows = Notification.objects.filter(pk__gt=seen, kind=Notification.Kind.MORNING).select_related("user")
    mails = {row.user: row for row in rows if row.user}
    assert len(mails) == len(rows), "somebody got two"
    return mails


def due_in(mail: Notification) -> list[str]:
    """What stands in it of cases that are due, without those that are only new."""
    return [line for line in mail.body.splitlines() if ABOUT_A_CASE.match(line) and NEW not in line]


def due_at(moment: dt.datetime) -> dict[User, list[str]]:
    """The same for everybody of whom something is due."""
    return {user: lines for user, mail in mails_at(moment).items() if (lines := due_in(mail))}
