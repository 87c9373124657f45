"""The daily look at the record, and the mail that lets somebody outside the server prove what was in it."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from audit.checking import keep_check, read_chain
from audit.models import Actor, AuditEvent, ChainCheck, Verb
from audit.recorder import acting_as, wait_for_the_chain
from people.actions.mail import queue_mail
from people.models import Notification, User
from people.roles import Role

WHOLE = """The record of the portal was checked on {day}. It is whole.

Number of events: {events}
Seal: {seal}

Keep this mail: it lets anybody prove later that nothing was taken out of the record up to this day. To compare, open \
“Is the record whole?” in the portal and paste the seal, or have whoever runs the server compare it."""
BROKEN = """The record of the portal was checked on {day}. It does not hold.

{fault}
Events before it that hold: {events}
Seal of the last of them: {seal}

Ask whoever runs the server to look at it today, and keep this mail and the ones before it: they show up to which day \
the record was whole."""


def check_once_a_day() -> ChainCheck | None:
    """Check the record and mail its head, once on each day of the school's calendar; None where that is done.

    Called by the worker every few minutes. The record itself says whether it is done, so a restart changes nothing;
    the chain's own lock lets only one of two workers write it.
    """
    today = timezone.localdate()
    if _is_done(today):
        return None
    finding = read_chain()
    with transaction.atomic(), acting_as(Actor.WORKER):
        wait_for_the_chain()
        if _is_done(today):
            return None
        check = keep_check(finding, by=None)
        for user in _readers():
            _mail(check, today, user)
    return check


def _is_done(today: dt.date) -> bool:
    midnight = timezone.make_aware(dt.datetime.combine(today, dt.time.min))
    done = AuditEvent.objects.filter(at__gte=midnight, verb=Verb.CHAIN_CHECKED, actor=Actor.WORKER)
    return done.exists()


def _readers() -> list[User]:
    """The chair, and whoever stands in; where there is none, the clerk."""
    return list(User.objects.holding(Role.CHAIR)) or list(User.objects.holding(Role.CLERK))


def _mail(check: ChainCheck, today: dt.date, user: User) -> None:
    day = f"{today:%-d %B %Y}"
    text = WHOLE if check.is_whole else BROKEN
    subject = f"Seal of the record, {day}" if check.is_whole else f"The record does not hold, {day}"
    body = text.format(day=day, events=check.events, seal=check.head, fault=check.fault)
    queue_mail(kind=Notification.Kind.CHAIN_HEAD, address=user.email, user=user, subject=subject, body=body)
