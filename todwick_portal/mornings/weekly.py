"""One mail a week to those who lead and govern: reviews and readings of policies, photo permission in figures (A6), how
much is due for disposal.

It goes out on Monday, or on the first school day of the week on which the worker runs; in holidays not at all.
Of complaints and incidents it says nothing but, to whoever owns them, how many are due for disposal: governors read no
totals of today.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.core.cache import caches
from django.db import transaction
from django.utils import timezone

from audit.models import Actor, AuditEvent, Verb
from audit.quiet import HARMLESS
from audit.recorder import record, wait_for_the_chain
from people.actions.mail import queue_mails
from people.models import Notification, User
from people.morning import mail_day
from people.roles import Role
from policies.weekly import PoliciesOfTheWeek
from todwick_portal.disposal.mails import DisposalOfTheWeek

from .figures import FiguresOfTheWeek
from .morning import morning_time
from .text import address_of

KEPT = 24 * 60 * 60
READERS = (Role.HEAD, Role.CHAIR, Role.CLERK, Role.DPO)


def send_weekly_mails() -> int:
    """Write the mails of this week, once. Called by the worker every few minutes; the record says whether it is done,
    and the chain's lock lets one of two workers write. Returns how many people were told."""
    now = timezone.localtime()
    monday = now.date() - dt.timedelta(days=now.date().weekday())
    if _is_done(monday) or now.time() < morning_time() or not mail_day(now).is_school_day:
        return 0
    policies = PoliciesOfTheWeek(monday)
    readers = _readers(policies)
    nothing = _nothing_to_tell(now.date(), readers)
    if not readers or caches["process"].get(nothing):
        return 0
    with transaction.atomic():
        wait_for_the_chain()
        mails = {} if _is_done(monday) else _mails(policies, readers, now)
        subject = f"The week of {monday:%-d %B %Y}: policies and figures"
        for body, readers in mails.items():
            queue_mails(kind=Notification.Kind.POLICY_DIGEST, users=readers, subject=subject, body=body)
        people = sum(len(readers) for readers in mails.values())
        if people:
            record(Verb.POLICY_DIGEST_SENT, target=None, by=None, people=people)
    if not people:
        caches["process"].set(nothing, True, KEPT)
    return people


def _nothing_to_tell(today: dt.date, readers: Iterable[User]) -> str:
    """Under what the process keeps that none of these has anything to hear of: until the next day, or until anything is
    recorded that may change it. Otherwise all of it would be worked out again at every round of a week without news."""
    seal = AuditEvent.objects.exclude(verb__in=HARMLESS).order_by("-pk").values_list("seal", flat=True).first()
    return ".".join(["weekly", f"{today:%Y%m%d}", seal or "", *(str(user.pk) for user in readers)])


def _is_done(monday: dt.date) -> bool:
    began = timezone.make_aware(dt.datetime.combine(monday, dt.time.min))
    sent = AuditEvent.objects.filter(at__gte=began, verb=Verb.POLICY_DIGEST_SENT, actor=Actor.WORKER)
    return sent.exists()


def _mails(policies: PoliciesOfTheWeek, readers: Iterable[User], now: dt.datetime) -> dict[str, list[User]]:
    """Each text with those who get it. Who has nothing to hear of, or wants no such mail, gets none."""
    found: dict[str, list[User]] = defaultdict(list)
    figures, disposal = FiguresOfTheWeek(now), DisposalOfTheWeek()
    for user in readers:
        if paragraphs := [*policies.of(user), *figures.of(user), *disposal.of(user)]:
            page = address_of(policies.page_for(user))
            found["\n\n".join([*paragraphs, f"To see more, sign in: {page}"])].append(user)
    return found


def _readers(policies: PoliciesOfTheWeek) -> list[User]:
    """Head, chair, clerk and data-protection officer, those who stand in too, and whoever looks after a policy that is
    in force."""
    users = {user.pk: user for user in User.objects.holding(*READERS).order_by("pk")}
    working = User.objects.working_on(timezone.localdate()).filter(pk__in=policies.owners).order_by("pk")
    users |= {user.pk: user for user in working}
    return [user for user in users.values() if user.weekly_mails]
