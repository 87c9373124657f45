"""The one mail a day of what is due: to whoever owns an incident, deals with it or owns a step (requirements C25)."""

import datetime as dt
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from audit.models import Actor, AuditEvent, Verb
from audit.recorder import record, wait_for_the_chain
from incidents.models import Case, CaseAssignment, CaseStep
from incidents.relations import Act
from people.actions.mail import queue_mail
from people.calendar import school_calendar
from people.models import Notification, User

EARLIEST = dt.time(7)
SOON = 2  # school days
MOST = 40


def tell_of_due_incidents() -> int:
    """Mail what is due within two school days or overdue, once on each school day, from seven in the morning.

    References and days, nothing else; nobody hears of what is about them or is not theirs to read. Called by the
    worker every few minutes: the record says whether it is done, and the chain's lock lets one of two workers write.
    Returns how many people were told.
    """
    now = timezone.localtime()
    today, calendar = now.date(), school_calendar()
    if now.time() < EARLIEST or not calendar.is_school_day(today) or _is_done(today):
        return 0
    last = calendar.add_school_days(today, SOON)
    if not _mails(today, last):
        return 0
    with transaction.atomic():
        wait_for_the_chain()
        if _is_done(today):
            return 0
        mails = _mails(today, last)
        for user, body in mails:
            subject = f"Incidents: what is due, {today:%-d %B %Y}"
            queue_mail(kind=Notification.Kind.CASE, address=user.email, user=user, subject=subject, body=body)
        if mails:
            record(Verb.INCIDENT_DUE_TOLD, target=None, by=None, people=len(mails))
    return len(mails)


def _is_done(today: dt.date) -> bool:
    midnight = timezone.make_aware(dt.datetime.combine(today, dt.time.min))
    told = AuditEvent.objects.filter(at__gte=midnight, verb=Verb.INCIDENT_DUE_TOLD, actor=Actor.WORKER)
    return told.filter(target_model="").exists()


def _mails(today: dt.date, last: dt.date) -> list[tuple[User, str]]:
    """Who is written to today, with the words."""
    found = []
    for user in _people(today, last):
        lines = [*_cases(user, today, last), *_steps(user, today, last)]
        if lines:
            found.append((user, _body(lines)))
    return found


def _people(today: dt.date, last: dt.date) -> Iterable[User]:
    """Everybody of whom something may be due. What they may hear of is asked for each."""
    due = Case.objects.incidents().open().filter(due_on__lte=last).order_by()
    owning = User.objects.holding(*due.values_list("owner_role", flat=True).distinct())
    dealing = CaseAssignment.objects.filter(case__in=due, ended_at=None).order_by().values("user")
    to_do = CaseStep.objects.filter(done_at=None, due_on__lte=last, owner__isnull=False).order_by().values("owner")
    users = User.objects.working_on(today).filter(Q(pk__in=owning.values("pk")) | Q(pk__in=dealing) | Q(pk__in=to_do))
    return users.order_by("pk").prefetch_related("assignments")


def _open_to(user: User):
    return Case.objects.allowing(Act.MAILED, user).incidents().open()


def _cases(user: User, today: dt.date, last: dt.date) -> Iterator[str]:
    given = CaseAssignment.objects.filter(user=user, ended_at=None).order_by().values("case")
    mine = _open_to(user).filter(Q(owner_role__in=sorted(user.roles)) | Q(pk__in=given), due_on__lte=last)
    for reference, due_on in mine.order_by("due_on", "pk").values_list("reference", "due_on"):
        yield f"{reference}: {_when(due_on, today)}"


def _steps(user: User, today: dt.date, last: dt.date) -> Iterator[str]:
    steps = CaseStep.objects.filter(owner=user, done_at=None, due_on__lte=last, case__in=_open_to(user))
    for reference, due_on in steps.order_by("due_on", "pk").values_list("case__reference", "due_on"):
        yield f"{reference}: a step of yours, {_when(due_on, today)}"


def _when(due_on: dt.date | None, today: dt.date) -> str:
    if due_on is None:
        return "no day is set"
    return f"{'overdue since' if due_on < today else 'due'} {due_on:%-d %B %Y}"


def _body(lines: list[str]) -> str:
    left = len(lines) - MOST
    shown = lines[:MOST] + ([f"and {left} more"] if left > 0 else [])
    return "\n".join([*shown, "", "To read them, sign in:", f"{settings.SITE_URL}/dashboard/", ""])
