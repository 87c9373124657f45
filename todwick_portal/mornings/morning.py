"""One mail a person and morning with everything that waits for them (requirements X6, C25; 6.6).

It goes out once a day, from the hour that the school set. Quiet on days without school, but for what runs then too. A
portal that was off at that hour sends it when it comes back, until noon: after that the school day is as good as over,
what waits stands on the start page, and the next morning says it again. What cannot wait goes out at any hour.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from audit.models import Verb
from audit.recorder import record, wait_for_the_chain
from consent.morning import waiting_of_permission
from incidents.morning import waiting_of_cases
from people.actions.mail import queue_mail
from people.actions.waiting_lines import waiting_of_people
from people.models import Notification, User
from people.models.users import MorningMails
from people.morning import NOON, Gatherer, MailDay, Waits, is_written, mail_day
from people.roles import Role
from people.settings import DEFAULTS, Key, read_all
from policies.morning import waiting_of_policies
from todwick_portal.disposal.mails import waiting_of_disposal
from todwick_portal.upkeep.drills import waiting_of_upkeep

from .text import body_of, subject_of

GATHERERS: tuple[Gatherer, ...] = (
    waiting_of_cases, waiting_of_permission, waiting_of_people, waiting_of_policies, waiting_of_upkeep,
    waiting_of_disposal,
)  # fmt: skip
WORKING = [role for role in Role if role != Role.PARENT]  # a parent is told by mail at once, and waits for nothing here


def send_morning_mails() -> int:
    """Write the mails of this morning, once. Called by the worker every few minutes; the record says if it is done.

    The chain's lock lets one of two workers write, and mails and record are one transaction: of a worker that was
    killed either all went out or none. Everything is asked for each person while they are written. What a mail server
    does not take by midnight goes out no more: the next morning says it again. Returns how many.
    """
    now = timezone.localtime()
    if is_written(now.date()) or now.time() < morning_time():
        return 0
    with transaction.atomic():
        wait_for_the_chain()
        if is_written(now.date()):
            return 0
        told = _write(mail_day(now))
        record(Verb.MORNING_MAILS_SENT, target=None, by=None)
    return told


def morning_time() -> dt.time:
    """From when on, as the school set it."""
    try:
        return dt.time.fromisoformat(read_all()[Key.MORNING_MAIL_AT])
    except ValueError:
        return dt.time.fromisoformat(DEFAULTS[Key.MORNING_MAIL_AT])


def _write(day: MailDay) -> int:
    told: dict[Verb, set[int]] = defaultdict(set)
    mails = list(_mails(day))
    for user, waiting in mails:
        body = body_of(waiting, is_school_day=day.is_school_day)
        queue_mail(
            kind=Notification.Kind.MORNING, address=user.email, user=user, subject=subject_of(day.today), body=body,
            expires_at=day.ends_at,
        )  # fmt: skip
        for one in waiting:
            if one.recorded_as:
                told[one.recorded_as].add(user.pk)
    for verb, people in sorted(told.items()):
        record(verb, target=None, by=None, people=len(people))
    return len(mails)


def _mails(day: MailDay) -> Iterable[tuple[User, list[Waits]]]:
    """Who is written to, with what waits for them. Whoever has nothing gets nothing."""
    gathered = [gather(day) for gather in GATHERERS]
    for user in User.objects.holding(*WORKING).order_by("pk"):
        waiting = [one for lines in gathered for one in lines(user) if day.is_school_day or one.every_day]
        if _is_wanted(user, waiting, day):
            yield user, waiting


def _is_wanted(user: User, waiting: list[Waits], day: MailDay) -> bool:
    if any(one.every_day for one in waiting):
        return True
    if day.now.time() > NOON:
        return False
    if user.morning_mails == MorningMails.PRESSING:
        return any(one.presses for one in waiting)
    return any(not one.rides for one in waiting)
