"""The one mail a week about policies: reviews that fall due, readings overdue (A6, A9; requirements 6.6)."""

import datetime as dt
from collections import defaultdict

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import Actor, AuditEvent, Verb
from audit.recorder import record, wait_for_the_chain
from people.actions.mail import queue_mails
from people.models import Notification, User
from people.permissions import Permission
from people.roles import Role
from policies.models import PolicyVersion
from policies.overdue import overdue_readings
from policies.review import Due, reviews_due

READERS = (Role.HEAD, Role.CHAIR, Role.CLERK)
WHEN = {
    Due.NOW: "Due now",
    Due.ONE_MONTH: "Within a month",
    Due.TWO_MONTHS: "Within two months",
}


def send_weekly_digest() -> int:
    """Mail what falls due, once a week: on Monday, or on the first day of the week on which the worker runs.

    What is due is asked as of that Monday, so a week in which nothing was due then stays without a mail. Called by the
    worker every few minutes; the record says whether it is done, and the chain's lock lets one of two workers write.
    Who sees names is told how many have not read a policy in time, who sees figures as far as figures go, others
    nothing of it. Returns how many people were told.
    """
    monday = _monday_of(timezone.localdate())
    if _is_done(monday) or not _mails(monday):
        return 0
    with transaction.atomic():
        wait_for_the_chain()
        if _is_done(monday):
            return 0
        mails = _mails(monday)
        for body, readers in mails.items():
            queue_mails(
                kind=Notification.Kind.POLICY_DIGEST,
                users=readers,
                subject=f"Policies: what falls due, week of {monday:%-d %B %Y}",
                body=body,
            )
        people = sum(len(readers) for readers in mails.values())
        if people:
            record(Verb.POLICY_DIGEST_SENT, target=None, by=None, people=people)
    return people


def _monday_of(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def _is_done(monday: dt.date) -> bool:
    began = timezone.make_aware(dt.datetime.combine(monday, dt.time.min))
    sent = AuditEvent.objects.filter(at__gte=began, verb=Verb.POLICY_DIGEST_SENT, actor=Actor.WORKER)
    return sent.exists()


def _readers() -> list[User]:
    """Head, chair and clerk, those who stand in too, and whoever looks after a policy that is in force."""
    owners = PolicyVersion.objects.published().filter(policy__owner__isnull=False).values("policy__owner")
    users = {user.pk: user for user in User.objects.holding(*READERS)}
    users |= {user.pk: user for user in User.objects.working_on(timezone.localdate()).filter(pk__in=owners)}
    return list(users.values())


def _mails(monday: dt.date) -> dict[str, list[User]]:
    """Each text with those who get it. Who has nothing to hear of gets none."""
    reviews = _reviews(monday)
    full, rounded = (overdue_readings(monday, in_full=in_full) for in_full in (True, False))
    found: dict[str, list[User]] = defaultdict(list)
    if not reviews and not full:
        return found
    for user in _readers():
        sees_names = user.has_perm(Permission.POLICY_ACKNOWLEDGED_NAMES)
        sees_figures = user.has_perm(Permission.POLICY_ACKNOWLEDGED_FIGURES)
        overdue = full if sees_names else rounded if sees_figures else ""
        paragraphs = [*reviews, *([overdue] if overdue else [])]
        if paragraphs:
            desk = f"All of it: {settings.SITE_URL}{reverse('policies:desk')}"
            found["\n\n".join([*paragraphs, desk])].append(user)
    return found


def _reviews(monday: dt.date) -> list[str]:
    """Titles and days, the nearest first; nothing else."""
    found = reviews_due(monday)
    said = []
    for due, words in WHEN.items():
        lines = [
            f"{version.policy.title}: review by {version.review_due_on:%-d %B %Y}"
            for version, near in found
            if near is due and version.review_due_on
        ]
        if lines:
            said.append("\n".join([f"{words}:", *lines]))
    return said
